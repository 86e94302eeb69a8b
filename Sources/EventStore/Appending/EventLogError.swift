public import EventSourcing
public import SegmentLog

/// Why an event log did not do what it was asked.
///
/// A conflict is an expected result of optimistic concurrency, not a failure: load again and decide again.
public enum EventLogError: Error, Sendable {
  /// An event at `position` matches the append condition with this index: what the decision rested on has changed.
  case conflict(condition: Int, position: Position)
  /// The append queue is full; nothing was written. Try again later.
  case overloaded(queued: Int, limit: Int, unit: String)
  /// The append can never be taken; nothing was written.
  case refused(String)
  /// An event could not be encoded; nothing was written.
  case invalidEvent(FieldError)
  /// The storage took nothing: the append is not in the log, and will not be.
  case notWritten(SegmentError)
  /// The storage failed while making the append durable. Whether it is in the log is known after the next start.
  case outcomeUnknown(SegmentError)
  /// What was sequenced before this append was taken back by a failed write; decide again.
  case superseded
  /// The log was closed, or is being closed.
  case closed
  /// The log was opened for reading.
  case readOnly
  /// The storage could not be read, or what it holds is damaged.
  case storage(SegmentError)
  /// An event in the log does not have the shape that its type says.
  case malformedEvent(position: Position, FieldError)
}

extension EventLogError: CustomStringConvertible {
  /// One line for people.
  public var description: String {
    switch self {
    case .conflict(let condition, let position):
      "the append condition \(condition + 1) failed: an event that matches it is at position \(position); "
        + "load again and decide again"
    case .overloaded(let queued, let limit, let unit):
      "the append queue is full: \(queued) of \(limit) \(unit) wait to be written; try again later"
    case .refused(let reason): "the append was refused: \(reason)"
    case .invalidEvent(let error): "the event cannot be stored: \(error)"
    case .notWritten(let error): "nothing was written: \(error)"
    case .outcomeUnknown(let error): "whether this was stored is unknown until the log is opened again: \(error)"
    case .superseded: "an earlier append failed and took this one's ground with it; decide again"
    case .closed: "the log is closed"
    case .readOnly: "the log was opened for reading only"
    case .storage(let error): "\(error)"
    case .malformedEvent(let position, let error): "the event at position \(position) cannot be read: \(error)"
    }
  }
}
