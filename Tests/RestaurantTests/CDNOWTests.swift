import Analytics
import EventStore
import Foundation
import Testing
import Vocabulary

@testable import Restaurant

/// The purchases of CDNOW's customers, imported through the log as orders, against the published figures: frequency,
/// recency and age of every customer, and the parameters of both models.
@Suite struct CDNOWTests {
  private static let names = ["cdnow-sample.txt", "cdnow-sample-answers.csv"]

  private static let isPresent: Bool = {
    let isPresent = names.allSatisfy { (try? read("../shared/data/\($0)")) != nil }
    if !isPresent { print("SKIPPED: ../shared/data/cdnow-sample* is absent, so lifetime values are not tested on it") }
    return isPresent
  }()

  @Test(.enabled(if: isPresent)) func thePublishedFiguresComeOut() async throws {
    let purchases = try #require(try read("../shared/data/\(Self.names[0])"))
    let answers = try #require(try read("../shared/data/\(Self.names[1])"))
    let mapping = try OrderMapping(json: try #require(try read("Fixtures/mappings/cdnow.json")))
    try await withTemporaryDirectory { directory in
      let restaurant = try openRestaurant(directory)
      let summary = try await OrderImporter(into: RestaurantSink(restaurant)).run(OrderFile(purchases, mapping))
      #expect(summary.refused == 0)
      #expect(summary.orders == 6_919)
      let end = try #require(ServiceDate("1997-09-30"))
      let venue = try #require(restaurant.analytics.read { analytics, _ in analytics.venueList.first })
      let histories = restaurant.analytics.read { analytics, _ in analytics.histories(at: venue, through: end) }
      #expect(histories.count == 2_357)
      try expect(answers, of: histories, through: end, restaurant)
      try expectParameters(LifetimeValue(histories, through: end, in: .usd))
      try await restaurant.close()
    }
  }

  private func expect(
    _ answers: [UInt8], of histories: [PurchaseHistory], through end: ServiceDate, _ restaurant: Restaurant
  ) throws {
    let times = Dictionary(uniqueKeysWithValues: histories.map { ($0.customer, PurchaseTimes($0, through: end)) })
    let rows = String(decoding: answers, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst()
    #expect(rows.count == 2_357)
    for row in rows {
      let fields = row.split(separator: ",").map(String.init)
      let number = String(repeating: "0", count: 4 - fields[0].count) + fields[0]
      let found = try #require(times[try restaurant.pseudonym(of: number)], "customer \(number)")
      #expect(String(found.repeats) == fields[1], "customer \(number)")
      #expect((found.lastWeek * 100).rounded() == ((Double(fields[2]) ?? -1) * 100).rounded(), "customer \(number)")
      #expect((found.weeks * 100).rounded() == ((Double(fields[3]) ?? -1) * 100).rounded(), "customer \(number)")
    }
  }

  private func expectParameters(_ value: LifetimeValue) throws {
    let rates = try #require(value.rates)
    // Fader, Hardie and Lee (2005), table 2: 0.243, 4.414, 0.793, 2.426, and a log-likelihood of -9582.4.
    #expect([rates.r, rates.alpha, rates.a, rates.b].map { ($0 * 1000).rounded() } == [243, 4414, 793, 2426])
    #expect((rates.logLikelihood * 10).rounded() == -95_824)
    // Fader and Hardie (2013), section 5: p = 6.25, q = 3.74, gamma = 15.44.
    let spending = try #require(value.spending)
    #expect(abs(spending.p - 6.25) < 0.01)
    #expect(abs(spending.q - 3.74) < 0.01)
    #expect(abs(spending.gamma - 15.44) < 0.02)
    // Fader, Hardie and Lee (2005), section 4: x = 2, t_x = 30.43, T = 38.86 are expected to come 1.226 times in 39
    // weeks.
    let times = PurchaseTimes(repeats: 2, lastWeek: 30.43, weeks: 38.86)
    let expected = try #require(rates.expectedPurchases(times, weeks: 39))
    #expect((expected * 1000).rounded() == 1226)
  }
}
