@testable import SegmentLog
import SystemPackage
import Testing

/// What packing trusts before a packed file takes the place of a closed one.
@Suite struct ContentComparisonTests {
  /// The bytes of one segment: closed, and packed. Its commits are of one record, of many blocks, and of one large record.
  private static let (closed, packed): ([UInt8], [UInt8]) = {
    var options = LogOptions.small
    options.packsClosedSegments = false
    options.segmentBytes = .kibibytes(500)
    options.preparedBytes = .kibibytes(1_024)
    do {
      return try withTemporaryDirectory { directory in
        let writer = try openWriter(directory, options: options)
        var big = RecordBatch()
        for index in 0..<700 { big.append(recordBytes(index)) }
        var large = RecordBatch()
        large.append(recordBytes(3).cycled(to: 150_000))
        for batch in [batch(1), big, batch(2), large, big, batch(3), big, big] { _ = try writer.commit([batch]) }
        let closed = try contents(directory.segment(1))
        try writer.close()
        try openWriter(directory, options: .small).close()
        return (closed, try contents(directory.segment(1)))
      }
    } catch {
      return ([], [])
    }
  }()

  private func findsEqual(_ one: [UInt8], _ other: [UInt8]) throws -> Bool {
    try withTemporaryDirectory { directory in
      var comparison = ContentComparison(
        closed: try walk(one, directory.appending("closed")),
        packed: try walk(other, directory.appending("packed"), byWholeFrames: true))
      return try comparison.findsEqual()
    }
  }

  private func walk(_ bytes: [UInt8], _ path: FilePath, byWholeFrames: Bool = false) throws -> ContentWalk {
    try replace(path, with: bytes)
    let file = try POSIXFileSystem().openForReading(path)
    let handle = SegmentHandle(
      SegmentID(firstPosition: LogPosition(1)), path: path, file: file, frames: FrameTable(of: file.identity),
      complete: false, mark: 0)
    return ContentWalk(handle, size: try handle.size(), byWholeFrames: byWholeFrames)
  }

  @Test func `a closed file and what it was packed into hold the same`() throws {
    #expect(Self.packed.count > 1_000)
    #expect(Self.packed.count < Self.closed.count)
    #expect(try findsEqual(Self.closed, Self.packed))
    #expect(try findsEqual(Self.closed, Self.closed))
  }

  @Test func `no changed byte of the packed file is overlooked`() throws {
    for offset in stride(from: 0, to: Self.packed.count, by: max(1, Self.packed.count / 400)) {
      var changed = Self.packed
      changed[offset] ^= 0x10
      let isFound: Bool
      do {
        isFound = try !findsEqual(Self.closed, changed)
      } catch let error as SegmentError {
        isFound = error.code == .corrupt
      }
      #expect(isFound, "byte \(offset)")
    }
  }

  @Test func `a packed file that lacks a frame, or has one twice, does not hold the same`() throws {
    let frames = try outlines(Self.packed)
    #expect(frames.count > 8)
    for frame in frames {
      var shorter = Self.packed
      shorter.removeSubrange(frame)
      #expect(try !findsEqual(Self.closed, shorter))
      var longer = Self.packed
      longer.insert(contentsOf: Self.packed[frame], at: frame.upperBound)
      #expect(try !findsEqual(Self.closed, longer))
    }
  }

  /// Each frame is compressed anew with another level: other bytes, the same content.
  @Test func `blocks that are stored in another way are compared by what they hold`() throws {
    var other: [UInt8] = []
    var count = 0
    try withTemporaryDirectory { directory in
      try replace(directory.appending("packed"), with: Self.packed)
      let file = try POSIXFileSystem().openForReading(directory.appending("packed"))
      let stream = FrameStream(file, from: .zero, limit: try file.size())
      let compressor = FrameCompressor(level: 9)
      while let frame = try stream.next() {
        var content: [UInt8] = []
        frame.content.append(to: &content)
        count += compressor.compress(content, into: &other, at: count, spare: 0)
      }
    }
    other.removeLast(other.count - count)
    let isSame = other == Self.packed
    #expect(!isSame)
    #expect(try findsEqual(Self.closed, other))
  }

  /// Where the frames of a file lie.
  private func outlines(_ bytes: [UInt8]) throws -> [Range<Int>] {
    try withTemporaryDirectory { directory in
      try replace(directory.appending("packed"), with: bytes)
      let file = try POSIXFileSystem().openForReading(directory.appending("packed"))
      let stream = FrameStream(file, from: .zero, limit: try file.size())
      var ranges: [Range<Int>] = []
      while let frame = try stream.nextOutline() { ranges.append(frame.offset.rawValue..<stream.offset.rawValue) }
      return ranges
    }
  }
}
