internal import SystemPackage

/// A piece of a segment's file that holds whole frames, as it is stored.
public struct StoredFrames: Sendable {
  let handle: SegmentHandle
  let offset: ByteCount
  let bytes: [UInt8]
  /// Where the file goes on.
  let end: ByteCount

  /// How much is read at once: some thousand records, which stay in the cache of the processor that decodes them.
  static let step = 128 << 10

  /// Reads the frames at an offset: as many as lie in one step, at least one. Where no frame ends below the limit, what
  /// is there; decoding it tells why.
  static func read(
    _ handle: SegmentHandle, at offset: ByteCount, limit: ByteCount
  ) throws(SegmentError) -> StoredFrames {
    let available = limit.rawValue - offset.rawValue
    var wanted = min(step, available)
    while true {
      var bytes = try handle.read(count: wanted, at: offset)
      var end = unsafe bytes.span.bytes.withUnsafeBytes { unsafe wholeFrames($0) }
      if end == 0, bytes.count == wanted, wanted < available, wanted < largestFrame {
        wanted = min(wanted * 4, available)
        continue
      }
      if end == 0 { end = bytes.count }
      if end < bytes.count { bytes.removeLast(bytes.count - end) }
      return StoredFrames(handle: handle, offset: offset, bytes: bytes, end: offset + ByteCount(max(end, 1)))
    }
  }

  private static let largestFrame = FrameHeader.largestFrame(contentBytes: SegmentFormat.maximumFrameBytes)

  /// Where the last frame ends that is whole; beyond the bytes if that is a skippable one. Only lengths are looked at.
  private static func wholeFrames(_ bytes: UnsafeRawBufferPointer) -> Int {
    var end = 0
    while end < bytes.count, let next = unsafe frameEnd(bytes, from: end) { end = next }
    return end
  }

  /// Where the frame ends that starts at an offset; nil if its lengths are not there, or none of a frame.
  private static func frameEnd(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    func number(_ offset: Int) -> Int? {
      guard offset + 4 <= bytes.count else { return nil }
      return unsafe Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
    }
    guard let magic = number(start) else { return nil }
    if SegmentFormat.isSkippable(UInt32(magic)) {
      return number(start + 4).map { start + SegmentFormat.skippableHeaderBytes + $0 }
    }
    guard magic == SegmentFormat.frameMagic, start + SegmentFormat.frameHeaderBytes <= bytes.count else { return nil }
    var end = start + SegmentFormat.frameHeaderBytes
    while let length = number(end), length != 0 {
      end += 4 + (length & ~Int(SegmentFormat.storedBlockFlag)) + SegmentFormat.blockChecksumBytes
    }
    let hasContentChecksum = unsafe bytes[start + 4] == SegmentFormat.manyBlockFrameFlags
    end += hasContentChecksum ? 8 : 4
    return end <= bytes.count ? end : nil
  }
}

/// The frames of a piece of a segment's file, decompressed, their checksums checked.
public struct DecodedFrames: Sendable {
  let handle: SegmentHandle
  let frames: [Frame]
  /// What ended the decoding early, and where.
  let damage: (FrameDamage, at: ByteCount)?
}

/// Decompresses frames.
public struct FramesDecoder: Sendable {
  /// A decoder.
  public init() {}

  /// Decompresses what was read. Damage is no error yet: it counts if ``ParallelScan/check(_:)`` gets that far.
  public func decode(_ stored: StoredFrames) -> DecodedFrames {
    unsafe stored.bytes.span.bytes.withUnsafeBytes { bytes in
      var frames: [Frame] = []
      var start = 0
      while start < bytes.count {
        let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[start...])
        let offset = stored.offset + ByteCount(start)
        do throws(FrameDamage) {
          if let skipped = try unsafe skippable(rest) {
            start += skipped
            continue
          }
          let (content, count) = try unsafe FrameDecompressor.decompress(rest)
          frames.append(Frame(offset: offset, byteCount: ByteCount(count), content: content))
          start += count
        } catch {
          return DecodedFrames(handle: stored.handle, frames: frames, damage: (error, at: offset))
        }
      }
      return DecodedFrames(handle: stored.handle, frames: frames, damage: nil)
    }
  }

  /// The length of the skippable frame that starts here; nil if another kind of frame does.
  private func skippable(_ bytes: UnsafeRawBufferPointer) throws(FrameDamage) -> Int? {
    guard bytes.count >= 4 else { throw .truncated }
    guard unsafe SegmentFormat.isSkippable(UInt32(littleEndian: bytes.loadUnaligned(as: UInt32.self))) else {
      return nil
    }
    guard bytes.count >= SegmentFormat.skippableHeaderBytes else { throw .truncated }
    let length = unsafe UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
    return SegmentFormat.skippableHeaderBytes + Int(length)
  }
}

extension SegmentHandle {
  fileprivate func read(count: Int, at offset: ByteCount) throws(SegmentError) -> [UInt8] {
    do {
      return try file.read(count: count, at: offset)
    } catch {
      throw .system(error, "reading a segment", path, offset: offset)
    }
  }
}
