import ArgumentParser
import EventSourcing
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
    let json = try checkedVenue()
    let restaurant = try await common.openForWriting(create: true)
    try await withClosing(restaurant) {
      let outcome = try await restaurant.execute("set_up_venue", json: json, as: Actor(.staff))
      try common.print(text: Do.text(outcome), json: Do.json(outcome))
    }
  }

  /// The file's text, checked before anything is created for it.
  private func checkedVenue() throws -> String {
    let json = try readText(venue)
    let problems: [VenueProblem]
    do {
      problems = try SetUpVenue(json: json).problems
    } catch {
      throw Failure(.badData, "\(venue): \(error)")
    }
    guard problems.isEmpty else {
      throw Failure(.badData, problems.map { "\(venue): \($0)" }.joined(separator: "\n"))
    }
    return json
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
