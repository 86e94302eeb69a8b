public import EventSourcing
package import SegmentLog

/// Events that are encoded, hashed and ready to be sequenced: all of them, or none.
///
/// Preparing is the expensive part of an append and runs on the caller's thread. It does not depend on the position
/// that the events will get.
public struct PreparedAppend: Sendable {
  /// The records as they will be stored, with their leaf hashes.
  package private(set) var batch = RecordBatch()
  /// Where each event's record lies in the batch.
  private var ranges: [Range<Int>] = []
  /// The events' types, in order.
  public private(set) var types: [EventType] = []
  /// The tags of all events, one event's behind the other's.
  private(set) var tags: [Tag] = []
  /// Their hashes, if there are so many events that the index looks the tags up together: made here, because whoever
  /// sequences is waited for.
  private(set) var tagHashes: [UInt64] = []
  /// Where each event's tags end in `tags`.
  private var tagEnds: [Int] = []

  /// More than most records take: room that is not used is hardly paid for, growing is.
  private static let expectedRecordBytes = 384

  /// Encodes `events`, which happened because of one action.
  ///
  /// - Parameters:
  ///   - events: one event or more; at most ``EventLogLimits/eventsPerAppend``.
  ///   - metadata: what is recorded beside the fields.
  /// - Throws: ``EventLogError/refused(_:)`` or ``EventLogError/invalidEvent(_:)``; nothing is written.
  public init(_ events: [any Event], _ metadata: AppendMetadata) throws(EventLogError) {
    guard !events.isEmpty else { throw .refused("it has no events") }
    guard events.count <= EventLogLimits.eventsPerAppend else {
      throw .refused("\(events.count) events in one append; the limit is \(EventLogLimits.eventsPerAppend)")
    }
    types.reserveCapacity(events.count)
    tagEnds.reserveCapacity(events.count)
    ranges.reserveCapacity(events.count)
    tags.reserveCapacity(events.count * 2)
    batch.reserveCapacity(records: events.count, bytes: ByteCount(events.count * Self.expectedRecordBytes))
    var writer = WireWriter()
    var header = metadata.header(ofFirstOf: events.count)
    // Lent, because to copy an event out of the array is to count every array in it up and down.
    let lent = events.span
    for index in lent.indices {
      try add(lent[index], &header, &writer)
      if count == 1 { metadata.makeHeaderOfFollowing(&header) }
    }
    if count >= PostingTable.fewestLookedUpFirst { tagHashes = tags.map(\.hash64) }
    guard byteCount <= EventLogLimits.bytesPerAppend else {
      throw .refused("\(byteCount) bytes in one append; the limit is \(EventLogLimits.bytesPerAppend)")
    }
  }

  private mutating func add(
    _ event: any Event, _ header: inout RecordHeader, _ writer: inout WireWriter
  ) throws(EventLogError) {
    header.tags = count == 0 ? header.tags.union(event.tags) : event.tags
    writer.removeAll()
    do throws(FieldError) {
      _ = try writer.appendRecord(header, event)
    } catch {
      throw .invalidEvent(error)
    }
    ranges.append(unsafe writer.withUnsafeBytes { unsafe batch.append($0) })
    types.append(Swift.type(of: event).type)
    // One by one: there are one or two, for which what it takes to append a collection is most of the work.
    for index in header.tags.indices { tags.append(header.tags[index]) }
    tagEnds.append(tags.count)
  }

  /// The number of events.
  public var count: Int { types.count }

  /// The number of bytes that wait to be written.
  public var byteCount: Int { batch.byteCount.rawValue }

  /// Lends a view of the record of the event with an index.
  func viewing<R>(_ index: Int, _ body: (RecordView) throws(FieldError) -> R) throws(FieldError) -> R {
    try unsafe batch.withRecord(in: ranges[index]) { (bytes) throws(FieldError) -> R in
      try body(try unsafe RecordView(bytes))
    }
  }

  /// The tags of the event with an index.
  public func tags(of index: Int) -> ArraySlice<Tag> {
    tags[(index == 0 ? 0 : tagEnds[index - 1])..<tagEnds[index]]
  }
}
