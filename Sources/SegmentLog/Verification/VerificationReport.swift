public import SystemPackage

/// What checking a log found.
public struct VerificationReport: Sendable {
  /// The log's identity; nil if no segment told.
  public var logID: LogID?
  /// Segment files that were read.
  public var segments = 0
  /// LZ4 frames that hold entries.
  public var frames = 0
  /// Commits, closing commits included.
  public var commits = 0
  /// Records whose leaf was hashed.
  public var records: UInt64 = 0
  /// Decompressed bytes of all frames.
  public var entryBytes = ByteCount.zero
  /// Bytes of all segment files as they are stored, padding and prepared rest included.
  public var fileBytes = ByteCount.zero
  /// Bytes of all segment files up to the end of what they hold: padding included, the prepared rest of the active one
  /// not.
  public var usedBytes = ByteCount.zero
  /// The tree over every record up to the end of the log, recomputed; nil if no segment could be read to its end.
  public var head: TreeHead?
  /// The time of the last commit; nil in an empty log.
  public var committedAt: LogTimestamp?
  /// The tree up to what the `head` file says is durable; nil without a `head` file that fits the log. A writer may be
  /// at work behind it, so that this is what to compare with another copy of a live log.
  public var published: TreeHead?
  /// How the log ends.
  public var tail = Tail.empty
  /// What is wrong with the log. Empty means that every check passed.
  public var findings: [Finding] = []
  /// What is worth knowing and harms nothing.
  public var notes: [Note] = []

  /// Whether nothing is wrong.
  public var isClean: Bool { findings.isEmpty }

  /// How a log ends.
  public enum Tail: Hashable, Sendable {
    /// There is no segment.
    case empty
    /// With a closing commit, or a seal: the next start has nothing to recover.
    case closed
    /// Without one: a writer has the log open, or it ended without closing it. The next start copies the last segment.
    case open
    /// With a frame that was never finished. Nothing in it was acknowledged; the next start cuts it off and keeps it.
    case torn
    /// With damage, which is among the findings.
    case damaged
  }

  /// Something that is wrong: where, what, and what to do.
  public struct Finding: Hashable, Sendable, CustomStringConvertible {
    /// The kind: `corrupt`, `missing`, `unsupportedVersion`, `wrongLog` or `io`.
    public var code: SegmentError.Code
    /// File, offset in it, and the position of the first record concerned.
    public var place: SegmentError.Place
    /// What is wrong.
    public var what: String
    /// What to do about it.
    public var advice: String
    /// What the system said to opening the file, if that is what failed.
    public var cause: Errno?

    /// One line for people.
    public var description: String { "\(code): \(what); \(advice) [\(place)]" }
  }

  /// Something worth knowing.
  public struct Note: Hashable, Sendable, CustomStringConvertible {
    /// The kinds of notes that callers tell apart.
    public enum Kind: Hashable, Sendable {
      /// The last frame was not finished, and nothing proves that it ever was.
      case tornTail
      /// The log was not closed.
      case notClosed
      /// Records behind what the `head` file says is durable.
      case beyondHead
      /// A disposable file is damaged or describes another file; it is rebuilt.
      case disposable
      /// A file that the log does not need.
      case leftover
    }

    /// The kind.
    public var kind: Kind
    /// File, offset in it, and the position of the first record concerned.
    public var place: SegmentError.Place
    /// What there is to know.
    public var text: String

    /// One line for people.
    public var description: String { "\(text) [\(place)]" }
  }
}

/// How far a check has come.
public struct VerificationProgress: Hashable, Sendable {
  /// Bytes of segment files that were read.
  public var done: ByteCount
  /// Bytes of all segment files.
  public var total: ByteCount
  /// Records whose leaf was hashed.
  public var records: UInt64
}
