@testable import SegmentLog
import SystemPackage
import Testing

@Suite struct PackingTests {
  @Test func `a commit larger than a frame is split at records and keeps its commit's information`() throws {
    try withTemporaryDirectory { directory in
      let writer = try openWriter(directory)
      var receipts: [CommitReceipt] = []
      for size in [1, 2_000, 3, 900, 1, 2_500] {
        var big = RecordBatch()
        for index in 0..<size { big.append(recordBytes(Int(writer.nextPosition.rawValue) + index)) }
        receipts.append(try writer.commit([big]))
      }
      let reader = try LogReader.open(
        directory: directory, fileSystem: POSIXFileSystem(), source: .published(writer.published))
      #expect(try reader.segments().contains { $0.state == .packed && $0.frames > 4 })
      let records = try reader.records()
      #expect(records.map(\.bytes) == (0..<5_405).map { recordBytes($0 + 1) })
      for receipt in receipts {
        for position in [receipt.firstPosition, receipt.lastPosition] {
          let record = try #require(try reader.record(at: position))
          #expect(record == records[Int(position.rawValue) - 1])
          #expect(
            record.commit.firstPosition == receipt.firstPosition && record.commit.committedAt == receipt.committedAt)
          #expect(record.commit.count == UInt32(receipt.count))
        }
      }
      for start in [500, 2_003, 2_905, 5_000] {
        #expect(try reader.records(from: LogPosition(UInt64(start))) == Array(records[(start - 1)...]))
      }
      try writer.close()
    }
  }

  @Test func `blocks of a large commit are taken over as they are`() throws {
    try withTemporaryDirectory { directory in
      var options = LogOptions.small
      options.packsClosedSegments = false
      let writer = try openWriter(directory, options: options)
      var batch = RecordBatch()
      for index in 0..<1_000 { batch.append(recordBytes(index)) }
      for _ in 0..<3 { _ = try writer.commit([batch]) }
      let closed = try blocks(directory.segment(1))
      try writer.close()
      try openWriter(directory).close()
      let packed = try blocks(directory.segment(1))
      #expect(closed.count == 5, "the segment's entry, four blocks of the commit")
      // The first frame holds the segment's entry, too.
      #expect(packed.count == 4)
      for (one, other) in zip(packed.dropFirst(), closed.dropFirst(2)) {
        let isSame = one == other
        #expect(isSame)
      }
      #expect(try records(directory).map(\.bytes) == (0..<3_000).map { recordBytes($0 % 1_000) })
    }
  }

  /// The bytes of every block of a segment but the seal's, as they are stored.
  private func blocks(_ path: FilePath) throws -> [[UInt8]] {
    let file = try POSIXFileSystem().openForReading(path)
    let stream = FrameStream(file, from: .zero, limit: try file.size(), notingBlocks: true)
    var blocks: [[UInt8]] = []
    while let frame = try stream.next() {
      var entries = FrameEntries(frame.content)
      if entries.next() != .seal { blocks += (stream.blocks ?? []).map { Array(stream.bytes(of: $0, in: frame)) } }
    }
    return blocks
  }

  @Test(arguments: ["deleted", "damaged", "of the closed file"])
  func `a frame index that is of no use is rebuilt`(how: String) throws {
    try withTemporaryDirectory { directory in
      try write(400, to: directory, close: true)
      let expected = try records(directory)
      let sidecar = directory.appending(SegmentID(firstPosition: LogPosition(1)).fileName + ".frames")
      let original = try contents(sidecar)
      switch how {
      case "deleted": try remove(sidecar)
      case "damaged": try flip(sidecar, at: 90)
      default:
        try withTemporaryDirectory { other in
          var options = LogOptions.small
          options.packsClosedSegments = false
          try write(400, to: other, close: true, options: options)
          try replace(sidecar, with: contents(other.appending(sidecar.lastComponent?.string ?? "")))
        }
      }
      #expect(try records(directory) == expected)
      try openWriter(directory).close()
      #expect(try contents(sidecar) == original)
    }
  }

  @Test func `closed segments are packed by the next start if the last one did not`() throws {
    try withTemporaryDirectory { directory in
      var options = LogOptions.small
      options.packsClosedSegments = false
      try write(400, to: directory, close: true, options: options)
      let expected = try records(directory)
      try openWriter(directory).close()
      let reader = try LogReader.open(directory: directory, fileSystem: POSIXFileSystem(), source: .headFile)
      #expect(try reader.segments().dropLast().allSatisfy { $0.state == .packed })
      #expect(try reader.records() == expected)
    }
  }

  @Test func `a reader lets go of a file that was packed meanwhile`() throws {
    try withTemporaryDirectory { directory in
      var options = LogOptions.small
      options.packsClosedSegments = false
      try write(300, to: directory, close: true, options: options)
      let reader = try LogReader.open(directory: directory, fileSystem: POSIXFileSystem(), source: .headFile)
      let before = try reader.block(containing: LogPosition(1))
      try openWriter(directory).close()
      let after = try reader.block(containing: LogPosition(1))
      #expect(before.count == 1 && after.count > 100)
    }
  }

  @Test func `a cursor that is under way goes on while segments are closed and packed`() throws {
    try withTemporaryDirectory { directory in
      let writer = try openWriter(directory)
      for position in 1...100 { _ = try writer.commit([batch(position)]) }
      let reader = try LogReader.open(
        directory: directory, fileSystem: POSIXFileSystem(), source: .published(writer.published))
      let cursor = try reader.cursor(from: LogPosition(1))
      var seen = 0
      for position in 101...500 {
        _ = try writer.commit([batch(position)])
        if position % 4 == 0, let block = try cursor.next() { seen += block.count }
      }
      while let block = try cursor.next() { seen += block.count }
      #expect(seen == 100, "a cursor ends where the head was when it was made")
      #expect(try reader.records().map(\.bytes) == (1...500).map(recordBytes))
      try writer.close()
    }
  }

  @Test(arguments: [true, false])
  func `a head of a segment that was closed and packed since is no measure of the packed file`(inProcess: Bool) throws {
    try withTemporaryDirectory { directory in
      let writer = try openWriter(directory)
      for position in 1...3 { _ = try writer.commit([batch(position)]) }
      let reader = try LogReader.open(
        directory: directory, fileSystem: POSIXFileSystem(),
        source: inProcess ? .published(writer.published) : .headFile)
      let cursor = try reader.cursor(from: LogPosition(1))
      let scan = try reader.cursor(from: LogPosition(2))
      let head = try reader.head()
      for position in 4...500 { _ = try writer.commit([batch(position)]) }
      #expect(try reader.segments().first?.state == .packed)
      var seen = 0
      while let block = try cursor.next() { seen += block.count }
      #expect(seen >= 3)
      seen = 0
      while let block = try scan.next() { seen += block.count }
      #expect(seen >= 2)
      let parallel = try ParallelScan(reader, from: LogPosition(1), through: LogPosition(3), head: head)
      seen = 0
      while let stored = try parallel.take() {
        for block in try parallel.check(FramesDecoder().decode(stored)) { seen += block.count }
      }
      try parallel.finish()
      #expect(seen >= 3)
      try writer.close()
    }
  }
}
