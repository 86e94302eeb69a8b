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
      The checker shares no code with the writer. It recomputes the Merkle tree (RFC 6962) over every event, and \
      rebuilds the read models to compare them with their snapshots. Damage is named by file, offset and position.

      Exit code 0: everything is whole. 76: something is damaged; restore the named file from a copy. 77: what may not \
      be opened here was not checked.

      Example:
        daybook verify --data ./bistro
      """)

  @OptionGroup var common: CommonOptions

  @Flag(help: "Check the log only, not the snapshots of read models.")
  var logOnly = false

  func run() async throws {
    let data = common.directory
    Output.isJSON = common.isJSON
    guard try data.holdsLog else {
      try data.checkLogIsThere()
      throw RestaurantError.noData(data.path.string)
    }
    let fileSystem = POSIXFileSystem()
    let progress = Progress("verify", total: 1_000, unit: nil)
    let clock = ContinuousClock()
    let began = clock.now
    let report = try LogVerifier(directory: data.log, fileSystem: fileSystem).verify { step in
      progress.update(step.done.rawValue * 1_000 / max(1, step.total.rawValue))
    }
    let elapsed = clock.now - began
    progress.finish()
    let (models, note) = report.isClean && !logOnly ? try await checkSnapshots() : ([], nil)
    try common.print(text: text(report, models, note, elapsed), json: json(report, models, note))
    if mayNotRead(report) { throw ExitStatus.notPermitted.code }
    guard report.isClean, !models.contains(where: \.isDamage) else {
      throw ExitStatus.damaged.code
    }
    // Nothing is known to be damaged, and not everything is known to be whole.
    guard models.allSatisfy(\.isSound) else { throw ExitStatus.notPermitted.code }
  }

  /// Compares the snapshots with replays; a log without its head file is whole, but not open to readers yet.
  private func checkSnapshots() async throws -> (checks: [SnapshotCheck], note: String?) {
    let restaurant: Restaurant
    do {
      restaurant = try common.openForReading()
    } catch RestaurantError.log(.storage(let error)) where error.isOfHead {
      return ([], "snapshots were not compared with replays: \(error)")
    }
    var checks: [SnapshotCheck] = []
    try await withClosing(restaurant) { checks = try SnapshotCheck.all(of: restaurant, in: common.directory) }
    return (checks, nil)
  }

  /// Whether all that is wrong is that files may not be opened here.
  private func mayNotRead(_ report: VerificationReport) -> Bool {
    !report.isClean && report.findings.allSatisfy { $0.cause.map { Failure.describe($0) == .notPermitted } ?? false }
  }

  private func text(_ report: VerificationReport, _ models: [SnapshotCheck], _ skipped: String?, _ elapsed: Duration)
    -> String
  {
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    var lines = [
      report.isClean
        ? "The log is whole."
        : mayNotRead(report) ? "The log was NOT CHECKED WHOLE: files cannot be opened." : "The log is DAMAGED.",
      "",
      "log        \(report.logID.map(\.description) ?? "?")",
      "events     \(report.records.grouped) in \(counted(report.commits, "commit")), "
        + counted(report.segments, "segment"),
      "bytes      \(report.entryBytes.rawValue.grouped), stored in \(report.usedBytes.rawValue.grouped)",
    ]
    if let head = report.head {
      lines.append("head       \(head.size)")
      lines.append("root       \(head.root)")
    }
    lines.append(
      "checked    in \(String(format: "%.3f", seconds)) s, \(Int(Double(report.records) / max(seconds, 1e-6)).grouped) events/s"
    )
    for model in models { lines.append("\(model.isDamage ? "DAMAGE    " : "snapshot  ") \(model.line)") }
    for finding in report.findings { lines.append("\n\(mayNotRead(report) ? "UNREAD" : "DAMAGE")     \(finding)") }
    for note in report.notes { lines.append("note       \(note)") }
    if let skipped { lines.append("note       \(skipped)") }
    return lines.joined(separator: "\n")
  }

  private func json(_ report: VerificationReport, _ models: [SnapshotCheck], _ skipped: String?) -> JSONTree {
    func place(_ place: SegmentError.Place) -> [(String, JSONTree)] {
      [
        ("file", JSONTree(place.file?.string)), ("offset", place.offset.map { JSONTree($0.rawValue) } ?? .null),
        ("position", place.position.map { JSONTree($0.rawValue) } ?? .null),
      ]
    }
    return [
      "clean": .bool(report.isClean && models.allSatisfy(\.isSound)), "log": JSONTree(report.logID?.description),
      "head": JSONTree(report.head?.size ?? 0), "size": JSONTree(report.head?.size ?? 0),
      "root": JSONTree(report.head?.root.description), "records": JSONTree(report.records),
      "commits": JSONTree(report.commits), "segments": JSONTree(report.segments), "frames": JSONTree(report.frames),
      "bytes": JSONTree(report.entryBytes.rawValue), "stored_bytes": JSONTree(report.usedBytes.rawValue),
      "file_bytes": JSONTree(report.fileBytes.rawValue),
      "snapshots": .array(models.map(\.json)),
      "findings": .array(
        report.findings.map {
          .object(
            [("code", .string($0.code.description)), ("what", .string($0.what)), ("advice", .string($0.advice))]
              + place($0.place))
        }),
      "notes": .array(
        report.notes.map { .object([("text", .string($0.text))] + place($0.place)) }
          + (skipped.map { [["text": .string($0)]] } ?? [])),
    ]
  }
}

extension SegmentError {
  /// Whether it is the head file alone that is missing or damaged.
  fileprivate var isOfHead: Bool {
    [.missing, .corrupt].contains(code) && place.file?.lastComponent?.string == "head"
  }
}
