public import EventSourcing

/// What sums read of `PaymentRecorded`.
public struct PaidAmount: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "PaymentRecorded"

  /// The venue.
  public var venue: VenueID = .none
  /// What it was paid with.
  public var method: PaymentMethod = .unspecified
  /// What it pays of the order.
  public var amount: AmountOfMoney
  /// What was given on top.
  public var tip: Amount = .zero
  /// The service day.
  public var serviceDate: ServiceDate = .epoch

  /// An empty value, to be read into.
  public init(_ blank: Blank) { amount = AmountOfMoney(blank) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(3, "venue", &venue)
    try f.field(5, "method", &method)
    try f.field(6, "amount", &amount)
    try f.field(7, "tip_minor", &tip)
    try f.field(9, "service_date", &serviceDate)
  }
}

/// What sums read of `PaymentRefunded`.
public struct RefundedAmount: FieldMessage, Hashable {
  /// The stored name in the schema.
  public static let schemaName = "PaymentRefunded"

  /// The venue.
  public var venue: VenueID = .none
  /// What it had been paid with.
  public var method: PaymentMethod = .unspecified
  /// What is given back of the payment's amount.
  public var amount: AmountOfMoney
  /// What is given back of the tip.
  public var tip: Amount = .zero
  /// Why.
  public var reason: RefundReason = .unspecified
  /// The service day.
  public var serviceDate: ServiceDate = .epoch

  /// An empty value, to be read into.
  public init(_ blank: Blank) { amount = AmountOfMoney(blank) }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(4, "venue", &venue)
    try f.field(6, "method", &method)
    try f.field(7, "amount", &amount)
    try f.field(8, "tip_minor", &tip)
    try f.field(9, "reason", &reason)
    try f.field(10, "service_date", &serviceDate)
  }
}
