import Vocabulary

/// Reads numbers as exports write them, exactly: no floating point on the way.
struct DecimalText: Equatable {
  /// What stands between whole units and decimals.
  var decimalSeparator: Character = "."
  /// What may stand between thousands.
  var groupSeparator: Character? = ","
  /// What is taken off before or behind the number, such as `$`, `£` or `EUR`.
  var symbol = ""

  /// Why a text is not an amount.
  struct Unreadable: Error, Equatable {
    let reason: String
  }

  /// The amount in minor units; blanks around number and symbol do not count.
  func amount(_ text: String, in currency: Currency) throws(Unreadable) -> Amount {
    let (whole, decimals) = try digits(of: text)
    var places = decimals
    while places.last == "0" { places.removeLast() }
    guard places.count <= currency.decimals else {
      throw Unreadable(
        reason: "\"\(text)\" is finer than the minor unit of \(currency), which has \(currency.decimals) decimals")
    }
    let padding = String(repeating: "0", count: currency.decimals - places.count)
    guard let minorUnits = Int64(whole + places + padding) else {
      throw Unreadable(reason: "\"\(text)\" does not fit 64 bits of minor units")
    }
    return Amount(minorUnits: minorUnits)
  }

  /// A count of something: a whole number from 1, decimals of zero allowed (`2.0`).
  func quantity(_ text: String) throws(Unreadable) -> UInt32 {
    let (whole, decimals) = try digits(of: text)
    guard decimals.allSatisfy({ $0 == "0" }) else {
      throw Unreadable(reason: "\"\(text)\" is not a whole number")
    }
    guard let quantity = UInt32(whole) else { throw Unreadable(reason: "\"\(text)\" is larger than \(UInt32.max)") }
    guard quantity > 0 else { throw Unreadable(reason: "it is zero") }
    return quantity
  }

  private func digits(of text: String) throws(Unreadable) -> (whole: String, decimals: String) {
    var rest = text.trimmed
    let isNegative = rest.hasPrefix("-") || (rest.hasPrefix("(") && rest.hasSuffix(")"))
    guard !isNegative else { throw Unreadable(reason: "\"\(text)\" is negative") }
    if !symbol.isEmpty {
      if rest.hasPrefix(symbol) {
        rest = rest.dropFirst(symbol.count).trimmed
      } else if rest.hasSuffix(symbol) {
        rest = rest.dropLast(symbol.count).trimmed
      }
      guard !rest.hasPrefix("-") else { throw Unreadable(reason: "\"\(text)\" is negative") }
    }
    guard !rest.isEmpty else { throw Unreadable(reason: "it is empty") }
    let halves = rest.split(separator: decimalSeparator, omittingEmptySubsequences: false)
    let decimals = halves.count == 2 ? String(halves[1]) : ""
    guard halves.count <= 2, let whole = ungrouped(halves[0]), isDigits(decimals), !(whole + decimals).isEmpty
    else { throw Unreadable(reason: "\"\(text)\" is not a number") }
    return (whole, decimals)
  }

  /// The digits of `1,234,567`; nil if the groups are not of three, which a decimal comma would not be either.
  private func ungrouped(_ text: Substring) -> String? {
    guard let groupSeparator, text.contains(groupSeparator) else { return isDigits(text) ? String(text) : nil }
    let groups = text.split(separator: groupSeparator, omittingEmptySubsequences: false)
    guard (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 }),
      groups.allSatisfy(isDigits)
    else { return nil }
    return groups.joined()
  }

  private func isDigits(_ text: some StringProtocol) -> Bool {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}

extension StringProtocol {
  /// The text without blanks around it.
  var trimmed: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest = rest.dropFirst() }
    while rest.last?.isWhitespace == true { rest = rest.dropLast() }
    return String(rest)
  }
}
