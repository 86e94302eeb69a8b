internal import SystemPackage

/// Why a frame could not be read from a file.
enum FrameReadError: Error {
  /// The bytes are there and are not a frame.
  case damage(FrameDamage, at: ByteCount)
  /// The file could not be read.
  case system(Errno, at: ByteCount)
}

/// A frame, decompressed.
struct Frame: Sendable {
  /// Where it starts in the file.
  let offset: ByteCount
  /// Its length in the file, without padding.
  let byteCount: ByteCount
  let content: FrameBytes

  var end: ByteCount { offset + byteCount }
}

/// Reads a file's frames one after the other, through a window that moves over the file in large steps.
/// For one thread at a time.
final class FrameStream {
  /// Behind the last frame that was returned.
  private(set) var offset: ByteCount
  /// Nothing at or behind this offset is ever read. May be raised.
  var limit: ByteCount
  private let file: any File
  private let step: Int
  private var window: [UInt8] = []
  private var windowOffset = ByteCount.zero
  private var windowCount = 0
  /// The blocks of the last frame; nil unless they are asked for.
  private(set) var blocks: [StoredBlock]?

  /// `step`: how much is read at once; large for reading on, small for a single frame.
  /// `notingBlocks`: whether to tell the blocks of frames.
  init(
    _ file: any File, from offset: ByteCount, limit: ByteCount, step: Int = FrameStream.sequentialStep,
    notingBlocks: Bool = false
  ) {
    blocks = notingBlocks ? [] : nil
    self.file = file
    self.offset = offset
    self.limit = limit
    self.step = step
  }

  /// Large enough that the system's read-ahead keeps up, small enough to stay in the cache of the processor.
  static let sequentialStep = 1 << 20

  /// Continues elsewhere.
  func seek(to offset: ByteCount) { self.offset = offset }

  /// The next frame; skippable frames are passed over. Nil at the limit.
  func next() throws(FrameReadError) -> Frame? { try skipToFrame() ? try frame() : nil }

  /// Passes over skippable frames; false at the limit.
  func skipToFrame() throws(FrameReadError) -> Bool {
    while offset < limit {
      let have = try load(SegmentFormat.frameHeaderBytes)
      guard have >= 4 else { throw .damage(.truncated, at: offset) }
      guard SegmentFormat.isSkippable(number(at: offset)) else { return true }
      guard have >= SegmentFormat.skippableHeaderBytes else { throw .damage(.truncated, at: offset) }
      let length = number(at: offset + ByteCount(4))
      offset += ByteCount(SegmentFormat.skippableHeaderBytes + Int(length))
    }
    return false
  }

  /// The next `count` bytes, fewer at the limit or at the end of the file. Does not move on.
  func peek(_ count: Int) throws(FrameReadError) -> [UInt8] {
    let have = min(count, try load(count))
    // Beyond the end there is nothing, and the window may be elsewhere.
    guard have > 0 else { return [] }
    let skip = offset.rawValue - windowOffset.rawValue
    return Array(window[skip..<skip + have])
  }

  /// The decompressed size that the header of the frame here claims; nil if the header is damaged.
  func contentBytes() throws(FrameReadError) -> Int? {
    _ = try load(SegmentFormat.frameHeaderBytes)
    do {
      return try unsafe withWindow { (bytes) throws(FrameDamage) in try unsafe FrameHeader(bytes).contentBytes }
    } catch {
      return nil
    }
  }

  /// The frame that must start exactly here.
  func frame() throws(FrameReadError) -> Frame {
    let start = offset
    blocks?.removeAll(keepingCapacity: true)
    _ = try loadFrame()
    do {
      let (bytes, count) = try unsafe withWindow { (bytes) throws(FrameDamage) in
        try unsafe FrameDecompressor.decompress(bytes, noting: &blocks)
      }
      offset += ByteCount(count)
      return Frame(offset: start, byteCount: ByteCount(count), content: bytes)
    } catch {
      throw .damage(error, at: start)
    }
  }

  /// Reads the header of the frame that must start here, and sees to it that the whole frame is in the window, as far as
  /// it lies below the limit and in the file. Returns the decompressed size that the header claims.
  func loadFrame() throws(FrameReadError) -> Int {
    guard try load(SegmentFormat.frameHeaderBytes) >= 4 else { throw .damage(.truncated, at: offset) }
    let contentBytes: Int
    do {
      contentBytes = try unsafe withWindow { (bytes) throws(FrameDamage) in try unsafe FrameHeader(bytes) }.contentBytes
    } catch {
      throw .damage(error, at: offset)
    }
    _ = try load(FrameHeader.largestFrame(contentBytes: contentBytes))
    return contentBytes
  }

  /// The bytes of a block of the frame that was returned last: its length, its bytes and their checksum.
  func bytes(of block: StoredBlock, in frame: Frame) -> ArraySlice<UInt8> {
    let start = frame.offset.rawValue - windowOffset.rawValue
    return window[start + block.bytes.lowerBound..<start + block.bytes.upperBound]
  }

  /// Sees to it that `count` bytes from `offset` on are in the window, as far as there are so many below the limit and
  /// in the file. Returns how many there are.
  private func load(_ count: Int) throws(FrameReadError) -> Int {
    let wanted = min(count, limit.rawValue - offset.rawValue)
    guard wanted > 0 else { return 0 }
    let skip = offset.rawValue - windowOffset.rawValue
    if skip >= 0, windowCount - skip >= wanted { return windowCount - skip }
    let size = min(max(wanted, step), limit.rawValue - offset.rawValue)
    if window.count < size { window = [UInt8](repeating: 0, count: size) }
    windowOffset = offset
    windowCount = 0
    do {
      windowCount = min(size, try file.read(into: &window, count: size, at: offset))
    } catch {
      throw .system(error, at: offset)
    }
    return windowCount
  }

  private func withWindow<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
    let skip = offset.rawValue - windowOffset.rawValue
    let count = windowCount
    let window = window
    return try unsafe window.span.bytes.withUnsafeBytes { (bytes) throws(E) in
      try unsafe body(UnsafeRawBufferPointer(rebasing: bytes[skip..<count]))
    }
  }

  private func number(at offset: ByteCount) -> UInt32 {
    let start = offset.rawValue - windowOffset.rawValue
    return (0..<4).reduce(0) { $0 | UInt32(window[start + $1]) << UInt32(8 * $1) }
  }

  /// Where the window ends in the file.
  var loadedEnd: Int { windowOffset.rawValue + windowCount }

  /// The number at an offset of the file; nil behind the window.
  func word(at offset: Int) -> UInt32? { offset + 4 <= loadedEnd ? number(at: ByteCount(offset)) : nil }

  /// Lends bytes that are in the window. They must not leave `body`.
  @unsafe func withLoaded<R, E: Error>(
    _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    precondition(range.lowerBound >= windowOffset.rawValue && range.upperBound <= loadedEnd, "only what was loaded")
    let start = range.lowerBound - windowOffset.rawValue
    let window = window
    return try unsafe window.span.bytes.withUnsafeBytes { (bytes) throws(E) in
      try unsafe body(UnsafeRawBufferPointer(rebasing: bytes[start..<start + range.count]))
    }
  }
}
