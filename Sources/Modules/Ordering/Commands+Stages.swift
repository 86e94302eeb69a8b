public import EventSourcing
public import Vocabulary

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
