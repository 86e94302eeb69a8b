public import EventSourcing
import SegmentLog
import Synchronization

extension SegmentedEventLog {
  /// As ``EventLog`` asks.
  public func newest(_ query: Query, after: Position) throws(EventLogError) -> Position? {
    if let failure = catchUp?.run(through: head) { throw failure }
    let (base, match) = index.newestMatchInMemory(query, after: after)
    if let match { return match }
    return try index.matchInFiles(query, after: after, through: base)
  }

  /// As ``EventLog`` asks. A log that is open for reading learns of events late, and is certain of nothing.
  public func lastPosition(without tags: Tags) -> Position? { catchUp == nil ? index.last(without: tags) : nil }

  /// As ``EventLog`` asks.
  public func blocks(after: Position, through: Position) throws(EventLogError) -> BlockScan {
    let last = min(through, head)
    guard after < last else { return BlockScan { () throws(EventLogError) in nil } }
    let cursor = try Self.storage { () throws(SegmentError) in
      try reader.cursor(from: after.next.logPosition, through: last.logPosition)
    }
    return BlockScan { () throws(EventLogError) in
      while let block = try Self.storage({ () throws(SegmentError) in try cursor.next() }) {
        if !block.isEmpty { return EventBlock(block) }
      }
      return nil
    }
  }

  /// As ``EventLog`` asks.
  public func blockSource(after: Position, through: Position) throws(EventLogError) -> BlockSource {
    BlockSource(
      try Self.storage { () throws(SegmentError) in
        try reader.parallelScan(from: after.next.logPosition, through: min(through, head).logPosition)
      })
  }

  /// As ``EventLog`` asks.
  public func events(
    _ query: Query, after: Position, through: Position?
  ) throws(EventLogError) -> EventCursor {
    let last = min(through ?? head, head)
    guard after < last, !query.items.isEmpty else {
      return EventCursor(through: max(after, last)) { () throws(EventLogError) in nil }
    }
    let isNarrow = query.items.allSatisfy { !$0.tags.isEmpty }
    return isNarrow ? lookUp(query, in: after.next...last) : try scan(query, in: after.next...last)
  }

  /// The last event that was committed at this time or before; the origin if none was.
  ///
  /// Commit times only rise, so the log is searched by halving: some thirty blocks are read.
  public func lastPosition(committedBy time: Timestamp) throws(EventLogError) -> Position {
    var low: UInt64 = 0
    var high = head.rawValue
    while low < high {
      let middle = Position(rawValue: low + (high - low + 1) / 2)
      guard let event = try block(holding: middle).event(at: middle) else {
        throw .refused("position \(middle) cannot be found")
      }
      if event.context.committedAt <= time { low = middle.rawValue } else { high = middle.rawValue - 1 }
    }
    return Position(rawValue: low)
  }

  /// Finds the events one by one through the index.
  private func lookUp(_ query: Query, in range: ClosedRange<Position>) -> EventCursor {
    // What the index could not take in is told behind what it knows: a caller may have enough before.
    let failure = catchUp?.run(through: range.upperBound)
    var parts = index.parts(in: range)[...]
    var positions: ArraySlice<Position> = []
    var block: EventBlock?
    return EventCursor(through: range.upperBound) { [self] () throws(EventLogError) in
      while positions.isEmpty {
        guard let part = parts.popFirst() else {
          if let failure { throw failure }
          return nil
        }
        positions = try index.matches(query, in: part, within: range)[...]
      }
      let position = positions.removeFirst()
      if block.map({ $0.first <= position && position <= $0.last }) != true {
        block = try self.block(holding: position)
      }
      return try block?.event(at: position)
    }
  }

  /// Reads everything and leaves out what does not match.
  private func scan(_ query: Query, in range: ClosedRange<Position>) throws(EventLogError) -> EventCursor {
    var scan = try blocks(after: range.lowerBound.previous, through: range.upperBound)
    var events: ArraySlice<StoredEvent> = []
    return EventCursor(through: range.upperBound) { () throws(EventLogError) in
      while events.isEmpty {
        guard let block = try scan.next() else { return nil }
        events = try block.events(query, in: range)[...]
      }
      return events.removeFirst()
    }
  }

  /// The decoded frame that holds a position, from the cache if it is there.
  func block(holding position: Position) throws(EventLogError) -> EventBlock {
    if let block = recent.block(holding: position) { return block }
    let block = try Self.storage { () throws(SegmentError) in
      EventBlock(try reader.block(containing: position.logPosition))
    }
    recent.keep(block)
    return block
  }

  static func storage<R>(_ body: () throws(SegmentError) -> R) throws(EventLogError) -> R {
    do throws(SegmentError) { return try body() } catch { throw .storage(error) }
  }
}

/// The blocks that were read last, so that events close to each other decompress once.
///
/// Bounded by ``EventLogLimits/cachedBytes``; evicts what was not used since the last time round.
final class RecentBlocks: Sendable {
  private struct Entry {
    var block: EventBlock
    var used: Bool
  }

  private struct State {
    var byFirst: [Position: Entry] = [:]
    /// First positions, ascending, for the look-up.
    var firsts: [Position] = []
    var hand = 0
    var bytes = 0
  }

  private let state = Mutex(State())

  func block(holding position: Position) -> EventBlock? {
    state.withLock { state in
      var low = 0
      var high = state.firsts.count
      while low < high {
        let middle = (low + high) / 2
        if state.firsts[middle] <= position { low = middle + 1 } else { high = middle }
      }
      guard low > 0, let entry = state.byFirst[state.firsts[low - 1]], position <= entry.block.last else { return nil }
      state.byFirst[entry.block.first]?.used = true
      return entry.block
    }
  }

  func keep(_ block: EventBlock) {
    state.withLock { state in
      if let old = state.byFirst.updateValue(Entry(block: block, used: false), forKey: block.first) {
        state.bytes += block.byteCount - old.block.byteCount
        return
      }
      let index = state.firsts.firstIndex { $0 > block.first } ?? state.firsts.count
      state.firsts.insert(block.first, at: index)
      state.bytes += block.byteCount
      while state.bytes > EventLogLimits.cachedBytes, state.firsts.count > 1 { Self.evict(&state) }
    }
  }

  private static func evict(_ state: inout State) {
    while true {
      state.hand = (state.hand + 1) % state.firsts.count
      let first = state.firsts[state.hand]
      if state.byFirst[first]?.used == true {
        state.byFirst[first]?.used = false
      } else {
        state.bytes -= state.byFirst.removeValue(forKey: first)?.block.byteCount ?? 0
        state.firsts.remove(at: state.hand)
        return
      }
    }
  }
}
