import SegmentLog
import SystemPackage
import Testing

/// What a power cut may leave of the last write: any mixture of old and new sectors.
@Suite struct TornWriteTests {
  @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
  func `whatever sectors a power cut leaves of the last commit, it is there whole or not at all`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let system = FaultyFileSystem(synchronizes: false)
    var options = LogOptions.small
    options.preparedBytes = .kibibytes(512)
    options.segmentBytes = .kibibytes(512)
    try withTemporaryDirectory { directory in
      let writer = try openWriter(directory, options: options, fileSystem: system)
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        _ = try writer.commit([Self.batch(records: Int.random(in: 1...20, using: &random), &random)])
      }
      let path = directory.segment(1)
      let before = try contents(path)
      let head = try contents(directory.appending("head"))
      let offset = writer.published.current.offset.rawValue
      let last = writer.treeHead()
      // Large enough for several blocks, whose lengths lie in different sectors.
      let count = [1, 30, 600, 1_200][Int.random(in: 0..<4, using: &random)]
      _ = try writer.commit([Self.batch(records: count, &random)])
      let after = try contents(path)
      let end = writer.published.current.offset.rawValue + 512
      for attempt in 0..<30 {
        var torn = before
        var missing = false
        for sector in stride(from: offset, to: min(end, after.count), by: 512) {
          // The first attempts tear one sector only, the first and the last among them.
          let sectors = (end - offset) / 512
          let keeps =
            attempt < 12
            ? (sector - offset) / 512 != attempt * max(1, sectors / 12) % sectors : Bool.random(using: &random)
          if keeps { torn.replaceSubrange(sector..<sector + 512, with: after[sector..<sector + 512]) }
          missing = missing || !keeps && before[sector..<sector + 512] != after[sector..<sector + 512]
        }
        try withTemporaryDirectory { crashed in
          try replace(crashed.segment(1), with: torn)
          if attempt % 2 == 0 { try replace(crashed.appending("head"), with: head) }
          let opened = try openWriter(crashed, options: options, fileSystem: system)
          #expect(
            opened.treeHead() == last || opened.treeHead() == writer.treeHead(), "seed \(seed), attempt \(attempt)")
          if !missing { #expect(opened.treeHead() == writer.treeHead(), "seed \(seed), attempt \(attempt)") }
          let next = try opened.commit([Self.batch(records: 1, &random)])
          #expect(try records(crashed).count == Int(next.lastPosition.rawValue), "seed \(seed), attempt \(attempt)")
        }
      }
    }
  }

  @Test(arguments: [11, 12, 13] as [UInt64])
  func `damage to a frame that another follows is never cut`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let system = FaultyFileSystem(synchronizes: false)
    var options = LogOptions.small
    options.preparedBytes = .kibibytes(512)
    options.segmentBytes = .kibibytes(512)
    try withTemporaryDirectory { directory in
      let writer = try openWriter(directory, options: options, fileSystem: system)
      for _ in 0..<6 { _ = try writer.commit([Self.batch(records: Int.random(in: 1...300, using: &random), &random)]) }
      let lastFrame = writer.published.current.offset.rawValue
      _ = try writer.commit([Self.batch(records: 1, &random)])
      let original = try contents(directory.segment(1))
      for attempt in 0..<30 {
        var damaged = original
        let start = Int.random(in: 0..<lastFrame - 8, using: &random)
        let length = [1, 4, 512, 4_096][attempt % 4]
        for index in start..<min(start + length, lastFrame) {
          damaged[index] = UInt8.random(in: 0...255, using: &random)
        }
        if damaged == original { continue }
        try withTemporaryDirectory { copy in
          try replace(copy.segment(1), with: damaged)
          let error = #expect(throws: SegmentError.self, "seed \(seed), attempt \(attempt)") {
            try openWriter(copy, options: options, fileSystem: system)
          }
          #expect(error?.code == .corrupt, "seed \(seed), attempt \(attempt), at \(start): \(error.debugDescription)")
          #expect(try contents(copy.segment(1)) == damaged)
        }
      }
    }
  }

  /// Records of which half compress well and half not at all.
  private static func batch(records: Int, _ random: inout SeededGenerator) -> RecordBatch {
    var batch = RecordBatch()
    for index in 0..<records {
      batch.append(
        index % 2 == 0
          ? recordBytes(index) : (0..<200).map { _ in UInt8.random(in: 0...255, using: &random) })
    }
    return batch
  }
}

/// SplitMix64: the same sequence for the same seed.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}
