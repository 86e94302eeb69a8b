import ArgumentParser
import EventSourcing
import EventStore
import Restaurant
import Venue

/// Creates a log with a venue, or applies a changed venue file.
struct Init: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Set a venue up from a JSON file; creates the data directory.",
    discussion: """
      The file is the command set_up_venue: name, zone, currency, hours, tables, tax, menu. `daybook do --fields \
      set_up_venue` lists its fields. Applying a file again changes nothing; a changed file appends the differences.

      Example:
        daybook init --venue venue.json --data ./bistro
      """)

  @OptionGroup var common: CommonOptions

  @Option(help: ArgumentHelp("The venue file.", valueName: "file"), completion: .file(extensions: ["json"]))
  var venue: String

  func run() async throws {
    let (json, file) = try checkedVenue()
    let restaurant = try await common.openForWriting(create: true)
    try await withClosing(restaurant) {
      let outcome = try await restaurant.execute("set_up_venue", json: json, as: Actor(.staff))
      try common.print(text: try Self.text(outcome, file), json: try Do.json(outcome))
    }
  }

  /// Changes that are told one by one; more are counted by what they are.
  private static let told = 5

  /// What became of the venue, for people.
  private static func text(_ outcome: CommandOutcome, _ file: SetUpVenue) throws -> String {
    let events = try outcome.events()
    guard outcome.outcome == .appended, let positions = outcome.positions, events.count > told else {
      return try Do.text(outcome)
    }
    var counts: [(name: String, count: Int)] = []
    for event in events {
      let name = type(of: event).type.name
      if let place = counts.firstIndex(where: { $0.name == name }) {
        counts[place].count += 1
      } else {
        counts.append((name, 1))
      }
    }
    var table = TextTable(["EVENT", "COUNT"], right: [1])
    for (name, count) in counts { table.add([name, count.grouped]) }
    return """
      \(file.name) (\(file.venue)) is set up, with events \(positions.lowerBound) to \(positions.upperBound)

      \(table.text)
      """
  }

  /// The file's text, checked before anything is created for it.
  private func checkedVenue() throws -> (json: String, file: SetUpVenue) {
    let json = try readText(venue)
    let file: SetUpVenue
    do {
      file = try SetUpVenue(json: json)
    } catch {
      throw Failure(.badData, "\(venue): \(error)")
    }
    guard file.problems.isEmpty else {
      throw Failure(.badData, file.problems.map { "\(venue): \($0)" }.joined(separator: "\n"))
    }
    return (json, file)
  }
}

/// Closes the data whatever happened; what went wrong first is what is told.
func withClosing<R>(_ restaurant: Restaurant, _ body: () async throws -> R) async throws -> R {
  let result: R
  do {
    result = try await body()
  } catch {
    // The first error is the one that people need; a failure to close is told beside it.
    do { try await restaurant.close() } catch let closing { Output.complain("daybook: \(closing)") }
    throw error
  }
  try await restaurant.close()
  return result
}
