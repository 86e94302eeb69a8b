import EventStoreTesting
import Foundation
import SegmentLog
import SystemPackage
import Testing

/// A log on a simulated disk, what was acknowledged of it, and what was only tried.
private struct CrashRun {
  static let directory: FilePath = "/log"
  let seed: UInt64
  var random: SeededGenerator
  var fileSystem: SimulatedFileSystem
  var acknowledged: [[UInt8]] = []
  /// The records of a commit whose outcome is not known.
  var attempted: [[UInt8]] = []
  var clock = TickingClock()

  init(seed: UInt64, sectorsMayTear: Bool) {
    self.seed = seed
    random = SeededGenerator(seed: seed)
    fileSystem = SimulatedFileSystem(
      seed: seed &* 31, sectorsMayTear: sectorsMayTear, alignment: ByteCount(seed % 3 == 0 ? 4096 : 512))
  }

  var options: LogOptions {
    var options = LogOptions.small
    options.alignment = nil
    options.segmentBytes = .kibibytes(32)
    options.preparedBytes = .kibibytes(32)
    options.packsClosedSegments = seed % 2 == 0
    return options
  }

  func open() throws(SegmentError) -> LogWriter {
    try LogWriter.open(directory: Self.directory, fileSystem: fileSystem, clock: clock, options: options)
  }

  /// Records of one commit: mostly small, sometimes many sectors that do not compress.
  mutating func records() -> [[UInt8]] {
    let isLarge = Int.random(in: 0..<6, using: &random) == 0
    return (0..<Int.random(in: 1...4, using: &random)).map { _ in
      let bytes = (0..<Int.random(in: 1...(isLarge ? 2000 : 60), using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      let length = [UInt8(truncatingIfNeeded: bytes.count & 0x7F) | 0x80, UInt8(bytes.count >> 7)]
      return [0xAA, 0x06] + length + bytes
    }
  }

  /// Appends until something fails or enough is there. Closes the log sometimes.
  mutating func work() {
    do {
      let writer = try open()
      for _ in 0..<Int.random(in: 1...40, using: &random) {
        attempted = records()
        var batch = RecordBatch()
        for record in attempted { batch.append(record) }
        _ = try writer.commit([batch])
        acknowledged += attempted
        attempted = []
      }
      if Int.random(in: 0..<4, using: &random) == 0 { try writer.close() }
    } catch {
      // The power is gone; the attempted commit may be there or not.
    }
  }

  /// Everything acknowledged is there, the attempted commit wholly or not at all, and nothing else.
  mutating func check(_ when: String) throws {
    let report = try LogVerifier(directory: Self.directory, fileSystem: fileSystem).verify()
    #expect(report.findings == [], "seed \(seed), \(when)")
    let writer = try open()
    let reader = try LogReader.open(
      directory: Self.directory, fileSystem: fileSystem, source: .published(writer.published))
    let stored = try reader.records().map(\.bytes)
    let possible = [acknowledged, acknowledged + attempted]
    #expect(
      possible.contains(stored), "seed \(seed), \(when): \(acknowledged.count) acknowledged, \(stored.count) stored")
    let after = try LogVerifier(directory: Self.directory, fileSystem: fileSystem).verify()
    #expect(after.findings == [], "seed \(seed), after recovery \(when)")
    #expect(after.head == writer.treeHead(), "seed \(seed)")
    acknowledged = stored
    attempted = []
  }

  /// Several lives of one log, each of which ends in a power cut, or in the end of the process, at a random moment.
  static func run(seed: UInt64, sectorsMayTear: Bool) throws {
    var run = CrashRun(seed: seed, sectorsMayTear: sectorsMayTear)
    for life in 1...3 {
      let cut = Int.random(in: 0..<120, using: &run.random)
      run.fileSystem.inject(.powerCut(after: cut))
      run.work()
      let isKill = Int.random(in: 0..<5, using: &run.random) == 0
      run.fileSystem = isKill ? run.fileSystem.processEnded() : run.fileSystem.crash()
      // Recovery itself may be cut, too.
      if Int.random(in: 0..<3, using: &run.random) == 0 {
        run.fileSystem.inject(.powerCut(after: Int.random(in: 0..<12, using: &run.random)))
        _ = try? run.open()
        run.fileSystem = run.fileSystem.crash()
      }
      try run.check("life \(life), cut after \(cut)")
      // The power may go again at once: what was shown must be durable.
      run.fileSystem = run.fileSystem.crash()
      try run.check("life \(life), crashed after recovery")
    }
  }
}

@Suite struct CrashesAtAnyMoment {
  /// How many seeds, and the first of them: `DAYBOOK_CRASH_SEEDS=5000 DAYBOOK_FIRST_SEED=17 swift test --filter Crashes`.
  private static let seeds = environment("DAYBOOK_CRASH_SEEDS") ?? 40
  private static let firstSeed = environment("DAYBOOK_FIRST_SEED") ?? 1

  private static func environment(_ name: String) -> UInt64? {
    ProcessInfo.processInfo.environment[name].flatMap(UInt64.init)
  }

  @Test(arguments: [false, true])
  func `nothing acknowledged is lost and nothing unacknowledged is half there`(_ sectorsMayTear: Bool) throws {
    for seed in Self.firstSeed..<(Self.firstSeed + Self.seeds) {
      do {
        try CrashRun.run(seed: seed, sectorsMayTear: sectorsMayTear)
      } catch {
        Issue.record("seed \(seed), sectors may tear: \(sectorsMayTear): \(error)")
      }
    }
  }
}
