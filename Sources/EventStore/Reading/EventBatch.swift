public import EventSourcing

/// Consecutive blocks that all read models fold at one go, their records looked through once for all.
///
/// `@unchecked Sendable`: the runs look at the blocks' bytes, which never change and live as long as the batch.
public struct EventBatch: @unchecked Sendable {
  /// The blocks, in order.
  public let blocks: [EventBlock]
  /// The position of the first event.
  public let first: Position
  /// The position of the last event; the blocks may hold more.
  public let last: Position
  /// The records from first to last; nil where blocks do not hold their bytes.
  let runs: [RecordRun]?

  /// The events of blocks behind `after`, up to `through`.
  init(_ blocks: [EventBlock], after: Position, through: Position) throws(EventLogError) {
    precondition(!blocks.isEmpty, "a batch holds a block")
    self.blocks = blocks
    first = max(blocks[0].first, after.next)
    last = min(blocks[blocks.count - 1].last, through)
    var runs: [RecordRun] = []
    for block in blocks {
      let held = try block.append(
        from: max(block.first, first), through: min(block.last, last), upTo: EventLogLimits.eventsPerFold, to: &runs)
      guard held else {
        self.runs = nil
        return
      }
    }
    self.runs = runs
  }
}
