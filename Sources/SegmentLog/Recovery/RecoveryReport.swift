public import SystemPackage

/// What opening a log for writing found and did.
public struct RecoveryReport: Hashable, Sendable {
  /// What happened to the active segment.
  public enum Outcome: Hashable, Sendable {
    /// The directory held no log; one was created.
    case created
    /// The log had been closed cleanly; nothing was changed.
    case clean
    /// The log had not been closed cleanly; its valid frames were copied to a new file.
    case copied
    /// As `copied`, and a frame that a crash left unfinished was cut off. Its bytes are kept in a file.
    case cutTorn(TornFrame)
    /// The last segment was sealed already; the next was begun.
    case begunNext
  }

  /// What a crash left of a frame.
  public struct TornFrame: Hashable, Sendable {
    /// The segment's file.
    public var file: FilePath
    /// Where the frame started.
    public var offset: ByteCount
    /// The position that its first record would have had.
    public var position: LogPosition
    /// Where its bytes are kept.
    public var keptAs: FilePath
    /// What is wrong with it, for people.
    public var reason: String
  }

  /// What happened to the active segment.
  public var outcome: Outcome
  /// The tree over everything that was found.
  public var head: TreeHead
  /// What else was noticed and put right, for people.
  public var notes: [String]
}
