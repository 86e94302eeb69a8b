import EventSourcing

/// The records of consecutive blocks, looked through once for all who fold them.
struct RecordRuns {
  private let blocks: [EventBlock]
  private var runs: [RecordRun] = []
  /// What is behind the last run, if that is a record which is none.
  private(set) var failure: EventLogError?

  /// The records of blocks that lie within a range, in runs of up to ``EventLogLimits/eventsPerFold``.
  init(of blocks: [EventBlock], in range: ClosedRange<Position>) {
    self.blocks = blocks
    var run = RecordRun(capacity: EventLogLimits.eventsPerFold)
    do throws(EventLogError) {
      for block in blocks {
        try block.forEachView(from: range.lowerBound, through: range.upperBound) { view, context in
          if run.count == EventLogLimits.eventsPerFold {
            runs.append(run)
            run = RecordRun(capacity: EventLogLimits.eventsPerFold)
          }
          run.append(view, context)
        }
      }
    } catch {
      failure = error
    }
    if run.count > 0 { runs.append(run) }
  }

  /// Lends each run, in order.
  func forEach(_ body: (RecordRun) throws(EventLogError) -> Void) throws(EventLogError) {
    for run in runs { try body(run) }
    // Runs look at the blocks' bytes.
    withExtendedLifetime(blocks) {}
  }
}
