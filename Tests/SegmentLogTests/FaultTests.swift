import SegmentLog
import SystemPackage
import Testing

@Suite struct FaultTests {
  private let first = SegmentID(firstPosition: LogPosition(1)).fileName

  @Test func `a commit is one write and one sync, and then the head`() throws {
    try withTemporaryDirectory { directory in
      let system = FaultyFileSystem()
      let writer = try openWriter(directory, fileSystem: system)
      _ = system.operations
      _ = try writer.commit([batch(1)])
      let operations = system.operations
      #expect(operations.count == 3)
      guard case .write(first, 512, let count) = operations[0] else {
        Issue.record("\(operations)")
        return
      }
      #expect(count == 512 + 8, "the frame, its padding and the header of the rest")
      #expect(operations[1] == .synchronize(first))
      #expect(operations[2] == .write("head", offset: 0, count: 64))
    }
  }

  @Test func `no write touches a sector that holds acknowledged bytes`() throws {
    try withTemporaryDirectory { directory in
      let system = FaultyFileSystem()
      let writer = try openWriter(directory, fileSystem: system)
      _ = system.operations
      for position in 1...50 {
        let acknowledged = writer.published.current.offset.rawValue
        _ = try writer.commit([batch(position)])
        for case .write(first, let offset, _) in system.operations { #expect(offset >= acknowledged) }
      }
      #expect(writer.published.current.offset.rawValue % 512 == 0)
    }
  }

  @Test func `the next segment joins in the order that a crash can be recovered from`() throws {
    try withTemporaryDirectory { directory in
      let system = FaultyFileSystem()
      var options = LogOptions.small
      options.packsClosedSegments = false
      options.preparesNextSegment = false
      let writer = try openWriter(directory, options: options, fileSystem: system)
      while writer.published.current.segment.firstPosition == LogPosition(1) {
        _ = system.operations
        _ = try writer.commit([batch(Int(writer.nextPosition.rawValue))])
      }
      let second = writer.published.current.segment.fileName
      let order = system.operations.compactMap { operation -> String? in
        switch operation {
        case .synchronize(let name): "sync \(name)"
        case .rename(let name): "rename \(name)"
        case .synchronizeDirectory: "sync directory"
        case .write, .allocate: nil
        }
      }
      #expect(
        order == [
          "sync next.new", "sync \(first)", "sync next.new", "rename \(second)", "sync directory", "sync \(second)",
        ])
    }
  }

  @Test func `a failed sync poisons the log, is never tried again, and nothing acknowledged is lost`() throws {
    try withTemporaryDirectory { directory in
      let system = FaultyFileSystem()
      let writer = try openWriter(directory, fileSystem: system)
      _ = try writer.commit([batch(1)])
      let name = first
      system.setFault { $0 == .synchronize(name) ? .ioError : nil }
      let error = #expect(throws: SegmentError.self) { try writer.commit([batch(2)]) }
      #expect(error?.code == .poisoned)
      #expect(error?.place.position == LogPosition(2))
      #expect(writer.published.current.position == LogPosition(1), "not durable, not visible")
      system.setFault(nil)
      _ = system.operations
      #expect(throws: SegmentError.self) { try writer.commit([batch(2)]) }
      #expect(throws: SegmentError.self) { try writer.close() }
      #expect(system.operations.isEmpty, "nothing is tried again")
    }
  }

  @Test func `what was acknowledged is copied to a new file at once after a failed sync`() throws {
    try withTemporaryDirectory { directory in
      let system = FaultyFileSystem()
      var writer: LogWriter? = try openWriter(directory, fileSystem: system)
      _ = try writer?.commit([batch(1)])
      let before = try POSIXFileSystem().identity(of: directory.segment(1))
      let name = first
      system.setFault { $0 == .synchronize(name) ? .ioError : nil }
      let error = #expect(throws: SegmentError.self) { try writer?.commit([batch(2)]) }
      #expect(error?.message.contains("was copied") == true)
      #expect(try POSIXFileSystem().identity(of: directory.segment(1)) != before)
      writer = nil
      #expect(try openWriter(directory).nextPosition == LogPosition(2))
    }
  }

  @Test(arguments: [0, 8, 100, 512])
  func `a full device takes nothing of a commit, and the log goes on when space returns`(
    partial: Int
  ) throws {
    try withTemporaryDirectory { directory in
      let system = FaultyFileSystem()
      let writer = try openWriter(directory, fileSystem: system)
      _ = try writer.commit([batch(1)])
      let before = try contents(directory.segment(1))
      system.setFault(partialBytes: partial) {
        if case .write(_, 1_024, _) = $0 { .noSpace } else { nil }
      }
      for _ in 0..<2 {
        let error = #expect(throws: SegmentError.self) { try writer.commit([batch(2)]) }
        #expect(error?.code == .full)
        #expect(writer.published.current.position == LogPosition(1))
      }
      system.setFault(nil)
      #expect(try writer.commit([batch(2)]).firstPosition == LogPosition(2))
      #expect(try contents(directory.segment(1)).count == before.count)
      #expect(try records(directory).map(\.bytes) == (1...2).map(recordBytes))
      _ = try openAfterCrash(of: writer, directory)
    }
  }

