import EventSourcing
import Payments
import Testing
import Vocabulary

@Suite struct SplitBillTests {
  func amounts(_ minor: Int64...) -> [Amount] { minor.map { Amount(minorUnits: $0) } }

  @Test func theEarlierPartsGetTheOddPennies() throws {
    #expect(try SplitBill.equally(Amount(minorUnits: 1000), into: 3) == amounts(334, 333, 333))
    #expect(try SplitBill.equally(Amount(minorUnits: 2), into: 3) == amounts(1, 1, 0))
    #expect(try SplitBill.equally(.zero, into: 2) == amounts(0, 0))
  }

  @Test func theLargestFractionGetsThePenny() throws {
    // 100 in 1 : 2 : 3 is 16.67, 33.33 and 50.
    #expect(try SplitBill.byShares(Amount(minorUnits: 100), [1, 2, 3]) == amounts(17, 33, 50))
    #expect(try SplitBill.byShares(Amount(minorUnits: 100), [0, 1]) == amounts(0, 100))
  }

  @Test func theRestIsTheLastPart() throws {
    #expect(try SplitBill.byAmounts(Amount(minorUnits: 3000), amounts(1000, 500)) == amounts(1000, 500, 1500))
    #expect(try SplitBill.byAmounts(Amount(minorUnits: 1500), amounts(1000, 500)) == amounts(1000, 500))
  }

  @Test func guestsPayTheirLinesAndTheirPartOfTheService() throws {
    let bill = Amount(minorUnits: 3375)  // 30.00 and 12.5 %
    let parts = try SplitBill.byItems(bill, [amounts(1000, 500), amounts(1500)])
    #expect(parts == amounts(1688, 1687))
    #expect(try SplitBill.byItems(Amount(minorUnits: 5), [[], []]) == amounts(3, 2))
  }

  @Test func refusesSplitsThatDoNotWork() {
    #expect(throws: SplitError.partsOutOfRange(0)) { try SplitBill.equally(.zero, into: 0) }
    #expect(throws: SplitError.partsOutOfRange(1001)) { try SplitBill.equally(.zero, into: 1001) }
    #expect(throws: SplitError.noShares) { try SplitBill.byShares(.zero, [0, 0]) }
    #expect(throws: SplitError.amountNegative) { try SplitBill.equally(Amount(minorUnits: -1), into: 2) }
    #expect(throws: SplitError.exceedsBill) {
      try SplitBill.byAmounts(Amount(minorUnits: 10), [Amount(minorUnits: 11)])
    }
    #expect(throws: SplitError.exceedsBill) {
      try SplitBill.byItems(Amount(minorUnits: 10), [[Amount(minorUnits: 11)]])
    }
  }

  /// Nothing is lost, and no part is a whole unit away from its exact share.
  @Test func noPennyIsLost() throws {
    let seed = UInt64.random(in: .min ... .max)
    print("SplitBillTests: seed \(seed)")
    var random = SplitMix64(seed: seed)
    for _ in 0..<2_000 {
      let total = Int64.random(in: 0...(Bool.random(using: &random) ? 5_000 : .max), using: &random)
      let shares = (0..<Int.random(in: 1...20, using: &random)).map { _ in UInt32.random(in: 1 ... .max, using: &random)
      }
      let parts = try SplitBill.byShares(Amount(minorUnits: total), shares)
      #expect(try parts.sum().minorUnits == total)
      let sum = shares.reduce(Int128(0)) { $0 + Int128($1) }
      for (part, share) in zip(parts, shares) {
        let exact = Int128(total) * Int128(share)
        #expect(abs(Int128(part.minorUnits) * sum - exact) < sum)
      }
    }
  }
}
