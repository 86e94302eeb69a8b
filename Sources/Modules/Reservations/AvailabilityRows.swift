public import EventSourcing
public import Vocabulary

/// A claim in the snapshot of ``Availability``.
public struct ClaimRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "ClaimRow"

  /// The venue.
  public var venue: VenueID = .none
  /// The reservation.
  public var reservation: ReservationID = .none
  /// How far it has come.
  public var stage: ReservationStage = .unspecified
  /// When, where and for how many.
  public var seating: Seating
  /// Whose it is.
  public var customer: CustomerID?
  /// When a hold or an offer ends.
  public var expiresAt: Timestamp?

  /// A value of these parts.
  public init(
    venue: VenueID, reservation: ReservationID, stage: ReservationStage, seating: Seating,
    customer: CustomerID? = nil, expiresAt: Timestamp? = nil
  ) {
    self.venue = venue
    self.reservation = reservation
    self.stage = stage
    self.seating = seating
    self.customer = customer
    self.expiresAt = expiresAt
  }

  /// An empty value, to be read into.
  public init(_ blank: Blank) { seating = Seating(blank) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "reservation", &reservation)
    try f.field(3, "stage", &stage)
    try f.field(4, "seating", &seating)
    try f.field(5, "customer", &customer)
    try f.field(6, "expires_at", &expiresAt)
  }
}

/// A venue in the snapshot of ``Availability``.
public struct VenueRow: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "VenueRow"

  /// The venue.
  public var venue: VenueID = .none
  /// What it is called; empty if it was never opened.
  public var name: String = ""
  /// Its IANA time zone; empty if it was never opened.
  public var zone: String = ""
  /// The currency that it charges in, if it was opened.
  public var currency: Currency?

  /// A value of these parts.
  public init(venue: VenueID, name: String, zone: String, currency: Currency? = nil) {
    self.venue = venue
    self.name = name
    self.zone = zone
    self.currency = currency
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "name", &name)
    try f.field(3, "zone", &zone)
    try f.field(4, "currency", &currency)
  }
}
