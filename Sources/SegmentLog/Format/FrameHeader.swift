internal import CXXHash

/// What stands around the blocks of an LZ4 frame, after the LZ4 frame format 1.6.4 (`doc/lz4_Frame_format.md` at
/// github.com/lz4/lz4).
///
/// ```
///  0  magic 04 22 4D 18        15  block length, top bit: stored as it is  u32
///  4  flags, 5 descriptor      19  block
///  6  content size  u64            XXH32 of the block                      u32
/// 14  header checksum          ... 00 00 00 00, XXH32 of the content if there are several blocks
/// ```
struct FrameHeader {
  /// The decompressed size.
  let contentBytes: Int

  init(contentBytes: Int) { self.contentBytes = contentBytes }

  /// Reads the header at the start of `bytes`, and refuses a size beyond the limit before anybody allocates for it.
  init(_ bytes: UnsafeRawBufferPointer) throws(FrameDamage) {
    guard bytes.count >= 4 else { throw .truncated }
    guard unsafe Self.word(bytes, at: 0) == SegmentFormat.frameMagic else { throw .notAFrame }
    guard bytes.count >= SegmentFormat.frameHeaderBytes else { throw .truncated }
    guard unsafe bytes[Self.checksumOffset] == Self.checksumByte(bytes) else { throw .header }
    let size = unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 6, as: UInt64.self))
    guard size <= UInt64(SegmentFormat.maximumFrameBytes) else { throw .tooLarge }
    contentBytes = Int(size)
    guard unsafe bytes[4] == SegmentFormat.frameFlags(contentBytes: contentBytes),
      unsafe bytes[5] == SegmentFormat.frameBlockDescriptor
    else { throw .header }
  }

  /// Writes the header to the start of `frame`, and returns its length.
  func write(to frame: UnsafeMutableRawBufferPointer) -> Int {
    unsafe frame.storeBytes(of: SegmentFormat.frameMagic.littleEndian, as: UInt32.self)
    unsafe frame[4] = SegmentFormat.frameFlags(contentBytes: contentBytes)
    unsafe frame[5] = SegmentFormat.frameBlockDescriptor
    unsafe frame.storeBytes(of: UInt64(contentBytes).littleEndian, toByteOffset: 6, as: UInt64.self)
    unsafe frame[Self.checksumOffset] = Self.checksumByte(UnsafeRawBufferPointer(frame))
    return SegmentFormat.frameHeaderBytes
  }

  /// Writes what ends a frame to the start of `rest`, and returns its length.
  static func writeEnd(of content: UnsafeRawBufferPointer, to rest: UnsafeMutableRawBufferPointer) -> Int {
    unsafe rest.storeBytes(of: 0, as: UInt32.self)
    let count = SegmentFormat.frameEndBytes(contentBytes: content.count)
    if count > 4 { unsafe rest.storeBytes(of: checksum(content).littleEndian, toByteOffset: 4, as: UInt32.self) }
    return count
  }

  /// The largest frame that can hold so much content, its blocks cut anyhow.
  static func largestFrame(contentBytes: Int) -> Int {
    SegmentFormat.frameHeaderBytes + contentBytes
      + SegmentFormat.blocks(contentBytes: contentBytes) * (4 + SegmentFormat.blockChecksumBytes)
      + SegmentFormat.frameEndBytes(contentBytes: contentBytes)
  }

  /// XXH32 with seed 0.
  static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 { unsafe XXH32(bytes.baseAddress, bytes.count, 0) }

  static func word(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt32 {
    unsafe UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  private static let checksumOffset = SegmentFormat.frameHeaderBytes - 1

  private static func checksumByte(_ header: UnsafeRawBufferPointer) -> UInt8 {
    UInt8(truncatingIfNeeded: unsafe checksum(UnsafeRawBufferPointer(rebasing: header[4..<checksumOffset])) >> 8)
  }
}
