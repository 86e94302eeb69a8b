import EventSourcing
import EventStoreTesting
import Testing

@testable import EventStore
@testable import SegmentLog

/// What waits for its commit: nothing is lost, doubled or moved, however appends are put together.
@Suite struct SequencedAppendsTests {
  /// Appends of one event, of some, and of more than is copied.
  private let kinds: [PreparedAppend]

  init() throws {
    kinds = try [1...1, 2...2, 3...12, 13...52, 100...499, 500...500].map { numbers in
      try PreparedAppend(numbers.map { ThingMade(thing($0)) }, noon)
    }
  }

  /// The bytes and leaf hashes of records, in order.
  private struct Content: Equatable {
    var entries: [UInt8] = []
    var leaves: [Digest] = []
    var largestRecord = 0

    mutating func add(_ records: RecordBatch) {
      entries += records.entries
      leaves += records.leaves
      largestRecord = max(largestRecord, records.largestRecord)
    }
  }

  private func content(_ batches: [SequencedAppends.Batch]) -> Content {
    batches.reduce(into: Content()) { $0.add($1.records) }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `whatever is added, taken, put back and used again, it comes out once and in order`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var sequenced = SequencedAppends()
    var added: [(append: PreparedAppend, last: Position)] = []
    var last = Position.origin
    var done = 0
    for _ in 0..<600 {
      let waiting = added[done...]
      #expect(sequenced.count == waiting.count, "seed \(seed)")
      #expect(sequenced.byteCount == waiting.reduce(0) { $0 + $1.append.byteCount }, "seed \(seed)")
      #expect(sequenced.isEmpty == waiting.isEmpty)
      guard UInt8.random(in: 0..<4, using: &random) == 0, !waiting.isEmpty else {
        // Mostly small ones.
        let kind = min(kinds.count - 1, Int.random(in: 0..<12, using: &random) / 2)
        let append = kinds[Int.random(in: 0...kind, using: &random)]
        last = last.advanced(by: append.count)
        sequenced.add(append, last: last)
        added.append((append, last))
        continue
      }
      let limit = Int.random(in: 1...200_000, using: &random)
      let taken = sequenced.take(upTo: limit)
      if Bool.random(using: &random) {
        sequenced.putBack(taken)
        continue
      }
      let count = taken.reduce(0) { $0 + $1.appends }
      let expected = waiting.prefix(count)
      #expect(content(taken) == expected.reduce(into: Content()) { $0.add($1.append.batch) }, "seed \(seed)")
      #expect(taken.last?.last == expected.last?.last, "seed \(seed)")
      #expect(taken.count == 1 || content(taken).entries.count <= limit, "seed \(seed)")
      done += count
      sequenced.recycle(taken)
    }
    #expect(done > 100)
    for kind in kinds { #expect(kind.batch.count == kind.count, "an append is not changed by being copied") }
  }

  @Test func `small appends share the memory of those that were committed before`() throws {
    var sequenced = SequencedAppends()
    var batches: Set<ObjectIdentifier> = []
    var commits: [[SequencedAppends.Batch]] = []
    for number in 1...50 {
      for _ in 0..<8 { sequenced.add(kinds[0], last: Position(rawValue: UInt64(number))) }
      let taken = sequenced.take(upTo: .max)
      try #require(taken.count == 1 && taken[0].appends == 8)
      batches.insert(ObjectIdentifier(taken[0]))
      commits.append(taken)
      if commits.count == 3 { sequenced.recycle(commits.removeFirst()) }
    }
    #expect(batches.count == 3)
  }

  @Test func `what is taken back leaves nothing behind`() {
    var sequenced = SequencedAppends()
    for kind in kinds { sequenced.add(kind, last: .origin) }
    sequenced.removeAll()
    #expect(sequenced.isEmpty && sequenced.count == 0 && sequenced.byteCount == 0)
    #expect(sequenced.take(upTo: .max).isEmpty)
  }
}
