import Foundation
import Testing
import Vocabulary

@testable import Analytics

@Suite struct StatisticsTests {
  private func history(_ tail: UInt64, _ days: (String, Int64)...) throws -> PurchaseHistory {
    try #require(
      PurchaseHistory(
        customer: Bistro.customer(tail),
        days: days.map { .init(date: Bistro.day($0.0), orders: 1, gross: Amount(minorUnits: $0.1)) }))
  }

  @Test func equalsHaveEqualScoresAndTheBestFifthHasFive() throws {
    let histories = try (1...10).map { number in
      try history(UInt64(number), ("2026-07-0\(min(number, 9))", Int64(number * 100)))
    }
    let scores = CustomerScore.scores(of: histories)
    #expect(scores.map(\.recency) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
    #expect(scores.map(\.frequency) == Array(repeating: 1, count: 10))
    #expect(scores.map(\.monetary) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
    #expect(scores.last?.segment == .new)
    #expect(CustomerScore.scores(of: []).isEmpty)
  }

  @Test func theGridNamesEverySegment() {
    let rows: [[CustomerSegment]] = (1...5).map { frequency in
      (1...5).map { CustomerSegment(recency: $0, frequency: frequency) }
    }
    #expect(rows[0] == [.hibernating, .hibernating, .aboutToSleep, .promising, .new])
    #expect(rows[1] == [.hibernating, .hibernating, .aboutToSleep, .potentialLoyalist, .potentialLoyalist])
    #expect(rows[2] == [.atRisk, .atRisk, .needsAttention, .potentialLoyalist, .potentialLoyalist])
    #expect(rows[3] == [.atRisk, .atRisk, .loyal, .loyal, .champion])
    #expect(rows[4] == [.cannotLose, .cannotLose, .loyal, .loyal, .champion])
  }

  @Test func cohortsAreMonthsOfFirstOrders() throws {
    let histories = [
      try history(1, ("2025-12-30", 100), ("2025-12-31", 100), ("2026-02-01", 300)), try history(2, ("2025-12-01", 50)),
      try history(3, ("2026-02-28", 70)),
    ]
    let cohorts = Cohort.cohorts(of: histories, through: Bistro.day("2026-03-31"))
    #expect(cohorts.map(\.month.description) == ["2025-12", "2026-02"])
    #expect(cohorts.map(\.active) == [[2, 0, 1, 0], [1, 0]])
    #expect(cohorts.map(\.gross) == [[250, 0, 300, 0], [70, 0]])
    #expect(cohorts[0].retention == [1, 0, 0.5, 0])
  }

  @Test func cohortsReachToTheLastOrderWhereTheHistoryGoesOn() throws {
    let histories = [try history(1, ("2025-12-30", 100)), try history(2, ("2025-12-01", 50), ("2026-05-01", 70))]
    let cohorts = Cohort.cohorts(of: histories, through: Bistro.day("2026-01-31"))
    #expect(cohorts.map(\.active) == [[2, 0, 0, 0, 0, 1]])
  }

  @Test func theSimplexFindsRosenbrocksValley() {
    let found = NelderMead.minimum(from: [-1.2, 1], size: 0.5) { point in
      let (x, y) = (point[0], point[1])
      return 100 * (y - x * x) * (y - x * x) + (1 - x) * (1 - x)
    }
    #expect(found.hasConverged)
    #expect(found.point.allSatisfy { abs($0 - 1) < 1e-5 })
  }

  @Test func theSimplexSaysWhenThereIsNoMinimum() {
    let found = NelderMead.minimum(from: [0], size: 1) { -$0[0] }
    #expect(!found.hasConverged)
  }

  @Test func aLikelihoodThatGrowsForEverHasNoMaximum() {
    #expect(NelderMead.maximum(from: [1]) { log($0[0]) } == nil)
    #expect(NelderMead.maximum(from: [1]) { -$0[0] } == nil)
    let found = NelderMead.maximum(from: [1]) { 3 * log($0[0]) - 2 * $0[0] }
    #expect(found.map { abs($0.point[0] - 1.5) < 1e-6 } == true)
  }

  @Test func customersWhoNeverStayAwayAreNotFitted() {
    // Every week until the end: no probability of staying away is small enough.
    let observed = (10..<60).map { PurchaseTimes(repeats: $0, lastWeek: Double($0), weeks: Double($0)) }
    #expect(PurchaseRateModel.fit(observed) == nil)
  }

  @Test func whatAllSpendAlikeIsNotFitted() {
    let observed = (1...40).compactMap { RepeatSpending(repeats: $0, average: 20) }
    #expect(SpendingModel.fit(observed) == nil)
  }

  @Test func theHypergeometricSeriesHasItsClosedForms() throws {
    // Abramowitz and Stegun, 15.1.3, 15.1.4 and 15.1.8.
    let z = 0.5
    #expect(abs(try #require(hypergeometric(1, 1, 2, z)) - -log(1 - z) / z) < 1e-14)
    #expect(abs(try #require(hypergeometric(0.5, 1, 1.5, z * z)) - log((1 + z) / (1 - z)) / (2 * z)) < 1e-14)
    #expect(abs(try #require(hypergeometric(2.5, 3, 3, z)) - pow(1 - z, -2.5)) < 1e-12)
    #expect(hypergeometric(50, 50, 1, 0.9999999) == nil)
  }

  @Test func tooFewCustomersAreNotFitted() {
    #expect(PurchaseRateModel.fit([]) == nil)
    let few = (0..<PurchaseRateModel.repeatCustomers - 1).map { number in
      PurchaseTimes(repeats: 1 + number % 3, lastWeek: Double(number), weeks: 30)
    }
    #expect(PurchaseRateModel.fit(few) == nil)
    #expect(SpendingModel.fit(few.compactMap { RepeatSpending(repeats: $0.repeats, average: 20) }) == nil)
  }

  @Test func whoNeverSpentAgainIsLikeAllOthers() throws {
    let model = SpendingModel(p: 6.25, q: 3.74, gamma: 15.44, logLikelihood: 0)
    #expect(RepeatSpending(repeats: 0, average: 0) == nil)
    #expect(RepeatSpending(repeats: 2, average: 0) == nil)
    // Fader and Hardie (2013), section 5: the mean of the population is p x gamma / (q - 1).
    #expect(abs(try #require(model.expectedSpending(nil)) - 35.22) < 0.02)
    #expect(SpendingModel(p: 6, q: 0.9, gamma: 15, logLikelihood: 0).expectedSpending(nil) == nil)
  }

  @Test func whoCameOnceIsActiveForSure() {
    let model = PurchaseRateModel(r: 0.243, alpha: 4.414, a: 0.793, b: 2.426, logLikelihood: 0)
    #expect(model.probabilityActive(PurchaseTimes(repeats: 0, lastWeek: 0, weeks: 30)) == 1)
    let lately = model.probabilityActive(PurchaseTimes(repeats: 4, lastWeek: 29, weeks: 30))
    let longAgo = model.probabilityActive(PurchaseTimes(repeats: 4, lastWeek: 5, weeks: 30))
    #expect(lately > 0.8 && longAgo < 0.1)
  }
}
