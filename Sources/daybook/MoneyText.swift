import Vocabulary

/// Amounts of one currency as text and as numbers to draw.
struct MoneyText {
  let currency: Currency
  private let unit: Double

  init(_ currency: Currency) {
    self.currency = currency
    unit = (0..<currency.decimals).reduce(1) { scale, _ in scale * 10 }
  }

  /// `GBP 1,234.50`.
  func text(_ amount: Amount) -> String { Money(amount, currency).grouped }
  /// A number of minor units as whole ones.
  func text(_ minor: Double) -> String { "\(currency.code) \(fixed(minor / unit, currency.decimals))" }
  /// Whole units as text.
  func text(whole: Double) -> String { "\(currency.code) \(fixed(whole, currency.decimals))" }
  /// A number of whole units, to draw.
  func number(_ amount: Amount) -> Double { Double(amount.minorUnits) / unit }
  /// A number of whole units of minor ones, to draw.
  func number(_ minor: Double) -> Double { minor / unit }
}

extension Money {
  /// As ``description``, with separators between thousands: `GBP 1,234.50`, `-GBP 0.05`.
  var grouped: String {
    let scale = (0..<currency.decimals).reduce(UInt64(1)) { scale, _ in scale * 10 }
    let (whole, rest) = amount.minorUnits.magnitude.quotientAndRemainder(dividingBy: scale)
    let sign = amount.isNegative ? "-" : ""
    guard currency.decimals > 0 else { return "\(sign)\(currency) \(whole.grouped)" }
    return "\(sign)\(currency) \(whole.grouped).\("\(rest)".leftPadded(currency.decimals, with: "0"))"
  }
}

/// A number with the word for what it counts: `1 order`, `2 orders`.
func counted(_ count: some BinaryInteger, _ word: String, many: String? = nil) -> String {
  "\(Int64(clamping: count).grouped) \(count == 1 ? word : many ?? "\(word)s")"
}

/// A share as a percentage: `12.3 %`.
func percent(_ share: Double?) -> String { share.map { "\(fixed($0 * 100, 1)) %" } ?? "-" }
