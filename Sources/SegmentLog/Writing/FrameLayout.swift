/// Where a frame and what follows it stand in an active file.
///
/// ```
/// offset                       end                    next              capacity
/// | frame                      | skippable, zeros     | skippable, zeros ... |
/// |<------- one write ---------------------------------------->|
///                               padding (0 or >= 8)     rest: header only
/// ```
/// The rest's header is the first thing of the next frame's sector: writing that frame touches no sector that holds
/// acknowledged bytes.
struct FrameLayout: Hashable {
  let offset: ByteCount
  let frameBytes: Int
  let alignment: Int

  /// Behind the frame.
  var end: ByteCount { offset + ByteCount(frameBytes) }

  /// Where the next frame starts.
  var next: ByteCount {
    let end = end.rawValue
    if end % alignment == 0 { return ByteCount(end) }
    let least = end + SegmentFormat.skippableHeaderBytes
    return ByteCount((least + alignment - 1) / alignment * alignment)
  }

  /// The bytes behind the frame up to the end of the rest's header, in a file of `capacity` bytes.
  func trailer(capacity: ByteCount) -> [UInt8] {
    precondition(next <= capacity && capacity.rawValue % alignment == 0)
    return Self.skippable(next - end, written: next - end)
      + Self.skippable(capacity - next, written: ByteCount(SegmentFormat.skippableHeaderBytes))
  }

  /// The first `written` bytes of a skippable frame of `total` bytes; none if the total is 0.
  static func skippable(_ total: ByteCount, written: ByteCount) -> [UInt8] {
    if total == .zero { return [] }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(written.rawValue)
    bytes.appendLittleEndian(SegmentFormat.skippableMagic)
    bytes.appendLittleEndian(UInt32(total.rawValue - SegmentFormat.skippableHeaderBytes))
    bytes += repeatElement(0, count: written.rawValue - bytes.count)
    return bytes
  }
}
