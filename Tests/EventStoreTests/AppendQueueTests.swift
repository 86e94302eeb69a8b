import EventSourcing
import EventStore
import EventStoreTesting
import SegmentLog
import Testing

/// The queue's limits: a typed refusal, and nothing lost of what was taken.
@Suite struct AppendQueueTests {
  private struct Bulk: Event {
    static let type = EventType(9005, "bulk")
    var filling: [UInt8] = []
    init(_: Blank) {}
    init(bytes: Int) { filling = Array(repeating: 7, count: bytes) }
    var tags: Tags { [] }
    mutating func fields(_ f: inout some FieldCoding) throws(FieldError) { try f.field(1, "filling", &filling) }
  }

  /// Fills the queue behind a sync that is held back, until it refuses.
  private func fill(
    with append: PreparedAppend, upTo most: Int
  ) async throws -> (accepted: Int, limit: Int?, unit: String?) {
    let simulated = SimulatedLog()
    let log = try simulated.open(oneSegment())
    try await log.makeThings(1...1)
    let gate = simulated.disk.holdSynchronization(of: SimulatedLog.firstSegment)
    var last = try log.enqueue(append, if: [], epoch: nil)
    #expect(gate.waitForArrival())
    var accepted = 0
    var refusal: (limit: Int, unit: String)?
    while refusal == nil, accepted < most {
      do {
        last = try log.enqueue(append, if: [], epoch: nil)
        accepted += 1
      } catch {
        guard case EventLogError.overloaded(let queued, let limit, let unit) = error else { throw error }
        #expect(queued <= limit)
        refusal = (limit, unit)
      }
    }
    gate.open()
    try await log.waitUntilDurable(last)
    #expect(log.head == last.last)
    #expect(log.head.rawValue == UInt64(accepted + 2), "everything that was taken is there, and nothing else")
    try await log.append(append)
    try log.close()
    return (accepted, refusal?.limit, refusal?.unit)
  }

  @Test func tooManyAppendsAreRefusedAndNoneIsLost() async throws {
    let small = try PreparedAppend([Bulk(bytes: 1)], noon)
    let (accepted, limit, unit) = try await fill(with: small, upTo: EventLogLimits.queuedAppends + 1)
    #expect(accepted == EventLogLimits.queuedAppends)
    #expect(limit == EventLogLimits.queuedAppends)
    #expect(unit == "appends")
  }

  @Test func tooManyBytesAreRefusedAndNoneIsLost() async throws {
    let large = try PreparedAppend([Bulk(bytes: 1_000_000)], noon)
    let (accepted, limit, unit) = try await fill(with: large, upTo: 100)
    #expect(accepted == EventLogLimits.queuedBytes / large.byteCount)
    #expect(limit == EventLogLimits.queuedBytes)
    #expect(unit == "bytes")
  }
}
