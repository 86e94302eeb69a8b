/// Looks for a trace of something that was written after a damaged frame, which proves that the frame was durable.
struct LaterWrite {
  let file: any File
  let size: ByteCount
  let alignment: Int
  let mark: UInt64
  /// The last record before the damage.
  let lastPosition: LogPosition

  /// The first offset at which a later write shows: a non-zero byte beyond what the write of the frame at `offset`
  /// covered, or an aligned frame that holds a commit of this log, or a seal, with a plausible position.
  func trace(behindFrameAt offset: ByteCount) throws(FrameReadError) -> ByteCount? {
    switch try FrameExtent(file, at: offset, limit: size) {
    case .exact(let frameBytes), .atMost(let frameBytes):
      let next = FrameLayout(offset: offset, frameBytes: frameBytes, alignment: alignment).next
      // The write ended with the rest's header; a device that tears sectors may have left anything in that sector.
      let own = next + ByteCount(alignment)
      if let trace = try NonZeroSearch(file, limit: size).first(from: own) { return trace }
    case .unknown: break
    }
    // Also inside the extent: a damaged length may have made it too long.
    return try laterFrame(behind: offset)
  }

  /// The first aligned frame behind an offset that only a later commit can have written.
  private func laterFrame(behind offset: ByteCount) throws(FrameReadError) -> ByteCount? {
    let stream = FrameStream(file, from: offset, limit: size)
    var candidate = offset.rawValue / alignment * alignment + alignment
    while candidate < size.rawValue {
      stream.seek(to: ByteCount(candidate))
      if try stream.peek(4) == Self.magic, try isLater(stream) { return ByteCount(candidate) }
      candidate += alignment
    }
    return nil
  }

  private func isLater(_ stream: FrameStream) throws(FrameReadError) -> Bool {
    let frame: Frame
    do {
      frame = try stream.frame()
    } catch {
      if case .system = error { throw error }
      return false
    }
    var entries = FrameEntries(frame.content)
    switch entries.next() {
    case .commit:
      guard let commit = entries.commit, commit.mark == mark else { return false }
      return commit.firstPosition > lastPosition
    case .seal: return entries.seal.map { $0.lastPosition >= lastPosition } ?? false
    case .segment, .record, .unknown, .malformed, .end: return false
    }
  }

  private static let magic: [UInt8] = {
    var bytes: [UInt8] = []
    bytes.appendLittleEndian(SegmentFormat.frameMagic)
    return bytes
  }()
}

/// How long a frame is whose content is damaged, as far as its headers tell.
enum FrameExtent: Hashable {
  /// Headers and end mark agree.
  case exact(Int)
  /// The frame's header is intact, the blocks' lengths are not.
  case atMost(Int)
  case unknown

  /// Walks the lengths of the blocks without decompressing them. A length of zero where a block must be, or an end mark
  /// that is not there, means that the sector with that length was not written.
  init(_ file: any File, at offset: ByteCount, limit: ByteCount) throws(FrameReadError) {
    let stream = FrameStream(file, from: offset, limit: limit, step: SegmentFormat.blockBytes)
    guard let content = try stream.contentBytes() else {
      self = .unknown
      return
    }
    let largest = FrameHeader.largestFrame(contentBytes: content)
    var length = SegmentFormat.frameHeaderBytes
    for _ in 0..<SegmentFormat.blocks(contentBytes: content) {
      stream.seek(to: offset + ByteCount(length))
      let word = try stream.peek(4)
      let block = word.count == 4 ? Int(word.littleEndianWord & ~SegmentFormat.storedBlockFlag) : 0
      guard block > 0, block <= min(content, SegmentFormat.blockBytes) else {
        self = .atMost(largest)
        return
      }
      length += 4 + block + 4
    }
    stream.seek(to: offset + ByteCount(length))
    let end = SegmentFormat.frameEndBytes(contentBytes: content)
    self = try stream.peek(4) == [0, 0, 0, 0] ? .exact(length + end) : .atMost(largest)
  }
}

extension [UInt8] {
  fileprivate var littleEndianWord: UInt32 { (0..<4).reduce(0) { $0 | UInt32(self[$1]) << UInt32(8 * $1) } }
}
