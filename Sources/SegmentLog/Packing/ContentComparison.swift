/// Compares the decompressed bytes of a closed file with those of the packed one that shall take its place.
///
/// Most blocks of large commits were taken over as they are. What is stored with the same bytes in both files is the same
/// in both; only the other blocks are decompressed.
struct ContentComparison {
  var closed: ContentWalk
  var packed: ContentWalk

  /// Whether both files hold the same. Reads both to the end.
  mutating func findsEqual() throws(SegmentError) -> Bool {
    while try !closed.isAtEnd() {
      guard try !packed.isAtEnd() else { return false }
      if packed.skipsFrame(storedLikeBlockOf: &closed) { continue }
      guard try closed.takesPart(equalTo: &packed) else { return false }
    }
    return try packed.isAtEnd()
  }
}

/// A walk over the content of a segment's file, in which blocks are decompressed only where they must be.
struct ContentWalk {
  private let handle: SegmentHandle
  private let stream: FrameStream
  /// Whether frames of several blocks are decompressed as a whole, and so their contents' checksums are looked at.
  private let byWholeFrames: Bool
  /// The frame that is walked through.
  private var frame: FrameOutline?
  /// The number of the next block of the frame.
  private var next = 0
  /// The content of the frame from that block on.
  private var left = 0
  /// What was decompressed last, and how much of it was taken.
  private var content: FrameBytes?
  private var taken = 0

  init(_ handle: SegmentHandle, size: ByteCount, byWholeFrames: Bool = false) {
    self.handle = handle
    self.byWholeFrames = byWholeFrames
    stream = FrameStream(handle.file, from: .zero, limit: size)
  }

  /// Whether nothing is left to take. Otherwise there is a block, or a part of one that is decompressed.
  mutating func isAtEnd() throws(SegmentError) -> Bool {
    if let content, taken < content.count { return false }
    content = nil
    while next == frame?.blocks.count ?? 0 {
      try check(left == 0, .block("less content than claimed"))
      frame = try reading { (stream) throws(FrameReadError) in try stream.nextOutline() }
      guard let frame else { return true }
      (next, left) = (0, frame.contentBytes)
      if byWholeFrames, frame.blocks.count > 1 {
        stream.seek(to: frame.offset)
        content = try reading { (stream) throws(FrameReadError) in try stream.frame() }.content
        (next, left, taken) = (frame.blocks.count, 0, 0)
        return false
      }
    }
    return false
  }

  /// Skips this frame, and a block of the other file that is stored with the same bytes as its only block. Answers whether
  /// it did.
  mutating func skipsFrame(storedLikeBlockOf other: inout ContentWalk) -> Bool {
    guard content == nil, other.content == nil, let frame, frame.blocks.count == 1, let theirs = other.frame,
      left <= other.left, stream.stores(frame.blocks[0], like: theirs.blocks[other.next], in: other.stream)
    else { return false }
    other.left -= left
    other.next += 1
    (left, next) = (0, 1)
    return true
  }

  /// Takes as much from both as is there of both, and tells whether it is the same.
  mutating func takesPart(equalTo other: inout ContentWalk) throws(SegmentError) -> Bool {
    let (mine, others) = (try decompressed(), try other.decompressed())
    let count = min(mine.count - taken, others.count - other.taken)
    defer {
      taken += count
      other.taken += count
    }
    return mine.isEqual(from: taken, count: count, to: others, from: other.taken)
  }

  /// What is there, decompressed.
  private mutating func decompressed() throws(SegmentError) -> FrameBytes {
    if let content { return content }
    guard let frame else { preconditionFailure("the caller asked whether this is the end") }
    let block = frame.blocks[next]
    let most = min(left, SegmentFormat.blockBytes)
    let bytes = try reading { (stream) throws(FrameReadError) in try stream.content(of: block, of: frame, atMost: most)
    }
    next += 1
    left -= bytes.count
    (content, taken) = (bytes, 0)
    return bytes
  }

  private func reading<R>(_ body: (FrameStream) throws(FrameReadError) -> R) throws(SegmentError) -> R {
    do {
      return try body(stream)
    } catch {
      throw handle.error(error, position: handle.id.firstPosition)
    }
  }

  private func check(_ holds: Bool, _ damage: FrameDamage) throws(SegmentError) {
    guard !holds else { return }
    throw handle.error(damage, at: frame?.offset ?? .zero, position: handle.id.firstPosition)
  }
}
