import EventSourcing
import EventStore
import Restaurant
import SegmentLog
import SystemPackage

/// What became of comparing one kept read model with a replay.
struct SnapshotCheck {
  /// What was found.
  enum Verdict: String {
    /// The replay comes to the same.
    case equal
    /// The file does not match its own checksums, or a replay comes to something else.
    case damaged
    /// It knows events that the log does not hold any more.
    case beyondLog = "beyond_log"
    /// It is of another log or version, and not used.
    case unused
    /// The file system does not give it out: it was not checked.
    case unreadable
  }

  var name: String
  var file: String
  var position: Position?
  var digest: String?
  var verdict: Verdict
  var reason: String

  var isDamage: Bool { verdict == .damaged || verdict == .beyondLog }

  /// Whether it was checked, and is not damaged.
  var isSound: Bool { !isDamage && verdict != .unreadable }

  /// Compares every snapshot with a replay of the log.
  static func all(of restaurant: Restaurant, in data: DataDirectory) throws -> [SnapshotCheck] {
    let store = SnapshotStore(directory: data.snapshots, fileSystem: POSIXFileSystem())
    return try Catalogue.readModels.compactMap { definition in
      let file = data.snapshots.appending("\(definition.name).snapshot.lz4").string
      var check = SnapshotCheck(name: definition.name, file: file, verdict: .unused, reason: "")
      if let unusable = store.unusable(definition.name, of: restaurant.log.logID) {
        switch unusable.kind {
        case .damaged: check.verdict = .damaged
        case .foreign: check.verdict = .unused
        case .unreadable:
          check.verdict = .unreadable
          check.reason = "\(unusable.reason); it was not checked: run this as a user who may read it"
          return check
        }
        check.reason = "\(unusable.reason); delete it, it is written anew when the data is next closed"
        return check
      }
      guard let kept = store.stored(definition.name, of: restaurant.log.logID) else { return nil }
      check.position = kept.position
      check.digest = kept.digest.description
      try check.compare(kept, Catalogue.makeReadModel(definition), restaurant.log)
      return check
    }
  }

  private mutating func compare(
    _ kept: SnapshotStore.Stored, _ rebuilt: any FoldingReadModel, _ log: SegmentedEventLog
  ) throws {
    guard kept.position <= log.head else {
      verdict = .beyondLog
      reason = "it knows position \(kept.position), the log ends at \(log.head); restore the end of the log from a copy"
      return
    }
    guard kept.version == rebuilt.version else {
      reason = "it is of version \(kept.version) of the read model, this is \(rebuilt.version)"
      return
    }
    try ProjectionRunner(log, [rebuilt]).catchUp(through: kept.position)
    let (_, replayed) = try StateDigest.of(rebuilt)
    verdict = replayed == kept.digest ? .equal : .damaged
    reason = verdict == .equal ? "equal to a replay" : "a replay comes to \(replayed); delete it, and report this"
  }

  /// One line for people.
  var line: String {
    "\(name)\(position.map { " at \($0)" } ?? ""): \(reason)\(isSound ? "" : " [file \(file)]")"
  }

  /// One object for programs.
  var json: JSONTree {
    [
      "model": .string(name), "file": .string(file), "position": position.map { JSONTree($0.rawValue) } ?? .null,
      "digest": JSONTree(digest), "verdict": .string(verdict.rawValue), "reason": .string(reason),
    ]
  }
}
