import Foundation
import SegmentLog
import SystemPackage
import Testing

/// What strangers' tools make of the files. Skipped where they are not installed.
@Suite struct StockToolTests {
  static let lz4 = FileManager.default.isExecutableFile(atPath: "/usr/bin/lz4")
  static let protoc = FileManager.default.isExecutableFile(atPath: "/usr/bin/protoc")

  @Test(.enabled(if: lz4, "lz4 is not installed"))
  func `lz4 accepts active, closed and packed files`() throws {
    for packs in [false, true] {
      try withTemporaryDirectory { directory in
        let writer = try manySegments(directory, packs: packs)
        let reader = try LogReader.open(
          directory: directory, fileSystem: POSIXFileSystem(), source: .published(writer.published))
        let segments = try reader.segments()
        #expect(segments.map(\.state).dropLast().allSatisfy { $0 == (packs ? .packed : .closed) })
        #expect(segments.last?.state == .active)
        for segment in segments {
          let path = directory.appending(segment.id.fileName).string
          #expect(try run("lz4 -t -q '\(path)'").status == 0)
        }
        try writer.close()
      }
    }
  }

  /// lz4 1.9.4 loses its place behind a frame of several blocks that has no content checksum.
  @Test(.enabled(if: lz4, "lz4 is not installed"))
  func `lz4 decodes what follows a commit of many blocks`() throws {
    for packs in [false, true] {
      try withTemporaryDirectory { directory in
        var options = LogOptions.small
        options.segmentBytes = .kibibytes(1024)
        options.packsClosedSegments = packs
        let writer = try openWriter(directory, options: options, clock: SystemLogClock())
        for bytes in [100, 65_536, 65_000, 200_000, 100, 131_072, 600_000, 100] {
          var batch = RecordBatch()
          for index in 0..<max(1, bytes / 50_000) { batch.append(recordBytes(index).cycled(to: min(bytes, 50_000))) }
          batch.append(recordBytes(bytes).cycled(to: bytes))
          _ = try writer.commit([batch])
        }
        let reader = try LogReader.open(
          directory: directory, fileSystem: POSIXFileSystem(), source: .published(writer.published))
        for segment in try reader.segments() {
          let path = directory.appending(segment.id.fileName).string
          #expect(try run("lz4 -t -q '\(path)'").status == 0)
        }
        let total = try reader.records().reduce(0) { $0 + $1.bytes.count }
        #expect(try run("cat '\(directory)'/*.lz4 | lz4 -dc").output.count > total)
        try writer.close()
      }
    }
  }

  @Test(.enabled(if: lz4, "lz4 is not installed"))
  func `packing changes no decompressed byte`() throws {
    try withTemporaryDirectory { closed in
      try withTemporaryDirectory { packed in
        let clock = FixedClock(microseconds: 1_700_000_000_000_000)
        for (directory, packs) in [(closed, false), (packed, true)] {
          try manySegments(directory, packs: packs, clock: clock).close()
        }
        let left = try run("cat '\(closed)'/*.lz4 | lz4 -dc").output
        let right = try run("cat '\(packed)'/*.lz4 | lz4 -dc").output
        #expect(left == right && left.count > 100_000)
        #expect(try contents(closed.segment(1)).count > 2 * contents(packed.segment(1)).count)
      }
    }
  }

  @Test(.enabled(if: lz4 && protoc, "lz4 and protoc are not installed"))
  func `lz4 and protoc decode every segment and their concatenation`() throws {
    try withTemporaryDirectory { directory in
      let writer = try manySegments(directory, packs: true)
      try Data(("syntax = \"proto3\"; package daybook; message Record {}\n" + SegmentFormat.schema).utf8)
        .write(to: URL(fileURLWithPath: directory.appending("daybook.proto").string))
      let decode = "lz4 -dc | protoc -I '\(directory)' --decode=daybook.Log daybook.proto"
      let whole = try run("cat '\(directory)'/*.lz4 | \(decode)")
      #expect(whole.status == 0)
      let text = String(decoding: whole.output, as: UTF8.self)
      let count = Int(writer.nextPosition.rawValue) - 1
      #expect(text.components(separatedBy: "record {").count - 1 == count)
      #expect(text.contains("first_position: \(count)"))
      #expect(text.contains("7: \"raw\""), "an unknown event is shown raw")
      #expect(try run("cat '\(directory.segment(1))' | \(decode)").status == 0)
      try writer.close()
    }
  }

  /// Three segments or more of records that are valid Protocol Buffers messages.
  @discardableResult
  private func manySegments(
    _ directory: FilePath, packs: Bool, clock: any LogClock = SystemLogClock()
  ) throws -> LogWriter {
    var options = LogOptions.small
    options.packsClosedSegments = packs
    let writer = try openWriter(directory, options: options, clock: clock)
    for index in 0..<400 {
      var batch = RecordBatch()
      for part in 0..<(index % 9 == 0 ? 20 : 1) {
        batch.append([0x3A, 3] + Array("raw".utf8) + [0x42, 100] + recordBytes(index + part).prefix(100))
      }
      _ = try writer.commit([batch])
    }
    return writer
  }
}

/// Runs a shell command and returns what it printed.
func run(_ command: String) throws -> (status: Int32, output: [UInt8]) {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/bin/bash")
  process.arguments = ["-c", "set -o pipefail; " + command]
  let pipe = Pipe()
  process.standardOutput = pipe
  try process.run()
  let output = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return (process.terminationStatus, Array(output))
}
