internal import CLZ4

/// Compresses a commit into one LZ4 frame. Keeps its memory between frames; for one thread at a time.
@safe package final class FrameCompressor {
  private let context: OpaquePointer
  private var preferences: LZ4F_preferences_t

  package init(level: Int32) {
    var context: OpaquePointer?
    let result = unsafe LZ4F_createCompressionContext(&context, UInt32(LZ4F_VERSION))
    guard LZ4F_isError(result) == 0, let context = unsafe context else {
      preconditionFailure("no memory for a compression context")
    }
    unsafe self.context = unsafe context
    preferences = LZ4F_preferences_t()
    preferences.frameInfo.blockSizeID = LZ4F_max64KB
    preferences.frameInfo.blockMode = LZ4F_blockIndependent
    preferences.frameInfo.blockChecksumFlag = LZ4F_blockChecksumEnabled
    preferences.autoFlush = 1
    preferences.compressionLevel = level
  }

  deinit { unsafe LZ4F_freeCompressionContext(context) }

  /// Writes the frame that holds `content` at `offset` of `output`, which grows as needed, and returns its length.
  /// `spare` bytes are left free behind it.
  package func compress(_ content: [UInt8], into output: inout [UInt8], at offset: Int = 0, spare: Int) -> Int {
    preferences.frameInfo.contentSize = UInt64(content.count)
    let flags = SegmentFormat.frameFlags(contentBytes: content.count)
    preferences.frameInfo.contentChecksumFlag =
      flags == SegmentFormat.frameFlags ? LZ4F_noContentChecksum : LZ4F_contentChecksumEnabled
    let bound = unsafe SegmentFormat.frameHeaderBytes + LZ4F_compressBound(content.count, &preferences)
    let needed = offset + bound + spare
    if output.count < needed {
      output.append(contentsOf: repeatElement(0, count: max(needed - output.count, output.count / 2)))
    }
    return unsafe output.withUnsafeMutableBytes { output in
      unsafe content.withUnsafeBytes { content in
        let target = unsafe UnsafeMutableRawBufferPointer(rebasing: output[offset...])
        var length = checked(unsafe LZ4F_compressBegin(context, target.baseAddress, target.count, &preferences))
        length += checked(
          unsafe LZ4F_compressUpdate(
            context, target.baseAddress.map { unsafe $0 + length }, target.count - length, content.baseAddress,
            content.count, nil))
        length += checked(
          unsafe LZ4F_compressEnd(
            context, target.baseAddress.map { unsafe $0 + length }, target.count - length, nil))
        return length
      }
    }
  }

  /// Compression into a buffer of the documented bound cannot fail.
  private func checked(_ result: Int) -> Int {
    precondition(LZ4F_isError(result) == 0, "LZ4 refused to compress")
    return result
  }
}

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

