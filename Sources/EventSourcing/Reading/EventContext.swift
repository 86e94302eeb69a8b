/// What the log says about an event beside its fields.
public struct EventContext: Hashable, Sendable {
  /// The event's place in the log.
  public var position: Position
  /// The business time that came with the command.
  public var occurredAt: Timestamp
  /// When the log took the event; never goes backwards.
  public var committedAt: Timestamp

  /// The context of one event.
  @inlinable public init(position: Position, occurredAt: Timestamp, committedAt: Timestamp) {
    self.position = position
    self.occurredAt = occurredAt
    self.committedAt = committedAt
  }
}
