import EventStoreTesting
import SegmentLog
import SystemPackage
import Testing

/// The file behind a segment of large commits: its space is reserved, its zeros are not written.
@Suite struct ReservedFileTests {
  private static let directory: FilePath = "/log"

  private static var options: LogOptions {
    var options = LogOptions.small
    options.segmentBytes = .kibibytes(256)
    options.preparedBytes = .kibibytes(256)
    return options
  }

  /// 120 KiB that do not compress.
  private static let noise = {
    var random = SeededGenerator(seed: 1)
    return (0..<120 << 10).map { _ in UInt8.random(in: 0...255, using: &random) }
  }()

  private static func record(_ number: Int, isLarge: Bool) -> [UInt8] {
    guard isLarge else { return recordMessage(number) }
    let length = [UInt8(truncatingIfNeeded: noise.count) | 0x80, UInt8(truncatingIfNeeded: noise.count >> 7) | 0x80]
    return [0xAA, 0x06] + length + [UInt8(noise.count >> 14)] + noise
  }

  private static func batch(_ number: Int, isLarge: Bool = true) -> RecordBatch {
    var batch = RecordBatch()
    batch.append(record(number, isLarge: isLarge))
    return batch
  }

  @Test(arguments: [true, false])
  func `zeros are written where commits are small, and reserved where they are large`(isLarge: Bool) throws {
    try withTemporaryDirectory { directory in
      let system = FaultyFileSystem()
      let writer = try openWriter(directory, options: Self.options, fileSystem: system)
      _ = system.operations
      var count = 0
      while writer.published.current.segment.firstPosition == LogPosition(1) {
        count += 1
        _ = try writer.commit([Self.batch(count, isLarge: isLarge)])
      }
      let operations = system.operations
      let zeros = operations.filter { if case .write("next.new", let offset, _) = $0 { offset > 0 } else { false } }
      let first = operations.filter { if case .write("next.new", 0, _) = $0 { true } else { false } }
      #expect(operations.contains(.allocate("next.new")) == isLarge)
      #expect(zeros.isEmpty && first.count == (isLarge ? 1 : 2), "the zeros, if any, and the first entry")
      for _ in 0..<5 {
        count += 1
        _ = try writer.commit([Self.batch(count, isLarge: !isLarge)])
      }
      #expect(try records(directory).map(\.bytes) == recordsThrough(count, isLarge, changedAt: count - 5))
      #expect(try LogVerifier(directory: directory, fileSystem: POSIXFileSystem()).verify().findings == [])
    }
  }

  private func recordsThrough(_ count: Int, _ isLarge: Bool, changedAt last: Int) -> [[UInt8]] {
    (1...count).map { Self.record($0, isLarge: $0 <= last ? isLarge : !isLarge) }
  }

  @Test func `no space to reserve leaves the log as it was`() throws {
    try withTemporaryDirectory { directory in
      let system = FaultyFileSystem()
      let writer = try openWriter(directory, options: Self.options, fileSystem: system)
      system.setFault { if case .allocate("next.new") = $0 { .noSpace } else { nil } }
      var stored = 0
      let error = #expect(throws: SegmentError.self) {
        while true {
          _ = try writer.commit([Self.batch(stored + 1)])
          stored += 1
        }
      }
      #expect(error?.code == .full && stored == 2)
      #expect(try POSIXFileSystem().identity(of: directory.appending("next.new")) == nil)
      system.setFault(nil)
      _ = try writer.commit([Self.batch(stored + 1)])
      #expect(try records(directory).map(\.bytes) == (1...stored + 1).map { Self.record($0, isLarge: true) })
    }
  }

  @Test func `power that goes at any call loses nothing acknowledged`() throws {
    let begins = Self.work(on: SimulatedFileSystem(seed: 0), commits: 2)
    let ends = Self.work(on: SimulatedFileSystem(seed: 0), commits: 3)
    #expect(begins.acknowledged == 2 && ends.acknowledged == 3 && ends.calls > begins.calls + 8)
    for cut in begins.calls..<ends.calls {
      let disk = SimulatedFileSystem(seed: UInt64(cut))
      disk.inject(.powerCut(after: cut))
      let (acknowledged, _) = Self.work(on: disk, commits: 3)
      let left = disk.crash()
      #expect(try LogVerifier(directory: Self.directory, fileSystem: left).verify().findings == [], "cut \(cut)")
      let writer = try LogWriter.open(
        directory: Self.directory, fileSystem: left, clock: TickingClock(), options: Self.options)
      let stored = Int(writer.treeHead().size)
      #expect((acknowledged...3).contains(stored) && acknowledged >= 2, "cut \(cut): \(acknowledged), then \(stored)")
    }
  }

  /// Commits records until the power goes; tells how many were acknowledged, and how many calls changed something.
  private static func work(on disk: SimulatedFileSystem, commits: Int) -> (acknowledged: Int, calls: Int) {
    var acknowledged = 0
    do {
      let writer = try LogWriter.open(directory: directory, fileSystem: disk, clock: TickingClock(), options: options)
      for number in 1...commits {
        _ = try writer.commit([batch(number)])
        acknowledged = number
      }
    } catch {
      // The power is gone.
    }
    return (acknowledged, disk.operations)
  }
}
