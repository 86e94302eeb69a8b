public import EventSourcing
public import Vocabulary

/// Places an order at the menu's prices.
public struct PlaceOrder: Command {
  /// The stored name.
  public static let name = "place_order"
  /// What the command does, in one line.
  public static let summary = "Place an order for a table or to take away, at the prices of the menu"

  /// The order's new ID; made up, if left out.
  public var order: OrderID?
  /// The venue.
  public var venue: VenueID = .none
  /// `"dine_in"` or `"takeout"`.
  public var service: ServiceKind = .unspecified
  /// How it came in: `"counter"`, `"phone"`, `"web"`, `"app"`, `"kiosk"` or `"partner"`.
  public var channel: Channel = .unspecified
  /// Who orders, if known.
  public var customer: CustomerID?
  /// The table; a dine-in order that is placed here needs one.
  public var table: TableID?
  /// How many guests share the order.
  public var party: UInt32?
  /// When it is picked up, of a takeout order: `date`, `starts`.
  public var pickup: PickupSlot?
  /// What is ordered.
  public var lines: [OrderedLine] = []
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(
    order: OrderID? = nil, venue: VenueID, service: ServiceKind, channel: Channel, customer: CustomerID? = nil,
    table: TableID? = nil, party: UInt32? = nil, pickup: PickupSlot? = nil, lines: [OrderedLine] = [],
    at: Timestamp? = nil
  ) {
    self.order = order
    self.venue = venue
    self.service = service
    self.channel = channel
    self.customer = customer
    self.table = table
    self.party = party
    self.pickup = pickup
    self.lines = lines
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Fills in the ID and the time.
  public mutating func stamp(_ stamps: inout some Stamps) {
    stampTime(&stamps)
    if order == nil { order = stamps.newID() }
  }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(2, "venue", &venue)
    try f.field(3, "service", &service)
    try f.field(4, "channel", &channel)
    try f.field(5, "customer", &customer)
    try f.field(6, "table", &table)
    try f.field(7, "party", &party)
    try f.field(8, "pickup", &pickup)
    try f.field(9, "lines", &lines)
    try f.field(15, "at", &at)
  }

  /// The order's ID, once stamped.
  public var orderID: OrderID { order ?? .none }
}

/// Adds lines to an open dine-in order.
///
/// Each call adds; give an idempotency key to make a repetition harmless.
public struct AddOrderItems: Command {
  /// The stored name.
  public static let name = "add_order_items"
  /// What the command does, in one line.
  public static let summary = "Add lines to an open dine-in order"

  /// The order.
  public var order: OrderID = .none
  /// The order's venue.
  public var venue: VenueID = .none
  /// What is added.
  public var lines: [OrderedLine] = []
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(order: OrderID, venue: VenueID, lines: [OrderedLine] = [], at: Timestamp? = nil) {
    self.order = order
    self.venue = venue
    self.lines = lines
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(2, "venue", &venue)
    try f.field(3, "lines", &lines)
    try f.field(15, "at", &at)
  }
}

/// Takes an order on.
public struct AcceptOrder: Command {
  /// The stored name.
  public static let name = "accept_order"
  /// What the command does, in one line.
  public static let summary = "Take a placed order on"
  /// Who may give the command.
  public static let givers = Set<Actor.Kind>.house

  /// The order.
  public var order: OrderID = .none
  /// When it will be ready, if that is known.
  public var readyBy: Timestamp?
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(order: OrderID, readyBy: Timestamp? = nil, at: Timestamp? = nil) {
    self.order = order
    self.readyBy = readyBy
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(2, "ready_by", &readyBy)
    try f.field(15, "at", &at)
  }
}

/// Declines an order that was not accepted.
public struct RejectOrder: Command {
  /// The stored name.
  public static let name = "reject_order"
  /// What the command does, in one line.
  public static let summary = "Decline a placed order; counted stock goes back"
  /// Who may give the command.
  public static let givers = Set<Actor.Kind>.house

  /// The order.
  public var order: OrderID = .none
  /// Why: `"too_busy"`, `"item_unavailable"`, `"closing"` or `"unserviceable"`.
  public var reason: OrderRejectionReason = .unspecified
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(order: OrderID, reason: OrderRejectionReason, at: Timestamp? = nil) {
    self.order = order
    self.reason = reason
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(2, "reason", &reason)
    try f.field(15, "at", &at)
  }
}

/// Begins to make an accepted order.
public struct StartOrder: Command {
  /// The stored name.
  public static let name = "start_order"
  /// What the command does, in one line.
  public static let summary = "Begin to make an accepted order"
  /// Who may give the command.
  public static let givers = Set<Actor.Kind>.house

