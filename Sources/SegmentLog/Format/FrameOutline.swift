/// Where the blocks of a frame lie, none of which was looked into.
struct FrameOutline {
  /// Where the frame starts in the file.
  let offset: ByteCount
  /// The decompressed size that its header claims.
  let contentBytes: Int
  /// Where its blocks lie in the file: length, bytes and checksum.
  let blocks: [Range<Int>]
}

extension FrameStream {
  /// The next frame's outline; skippable frames are passed over. Nil at the limit. Its bytes are at hand until the stream
  /// goes on.
  func nextOutline() throws(FrameReadError) -> FrameOutline? {
    guard try skipToFrame() else { return nil }
    let start = offset
    let contentBytes = try loadFrame()
    var blocks: [Range<Int>] = []
    var end = start.rawValue + SegmentFormat.frameHeaderBytes
    while let word = word(at: end), word != 0 {
      let next = end + 4 + Int(word & ~SegmentFormat.storedBlockFlag) + SegmentFormat.blockChecksumBytes
      blocks.append(end..<next)
      end = next
    }
    end += SegmentFormat.frameEndBytes(contentBytes: contentBytes)
    guard end <= loadedEnd else { throw .damage(.truncated, at: start) }
    seek(to: ByteCount(end))
    return FrameOutline(offset: start, contentBytes: contentBytes, blocks: blocks)
  }

  /// Decompresses a block of the frame whose outline was returned last; its checksum is checked.
  func content(of block: Range<Int>, of frame: FrameOutline, atMost room: Int) throws(FrameReadError) -> FrameBytes {
    do {
      return try unsafe withLoaded(block) { (bytes) throws(FrameDamage) in
        try unsafe FrameDecompressor.decompressBlock(bytes, atMost: room)
      }
    } catch {
      throw .damage(error, at: frame.offset)
    }
  }

  /// Whether a block is stored with the same bytes as one of another stream. Both are of the outlines returned last.
  func stores(_ block: Range<Int>, like other: Range<Int>, in stream: FrameStream) -> Bool {
    guard block.count == other.count else { return false }
    return unsafe withLoaded(block) { mine in
      unsafe stream.withLoaded(other) { others in unsafe mine.isEqual(to: others) }
    }
  }
}
