import SegmentLog
import SystemPackage
import Testing

@Suite struct ThreadThroughTheLog {
  @Test func `what was committed is read back, in order, across segments, by this process and by another`() throws {
    try withTemporaryDirectory { directory in
      var options = LogOptions.small
      options.segmentBytes = .kibibytes(32)
      let writer = try LogWriter.open(
        directory: directory, fileSystem: POSIXFileSystem(), clock: SystemLogClock(), options: options)
      var expected: [[UInt8]] = []
      for commit in 0..<300 {
        var batch = RecordBatch()
        for index in 0..<(commit % 7 + 1) {
          let record = [UInt8](repeating: UInt8(truncatingIfNeeded: commit), count: 100 + index)
          batch.append(record)
          expected.append(record)
        }
        let receipt = try writer.commit([batch])
        #expect(receipt.lastPosition.rawValue == UInt64(expected.count))
      }
      for source in [HeadSource.published(writer.published), .headFile] {
        let reader = try LogReader.open(directory: directory, fileSystem: POSIXFileSystem(), source: source)
        #expect(try reader.segments().count > 3)
        let records = try reader.records()
        #expect(records.map(\.bytes) == expected)
        #expect(records.map(\.position.rawValue) == Array(1...UInt64(expected.count)))
        #expect(try reader.record(at: LogPosition(77)) == records[76])
      }
      try writer.close()
    }
  }
}
