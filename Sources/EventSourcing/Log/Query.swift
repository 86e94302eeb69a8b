/// Which events somebody wants: one or more items, of which an event must match at least one.
///
/// The semantics are those of the Dynamic Consistency Boundary specification (dcb.events). A query without items
/// matches nothing; everything is asked for by name, with ``all``.
public struct Query: Hashable, Sendable {
  /// Events of one of `types` (none = of any type) that carry every one of `tags`.
  public struct Item: Hashable, Sendable {
    /// The types of which the event must have one; empty means any type.
    public var types: Set<EventType>
    /// The tags of which the event must carry all.
    public var tags: Tags

    /// An item for events of one of `types` that carry all of `tags`.
    public init(types: Set<EventType> = [], tags: Tags = []) {
      self.types = types
      self.tags = tags
    }

    /// Whether an event of this type with these tags matches.
    public func matches(_ type: EventType, _ eventTags: Tags) -> Bool {
      (types.isEmpty || types.contains(type)) && tags.allSatisfy { eventTags.contains($0) }
    }
  }

  /// The alternatives. Empty: matches nothing.
  public var items: [Item]

  /// A query that matches what any of `items` matches.
  public init(_ items: [Item]) { self.items = items }

  /// A query with one item.
  public init(types: Set<EventType> = [], tags: Tags = []) {
    self.items = [Item(types: types, tags: tags)]
  }

  /// Every event.
  public static let all = Query([Item()])

  /// No event.
  public static let none = Query([])

  /// Whether an event of this type with these tags matches.
  public func matches(_ type: EventType, _ tags: Tags) -> Bool {
    items.contains { $0.matches(type, tags) }
  }

  /// Whether every event matches, so that nothing needs looking up.
  public var isAll: Bool { items.contains { $0.types.isEmpty && $0.tags.isEmpty } }

  /// What matches either query.
  public func union(_ other: Query) -> Query { Query(items + other.items.filter { !items.contains($0) }) }
}
