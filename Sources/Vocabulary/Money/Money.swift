public import EventSourcing

/// An amount together with its currency.
public struct Money: Hashable, Sendable {
  /// The number of minor units.
  public var amount: Amount = .zero
  /// The currency that the minor units are of.
  public var currency: Currency = .none

  /// An amount of a currency.
  public init(_ amount: Amount, _ currency: Currency) {
    self.amount = amount
    self.currency = currency
  }

  /// No money of no currency: the blank value.
  public static let zero = Money(.zero, .none)

  /// The sum of two amounts of one currency.
  public func adding(_ other: Money) throws(MoneyError) -> Money {
    guard currency == other.currency else { throw .currenciesDiffer(currency, other.currency) }
    return Money(try amount.adding(other.amount), currency)
  }
}

extension Money: FieldMessage {
  /// The stored name in the schema.
  public static let schemaName = "Money"

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "amount_minor", &amount)
    try f.field(2, "currency", &currency)
  }
}

extension Money: CustomStringConvertible {
  /// For people, in the notation of the code: `GBP 12.50`, `JPY 900`, `-GBP 0.05`.
  public var description: String {
    let digits = String(amount.minorUnits.magnitude)
    let decimals = currency.decimals
    let sign = amount.isNegative ? "-" : ""
    guard decimals > 0 else { return "\(sign)\(currency) \(digits)" }
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return "\(sign)\(currency) \(padded.dropLast(decimals)).\(padded.suffix(decimals))"
  }
}
