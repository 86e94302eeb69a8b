public import EventSourcing

/// Which reservations a venue takes, and how many at a time.
public struct ReservationRules: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ReservationRules"

  /// Minutes from one bookable time to the next, from the start of each opening period.
  public var slotMinutes: UInt32 = 0
  /// Minutes for which a party keeps its tables, unless ``turnTimes`` says otherwise.
  public var turnMinutes: UInt32 = 0
  /// Other turn times, by party and day part; the first that fits holds.
  public var turnTimes: [TurnTime] = []
  /// How many minutes before closing the last party may start.
  public var lastSeatingMinutes: UInt32 = 0
  /// How many minutes ahead of its start a time must be booked at least.
  public var leadMinutes: UInt32 = 0
  /// How many service days ahead a time may be booked at most.
  public var horizonDays: UInt32 = 0
  /// How many guests may start in one slot; 0 sets no bound.
  public var coversPerSlot: UInt32 = 0
  /// How many parties may start in one slot; 0 sets no bound.
  public var partiesPerSlot: UInt32 = 0
  /// For how many minutes a time is held, or offered from the waitlist; 0 leaves it to the system.
  public var holdMinutes: UInt32 = 0
  /// How many minutes ahead of its start a diner may still change a reservation or call it off freely.
  public var cancelMinutes: UInt32 = 0
  /// What calling it off later costs for each guest; 0 means that the diner may not.
  public var lateFee: Amount = .zero
  /// Parties larger than this leave a deposit, if there is one.
  public var depositAbove: UInt32 = 0
  /// The deposit for each guest; 0 asks for none.
  public var deposit: Amount = .zero
  /// How many minutes ahead of its start a reservation must be confirmed; 0 asks for no confirmation.
  public var confirmMinutes: UInt32 = 0

  /// A value of these parts.
  public init(
    slotMinutes: UInt32, turnMinutes: UInt32, turnTimes: [TurnTime] = [], lastSeatingMinutes: UInt32,
    leadMinutes: UInt32, horizonDays: UInt32, coversPerSlot: UInt32, partiesPerSlot: UInt32, holdMinutes: UInt32,
    cancelMinutes: UInt32, lateFee: Amount, depositAbove: UInt32, deposit: Amount, confirmMinutes: UInt32
  ) {
    self.slotMinutes = slotMinutes
    self.turnMinutes = turnMinutes
    self.turnTimes = turnTimes
    self.lastSeatingMinutes = lastSeatingMinutes
    self.leadMinutes = leadMinutes
    self.horizonDays = horizonDays
    self.coversPerSlot = coversPerSlot
    self.partiesPerSlot = partiesPerSlot
    self.holdMinutes = holdMinutes
    self.cancelMinutes = cancelMinutes
    self.lateFee = lateFee
    self.depositAbove = depositAbove
    self.deposit = deposit
    self.confirmMinutes = confirmMinutes
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "slot_minutes", &slotMinutes)
    try f.field(2, "turn_minutes", &turnMinutes)
    try f.field(3, "turn_times", &turnTimes)
    try f.field(4, "last_seating_minutes", &lastSeatingMinutes)
    try f.field(5, "lead_minutes", &leadMinutes)
    try f.field(6, "horizon_days", &horizonDays)
    try f.field(7, "covers_per_slot", &coversPerSlot)
    try f.field(8, "parties_per_slot", &partiesPerSlot)
    try f.field(9, "hold_minutes", &holdMinutes)
    try f.field(10, "cancel_minutes", &cancelMinutes)
    try f.field(11, "late_fee_per_cover", &lateFee)
    try f.field(12, "deposit_above", &depositAbove)
    try f.field(13, "deposit_per_cover", &deposit)
    try f.field(14, "confirm_minutes", &confirmMinutes)
  }
}
