import EventSourcing
import SegmentLog
import Synchronization

/// A range of a log for several threads to read: pieces are taken in order, each decoded by whoever took it, and
/// checked in the order in which they were taken.
public struct BlockSource: Sendable {
  /// What was taken.
  enum Piece: Sendable {
    case stored(StoredFrames)
    case blocks([EventBlock])
  }

  /// What was decoded.
  enum Decoded: Sendable {
    case frames(DecodedFrames)
    case blocks([EventBlock])
  }

  private enum Kind: Sendable {
    case segments(ParallelScan)
    case sequence(BlockSequence)
  }

  private let kind: Kind

  init(_ scan: ParallelScan) { kind = .segments(scan) }

  /// A source of blocks that need no decoding; the closure is called once.
  init(_ scan: @escaping @Sendable () throws(EventLogError) -> BlockScan) { kind = .sequence(BlockSequence(scan)) }

  /// The next piece; nil behind the last. Not for two threads at once.
  func take() throws(EventLogError) -> Piece? {
    switch kind {
    case .segments(let scan):
      try SegmentedEventLog.storage { () throws(SegmentError) in try scan.take() }.map { .stored($0) }
    case .sequence(let sequence): try sequence.next().map { .blocks([$0]) }
    }
  }

  /// Decodes a piece. For any thread, each with its own decoder.
  func decode(_ piece: Piece, by decoder: FramesDecoder) -> Decoded {
    switch piece {
    case .stored(let stored): .frames(decoder.decode(stored))
    case .blocks(let blocks): .blocks(blocks)
    }
  }

  /// The blocks of the next piece, in the order of taking.
  func check(_ decoded: Decoded) throws(EventLogError) -> [EventBlock] {
    switch (decoded, kind) {
    case (.frames(let frames), .segments(let scan)):
      try SegmentedEventLog.storage { () throws(SegmentError) in try scan.check(frames) }.map { EventBlock($0) }
    case (.blocks(let blocks), _): blocks
    case (.frames, .sequence): preconditionFailure("a piece is checked by the source that it came from")
    }
  }

  /// Sees to it that nothing of the range is missing, when every piece was checked.
  func finish() throws(EventLogError) {
    guard case .segments(let scan) = kind else { return }
    try SegmentedEventLog.storage { () throws(SegmentError) in try scan.finish() }
  }
}

/// The blocks of a scan, one after the other, for whichever thread comes.
private final class BlockSequence: Sendable {
  private let make: @Sendable () throws(EventLogError) -> BlockScan
  private let scan = Mutex<BlockScan?>(nil)

  init(_ make: @escaping @Sendable () throws(EventLogError) -> BlockScan) { self.make = make }

  func next() throws(EventLogError) -> EventBlock? {
    try scan.withLock { (scan) throws(EventLogError) in
      if scan == nil { scan = try make() }
      return try scan?.next()
    }
  }
}
