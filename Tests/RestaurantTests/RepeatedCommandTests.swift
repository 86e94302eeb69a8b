import EventSourcing
import EventStore
import Foundation
import Restaurant
import Testing

/// Every command of the catalogue, given twice: whoever did not hear the answer may ask again.
@Suite struct RepeatedCommandTests {
  @Test func underTheSameKeyEveryCommandIsAnsweredAndHasNoEffect() async throws {
    try await withTemporaryDirectory { directory in
      var restaurant = try openRestaurant(directory, policies: .whenAsked)
      var first: [ClosedRange<Position>?] = []
      for (number, step) in CommandStory.steps.enumerated() {
        let outcome = try await restaurant.execute(
          step.command, json: step.json, as: Actor(.staff), idempotencyKey: "story-\(number)")
        #expect(outcome.outcome == .appended, "\(step.command), step \(number)")
        first.append(outcome.positions)
      }
      for _ in 1...2 {
        let head = restaurant.log.head
        for (number, step) in CommandStory.steps.enumerated() {
          let again = try await restaurant.execute(
            step.command, json: step.json, as: Actor(.staff), idempotencyKey: "story-\(number)")
          #expect(again.outcome == .repeated, "\(step.command), step \(number)")
          #expect(again.positions == first[number], "\(step.command), step \(number)")
          let other = await refusal {
            try await restaurant.execute(
              step.command, json: Self.changed(step.json), as: Actor(.staff), idempotencyKey: "story-\(number)")
          }
          #expect(other?.code == CommandRefusal.keyReused, "\(step.command), step \(number)")
        }
        #expect(restaurant.log.head == head)
        // The keys hold beyond a start as well.
        try await restaurant.close()
        restaurant = try openRestaurant(directory, policies: .whenAsked)
      }
      try await restaurant.close()
    }
  }

  @Test func withoutAKeyWhatIsSoAlreadyLeadsToNothing() async throws {
    try await withTemporaryDirectory { directory in
      let restaurant = try openRestaurant(directory, policies: .whenAsked)
      for (number, step) in CommandStory.steps.enumerated() {
        _ = try await restaurant.execute(step.command, json: step.json, as: Actor(.staff))
        guard !step.adds else { continue }
        let head = restaurant.log.head
        let again = try await restaurant.execute(step.command, json: step.json, as: Actor(.staff))
        #expect(again.outcome == .unchanged, "\(step.command), step \(number)")
        #expect(restaurant.log.head == head, "\(step.command), step \(number)")
      }
      try await restaurant.close()
    }
  }

  @Test func theStoryHasEveryCommand() {
    #expect(Set(CommandStory.steps.map(\.command)) == Set(Catalogue.commands.map(\.name)))
  }

  private func refusal<R>(of body: () async throws -> R) async -> CommandRefusal? {
    do {
      _ = try await body()
      return nil
    } catch {
      return error as? CommandRefusal
    }
  }

  /// The same command at another time.
  private static func changed(_ json: String) -> String {
    json.replacing(#""at":"2026"#, with: #""at":"2025"#).replacing(#""at":"2027"#, with: #""at":"2028"#)
  }
}
