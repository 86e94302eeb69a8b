/// The tags of an event or of a query item: each once, in the order given.
///
/// A literal drops nils: `[.order(order), .customer(customer)]` with an unknown customer has one tag. More tags than
/// `FieldLimits.tags` are held but refused, as a `FieldError`, when the record is written.
public struct Tags: Hashable, Sendable, ExpressibleByArrayLiteral, RandomAccessCollection {
  @usableFromInline var storage: [Tag]

  /// No tags.
  @inlinable public init() { storage = [] }

  /// The tags that are not nil.
  @inlinable public init(arrayLiteral elements: Tag?...) {
    storage = []
    storage.reserveCapacity(elements.count)
    for case let tag? in elements { insert(tag) }
  }

  /// The tags, without repetitions.
  @inlinable public init(_ tags: some Sequence<Tag>) {
    storage = []
    storage.reserveCapacity(tags.underestimatedCount)
    for tag in tags { insert(tag) }
  }

  /// Adds a tag unless it is there. Beyond the limit, where the record is refused anyway, repetitions are kept so that
  /// a hostile list costs no quadratic time.
  @inlinable public mutating func insert(_ tag: Tag) {
    if storage.count > FieldLimits.tags || !storage.contains(tag) { storage.append(tag) }
  }

  /// Adds tags unless they are there.
  public mutating func insert(contentsOf tags: some Sequence<Tag>) { for tag in tags { insert(tag) } }

  /// These tags and others.
  public func union(_ others: some Sequence<Tag>) -> Tags {
    var result = self
    result.insert(contentsOf: others)
    return result
  }

  /// Zero.
  @inlinable public var startIndex: Int { 0 }
  /// The number of tags.
  @inlinable public var endIndex: Int { storage.count }
  /// The tag at a place.
  @inlinable public subscript(index: Int) -> Tag { storage[index] }
}
