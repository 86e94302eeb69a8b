import ArgumentParser
import EventSourcing
import EventStore
import Foundation
import Restaurant

/// Rebuilds read models from zero.
struct Replay: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Rebuild read models from the first event, and compare them with the live ones.",
    discussion: """
      The digest is the SHA-256 of a model's canonical rows: equal states have equal digests. With --as-of the models \
      show what was known at a position, or at a moment of the log's own time; with --at what was true at a business \
      time, as far as is known now. Imported history makes the difference.

      Examples:
        daybook replay
        daybook replay --model orders --as-of 5000
        daybook replay --as-of 2026-11-22T18:00:00Z --format json
      """)

  @OptionGroup var common: CommonOptions

  @Option(
    help: ArgumentHelp("Only this read model.", valueName: "name"), completion: .list(Catalogue.readModels.map(\.name)))
  var model: String?

  @OptionGroup var moment: MomentOptions

  func run() async throws {
    let definitions = Catalogue.readModels.filter { model == nil || $0.name == model }
    guard !definitions.isEmpty else {
      throw ValidationError(
        "there is no read model \"\(model ?? "")\"\(Spelling.hint(model ?? "", Catalogue.readModels.map(\.name)))"
          + "there are \(Catalogue.readModels.map(\.name).joined(separator: ", "))"
      )
    }
    let restaurant = try common.openForReading(definitions.map(\.projection))
    try await withClosing(restaurant) {
      let head = restaurant.log.head
      let through = try moment.end(restaurant)
      let time = try moment.businessTime()
      let rebuilt = definitions.map { Catalogue.makeReadModel($0, at: time) }
      let runner = ProjectionRunner(restaurant.log, rebuilt)
      let progress = Progress("replay", total: Int(through.rawValue), unit: "events")
      let clock = ContinuousClock()
      let elapsed = try clock.measure {
        try runner.catchUp(through: through) { progress.update(Int($0.rawValue)) }
      }
      progress.finish()
      try await report(rebuilt, restaurant, through: through, isFull: through == head && moment.at == nil, elapsed)
    }
  }

  private func report(
    _ models: [any FoldingReadModel], _ restaurant: Restaurant, through: Position, isFull: Bool, _ elapsed: Duration
  ) async throws {
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    let rate = Int(Double(through.rawValue) / max(seconds, 1e-6))
    var table = TextTable(["MODEL", "DIGEST"])
    var json: [JSONTree] = []
    var (equal, different): ([String], [String]) = ([], [])
    for model in models {
      let (position, digest) = try StateDigest.of(model)
      var live: StateDigest?
      if isFull, let kept = restaurant.runner.models.first(where: { $0.name == model.name }) {
        let (at, state) = try StateDigest.of(kept)
        if at == position { live = state }
      }
      if let live { if live == digest { equal.append(model.name) } else { different.append(model.name) } }
      table.add([model.name, digest.description])
      json.append([
        "model": .string(model.name), "position": JSONTree(position.rawValue), "digest": .string(digest.description),
        "live_digest": JSONTree(live?.description), "equals_live": live.map { .bool($0 == digest) } ?? .null,
      ])
    }
    let summary = "\(through.rawValue.grouped) events in \(String(format: "%.3f", seconds)) s, \(rate.grouped) events/s"
    let verdict = Self.verdict(equal, different, of: models.count)
    try common.print(
      text: summary + "\n" + verdict + "\n\n" + table.text,
      json: [
        "events": JSONTree(through.rawValue), "seconds": .number(seconds), "events_per_second": JSONTree(rate),
        "models": .array(json),
      ])
    if !different.isEmpty {
      throw Failure(
        .damaged,
        "\(different.joined(separator: ", ")): the live read model differs from its replay; "
          + "delete \(common.directory.snapshots) and report this")
    }
  }

  /// How the rebuilt models compare with the live ones, in a line.
  private static func verdict(_ equal: [String], _ different: [String], of count: Int) -> String {
    if !different.isEmpty { return "DIFFERENT from the live one: \(different.joined(separator: ", "))" }
    if equal.count == count { return count == 1 ? "equal to the live one" : "all \(count) equal the live ones" }
    return equal.isEmpty
      ? "not compared: the live ones are of the present" : "equal to the live ones: \(equal.joined(separator: ", "))"
  }
}
