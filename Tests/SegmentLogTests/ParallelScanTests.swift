import Synchronization
import SystemPackage
import Testing

@testable import SegmentLog

/// Reading with several threads finds what reading frame by frame finds, and fails where that fails.
@Suite struct ParallelScanTests {
  /// A log of several segments with commits of one record, of many, and of more than a piece holds.
  private func withLog(closed: Bool = true, _ body: (FilePath, LogReader) throws -> Void) throws {
    try withTemporaryDirectory { directory in
      let writer = try openWriter(directory)
      for size in [1, 2_000, 3, 900, 1, 2_500, 40] {
        var batch = RecordBatch()
        for index in 0..<size { batch.append(recordBytes(Int(writer.nextPosition.rawValue) + index)) }
        _ = try writer.commit([batch])
      }
      if closed { try writer.close() }
      let source: HeadSource = closed ? .headFile : .published(writer.published)
      try body(directory, LogReader.open(directory: directory, fileSystem: POSIXFileSystem(), source: source))
      if !closed { try writer.close() }
    }
  }

  @Test(arguments: [true, false]) func `it finds the same records from anywhere to anywhere`(_ closed: Bool) throws {
    try withLog(closed: closed) { _, reader in
      let all = try reader.records()
      #expect(all.count == 5_445)
      for first in [1, 2, 700, 2_001, 2_002, 2_904, 2_905, 2_906, 5_405, 5_445] {
        for last in [first, first + 1, 2_500, 5_444, 5_445] where last >= first && last <= all.count {
          #expect(try reader.parallelRecords(from: first, through: last) == Array(all[first - 1...last - 1]))
        }
      }
      #expect(try reader.parallelRecords(from: 10, through: 9).isEmpty)
      #expect(try reader.parallelRecords(from: 1, through: .max) == all)
    }
  }

  @Test func `pieces may be taken and decoded long before they are checked`() throws {
    try withLog { _, reader in
      let scan = try reader.parallelScan(from: LogPosition(1))
      var pieces: [StoredFrames] = []
      while let piece = try scan.take() { pieces.append(piece) }
      #expect(pieces.count > 3)
      let decoder = FramesDecoder()
      let decoded = pieces.reversed().map { decoder.decode($0) }
      let blocks = try decoded.reversed().flatMap { try scan.check($0) }
      try scan.finish()
      #expect(blocks.reduce(0) { $0 + $1.count } == 5_445)
    }
  }

  @Test func `only a position inside the active segment has its frames looked for`() throws {
    try withLog { directory, whole in
      let active = try #require(try whole.segments().last)
      let (first, count) = (Int(active.firstPosition.rawValue), Int(active.lastPosition.rawValue))
      func reads(from first: Int) throws -> Int {
        let fileSystem = FaultyFileSystem()
        let reads = Atomic(0)
        fileSystem.beforeReading { if $0 == active.id.fileName { reads.add(1, ordering: .relaxed) } }
        let reader = try LogReader.open(directory: directory, fileSystem: fileSystem, source: .headFile)
        #expect(try reader.parallelRecords(from: first, through: .max).count == count - first + 1)
        return reads.load(ordering: .relaxed)
      }
      // The segment is shorter than a piece.
      #expect(try reads(from: 1) == 1)
      #expect(try reads(from: first) == 1)
      #expect(try reads(from: first + 1) > 1)
    }
  }

  @Test func `a damaged byte is named as reading frame by frame names it`() throws {
    try withTemporaryDirectory { directory in
      try write(400, to: directory, close: true)
      let path = directory.segment(1)
      let whole = try contents(path)
      for offset in stride(from: 0, to: whole.count, by: 41) {
        try flip(path, at: offset)
        let expected = Result { try LogReader.open(directory: directory).records() }
        let found = Result { try LogReader.open(directory: directory).parallelRecords(from: 1, through: .max) }
        switch (expected, found) {
        case (.success(let expected), .success(let found)): #expect(expected == found, "byte \(offset)")
        case (.failure(let expected as SegmentError), .failure(let found as SegmentError)):
          #expect(expected.code == found.code && expected.place.file == found.place.file, "byte \(offset): \(found)")
        default: Issue.record("byte \(offset): \(expected) and \(found)")
        }
        try replace(path, with: whole)
      }
    }
  }

  @Test func `a segment that is missing between others is an error`() throws {
    try withLog { directory, reader in
      let segments = try reader.segments()
      #expect(segments.count > 2)
      try remove(directory.appending(segments[1].id.fileName))
      let again = try LogReader.open(directory: directory)
      let error = #expect(throws: SegmentError.self) { try again.parallelRecords(from: 1, through: .max) }
      #expect(error?.place.position == segments[1].firstPosition)
      // Frame by frame, and whatever position is asked for.
      for first in [LogPosition(1), segments[1].firstPosition, segments[1].lastPosition] {
        let error = #expect(throws: SegmentError.self) { try again.records(from: first) }
        #expect(error?.place.position == max(first, segments[1].firstPosition))
      }
      #expect(throws: SegmentError.self) { try again.block(containing: segments[1].lastPosition) }
      #expect(try again.records(from: segments[2].firstPosition).count > 0)
      // Without its first segment a log cannot be opened.
      try remove(directory.segment(1))
      let first = #expect(throws: SegmentError.self) { try LogReader.open(directory: directory) }
      #expect(first?.code == .missing && first?.place.position == LogPosition(1))
    }
  }
}

extension LogReader {
  fileprivate static func open(directory: FilePath) throws -> LogReader {
    try open(directory: directory, fileSystem: POSIXFileSystem(), source: .headFile)
  }

  /// Every record of a range, read piece by piece.
  fileprivate func parallelRecords(from first: Int, through last: Int) throws -> [StoredRecord] {
    let (first, last) = (LogPosition(UInt64(first)), LogPosition(UInt64(last)))
    let scan = try parallelScan(from: first, through: last)
    let decoder = FramesDecoder()
    var records: [StoredRecord] = []
    while let piece = try scan.take() {
      for block in try scan.check(decoder.decode(piece)) {
        unsafe block.forEachRecord(from: first, through: last) { position, commit, bytes in
          records.append(StoredRecord(position: position, commit: copy commit, bytes: unsafe Array(bytes)))
        }
      }
    }
    try scan.finish()
    return records
  }
}
