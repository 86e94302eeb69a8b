import Foundation
import SegmentLog
import SystemPackage
import Testing

/// The worked example of the article on the format is a real log, and stays one.
@Suite struct WorkedExampleTests {
  /// The record at position 1: an event of type 302 with one tag.
  private static let record: [UInt8] =
    [0x09, 0xC0, 0xFD, 0x0E, 0x18, 0x24, 0x0A, 0x06, 0x00] + [0x12, 0x14, 0x08, 0x0C, 0x12, 0x10] + order
    + [0x38, 0x01] + [0xF2, 0x12, 0x12, 0x0A, 0x10] + order
  private static let order: [UInt8] = [
    0x01, 0x89, 0x0A, 0x5D, 0xAC, 0x96, 0x77, 0x4B, 0xBC, 0xCE, 0xB3, 0x02, 0x09, 0x9A, 0x80, 0x57,
  ]

  @Test func `the worked example is a clean log`() throws {
    try withTemporaryDirectory { directory in
      try replace(directory.segment(1), with: Self.dump(0))
      try replace(directory.appending("head"), with: Self.dump(1))
      let report = try LogVerifier(directory: directory, fileSystem: POSIXFileSystem()).verify()
      #expect(report.isClean)
      #expect(report.tail == .closed)
      #expect(report.head?.size == 1 && report.published == report.head)
      let writer = try openWriter(directory)
      #expect(writer.recovery.outcome == .clean)
      try writer.close()
      #expect(try records(directory).map(\.bytes) == [Self.record])
    }
  }

  @Test(.enabled(if: StockToolTests.lz4, "lz4 is not installed")) func `a writer writes what the worked example says`()
    throws
  {
    try withTemporaryDirectory { directory in
      var options = LogOptions.small
      options.preparedBytes = LogOptions.minimumBytes
      let writer = try openWriter(directory, options: options, clock: FixedClock(microseconds: 1_700_000_000_000_000))
      var batch = RecordBatch()
      batch.append(Self.record)
      _ = try writer.commit([batch])
      try writer.close()
      #expect(try contents(directory.appending("head")) == Self.dump(1))
      try replace(directory.appending("example"), with: Self.dump(0))
      // Frames are not compared, because another version of liblz4 may compress differently.
      let decompress = { (path: FilePath) in try run("lz4 -dc < '\(path)'").output }
      #expect(try decompress(directory.segment(1)) == decompress(directory.appending("example")))
    }
  }

  /// The file that one of the article's dumps describes; lines that are left out are zeros.
  private static func dump(_ number: Int) throws -> [UInt8] {
    var path = FilePath(#filePath)
    for _ in 0..<3 { path.removeLastComponent() }
    path.append("Sources/SegmentLog/SegmentLog.docc/LogFormat.md")
    let article = String(decoding: try contents(path), as: UTF8.self)
    let dumps = article.components(separatedBy: "```hexdump\n").dropFirst()
    let dump = try #require(dumps.dropFirst(number).first?.components(separatedBy: "```").first)
    var file: [UInt8] = []
    for line in dump.split(separator: "\n") {
      let parts = line.split(separator: ":")
      let offset = try #require(Int(parts[0], radix: 16))
      let digits = parts[1].filter { !$0.isWhitespace }
      file += [UInt8](repeating: 0, count: offset - file.count)
      for index in stride(from: 0, to: digits.count, by: 2) {
        file.append(try #require(UInt8(digits.dropFirst(index).prefix(2), radix: 16)))
      }
    }
    return file
  }
}