  /// The order.
  public var order: OrderID = .none
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(order: OrderID, at: Timestamp? = nil) {
    self.order = order
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(15, "at", &at)
  }
}

/// Finishes making an order.
public struct MarkOrderReady: Command {
  /// The stored name.
  public static let name = "mark_order_ready"
  /// What the command does, in one line.
  public static let summary = "Say that an order is ready to be served or collected"
  /// Who may give the command.
  public static let givers = Set<Actor.Kind>.house

  /// The order.
  public var order: OrderID = .none
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(order: OrderID, at: Timestamp? = nil) {
    self.order = order
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(15, "at", &at)
  }
}

/// Brings a ready dine-in order to its table.
public struct ServeOrder: Command {
  /// The stored name.
  public static let name = "serve_order"
  /// What the command does, in one line.
  public static let summary = "Serve a ready dine-in order"
  /// Who may give the command.
  public static let givers = Set<Actor.Kind>.house

  /// The order.
  public var order: OrderID = .none
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(order: OrderID, at: Timestamp? = nil) {
    self.order = order
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(15, "at", &at)
  }
}

/// Hands a ready takeout order over.
public struct CollectOrder: Command {
  /// The stored name.
  public static let name = "collect_order"
  /// What the command does, in one line.
  public static let summary = "Hand over a ready takeout order"
  /// Who may give the command.
  public static let givers = Set<Actor.Kind>.house

  /// The order.
  public var order: OrderID = .none
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(order: OrderID, at: Timestamp? = nil) {
    self.order = order
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(15, "at", &at)
  }
}

/// Calls an order off.
public struct CancelOrder: Command {
  /// The stored name.
  public static let name = "cancel_order"
  /// What the command does, in one line.
  public static let summary = "Call an order off; counted stock goes back unless it is being made"

  /// The order.
  public var order: OrderID = .none
  /// `"customer_request"`, `"item_unavailable"`, `"mistake"`, `"not_collected"` or `"venue_closed"`.
  public var reason: CancellationReason = .unspecified
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(order: OrderID, reason: CancellationReason, at: Timestamp? = nil) {
    self.order = order
    self.reason = reason
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(2, "reason", &reason)
    try f.field(15, "at", &at)
  }

  /// Customers call off for themselves; what the kitchen has begun, only the house calls off.
  public func fieldWithheld(from giver: Actor.Kind) -> StaticString? {
    giver == .customer && reason != .customerRequest ? "reason" : nil
  }
}

/// Writes down an order that was taken and handed over before, elsewhere: prices are as charged.
///
/// It takes no stock and no slot, and the kitchen never sees it. Tax is what the venue's rates make of the amounts,
/// taken as included.
public struct RecordOrder: Command {
  /// The stored name.
  public static let name = "record_order"
  /// What the command does, in one line.
  public static let summary = "Write down an order that was taken and handed over elsewhere; prices are as charged"
  /// Who may give the command.
  public static let givers: Set<Actor.Kind> = [.staff, .system, .importer]

  /// The order's new ID; made up, if left out.
  public var order: OrderID?
  /// The venue.
  public var venue: VenueID = .none
  /// `"dine_in"` or `"takeout"`.
  public var service: ServiceKind = .unspecified
  /// How it came in: `"counter"`, `"phone"`, `"web"`, `"app"`, `"kiosk"` or `"partner"`.
  public var channel: Channel = .unspecified
  /// Who orders, if known.
  public var customer: CustomerID?
  /// The table; a dine-in order that is placed here needs one.
  public var table: TableID?
  /// How many guests share the order.
  public var party: UInt32?
  /// What was charged.
  public var lines: [RecordedLine] = []
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(
    order: OrderID? = nil, venue: VenueID, service: ServiceKind, channel: Channel, customer: CustomerID? = nil,
    table: TableID? = nil, party: UInt32? = nil, lines: [RecordedLine] = [], at: Timestamp? = nil
  ) {
    self.order = order
    self.venue = venue
    self.service = service
    self.channel = channel
    self.customer = customer
    self.table = table
    self.party = party
    self.lines = lines
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Fills in the ID and the time.
  public mutating func stamp(_ stamps: inout some Stamps) {
    stampTime(&stamps)
    if order == nil { order = stamps.newID() }
  }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(2, "venue", &venue)
    try f.field(3, "service", &service)
    try f.field(4, "channel", &channel)
    try f.field(5, "customer", &customer)
    try f.field(6, "table", &table)
    try f.field(7, "party", &party)
    try f.field(9, "lines", &lines)
    try f.field(15, "at", &at)
  }

  /// The order's ID, once stamped.
  public var orderID: OrderID { order ?? .none }
}
