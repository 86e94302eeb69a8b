public import EventSourcing

/// A number of minor units (pence, cents, yen) of a currency that the context fixes: the venue's, or the order's.
///
/// May be negative where a field's documentation says so. Arithmetic is checked: a result that does not fit is an
/// error, never a trap and never a wrapped number.
public struct Amount: Hashable, Comparable, Sendable {
  /// The number of minor units.
  public let minorUnits: Int64

  /// An amount of so many minor units.
  @inlinable public init(minorUnits: Int64) { self.minorUnits = minorUnits }

  /// Nothing.
  @inlinable public static var zero: Amount { Amount(minorUnits: 0) }

  /// In ascending order.
  @inlinable public static func < (a: Amount, b: Amount) -> Bool { a.minorUnits < b.minorUnits }

  /// Whether this is less than nothing.
  @inlinable public var isNegative: Bool { minorUnits < 0 }

  /// The sum, or ``MoneyError/overflow``.
  @inlinable public func adding(_ other: Amount) throws(MoneyError) -> Amount {
    let (sum, overflow) = minorUnits.addingReportingOverflow(other.minorUnits)
    if overflow { throw .overflow }
    return Amount(minorUnits: sum)
  }

  /// The difference, or ``MoneyError/overflow``.
  @inlinable public func subtracting(_ other: Amount) throws(MoneyError) -> Amount {
    let (difference, overflow) = minorUnits.subtractingReportingOverflow(other.minorUnits)
    if overflow { throw .overflow }
    return Amount(minorUnits: difference)
  }

  /// So many times the amount, or ``MoneyError/overflow``.
  @inlinable public func times(_ count: UInt32) throws(MoneyError) -> Amount {
    let (product, overflow) = minorUnits.multipliedReportingOverflow(by: Int64(count))
    if overflow { throw .overflow }
    return Amount(minorUnits: product)
  }

  /// The amount times `numerator / denominator`, rounded half away from zero.
  ///
  /// The product is taken in 128 bits, so only a *result* that does not fit is an error.
  @inlinable public func scaled(by numerator: Int64, over denominator: Int64) throws(MoneyError) -> Amount {
    precondition(denominator > 0 && denominator <= Int64.max / 2, "a ratio needs a positive denominator")
    let product = minorUnits.multipliedFullWidth(by: numerator)
    let negative = product.high < 0
    let magnitude = UInt128(UInt64(bitPattern: product.high)) << 64 | UInt128(product.low)
    let absolute = negative ? ~magnitude &+ 1 : magnitude
    let rounded = (absolute + UInt128(denominator / 2)) / UInt128(denominator)
    guard rounded <= UInt128(Int64.max) else { throw .overflow }
    return Amount(minorUnits: negative ? -Int64(rounded) : Int64(rounded))
  }
}

extension Sequence<Amount> {
  /// The sum of all, or ``MoneyError/overflow``.
  public func sum() throws(MoneyError) -> Amount {
    var total = Amount.zero
    for amount in self { total = try total.adding(amount) }
    return total
  }
}

extension Amount: FieldWrapper {
  /// The number of minor units.
  @inlinable public var rawValue: Int64 { minorUnits }

  /// An amount of so many minor units.
  @inlinable public init(rawValue: Int64) { self.init(minorUnits: rawValue) }
}
