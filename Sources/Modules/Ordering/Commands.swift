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
