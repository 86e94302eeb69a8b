public import EventSourcing

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
  public private(set) var counts: [UInt32: Count] = [:]

  /// Counts the events up to a position. Reads all of them, decoding ahead on another thread.
  ///
  /// - Parameters:
  ///   - log: what is counted.
  ///   - last: the last position that counts.
  ///   - progress: called now and then with the position reached.
  public init(
    of log: any EventLog, through last: Position, progress: (Position) -> Void = { _ in }
  ) throws(EventLogError) {
    let blocks = ReadAhead { () throws(EventLogError) in try log.blocks(after: .origin, through: last) }
    defer { blocks.stop() }
    while case let next = try blocks.next(), let end = next.last?.last {
      for block in next { try count(block, through: last) }
      progress(min(end, last))
    }
  }

  private mutating func count(_ block: EventBlock, through last: Position) throws(EventLogError) {
    try unsafe block.forEach(from: block.first, through: last) { _, record, bytes in
      counts[record.eventNumber, default: Count()].events += 1
      counts[record.eventNumber, default: Count()].bytes += bytes.count
    }
  }
}
