/// What must not have happened for an append to be accepted.
///
/// The append fails if an event that matches `failIfEventsMatch` exists at a position greater than `after`. Events
/// that are sequenced but not yet durable count. "The stream is at revision n" is the special case of one tag.
public struct AppendCondition: Hashable, Sendable {
  /// The events that the decision rested on, and would be changed by.
  public var failIfEventsMatch: Query
  /// The last position that the decision knew of. ``Position/origin`` means "no such event at all".
  public var after: Position

  /// A condition on what matches `query` behind `position`.
  public init(failIfEventsMatch query: Query, after position: Position = .origin) {
    self.failIfEventsMatch = query
    self.after = position
  }
}
