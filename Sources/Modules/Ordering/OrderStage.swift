public import EventSourcing

/// How far an order has come.
///
/// | from              | accept   | reject   | start     | ready | close  | customer    | venue       | add   |
/// |-------------------|----------|----------|-----------|-------|--------|-------------|-------------|-------|
/// | placed            | accepted | rejected | -         | -     | -      | cancelled * | cancelled * | lines |
/// | accepted          | =        | -        | preparing | -     | -      | cancelled * | cancelled * | lines |
/// | preparing         | -        | -        | =         | ready | -      | -           | cancelled   | lines |
/// | ready             | -        | -        | -         | =     | closed | -           | cancelled   | -     |
/// | served, collected | -        | -        | -         | -     | =      | -           | -           | -     |
/// | rejected          | -        | =        | -         | -     | -      | -           | -           | -     |
/// | cancelled         | -        | -        | -         | -     | -      | =           | =           | -     |
///
/// *close* is serving or collecting; *customer* and *venue* cancel. `=` nothing happens, `-` is refused by name, `*`
/// counted stock and the pickup slot are given back (a rejection does so too): what the kitchen has begun is gone.
/// Lines are added to dine-in orders only. A recorded order is served or collected from its first append on.
public enum OrderStage: UInt32, FieldEnum {
  /// Not placed.
  case unspecified = 0
  /// Placed; the venue has not answered.
  case placed = 1
  /// Taken on by the venue.
  case accepted = 2
  /// Being made.
  case preparing = 3
  /// Waiting to be served or collected.
  case ready = 4
  /// At the table. Closed.
  case served = 5
  /// Handed over. Closed.
  case collected = 6
  /// Declined by the venue. Closed.
  case rejected = 7
  /// Called off. Closed.
  case cancelled = 8

  /// The stored name in the schema.
  public static let schemaName = "OrderStage"

  /// The value's stored name.
  public var name: StaticString {
    switch self {
    case .unspecified: "unspecified"
    case .placed: "placed"
    case .accepted: "accepted"
    case .preparing: "preparing"
    case .ready: "ready"
    case .served: "served"
    case .collected: "collected"
    case .rejected: "rejected"
    case .cancelled: "cancelled"
    }
  }

  /// Whether somebody still has to do something for the order.
  public var isOpen: Bool {
    switch self {
    case .placed, .accepted, .preparing, .ready: true
    case .unspecified, .served, .collected, .rejected, .cancelled: false
    }
  }

  /// Whether the order counts as a sale: it was neither rejected nor cancelled.
  public var isSale: Bool {
    switch self {
    case .placed, .accepted, .preparing, .ready, .served, .collected: true
    case .unspecified, .rejected, .cancelled: false
    }
  }
}
