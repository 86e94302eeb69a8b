public import EventSourcing

/// A rate in hundredths of a per cent: 2,000 is 20 %.
public struct BasisPoints: FieldWrapper, Hashable, Comparable {
  /// The number of hundredths of a per cent.
  public let rawValue: UInt32

  /// A rate of so many hundredths of a per cent.
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// No rate at all.
  public static let zero = BasisPoints(rawValue: 0)
  /// 100 %: the greatest tax or service rate that a venue may set. A higher one is a slipped digit.
  public static let whole = BasisPoints(rawValue: 10_000)

  /// In ascending order.
  @inlinable public static func < (a: BasisPoints, b: BasisPoints) -> Bool { a.rawValue < b.rawValue }

  /// This share of an amount, rounded half away from zero.
  @inlinable public func of(_ amount: Amount) throws(MoneyError) -> Amount {
    try amount.scaled(by: Int64(rawValue), over: 10_000)
  }

  /// The tax that an amount which includes it contains: `amount x rate / (1 + rate)`, rounded half away from zero.
  @inlinable public func contained(in amount: Amount) throws(MoneyError) -> Amount {
    try amount.scaled(by: Int64(rawValue), over: 10_000 + Int64(rawValue))
  }
}

extension BasisPoints: CustomStringConvertible {
  /// For people: `20%`, `8.25%`.
  public var description: String {
    let whole = rawValue / 100
    let rest = rawValue % 100
    guard rest > 0 else { return "\(whole)%" }
    return rest % 10 == 0 ? "\(whole).\(rest / 10)%" : "\(whole).\(rest < 10 ? "0" : "")\(rest)%"
  }
}
