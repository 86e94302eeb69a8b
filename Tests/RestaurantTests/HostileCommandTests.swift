import EventSourcing
import EventStore
import EventStoreTesting
import Foundation
import Payments
import Restaurant
import SystemPackage
import Testing

/// Every command with one thing about it that is odd: a wrong kind of value, a number beyond all bounds, a field too
/// many or too few. It is refused by name or it is accepted, and whatever was accepted adds up.
///
/// `DAYBOOK_SEED` repeats a run, `DAYBOOK_HISTORIES` says how many.
@Suite struct HostileCommandTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let seed = environment["DAYBOOK_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: .min ... .max)
  private static let histories = environment["DAYBOOK_HISTORIES"].flatMap { UInt64($0) } ?? 3
  private static let oddOnesPerStep = 12

  @Test func oddCommandsAreRefusedOrAddUp() async throws {
    print("HostileCommandTests: seed \(Self.seed), \(Self.histories) histories")
    for number in 0..<Self.histories {
      try await withTemporaryDirectory { directory in
        try await run(SplitMix64(seed: Self.seed &+ number), in: directory, "seed \(Self.seed &+ number)")
      }
    }
  }

  private func run(_ random: SplitMix64, in directory: FilePath, _ place: String) async throws {
    var odd = OddValues(random: random)
    let restaurant = try openRestaurant(directory)
    for (number, step) in CommandStory.steps.enumerated() {
      for _ in 0..<Self.oddOnesPerStep {
        try await give(step.command, odd.changed(step.json), to: restaurant, "\(place), step \(number)")
      }
      try await give(step.command, step.json, to: restaurant, "\(place), step \(number)")
    }
    try await check(restaurant, place)
    try await restaurant.close()
  }

  /// Gives a command; what is refused has a code and says why, and has left nothing behind.
  private func give(_ command: String, _ json: String, to restaurant: Restaurant, _ place: String) async throws {
    do {
      _ = try await restaurant.execute(command, json: json, as: Actor(.staff))
    } catch let refusal as CommandRefusal {
      #expect(!refusal.code.isEmpty && !refusal.message.isEmpty, "\(place): \(command) \(json)")
    } catch RestaurantError.badCommand(let reason) {
      #expect(reason.hasPrefix(command), "\(place): \(json)")
    } catch RestaurantError.log(.invalidEvent(let error)) {
      // What fits a command and not an event: too long, too many.
      #expect(!error.description.isEmpty, "\(place): \(command) \(json)")
    }
  }

  private func check(_ restaurant: Restaurant, _ place: String) async throws {
    _ = try await restaurant.waitForPolicies(through: restaurant.log.head)
    let head = restaurant.log.head
    let sums = try await restaurant.ledger.read(at: head) { ledger, _ in
      ledger.venueList.map { [ledger.sums(of: $0).money, ledger.sums(of: $0).points] }
    }
    #expect(sums.allSatisfy { $0 == [0, 0] }, "\(place)")
    for live in restaurant.runner.models {
      let definition = try #require(Catalogue.readModels.first { $0.name == live.name })
      let rebuilt = Catalogue.makeReadModel(definition)
      while live.position < head { await Task.yield() }
      try ProjectionRunner(restaurant.log, [rebuilt]).catchUp(through: head)
      #expect(try StateDigest.of(live).1 == StateDigest.of(rebuilt).1, "\(place): \(live.name)")
    }
  }
}

/// Changes one place of a JSON text.
private struct OddValues {
  var random: SplitMix64

  /// Values of every kind, among them the first and last of each.
  private static let values =
    [
      "null", "true", "0", "-1", "1.5", "1e400", "2147483648", "4294967295", "4294967296", "9223372036854775807",
      "-9223372036854775808", "9223372036854775808", "18446744073709551615", "\"\"", "\"x\"", "\"-\"", "[]", "{}",
      "[null]",
      "[[[[[[[[[[1]]]]]]]]]]", "\"0000-00-00\"", "\"9999-12-31\"", "\"25:00\"", "\"48:00\"", "\"9999-12-31T23:59:59Z\"",
      "\"0001-01-01T00:00:00Z\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\u202e\"", "\"ord_00000000000000000000000000\"",
      "\"cus_7zzzzzzzzzzzzzzzzzzzzzzzzz\"", "\"ven_01h455vb4pex5vsknk084sn02q\"",
      "{\"amount_minor\":-5,\"currency\":\"GBP\"}",
      "{\"amount_minor\":9223372036854775807,\"currency\":\"GBP\"}", "{\"amount_minor\":5,\"currency\":\"XXX\"}",
    ] + ["\"" + String(repeating: "a", count: 70_000) + "\""]

  /// The text with one value replaced, left out or added.
  mutating func changed(_ json: String) -> String {
    let places = Self.values(of: json)
    guard let place = places.randomElement(using: &random), let value = Self.values.randomElement(using: &random) else {
      return json
    }
    switch Int.random(in: 0...9, using: &random) {
    case 0: return json.replacingOccurrences(of: "{", with: "{\"unheard_of\":\(value),", range: json.range(of: "{"))
    case 1: return String(json.dropLast(Int.random(in: 1...8, using: &random)))
    default: return json.replacingCharacters(in: place, with: value)
    }
  }

  /// Where the numbers, texts and lists of names of a JSON text lie.
  private static func values(of json: String) -> [Range<String.Index>] {
    json.matches(of: /:\s*("[^"]*"|-?\d+|true|false|\[[^\[\]{}]*\]|\{[^{}]*\})/).map {
      $0.output.1.startIndex..<$0.output.1.endIndex
    }
  }
}
