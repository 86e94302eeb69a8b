import EventSourcing
import Testing
import Vocabulary

@Suite struct MoneyTests {
  static let seed = UInt64.random(in: .min ... .max)

  @Test func scalingRoundsHalfAwayFromZero() throws {
    let cases: [(Int64, Int64, Int64, Int64)] = [
      (5, 1, 2, 3), (-5, 1, 2, -3), (1, 1, 3, 0), (2, 1, 3, 1), (-1, 1, 3, 0), (-2, 1, 3, -1), (.max, 1, 1, .max),
    ]
    for (amount, numerator, denominator, expected) in cases {
      #expect(
        try Amount(minorUnits: amount).scaled(by: numerator, over: denominator) == Amount(minorUnits: expected))
    }
  }

  @Test func whatDoesNotFitIsAnError() throws {
    let most = Amount(minorUnits: .max)
    #expect(throws: MoneyError.overflow) { try most.adding(Amount(minorUnits: 1)) }
    #expect(throws: MoneyError.overflow) { try most.times(2) }
    #expect(throws: MoneyError.overflow) { try most.scaled(by: 3, over: 2) }
    #expect(throws: MoneyError.overflow) { try Amount(minorUnits: .min).subtracting(Amount(minorUnits: 1)) }
    #expect(throws: MoneyError.currenciesDiffer(.gbp, .eur)) { try Money(.zero, .gbp).adding(Money(.zero, .eur)) }
  }

  @Test func taxTakenOutAndPutBackIsWithinHalfAPenny() throws {
    print("seed \(Self.seed)")
    var random = SplitMix64(seed: Self.seed)
    for _ in 0..<10_000 {
      let amount = Amount(minorUnits: Int64.random(in: -10_000_000...10_000_000, using: &random))
      let rate = BasisPoints(rawValue: UInt32.random(in: 0...10_000, using: &random))
      let tax = try rate.contained(in: amount)
      let net = try amount.subtracting(tax)
      // net x (1 + rate) differs from the amount by at most the rounding of the tax, half a penny x (1 + rate).
      let back = net.minorUnits * (10_000 + Int64(rate.rawValue))
      #expect(abs(back - amount.minorUnits * 10_000) * 2 <= 10_000 + Int64(rate.rawValue))
      #expect(tax.isNegative == false || amount.isNegative)
    }
  }

  @Test(arguments: [
    ("GBP", 1250, "GBP 12.50"), ("GBP", -5, "-GBP 0.05"), ("JPY", 900, "JPY 900"), ("KWD", 1, "KWD 0.001"),
    ("CLF", 12345, "CLF 1.2345"),
  ]) func showsTheDecimalsOfTheCurrency(_ code: String, _ minor: Int64, _ text: String) throws {
    let currency = try #require(Currency(code: code))
    #expect(Money(Amount(minorUnits: minor), currency).description == text)
  }

  @Test(arguments: ["", "gbp", "GB", "GBPX", "ABC", "XAU", "£££"]) func refusesWhatIsNoCurrency(_ code: String) {
    #expect(Currency(code: code) == nil)
  }
}
