public import EventSourcing
import Synchronization

/// How many events of each type a log holds, and how much room their records take before compression.
public struct EventCensus: Sendable {
  /// What there is of one type.
  public struct Count: Hashable, Sendable {
    /// The number of events.
    public var events = 0
    /// The bytes of their records.
    public var bytes = 0
  }

  /// The counts by the number of the event type; types that this program does not know are there, too.
  public let counts: [UInt32: Count]

  /// Counts the events up to a position. Reads all of them, on every core.
  ///
  /// - Parameters:
  ///   - log: what is counted.
  ///   - last: the last position that counts.
  ///   - progress: called now and then with the position reached, on any thread, not on two at once.
  public init(
    of log: any EventLog, through last: Position, progress: @Sendable (Position) -> Void = { _ in }
  ) throws(EventLogError) {
    guard last > .origin else {
      counts = [:]
      return
    }
    let total = Total()
    let source = try log.blockSource(after: .origin, through: last)
    let pipeline = FoldingPipeline(source, of: Position.origin.next...last, into: [total])
    try pipeline.run(progress: progress)
    counts = total.counts.withLock(\.self)
  }

  private final class Total: EventFold {
    let counts = Mutex<[UInt32: Count]>([:])

    func fold(_ run: RecordRun) {
      counts.withLock { counts in
        run.forEach { number, bytes in
          counts[number, default: Count()].events += 1
          counts[number, default: Count()].bytes += bytes
        }
      }
    }
  }
}
