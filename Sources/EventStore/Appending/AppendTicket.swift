public import EventSourcing

/// An append's place in the log, given out before it is durable.
public struct AppendTicket: Hashable, Sendable {
  /// The position of the append's first event.
  public let first: Position
  /// The position of the append's last event.
  public let last: Position
  /// In which epoch of the queue the positions were given out.
  let epoch: UInt64

  package init(first: Position, last: Position, epoch: UInt64) {
    self.first = first
    self.last = last
    self.epoch = epoch
  }
}
