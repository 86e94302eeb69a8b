import EventSourcing
import EventStoreTesting
import SegmentLog
import Synchronization
import Testing

@testable import EventStore

/// Threads that carry pieces of a log come to what one behind the other comes to.
@Suite struct FoldingPipelineTests {
  /// A fold that remembers positions, and cannot fold one of them.
  private final class Notes: EventFold, Sendable {
    let seen = Mutex<[Position]>([])
    private let unreadable: Position?

    init(unreadable: Position? = nil) { self.unreadable = unreadable }

    func fold(_ run: RecordRun) throws(EventLogError) {
      guard let last = run.last else { return }
      let positions = (last.rawValue + 1 - UInt64(run.count)...last.rawValue).map { Position(rawValue: $0) }
      for position in positions {
        if position == unreadable { throw .malformedEvent(position: position, FieldError(.malformed, "for the test")) }
        seen.withLock { $0.append(position) }
      }
    }
  }

  /// A log of many segments, some packed, so that threads have many pieces to carry.
  private func withLog(_ body: (SegmentedEventLog) throws -> Void) async throws {
    let directory = try TemporaryDirectory()
    let log = try openLog(directory.path)
    for first in stride(from: 0 as UInt64, to: 12_000, by: 400) {
      try await log.append((first..<first + 400).map { ThingMade(thing($0), size: $0) }, noon)
    }
    try body(log)
    try log.close()
  }

  @Test(arguments: 1...5) func `each model sees every event once, in order`(_ threads: Int) async throws {
    try await withLog { log in
      for range in [1...12_000, 1...1, 401...401, 5_000...11_999] as [ClosedRange<UInt64>] {
        let (first, last) = (Position(rawValue: range.lowerBound), Position(rawValue: range.upperBound))
        let folds = [Notes(), Notes(), Notes()]
        let source = try log.blockSource(after: first.previous, through: last)
        let reached = Mutex(Position.origin)
        try FoldingPipeline(source, of: first...last, into: folds).run(threads: threads) { position in
          reached.withLock { $0 = max($0, position) }
        }
        for fold in folds { #expect(fold.seen.withLock { $0.map(\.rawValue) } == Array(range)) }
        #expect(reached.withLock { $0 } == last)
      }
    }
  }

  @Test(arguments: 1...5) func `what cannot be folded ends all, and what lies before is folded`(
    _ threads: Int
  ) async throws {
    try await withLog { log in
      let bad = Position(rawValue: 7_777)
      let folds = [Notes(), Notes(unreadable: bad), Notes()]
      let last = Position(rawValue: 12_000)
      let source = try log.blockSource(after: .origin, through: last)
      let error = #expect(throws: EventLogError.self) {
        try FoldingPipeline(source, of: Position.origin.next...last, into: folds)
          .run(threads: threads)
      }
      guard case .malformedEvent(bad, _)? = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(folds[1].seen.withLock { $0.map(\.rawValue) } == Array(1..<7_777))
      for other in [folds[0], folds[2]] {
        let seen = other.seen.withLock { $0.map(\.rawValue) }
        #expect(seen.count >= 7_776 && seen == Array(1...UInt64(seen.count)), "no gap, and none twice")
      }
    }
  }
}
