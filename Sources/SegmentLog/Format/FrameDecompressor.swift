internal import CLZ4

/// What is wrong with bytes that should be a frame.
package enum FrameDamage: Error, Hashable {
  /// The first four bytes are not those of a frame.
  case notAFrame
  /// The bytes end before the frame does.
  case truncated
  /// The header's checksum is wrong, or the header is not one that this log writes.
  case header
  /// The header claims more than `SegmentFormat.maximumFrameBytes`.
  case tooLarge
  /// A block does not match its checksum, or does not decompress.
  case block(String)

  package var text: String {
    switch self {
    case .notAFrame: "no LZ4 frame starts here"
    case .truncated: "the LZ4 frame is cut short"
    case .header: "the LZ4 frame's header is damaged"
    case .tooLarge: "the LZ4 frame claims more than \(SegmentFormat.maximumFrameBytes) bytes"
    case .block(let reason): "the LZ4 frame is damaged (\(reason))"
    }
  }
}

/// A block of a frame.
struct StoredBlock: Hashable {
  /// What it holds of the frame's content.
  let content: Range<Int>
  /// Where it lies in the frame: its length, its bytes and their checksum.
  let bytes: Range<Int>
}

/// Decompresses frames; every block's checksum is checked before it is decompressed.
package enum FrameDecompressor {
  /// Decompresses the frame at the start of `bytes`. Returns the content and the length of the frame.
  static func decompress(
    _ bytes: UnsafeRawBufferPointer
  ) throws(FrameDamage) -> (content: FrameBytes, frameBytes: Int) {
    var blocks: [StoredBlock]?
    return try unsafe decompress(bytes, noting: &blocks)
  }

  /// As the other; also tells the frame's blocks, unless `blocks` is nil.
  static func decompress(
    _ bytes: UnsafeRawBufferPointer, noting blocks: inout [StoredBlock]?
  ) throws(FrameDamage) -> (content: FrameBytes, frameBytes: Int) {
    let header = try unsafe FrameHeader(bytes)
    var used = 0
    let content = try unsafe FrameBytes(room: header.contentBytes) { (memory) throws(FrameDamage) in
      used = try unsafe decompress(bytes, header, into: memory, noting: &blocks)
      return header.contentBytes
    }
    return (content, used)
  }

  /// Decompresses the frame at the start of `bytes` into an array, which becomes as long as the content and keeps its
  /// memory from frame to frame. Returns the length of the frame.
  package static func decompress(
    _ bytes: ArraySlice<UInt8>, into content: inout [UInt8]
  ) throws(FrameDamage) -> Int {
    try unsafe bytes.span.bytes.withUnsafeBytes { (raw) throws(FrameDamage) in
      let header = try unsafe FrameHeader(raw)
      if content.count > header.contentBytes { content.removeLast(content.count - header.contentBytes) }
      if content.count < header.contentBytes {
        content.append(contentsOf: repeatElement(0, count: header.contentBytes - content.count))
      }
      var span = content.mutableSpan
      var memory = unsafe span.mutableBytes
      var blocks: [StoredBlock]?
      return try unsafe memory.withUnsafeMutableBytes { (memory) throws(FrameDamage) in
        try unsafe decompress(raw, header, into: memory, noting: &blocks)
      }
    }
  }

  /// How long the frame at the start of `bytes` can be at most, by its header.
  package static func largestFrame(_ bytes: ArraySlice<UInt8>) throws(FrameDamage) -> Int {
    try unsafe bytes.span.bytes.withUnsafeBytes { (raw) throws(FrameDamage) in
      FrameHeader.largestFrame(contentBytes: try unsafe FrameHeader(raw).contentBytes)
    }
  }

  /// Decompresses a frame into memory of its content's size; returns the length of the frame.
  private static func decompress(
    _ bytes: UnsafeRawBufferPointer, _ header: FrameHeader, into memory: UnsafeMutableRawBufferPointer,
    noting blocks: inout [StoredBlock]?
  ) throws(FrameDamage) -> Int {
    var used = SegmentFormat.frameHeaderBytes
    var written = 0
    while true {
      guard used + 4 <= bytes.count else { throw .truncated }
      let word = unsafe FrameHeader.word(bytes, at: used)
      if word == 0 { break }
      let length = Int(word & ~SegmentFormat.storedBlockFlag)
      guard length > 0, length <= SegmentFormat.blockBytes else { throw .block("a block claims \(length) bytes") }
      let end = used + 4 + length + SegmentFormat.blockChecksumBytes
      guard end <= bytes.count else { throw .truncated }
      let room = min(SegmentFormat.blockBytes, header.contentBytes - written)
      let count = try unsafe decompressBlock(
        UnsafeRawBufferPointer(rebasing: bytes[used..<end]),
        into: UnsafeMutableRawBufferPointer(rebasing: memory[written..<written + room]))
      blocks?.append(StoredBlock(content: written..<written + count, bytes: used..<end))
      written += count
      used = end
    }
    if written != header.contentBytes { throw .block("less content than claimed") }
    let end = used + SegmentFormat.frameEndBytes(contentBytes: written)
    guard end <= bytes.count else { throw .truncated }
    if end > used + 4 {
      guard unsafe FrameHeader.checksum(UnsafeRawBufferPointer(memory)) == FrameHeader.word(bytes, at: used + 4) else {
        throw .block("the content does not match its checksum")
      }
    }
    return end
  }

  /// Decompresses one block of a frame: its length, its bytes and their checksum. It must hold `room` bytes at most.
  static func decompressBlock(_ stored: UnsafeRawBufferPointer, atMost room: Int) throws(FrameDamage) -> FrameBytes {
    try unsafe FrameBytes(room: room) { (memory) throws(FrameDamage) in try unsafe decompressBlock(stored, into: memory)
    }
  }

  /// Decompresses a block into a room, or copies it; returns how much it holds.
  private static func decompressBlock(
    _ stored: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
  ) throws(FrameDamage) -> Int {
    let block = unsafe UnsafeRawBufferPointer(rebasing: stored[4..<stored.count - SegmentFormat.blockChecksumBytes])
    guard unsafe FrameHeader.checksum(block) == FrameHeader.word(stored, at: 4 + block.count) else {
      throw .block("a block does not match its checksum")
    }
    if unsafe FrameHeader.word(stored, at: 0) & SegmentFormat.storedBlockFlag != 0 {
      guard block.count <= room.count else { throw .block("more content than claimed") }
      unsafe room.copyMemory(from: block)
      return block.count
    }
    let count = unsafe LZ4_decompress_safe(block.baseAddress, room.baseAddress, Int32(block.count), Int32(room.count))
    guard count > 0 else { throw .block("a block does not decompress to what the frame claims") }
    return Int(count)
  }
}
