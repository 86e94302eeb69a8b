internal import CLZ4
internal import SystemPackage

/// Why the next piece of a file is not what the format says.
enum WalkFault: Error {
  case damaged(String)
  case unreadable(Errno)
}

/// A piece of a segment file.
enum FilePiece {
  /// A frame with content, up to `end`. The content is in `FrameWalk.content`.
  case frame(end: Int)
  /// A skippable frame, up to `end`.
  case skippable(end: Int)
  /// The file ends here.
  case endOfFile
}

/// Takes a segment file apart into LZ4 frames, block by block, as the LZ4 frame format describes them, and checks every
/// checksum before it decompresses. Only LZ4's block decoder is used.
///
/// ```
///  0  magic 04 22 4D 18        15  block length, top bit: stored as it is  u32
///  4  flags, 5 descriptor      19  block
///  6  content size  u64            XXH32 of the block                      u32
/// 14  header checksum          ... 00 00 00 00, XXH32 of the content if there are several blocks
/// ```
struct FrameWalk {
  /// The decompressed bytes of the last frame are the first `contentCount` of these.
  private(set) var content: [UInt8] = []
  private(set) var contentCount = 0
  private(set) var fileBytes: Int
  private var window: FileWindow

  init(_ file: any File) throws(Errno) {
    fileBytes = try file.size().rawValue
    window = FileWindow(file)
  }

  /// Forgets what was read, because the file may have changed.
  mutating func refresh() throws(Errno) {
    fileBytes = try window.file.size().rawValue
    window.clear()
  }

  /// The piece that starts at an offset.
  mutating func piece(at offset: Int) throws(WalkFault) -> FilePiece {
    let left = fileBytes - offset
    if left == 0 { return .endOfFile }
    guard left >= SegmentFormat.skippableHeaderBytes else {
      throw .damaged("\(left) bytes that are no frame")
    }
    try read(offset, SegmentFormat.skippableHeaderBytes)
    switch window.word(at: offset) {
    case SegmentFormat.frameMagic: return .frame(end: try frame(at: offset))
    case SegmentFormat.skippableMagic:
      let length = Int(window.word(at: offset + 4))
      guard length <= left - SegmentFormat.skippableHeaderBytes else {
        throw .damaged("a skippable frame that reaches beyond the end of the file")
      }
      return .skippable(end: offset + SegmentFormat.skippableHeaderBytes + length)
    case let other:
      throw .damaged("no LZ4 frame starts here (first bytes \(Hex.string(other.littleEndianBytes)))")
    }
  }

  /// The furthest offset that the bytes of a damaged frame can reach; nil if its header does not tell.
  ///
  /// Exactly the end of the frame if the lengths of all blocks make sense up to the end mark. A length that does not was
  /// perhaps never written; then the most that such a frame can take.
  mutating func extent(ofFrameAt offset: Int) throws(WalkFault) -> Int? {
    guard offset + SegmentFormat.frameHeaderBytes <= fileBytes else { return nil }
    try read(offset, SegmentFormat.frameHeaderBytes)
    guard window.word(at: offset) == SegmentFormat.frameMagic else { return nil }
    let contentBytes: Int
    do {
      contentBytes = try header(at: offset)
    } catch .damaged {
      return nil
    }
    let blocks = SegmentFormat.blocks(contentBytes: contentBytes)
    let endBytes = SegmentFormat.frameEndBytes(contentBytes: contentBytes)
    let most = offset + SegmentFormat.frameHeaderBytes + contentBytes + blocks * Self.blockOverhead + endBytes
    var at = offset + SegmentFormat.frameHeaderBytes
    for _ in 0..<blocks {
      guard let word = try wordIfThere(at: at) else { return most }
      let length = Int(word & ~SegmentFormat.storedBlockFlag)
      guard length > 0, length <= min(contentBytes, SegmentFormat.blockBytes) else { return most }
      at += length + Self.blockOverhead
    }
    return try wordIfThere(at: at) == 0 ? at + endBytes : most
  }

