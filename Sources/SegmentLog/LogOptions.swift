/// What an owner of a log may choose.
public struct LogOptions: Sendable {
  /// Entries per segment before compression. A segment is the unit of packing, of copying away and of what a crash
  /// makes the next start copy.
  public var segmentBytes: ByteCount = .mebibytes(64)
  /// The greatest length of an active file, written out with zeros before use. The first has it; later ones are as long
  /// as the segment before them lets expect. Small commits take a sector each, so that a file may be full before its
  /// segment is; then the log goes on with the next.
  public var preparedBytes: ByteCount = .mebibytes(64)
  /// What frames are aligned to: 512 or 4096. Nil asks the device.
  public var alignment: ByteCount?
  /// The LZ4 level of commits. 0 is fast; the high levels save 5 % and cost 8 times as much.
  public var compressionLevel: Int32 = 0
  /// Whether closed segments are rewritten in frames of 64 KiB.
  public var packsClosedSegments = true
  /// Whether `close` waits until every closed segment is packed. If not, the next start sees to those that wait.
  public var packsBeforeClosing = false
  /// Whether the next file is prepared ahead of time; if not, at the moment when it is needed.
  public var preparesNextSegment = true
  /// Where packing and preparing run.
  public var maintenance = Maintenance.background
  /// The identity of a log that is created; nil draws one at random.
  public var newLogID: LogID?
  /// Is told about what went wrong off the append path; the log itself is not harmed by it. Called on any thread.
  public var report: @Sendable (SegmentError) -> Void = { _ in }

  /// Where work runs that commits do not wait for.
  public enum Maintenance: Sendable {
    /// On threads of the log's own, started when they are needed and joined by `close`.
    case background
    /// Inside `commit`, so that a test sees everything happen in one order.
    case inline
  }

  /// The options that suit a restaurant's log.
  public init() {}

  /// The smallest segment: room for its first entry, a commit, the closing commit and the seal at either alignment.
  public static let minimumBytes = ByteCount.kibibytes(32)
  /// The largest active file: its unused rest must fit one skippable frame.
  public static let maximumBytes = ByteCount.mebibytes(2048)

  func validate() throws(SegmentError) {
    for (name, value) in [("segmentBytes", segmentBytes), ("preparedBytes", preparedBytes)] {
      guard (Self.minimumBytes...Self.maximumBytes).contains(value) else {
        throw SegmentError(.invalidOption, "\(name) must be from \(Self.minimumBytes) to \(Self.maximumBytes)")
      }
    }
    if let alignment, !SegmentFormat.alignments.contains(alignment.rawValue) {
      throw SegmentError(.invalidOption, "alignment must be one of \(SegmentFormat.alignments)")
    }
  }
}

/// The highest positions that others know to be durable, such as snapshots and consumers' checkpoints.
///
/// A log that ends before one of them has lost acknowledged records, whatever its last frame looks like.
public struct DurableEvidence: Sendable {
  /// One witness.
  public struct Claim: Hashable, Sendable {
    /// Who says so, for the error message: a file name, a consumer's name.
    public var source: String
    /// The position that it knows to be durable.
    public var position: LogPosition

    /// A witness and what it knows.
    public init(source: String, position: LogPosition) {
      self.source = source
      self.position = position
    }
  }

  /// All witnesses.
  public var claims: [Claim]

  /// Gathers witnesses.
  public init(_ claims: [Claim] = []) { self.claims = claims }

  /// Nothing is known.
  public static let none = DurableEvidence()

  /// The claim that reaches furthest.
  var furthest: Claim? { claims.max { $0.position < $1.position } }
}
