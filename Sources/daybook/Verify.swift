import ArgumentParser
import EventSourcing
import EventStore
import Foundation
import Restaurant
import SegmentLog
import SystemPackage

/// Checks everything, and changes nothing.
struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check every checksum, position, tree head, seal and digest; change nothing.",
    discussion: """
      The checker shares no code with the writer. It recomputes the Merkle tree (RFC 6962) over every event, and
      rebuilds the read models to compare them with their snapshots. Damage is named by file, offset and position.

      Exit code 0: everything is whole. 76: something is damaged; restore the named file from a copy.

      Example:
        daybook verify --data ./bistro
      """)

  @OptionGroup var common: CommonOptions

  @Flag(help: "Check the log only, not the snapshots of read models.")
  var logOnly = false

  func run() async throws {
    let data = common.directory
    Output.isJSON = common.isJSON
    guard data.holdsLog else { throw RestaurantError.noData(data.path.string) }
    let fileSystem = POSIXFileSystem()
    let progress = Progress("verify", total: 100, unit: "%")
    let clock = ContinuousClock()
    let began = clock.now
    let report = try LogVerifier(directory: data.log, fileSystem: fileSystem).verify { step in
      progress.update(step.done.rawValue * 100 / max(1, step.total.rawValue))
    }
    let elapsed = clock.now - began
    progress.finish()
    var models: [Checked] = []
    if report.isClean, !logOnly { models = try await checkSnapshots() }
    try common.print(text: text(report, models, elapsed), json: json(report, models, elapsed))
    guard report.isClean, models.allSatisfy({ $0.verdict != "damaged" }) else {
      throw ExitStatus.damaged.code
    }
  }

  /// A snapshot, and whether a replay comes to the same.
  private struct Checked {
    var name: String
    var position: Position
    var digest: String
    var verdict: String
  }

  private func checkSnapshots() async throws -> [Checked] {
    let restaurant = try common.openForReading(readModels: false)
    var checked: [Checked] = []
    try await withClosing(restaurant) {
      let store = SnapshotStore(directory: common.directory.snapshots, fileSystem: POSIXFileSystem())
      for definition in Catalogue.readModels {
        guard let kept = store.stored(definition.name, of: restaurant.log.logID) else { continue }
        let rebuilt = Catalogue.makeReadModel(definition)
        guard kept.version == rebuilt.version, kept.position <= restaurant.log.head else { continue }
        try ProjectionRunner(restaurant.log, [rebuilt]).catchUp(through: kept.position)
        let (_, digest) = try StateDigest.of(rebuilt)
        let equal = digest == kept.digest
        checked.append(
          Checked(
            name: definition.name, position: kept.position, digest: digest.description,
            verdict: equal ? "equal" : "damaged"))
      }
    }
    return checked
  }

  private func text(_ report: VerificationReport, _ models: [Checked], _ elapsed: Duration) -> String {
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    var lines = [
      report.isClean ? "The log is whole." : "The log is DAMAGED.", "",
      "log        \(report.logID.map(\.description) ?? "?")",
      "events     \(report.records.grouped) in \(report.commits.grouped) commits, \(report.segments.grouped) segments",
      "bytes      \(report.entryBytes.rawValue.grouped), stored in \(report.fileBytes.rawValue.grouped)",
    ]
    if let head = report.head {
      lines.append("head       \(head.size)")
      lines.append("root       \(head.root)")
    }
    lines.append(
      "checked    in \(String(format: "%.3f", seconds)) s, \(Int(Double(report.records) / max(seconds, 1e-6)).grouped) events/s"
    )
    for model in models { lines.append("snapshot   \(model.name) at \(model.position): \(model.verdict) to a replay") }
    for finding in report.findings { lines.append("\nDAMAGE     \(finding)") }
    for note in report.notes { lines.append("note       \(note)") }
    return lines.joined(separator: "\n")
  }

  private func json(_ report: VerificationReport, _ models: [Checked], _ elapsed: Duration) -> JSONTree {
    func place(_ place: SegmentError.Place) -> [(String, JSONTree)] {
      [
        ("file", JSONTree(place.file?.string)), ("offset", place.offset.map { JSONTree($0.rawValue) } ?? .null),
        ("position", place.position.map { JSONTree($0.rawValue) } ?? .null),
      ]
    }
    return [
      "clean": .bool(report.isClean), "log": JSONTree(report.logID?.description),
      "head": JSONTree(report.head?.size ?? 0), "size": JSONTree(report.head?.size ?? 0),
      "root": JSONTree(report.head?.root.description), "records": JSONTree(report.records),
      "commits": JSONTree(report.commits), "segments": JSONTree(report.segments), "frames": JSONTree(report.frames),
      "bytes": JSONTree(report.entryBytes.rawValue), "stored_bytes": JSONTree(report.fileBytes.rawValue),
      "snapshots": .array(
        models.map {
          [
            "model": .string($0.name), "position": JSONTree($0.position.rawValue), "digest": .string($0.digest),
            "verdict": .string($0.verdict),
          ]
        }),
      "findings": .array(
        report.findings.map {
          .object(
            [("code", .string($0.code.description)), ("what", .string($0.what)), ("advice", .string($0.advice))]
              + place($0.place))
        }),
      "notes": .array(report.notes.map { .object([("text", .string($0.text))] + place($0.place)) }),
    ]
  }
}