  private mutating func wordIfThere(at offset: Int) throws(WalkFault) -> UInt32? {
    guard offset + 4 <= fileBytes else { return nil }
    try read(offset, 4)
    return window.word(at: offset)
  }

  /// Whether a frame with content may start at an offset.
  mutating func hasFrameMagic(at offset: Int) throws(WalkFault) -> Bool {
    try wordIfThere(at: offset) == SegmentFormat.frameMagic
  }

  /// The first byte of a range that is not zero; nil if all are.
  mutating func firstNonZero(from: Int, to end: Int) throws(WalkFault) -> Int? {
    var at = from
    while at < end {
      let count = min(FileWindow.step, end - at)
      try read(at, count)
      if let index = window.firstNonZero(at: at, count: count) { return at + index }
      at += count
    }
    return nil
  }

  // MARK: frames

  /// Checks and decompresses the frame at an offset; returns where it ends.
  private mutating func frame(at offset: Int) throws(WalkFault) -> Int {
    let contentBytes = try header(at: offset)
    if content.count < contentBytes {
      content = [UInt8](repeating: 0, count: min(max(contentBytes, 2 * content.count), SegmentFormat.maximumFrameBytes))
    }
    contentCount = 0
    var at = offset + SegmentFormat.frameHeaderBytes
    while true {
      try read(at, 4)
      let word = window.word(at: at)
      at += 4
      if word == 0 { break }
      let length = Int(word & ~SegmentFormat.storedBlockFlag)
      guard length > 0, length <= SegmentFormat.blockBytes else {
        throw .damaged("a block that claims \(length) bytes")
      }
      try read(at, length + 4)
      guard window.checksum(at: at, count: length) == window.word(at: at + length) else {
        throw .damaged("the block at offset \(at - 4) does not match its checksum")
      }
      try block(at: at, length: length, isStored: word & SegmentFormat.storedBlockFlag != 0, contentBytes)
      at += length + 4
    }
    guard contentCount == contentBytes else {
      throw .damaged("the frame holds \(contentCount) bytes and claims \(contentBytes)")
    }
    return contentBytes <= SegmentFormat.blockBytes ? at : try contentChecksum(at: at)
  }

  /// Checks the checksum of the whole content, which frames of several blocks end with; returns where that is.
  private mutating func contentChecksum(at offset: Int) throws(WalkFault) -> Int {
    try read(offset, 4)
    guard unsafe XXHash32.hash(content.span.bytes.extracting(0..<contentCount)) == window.word(at: offset) else {
      throw .damaged("the frame's content does not match its checksum")
    }
    return offset + 4
  }

  /// Checks the header; returns the content size.
  private mutating func header(at offset: Int) throws(WalkFault) -> Int {
    try read(offset, SegmentFormat.frameHeaderBytes)
    let descriptor = SegmentFormat.frameHeaderBytes - 5
    let checksum = UInt8(truncatingIfNeeded: window.checksum(at: offset + 4, count: descriptor) >> 8)
    guard checksum == window.byte(at: offset + 4 + descriptor) else {
      throw .damaged("the frame's header does not match its checksum")
    }
    let size = UInt64(window.word(at: offset + 6)) | UInt64(window.word(at: offset + 10)) << 32
    guard size <= UInt64(SegmentFormat.maximumFrameBytes) else {
      throw .damaged("a frame that claims \(size) bytes, more than \(SegmentFormat.maximumFrameBytes)")
    }
    guard window.byte(at: offset + 4) == SegmentFormat.frameFlags(contentBytes: Int(size)),
      window.byte(at: offset + 5) == SegmentFormat.frameBlockDescriptor
    else { throw .damaged("a frame with other flags than this log writes") }
    return Int(size)
  }