/// Decompresses frames. Keeps its memory between frames; for one thread at a time.
@safe package final class FrameDecompressor {
  private let context: OpaquePointer

  package init() {
    var context: OpaquePointer?
    let result = unsafe LZ4F_createDecompressionContext(&context, UInt32(LZ4F_VERSION))
    guard LZ4F_isError(result) == 0, let context = unsafe context else {
      preconditionFailure("no memory for a decompression context")
    }
    unsafe self.context = unsafe context
  }

  deinit { unsafe LZ4F_freeDecompressionContext(context) }

  /// The decompressed size that a frame's header claims. The header's own checksum is checked.
  func contentBytes(_ bytes: UnsafeRawBufferPointer) throws(FrameDamage) -> Int {
    guard bytes.count >= 4 else { throw .truncated }
    guard unsafe UInt32(littleEndian: bytes.loadUnaligned(as: UInt32.self)) == SegmentFormat.frameMagic else {
      throw .notAFrame
    }
    guard bytes.count >= SegmentFormat.frameHeaderBytes else { throw .truncated }
    guard unsafe bytes[5] == SegmentFormat.frameBlockDescriptor else { throw .header }
    unsafe LZ4F_resetDecompressionContext(context)
    var info = LZ4F_frameInfo_t()
    var count = SegmentFormat.frameHeaderBytes
    let result = unsafe LZ4F_getFrameInfo(context, &info, bytes.baseAddress, &count)
    guard LZ4F_isError(result) == 0 else { throw .header }
    guard info.contentSize <= UInt64(SegmentFormat.maximumFrameBytes) else { throw .tooLarge }
    let contentBytes = Int(info.contentSize)
    guard unsafe bytes[4] == SegmentFormat.frameFlags(contentBytes: contentBytes) else { throw .header }
    return contentBytes
  }

  /// Decompresses the frame at the start of `bytes`; every block's checksum is checked before it is decompressed.
  /// Returns the content and the length of the frame.
  func decompress(_ bytes: UnsafeRawBufferPointer) throws(FrameDamage) -> (content: FrameBytes, frameBytes: Int) {
    let contentBytes = try unsafe self.contentBytes(bytes)
    var used = 0
    // With room for a whole block LZ4 decompresses in place instead of copying; small frames are cheaper to copy.
    let blocks = (contentBytes + SegmentFormat.blockBytes - 1) / SegmentFormat.blockBytes
    let capacity = contentBytes < Self.inPlaceBytes ? contentBytes : blocks * SegmentFormat.blockBytes
    let content = try unsafe FrameBytes(count: contentBytes, capacity: max(1, capacity)) {
      (memory) throws(FrameDamage) in
      used = try unsafe decompress(bytes, contentBytes, into: memory)
    }
    return (content, used)
  }

  /// Decompresses the frame whose header was just read; returns its length.
  private func decompress(
    _ bytes: UnsafeRawBufferPointer, _ contentBytes: Int, into memory: UnsafeMutableRawBufferPointer
  ) throws(FrameDamage) -> Int {
    var used = SegmentFormat.frameHeaderBytes
    var written = 0
    while true {
      var produced = memory.count - written
      var consumed = bytes.count - used
      let result = unsafe LZ4F_decompress(
        context, unsafe memory.baseAddress.map { unsafe $0 + written }, &produced,
        unsafe bytes.baseAddress.map { unsafe $0 + used }, &consumed, nil)
      if LZ4F_isError(result) != 0 {
        unsafe LZ4F_resetDecompressionContext(context)
        throw .block(unsafe String(cString: LZ4F_getErrorName(result)))
      }
      written += produced
      used += consumed
      if result == 0 { break }
      if produced == 0, consumed == 0 || used == bytes.count {
        unsafe LZ4F_resetDecompressionContext(context)
        throw used == bytes.count ? .truncated : .block("more content than claimed")
      }
    }
    if written != contentBytes { throw .block("less content than claimed") }
    return used
  }

  /// Decompresses the frame at the start of `bytes` into an array, which becomes as long as the content and keeps its
  /// memory from frame to frame. Returns the length of the frame.
  package func decompress(_ bytes: ArraySlice<UInt8>, into content: inout [UInt8]) throws(FrameDamage) -> Int {
    try unsafe bytes.span.bytes.withUnsafeBytes { (raw) throws(FrameDamage) in
      let contentBytes = try unsafe self.contentBytes(raw)
      if content.count > contentBytes { content.removeLast(content.count - contentBytes) }
      if content.count < contentBytes {
        content.append(contentsOf: repeatElement(0, count: contentBytes - content.count))
      }
      var span = content.mutableSpan
      var memory = unsafe span.mutableBytes
      return try unsafe memory.withUnsafeMutableBytes { (memory) throws(FrameDamage) in
        try unsafe decompress(raw, contentBytes, into: memory)
      }
    }
  }

  /// How long the frame at the start of `bytes` can be at most, by its header.
  package func largestFrame(_ bytes: ArraySlice<UInt8>) throws(FrameDamage) -> Int {
    try unsafe bytes.span.bytes.withUnsafeBytes { (raw) throws(FrameDamage) in
      try unsafe Self.largestFrame(contentBytes: contentBytes(raw))
    }
  }

  /// The largest frame that can hold `contentBytes` bytes of content.
  static func largestFrame(contentBytes: Int) -> Int {
    let blocks = (contentBytes + SegmentFormat.blockBytes - 1) / SegmentFormat.blockBytes
    return SegmentFormat.frameHeaderBytes + contentBytes + blocks * 8
      + SegmentFormat.frameEndBytes(contentBytes: contentBytes)
  }

  private static let inPlaceBytes = 16 << 10
}