  @Test func `a full device that shows in a sync is a failed sync`() throws {
    try withTemporaryDirectory { directory in
      let system = FaultyFileSystem()
      let writer = try openWriter(directory, fileSystem: system)
      let name = first
      system.setFault { $0 == .synchronize(name) ? .noSpace : nil }
      let error = #expect(throws: SegmentError.self) { try writer.commit([batch(1)]) }
      #expect(error?.code == .poisoned)
    }
  }

  @Test(arguments: [0, 1, 2, 3, 4]) func `a segment's birth that fails at any step is recovered from`(step: Int) throws
  {
    try withTemporaryDirectory { directory in
      let system = FaultyFileSystem()
      var options = LogOptions.small
      options.preparesNextSegment = false
      options.packsClosedSegments = false
      let writer = try openWriter(directory, options: options, fileSystem: system)
      let steps = Counter()
      let seal = first
      var stored = 0
      let error = #expect(throws: SegmentError.self) {
        while true {
          let isLast = writer.published.current.offset.rawValue + 3 * 512 + 512 > 65_536
          if isLast {
            // Seal, first entry, name, directory, first commit: one of them fails.
            system.setFault { operation in
              switch operation {
              case .synchronize(seal), .synchronize("next.new"), .rename, .synchronizeDirectory: break
              case .synchronize, .write, .allocate: return nil
              }
              return steps.next() == step + 1 ? .ioError : nil
            }
          }
          _ = try writer.commit([batch(stored + 1)])
          stored += 1
        }
      }
      #expect(error != nil && stored > 50)
      system.setFault(nil)
      try? writer.close()
      let opened = try openWriter(directory, options: options)
      let kept = Int(opened.nextPosition.rawValue) - 1
      #expect(kept == stored, "step \(step): \(opened.recovery.outcome)")
      _ = try opened.commit([batch(kept + 1)])
      #expect(try records(directory).map(\.bytes) == (1...kept + 1).map(recordBytes))
    }
  }

  @Test func `a full device while preparing the next file leaves the log as it was`() throws {
    try withTemporaryDirectory { directory in
      let system = FaultyFileSystem()
      let writer = try openWriter(directory, fileSystem: system)
      system.setFault { if case .write("next.new", _, _) = $0 { .noSpace } else { nil } }
      var stored = 0
      do {
        while true {
          _ = try writer.commit([batch(stored + 1)])
          stored += 1
        }
      } catch let error as SegmentError {
        #expect(error.code == .full)
      }
      #expect(stored > 50)
      system.setFault(nil)
      _ = try writer.commit([batch(stored + 1)])
      #expect(try records(directory).map(\.bytes) == (1...stored + 1).map(recordBytes))
      try writer.close()
    }
  }

  @Test func `packing that fails harms nothing and is reported`() throws {
    try withTemporaryDirectory { directory in
      let system = FaultyFileSystem()
      let reports = Reports()
      var options = LogOptions.small
      options.report = { reports.add($0) }
      system.setFault { if case .write(let name, _, _) = $0, name.hasSuffix(".packing") { .noSpace } else { nil } }
      let writer = try openWriter(directory, options: options, fileSystem: system)
      for position in 1...300 { _ = try writer.commit([batch(position)]) }
      #expect(!reports.all.isEmpty && reports.all.allSatisfy { $0.code == .full })
      #expect(try records(directory).map(\.bytes) == (1...300).map(recordBytes))
      try writer.close()
      #expect(try openWriter(directory).recovery.outcome == .clean)
    }
  }

  @Test func `too large a record and too many records are refused, and the log goes on`() throws {
    try withTemporaryDirectory { directory in
      let writer = try openWriter(directory)
      var large = RecordBatch()
      large.append([UInt8](repeating: 1, count: SegmentFormat.maximumRecordBytes + 1))
      var many = RecordBatch()
      for _ in 0...SegmentFormat.maximumCommitRecords { many.append([1]) }
      for batch in [large, many] {
        let error = #expect(throws: SegmentError.self) { try writer.commit([batch]) }
        #expect(error?.code == .tooLarge)
      }
      #expect(try writer.commit([batch(1)]).firstPosition == LogPosition(1))
    }
  }

  @Test func `a commit larger than a segment gets a segment of its own`() throws {
    try withTemporaryDirectory { directory in
      let writer = try openWriter(directory)
      _ = try writer.commit([batch(1)])
      var large = RecordBatch()
      var random = SystemRandomNumberGenerator()
      let record = (0..<300_000).map { _ in UInt8.random(in: 0...255, using: &random) }
      large.append(record)
      _ = try writer.commit([large])
      _ = try writer.commit([batch(3)])
      #expect(try records(directory).map(\.bytes) == [recordBytes(1), record, recordBytes(3)])
      let reader = try LogReader.open(directory: directory, fileSystem: POSIXFileSystem(), source: .headFile)
      #expect(try reader.segments().map(\.firstPosition.rawValue) == [1, 2, 3])
      _ = try openAfterCrash(of: writer, directory)
    }
  }

  /// Copies the directory as a kill would leave it, and opens the copy.
  private func openAfterCrash(of writer: LogWriter, _ directory: FilePath) throws -> TreeHead {
    try withTemporaryDirectory { copy in
      _ = try run("cp '\(directory)'/* '\(copy)'/")
      let opened = try openWriter(copy)
      #expect(opened.treeHead() == writer.treeHead())
      return opened.treeHead()
    }
  }
}
