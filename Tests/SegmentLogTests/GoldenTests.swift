import Foundation
import SegmentLog
import SystemPackage
import Testing

/// Logs that were written once and must stay readable for ever.
///
/// `WRITE_GOLDEN_SEGMENTS=1 swift test --filter GoldenTests` writes them anew, which only a new format version may need.
/// Frames are not compared byte by byte, because another version of liblz4 may compress differently; what they
/// decompress to is.
@Suite(.serialized) struct GoldenTests {
  private static let root = "6b8669efb8c34945a4980986a38bd86eb9340be7e630dbf5673138828a7acd64"
  private static let count = 150

  @Test(arguments: ["closed", "packed"]) func `golden segments read as ever`(form: String) throws {
    let golden = Self.fixtures.appending(form)
    if ProcessInfo.processInfo.environment["WRITE_GOLDEN_SEGMENTS"] != nil { try write(form, to: golden) }
    try withTemporaryDirectory { copy in
      for name in try FileManager.default.contentsOfDirectory(atPath: golden.string) {
        try replace(copy.appending(name), with: contents(golden.appending(name)))
      }
      let reader = try LogReader.open(directory: copy, fileSystem: POSIXFileSystem(), source: .headFile)
      #expect(reader.logID.description == "000102030405060708090a0b0c0d0e0f")
      let records = try reader.records()
      #expect(records.map(\.bytes) == (1...Self.count).map(Self.record))
      #expect(
        records.last?.commit.committedAt.rawValue == 1_700_000_000_000_000 + Int64(
          records.last?.commit.firstPosition.rawValue ?? 0) / 3)
      let segments = try reader.segments()
      #expect(segments.map(\.state) == [form == "closed" ? .closed : .packed, .active])
      let writer = try openWriter(copy, options: options(form))
      #expect(writer.recovery.outcome == .clean)
      #expect(writer.treeHead().root.description == Self.root)
      try writer.close()
    }
  }

  @Test(.enabled(if: StockToolTests.lz4, "lz4 is not installed"), arguments: ["closed", "packed"])
  func `what is written now decompresses to the golden bytes`(form: String)
    throws
  {
    try withTemporaryDirectory { directory in
      try write(form, to: directory)
      let decompress = { (path: FilePath) in try run("cat '\(path)'/*.lz4 | lz4 -dc").output }
      #expect(try decompress(directory) == decompress(Self.fixtures.appending(form)))
    }
  }

  private static var fixtures: FilePath {
    var path = FilePath(#filePath)
    for _ in 0..<3 { path.removeLastComponent() }
    return path.appending("Fixtures").appending("segments")
  }

  /// A valid Protocol Buffers message: an unknown field with 100 bytes that hardly compress.
  private static func record(_ position: Int) -> [UInt8] {
    var state = UInt64(position)
    return [0xAA, 0x06, 160]
      + [1]
      + (0..<160).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56)
      }
  }

  private func options(_ form: String) -> LogOptions {
    var options = LogOptions.small
    options.segmentBytes = LogOptions.minimumBytes
    options.preparedBytes = LogOptions.minimumBytes
    options.packsClosedSegments = form == "packed"
    return options
  }

  private func write(_ form: String, to directory: FilePath) throws {
    try? FileManager.default.removeItem(atPath: directory.string)
    let writer = try openWriter(
      directory, options: options(form), clock: FixedClock(microseconds: 1_700_000_000_000_000))
    var position = 1
    while position <= Self.count {
      var batch = RecordBatch()
      for _ in 0..<3 {
        batch.append(Self.record(position))
        position += 1
      }
      _ = try writer.commit([batch])
    }
    try writer.close()
    try remove(directory.appending("lock"))
  }
}
