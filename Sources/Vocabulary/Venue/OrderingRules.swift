public import EventSourcing

/// Which orders a venue takes, and how many at a time.
public struct OrderingRules: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "OrderingRules"

  /// Whether orders to a table are taken.
  public var dineIn: Bool = false
  /// Whether orders to take away are taken.
  public var takeout: Bool = false
  /// The length of a pickup slot in minutes; 0 means that takeout orders name no slot.
  public var slotMinutes: UInt32 = 0
  /// How many orders may be picked up in one slot.
  public var ordersPerSlot: UInt32 = 0
  /// How many minutes ahead of its start a slot must be booked at least.
  public var leadMinutes: UInt32 = 0
  /// How many service days ahead a slot may be booked at most.
  public var horizonDays: UInt32 = 0

  /// A value of these parts.
  public init(
    dineIn: Bool, takeout: Bool, slotMinutes: UInt32, ordersPerSlot: UInt32, leadMinutes: UInt32,
    horizonDays: UInt32
  ) {
    self.dineIn = dineIn
    self.takeout = takeout
    self.slotMinutes = slotMinutes
    self.ordersPerSlot = ordersPerSlot
    self.leadMinutes = leadMinutes
    self.horizonDays = horizonDays
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "dine_in", &dineIn)
    try f.field(2, "takeout", &takeout)
    try f.field(3, "slot_minutes", &slotMinutes)
    try f.field(4, "orders_per_slot", &ordersPerSlot)
    try f.field(5, "lead_minutes", &leadMinutes)
    try f.field(6, "horizon_days", &horizonDays)
  }
}
