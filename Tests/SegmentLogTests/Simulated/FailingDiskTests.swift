import Dispatch
import EventStoreTesting
import SegmentLog
import SystemPackage
import Testing

/// The writer on a disk that fails in known ways.
@Suite struct WriterOnAFailingDisk {
  private let directory: FilePath = "/data/log"
  private let fileSystem = SimulatedFileSystem(seed: 7)

  private func open(_ fileSystem: SimulatedFileSystem? = nil, segmentBytes: ByteCount = .kibibytes(64)) throws
    -> LogWriter
  {
    var options = LogOptions.small
    options.segmentBytes = segmentBytes
    options.preparedBytes = segmentBytes
    return try LogWriter.open(
      directory: directory, fileSystem: fileSystem ?? self.fileSystem, clock: TickingClock(), options: options)
  }

  private func commit(_ number: Int, to writer: LogWriter) throws {
    var batch = RecordBatch()
    batch.append(recordMessage(number))
    _ = try writer.commit([batch])
  }

  private func verify(_ fileSystem: SimulatedFileSystem) throws -> VerificationReport {
    try LogVerifier(directory: directory, fileSystem: fileSystem).verify()
  }

  @Test func `a failed sync poisons the writer, and is never tried again`() throws {
    for seed in 0..<20 as Range<UInt64> {
      let fileSystem = SimulatedFileSystem(seed: seed)
      let writer = try open(fileSystem)
      for number in 1...5 { try commit(number, to: writer) }
      fileSystem.inject(SimulatedFault(.synchronize, of: "1.lz4"))
      let failed = #expect(throws: SegmentError.self) { try commit(6, to: writer) }
      #expect(failed?.code == .poisoned)
      let operations = fileSystem.operations
      let refused = #expect(throws: SegmentError.self) { try commit(7, to: writer) }
      #expect(refused?.code == .poisoned)
      #expect(fileSystem.operations == operations, "seed \(seed): nothing was written or synced after the failure")
      #expect(writer.published.current.position == LogPosition(5))
      let after = fileSystem.crash()
      #expect(try verify(after).findings == [], "seed \(seed)")
      let size = try open(after).treeHead().size
      #expect(size == 5, "seed \(seed): the acknowledged records were copied to fresh sectors")
    }
  }

  @Test func `a device without space for the next segment is waited for`() throws {
    let writer = try open(segmentBytes: .kibibytes(32))
    fileSystem.capacity = fileSystem.usedBytes + ByteCount(1000)
    var stored = 0
    let error = #expect(throws: SegmentError.self) {
      for number in 1...500 {
        try commit(number, to: writer)
        stored = number
      }
    }
    #expect(error?.code == .full)
    #expect(stored > 20)
    #expect(try verify(fileSystem).findings == [])
    #expect(throws: SegmentError.self) { try commit(stored + 1, to: writer) }
    fileSystem.capacity = nil
    for number in (stored + 1)...(stored + 30) { try commit(number, to: writer) }
    #expect(try verify(fileSystem).findings == [])
    #expect(try open(fileSystem.crash(), segmentBytes: .kibibytes(32)).treeHead() == writer.treeHead())
  }

  @Test func `no space for one commit is forgotten with the next that fits`() throws {
    let writer = try open()
    for number in 1...3 { try commit(number, to: writer) }
    fileSystem.inject(SimulatedFault(.write, of: ".lz4", error: .noSpace))
    let error = #expect(throws: SegmentError.self) { try commit(4, to: writer) }
    #expect(error?.code == .full)
    #expect(try verify(fileSystem).head == writer.treeHead())
    try commit(4, to: writer)
    #expect(writer.treeHead().size == 4)
    #expect(try verify(fileSystem.crash()).findings == [])
  }

  @Test func `no space reported by a sync is a failed sync`() throws {
    let writer = try open()
    fileSystem.inject(SimulatedFault(.synchronize, of: ".lz4", error: .noSpace))
    let error = #expect(throws: SegmentError.self) { try commit(1, to: writer) }
    #expect(error?.code == .poisoned)
  }

  @Test func `what is written and not yet durable is seen by nobody`() throws {
    let writer = try open()
    try commit(1, to: writer)
    let gate = fileSystem.holdSynchronization(of: "00000000000000000001.lz4")
    let done = DispatchSemaphore(value: 0)
    let work = Committing(writer: writer, done: done)
    DispatchQueue.global().async { work.run(recordMessage(2)) }
    #expect(gate.waitForArrival())
    let reader = try LogReader.open(directory: directory, fileSystem: fileSystem, source: .headFile)
    #expect(try reader.head().position == LogPosition(1))
    #expect(try reader.records().count == 1)
    #expect(writer.published.current.position == LogPosition(1))
    let report = try verify(fileSystem)
    #expect(report.findings == [])
    #expect(report.published?.size == 1)
    #expect(report.head?.size == 2, "written, complete, and not acknowledged")
    #expect(report.notes.contains { $0.kind == .beyondHead })
    gate.open()
    #expect(done.wait(timeout: .now() + 30) == .success)
    #expect(try reader.head().position == LogPosition(2))
  }

  /// A commit on another thread.
  ///
  /// Sendable although the writer is not: the test's thread does not touch the writer's own state until `done`.
  private struct Committing: @unchecked Sendable {
    let writer: LogWriter
    let done: DispatchSemaphore

    func run(_ record: [UInt8]) {
      var batch = RecordBatch()
      batch.append(record)
      do {
        _ = try writer.commit([batch])
      } catch {
        Issue.record(error)
      }
      done.signal()
    }
  }

  @Test func `a file that cannot be read is named, and the others are checked`() throws {
    let writer = try open(segmentBytes: .kibibytes(32))
    for number in 1...200 { try commit(number, to: writer) }
    fileSystem.inject(SimulatedFault(.read, of: "00000000000000000001.lz4"))
    let report = try verify(fileSystem)
    #expect(report.findings.map(\.code) == [.io])
    #expect(report.head == writer.treeHead())
  }

  @Test func `a file that may not be opened is told from a damaged one`() throws {
    let writer = try open(segmentBytes: .kibibytes(32))
    for number in 1...200 { try commit(number, to: writer) }
    // Once for its length, which nothing depends on, and once for what it holds.
    for _ in 1...2 {
      fileSystem.inject(SimulatedFault(.open, of: "00000000000000000001.lz4", error: .permissionDenied))
    }
    let report = try verify(fileSystem)
    #expect(report.findings.map(\.code) == [.io], "\(report.findings)")
    #expect(report.findings.map(\.cause) == [.permissionDenied])
    #expect(report.head == writer.treeHead())
  }
}
