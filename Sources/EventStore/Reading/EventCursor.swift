public import EventSourcing

/// Events in order of position, one at a time. Belongs to one reader at a time.
public struct EventCursor {
  /// The last position that the cursor looks at.
  public let through: Position
  private let produce: () throws(EventLogError) -> StoredEvent?

  /// A cursor over what a closure produces until it answers nil.
  package init(through: Position, _ produce: @escaping () throws(EventLogError) -> StoredEvent?) {
    self.through = through
    self.produce = produce
  }

  /// The next event, nil behind the last.
  public mutating func next() throws(EventLogError) -> StoredEvent? { try produce() }
}
