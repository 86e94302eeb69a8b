/// Why a calculation with money has no answer.
public enum MoneyError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The result does not fit a signed 64-bit number of minor units.
  case overflow
  /// Two currencies met; there are no exchange rates here.
  case currenciesDiffer(Currency, Currency)

  /// For people.
  public var description: String {
    switch self {
    case .overflow: "the amount does not fit 64 bits of minor units"
    case .currenciesDiffer(let one, let other): "\(one) and \(other) cannot be calculated with each other"
    }
  }
}