  private mutating func block(
    at offset: Int, length: Int, isStored: Bool, _ contentBytes: Int
  ) throws(WalkFault) {
    let room = min(contentBytes - contentCount, SegmentFormat.blockBytes)
    let written = window.decompress(at: offset, length: length, isStored: isStored, into: &content, contentCount, room)
    guard let written else {
      throw .damaged("the block at offset \(offset - 4) does not decompress to what the frame claims")
    }
    contentCount += written
  }

  private mutating func read(_ offset: Int, _ count: Int) throws(WalkFault) {
    do {
      guard try window.load(offset, count) else { throw WalkFault.damaged("the file ends inside a frame") }
    } catch let error as Errno {
      throw .unreadable(error)
    } catch let fault as WalkFault {
      throw fault
    } catch {
      preconditionFailure("no other error is thrown here")
    }
  }

  /// A block's length and checksum.
  private static let blockOverhead = 8
}

/// A part of a file in memory. All unsafe access of the walk is here, behind bounds that are checked.
struct FileWindow {
  let file: any File
  private var bytes: [UInt8] = []
  private var start = 0
  private var count = 0

  /// Read at once: large enough that the system's read-ahead keeps up.
  static let step = 1 << 20

  init(_ file: any File) { self.file = file }

  mutating func clear() { count = 0 }

  /// Sees to it that a range of the file is in memory; false if the file ends before it does.
  mutating func load(_ offset: Int, _ wanted: Int) throws(Errno) -> Bool {
    if offset >= start, offset + wanted <= start + count { return true }
    if bytes.count < max(wanted, Self.step) { bytes = [UInt8](repeating: 0, count: max(wanted, Self.step)) }
    start = offset
    count = 0
    count = try file.read(into: &bytes, count: bytes.count, at: ByteCount(offset))
    return count >= wanted
  }

  func byte(at offset: Int) -> UInt8 { bytes[index(offset, 1)] }

  func word(at offset: Int) -> UInt32 {
    let index = index(offset, 4)
    return (0..<4).reduce(0) { $0 | UInt32(bytes[index + $1]) << UInt32(8 * $1) }
  }

  func checksum(at offset: Int, count: Int) -> UInt32 {
    let index = index(offset, count)
    return unsafe XXHash32.hash(bytes.span.bytes.extracting(index..<(index + count)))
  }

  /// The distance to the first byte that is not zero.
  func firstNonZero(at offset: Int, count: Int) -> Int? {
    let index = index(offset, count)
    return unsafe bytes.withUnsafeBytes { bytes in
      var at = index
      let end = index + count
      while at + 8 <= end, unsafe bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self) == 0 { at += 8 }
      while at < end, unsafe bytes[at] == 0 { at += 1 }
      return at < end ? at - index : nil
    }
  }

  /// Decompresses a block, or copies one that is stored as it is, to an index of `output`, where there is `room`.
  /// Returns the number of bytes written; nil if the block is malformed or has no room.
  func decompress(
    at offset: Int, length: Int, isStored: Bool, into output: inout [UInt8], _ target: Int, _ room: Int
  ) -> Int? {
    let index = index(offset, length)
    precondition(target >= 0 && room >= 0 && room <= output.count - target)
    return unsafe bytes.withUnsafeBytes { input in
      unsafe output.withUnsafeMutableBytes { output in
        let source = unsafe UnsafeRawBufferPointer(rebasing: input[index..<(index + length)])
        let destination = unsafe UnsafeMutableRawBufferPointer(rebasing: output[target..<(target + room)])
        if isStored {
          guard length <= room else { return nil }
          unsafe destination.copyMemory(from: source)
          return length
        }
        let written = unsafe LZ4_decompress_safe(
          source.baseAddress, destination.baseAddress, Int32(length), Int32(room))
        return written >= 0 ? Int(written) : nil
      }
    }
  }

  private func index(_ offset: Int, _ wanted: Int) -> Int {
    precondition(offset >= start && offset + wanted <= start + count, "only what was loaded is looked at")
    return offset - start
  }
}

extension UInt32 {
  fileprivate var littleEndianBytes: [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: self >> UInt32(8 * $0)) } }
}
