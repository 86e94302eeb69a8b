public import Vocabulary

/// Splits a bill so that no penny is lost: what the parts come to is what there was.
///
/// Fractions go by the largest remainder (Hamilton's method): every part gets the whole minor units of its share, and
/// those that are left over go one by one to the parts with the largest fractions, the earlier part first where they
/// are equal.
public enum SplitBill {
  /// Parts of a bill: a table of a thousand guests is the largest that a venue may have.
  public static let parts = 1_000

  /// Splits an amount into equal parts; the earlier ones get the odd minor units.
  public static func equally(_ amount: Amount, into count: Int) throws(SplitError) -> [Amount] {
    guard (1...parts).contains(count) else { throw .partsOutOfRange(count) }
    return try byShares(amount, Array(repeating: 1, count: count))
  }

  /// Splits an amount in the proportion of shares: 2, 1 and 1 give half and two quarters.
  public static func byShares(_ amount: Amount, _ shares: [UInt32]) throws(SplitError) -> [Amount] {
    try inProportion(amount, shares.map(UInt64.init))
  }

  /// What is left when some pay fixed amounts: those amounts, and the rest as the last part if there is one.
  public static func byAmounts(_ amount: Amount, _ amounts: [Amount]) throws(SplitError) -> [Amount] {
    guard amounts.count < parts else { throw .partsOutOfRange(amounts.count + 1) }
    guard amounts.allSatisfy({ !$0.isNegative }) else { throw .amountNegative }
    let rest: Amount
    do throws(MoneyError) { rest = try amount.subtracting(try amounts.sum()) } catch { throw .exceedsBill }
    guard !rest.isNegative else { throw .exceedsBill }
    return rest == .zero ? amounts : amounts + [rest]
  }

  /// Splits a bill by who had what: each guest pays their lines, and a part of what everybody shares (a service charge,
  /// lines that are nobody's) in proportion to those.
  ///
  /// - Parameters:
  ///   - total: what the bill comes to; what the lines do not cover is shared.
  ///   - lines: what each guest had, guest by guest.
  public static func byItems(_ total: Amount, _ lines: [[Amount]]) throws(SplitError) -> [Amount] {
    var own: [Amount] = []
    for line in lines { own.append(try fitting { () throws(MoneyError) in try line.sum() }) }
    guard own.allSatisfy({ !$0.isNegative }) else { throw .amountNegative }
    let shared = try fitting { () throws(MoneyError) in try total.subtracting(try own.sum()) }
    guard !shared.isNegative else { throw .exceedsBill }
    let isEmpty = own.allSatisfy { $0 == .zero }
    let parts = try inProportion(shared, own.map { isEmpty ? 1 : UInt64($0.minorUnits) })
    return zip(own, parts).map { $0.wrapping(plus: $1) }
  }

  /// An amount that does not fit is more than any bill.
  private static func fitting(_ amount: () throws(MoneyError) -> Amount) throws(SplitError) -> Amount {
    do throws(MoneyError) { return try amount() } catch { throw .exceedsBill }
  }

  private static func inProportion(_ amount: Amount, _ weights: [UInt64]) throws(SplitError) -> [Amount] {
    guard (1...parts).contains(weights.count) else { throw .partsOutOfRange(weights.count) }
    guard !amount.isNegative else { throw .amountNegative }
    let sum = weights.reduce(UInt128(0)) { $0 + UInt128($1) }
    guard sum > 0 else { throw .noShares }
    let total = UInt128(amount.minorUnits)
    let products = weights.map { total * UInt128($0) }
    var units = products.map { Int64($0 / sum) }
    let missing = amount.minorUnits - units.reduce(0, +)
    let byRemainder = products.indices.sorted { one, other in
      let (a, b) = (products[one] % sum, products[other] % sum)
      return a == b ? one < other : a > b
    }
    for index in byRemainder.prefix(Int(missing)) { units[index] += 1 }
    return units.map { Amount(minorUnits: $0) }
  }
}

/// Why a bill cannot be split as asked.
public enum SplitError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A bill has one to so many parts.
  case partsOutOfRange(Int)
  /// A share that is all of nothing.
  case noShares
  /// An amount is less than nothing.
  case amountNegative
  /// The parts come to more than the bill.
  case exceedsBill

  /// One sentence for people.
  public var description: String {
    switch self {
    case .partsOutOfRange(let count): "a bill is split into 1 to \(SplitBill.parts) parts, not \(count)"
    case .noShares: "at least one share must be more than nothing"
    case .amountNegative: "an amount to be split must not be negative"
    case .exceedsBill: "the parts come to more than the bill"
    }
  }
}
