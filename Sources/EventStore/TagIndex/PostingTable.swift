import EventSourcing

/// Which positions carry which tag and have which type, for a run of consecutive positions, in memory.
///
/// An open-addressing table from tag to its newest posting; postings of one tag form a chain from newest to oldest in
/// one flat array, so that taking in an event allocates nothing per tag. Positions are kept as offsets from
/// ``base``: a segment holds far fewer than 2^32 records.
///
/// ```text
/// slots:    [ entry number | 0 ]          hash & mask, linear probing
/// entries:  [ tag, hash, newest posting ] one a distinct tag, in order of first appearance
/// postings: [ offset, entry, previous ]   in order of position
/// types:    [ type number ]               one a position
/// ```
struct PostingTable: Sendable {
  /// One distinct tag and the head of its chain.
  struct Entry: Sendable {
    var tag: Tag
    var hash: UInt64
    var newest: UInt32
    var count: UInt32
  }

  /// One appearance of a tag. Posting 0 is a sentinel that ends every chain.
  struct Posting: Sendable {
    var offset: UInt32
    var entry: UInt32
    var previous: UInt32
  }

  /// The position before the first that this table can hold.
  let base: Position
  private(set) var entries: [Entry] = []
  private(set) var postings: [Posting] = [Posting(offset: 0, entry: 0, previous: 0)]
  /// The type number of each position, in order.
  private(set) var types: [UInt32] = []
  private var slots: [UInt32]
  private var mask: Int
  /// For each remainder of a type's number the type that was filed last, and its entry: every event has one.
  private var typeEntries = [TypeEntry](repeating: TypeEntry(number: .max, entry: 0), count: rememberedTypes)

  private struct TypeEntry {
    var number: UInt32
    var entry: UInt32
  }

  /// A power of two; a log has some dozens of types.
  private static let rememberedTypes = 128

  init(after base: Position) {
    self.base = base
    self.slots = [UInt32](repeating: 0, count: 1024)
    self.mask = 1023
  }

  /// An empty table with room for as much as another one holds: what follows is likely to be of its size, and growing
  /// costs as much as filling.
  private init(after base: Position, asLargeAs other: PostingTable) {
    self.base = base
    slots = [UInt32](repeating: 0, count: other.slots.count)
    mask = other.mask
    entries.reserveCapacity(other.entries.count)
    postings.reserveCapacity(other.postings.count)
    types.reserveCapacity(other.types.count)
  }

  /// The last position taken in; ``base`` if none was.
  var last: Position { base.advanced(by: types.count) }

  /// Takes in the event behind ``last``.
  mutating func append(type: EventType, tags: some Sequence<Tag>) {
    types.append(type.number)
    let offset = UInt32(types.count)
    let first = UInt32(postings.count)
    post(type, at: offset)
    for tag in tags { post(tag, at: offset, unlessFrom: first) }
  }

  /// Takes in the events of an append, behind ``last``.
  ///
  /// What the table holds for the tags of many events is looked up for all of them first: the processor then fetches
  /// many entries at a time, and does not wait for each in turn.
  mutating func append(_ append: PreparedAppend) {
    guard append.count >= Self.fewestLookedUpFirst else {
      for index in 0..<append.count { self.append(type: append.types[index], tags: append.tags(of: index)) }
      return
    }
    let likely = likelyEntries(of: append.tagHashes)
    for (index, type) in append.types.enumerated() {
      types.append(type.number)
      let offset = UInt32(types.count)
      let first = UInt32(postings.count)
      post(type, at: offset)
      for number in append.tags(of: index).indices {
        post(append.tags[number], append.tagHashes[number], likely: likely[number], at: offset, unlessFrom: first)
      }
    }
  }

  /// The tags of fewer events are looked up sooner one by one.
  static let fewestLookedUpFirst = 16

  /// For each hash what its first slot says, 0 if that is the entry of another. In two short loops, in which the
  /// processor runs ahead.
  private func likelyEntries(of hashes: [UInt64]) -> [UInt32] {
    var likely = hashes.map { slots[Int(truncatingIfNeeded: $0) & mask] }
    for index in likely.indices where likely[index] != 0 {
      likely[index] = entries[Int(likely[index]) - 1].hash == hashes[index] ? likely[index] : 0
    }
    return likely
  }

  /// The type of the event at a position that this table holds.
  func type(at position: Position) -> UInt32 {
    types[Int(position.rawValue - base.rawValue) - 1]
  }

  /// A cursor at the newest position that carries a tag; nil if none does.
  func cursor(_ tag: Tag) -> ChainCursor? {
    find(tag).map { ChainCursor(newest: entries[$0].newest, count: entries[$0].count) }
  }

  /// The table split behind `boundary`: what lies behind moves into a new table, what lies before stays.
  ///
  /// Costs as much as there is behind the boundary, which is what was sequenced but not yet written.
  mutating func split(after boundary: Position) -> PostingTable {
    precondition(boundary >= base && boundary <= last, "the boundary lies outside the table")
    let kept = Int(boundary.rawValue - base.rawValue)
    var rest = PostingTable(after: boundary, asLargeAs: self)
    rest.types.append(contentsOf: types[kept...])
    var first = postings.count
    while first > 1, postings[first - 1].offset > UInt32(kept) { first -= 1 }
    for posting in postings[first...] {
      rest.post(
        entries[Int(posting.entry)].tag, at: posting.offset - UInt32(kept), unlessFrom: UInt32(rest.postings.count))
    }
    truncate(toCount: kept, postings: first)
    return rest
  }

  /// Forgets everything behind `boundary`: a failed write took it back.
  mutating func rollBack(to boundary: Position) {
    guard boundary < last else { return }
    let kept = Int(boundary.rawValue - base.rawValue)
    var first = postings.count
    while first > 1, postings[first - 1].offset > UInt32(kept) { first -= 1 }
    truncate(toCount: kept, postings: first)
  }

  private mutating func truncate(toCount kept: Int, postings first: Int) {
    for posting in postings[first...].reversed() {
      entries[Int(posting.entry)].newest = posting.previous
      entries[Int(posting.entry)].count -= 1
    }
    postings.removeSubrange(first...)
    types.removeSubrange(kept...)
  }

  /// Where every tag appears, those of one entry behind those of the one before it, each in order of position.
  ///
  /// The chains are left alone: to follow them costs a miss of the cache for every posting, to sort the postings by
  /// counting costs next to nothing.
  func appearances() -> (starts: [Int], places: [Place]) {
    var starts: [Int] = []
    starts.reserveCapacity(entries.count + 1)
    var sum = 0
    for entry in entries {
      starts.append(sum)
      sum += Int(entry.count)
    }
    starts.append(sum)
    var free = starts
    var places = [Place](repeating: Place(offset: 0, type: 0), count: sum)
    for posting in postings.dropFirst() {
      let entry = Int(posting.entry)
      places[free[entry]] = Place(offset: posting.offset, type: types[Int(posting.offset) - 1])
      free[entry] += 1
    }
    return (starts, places)
  }

  /// A position that carries a tag, as an offset from ``base``, and the type of the event there.
  struct Place: Hashable, Sendable {
    var offset: UInt32
    var type: UInt32
  }

  /// The number of the entry of a tag that at least one position carries.
  private func find(_ tag: Tag) -> Int? {
    let hash = tag.hash64
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if entries[number].hash == hash, entries[number].tag == tag { return entries[number].newest == 0 ? nil : number }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Files an event's type, before its tags.
  private mutating func post(_ type: EventType, at offset: UInt32) {
    let slot = Int(type.number) & (Self.rememberedTypes - 1)
    if typeEntries[slot].number == type.number { return link(Int(typeEntries[slot].entry), at: offset) }
    post(Tag(indexing: type), at: offset, unlessFrom: UInt32(postings.count))
    typeEntries[slot] = TypeEntry(number: type.number, entry: postings[postings.count - 1].entry)
  }

  /// Files one event's tag. A tag given twice on one event is one posting: nothing is done if its newest posting is
  /// `first`, the event's first, or behind it. (To ask the posting for its offset would cost a miss of the cache.)
  private mutating func post(_ tag: Tag, at offset: UInt32, unlessFrom first: UInt32) {
    post(tag, tag.hash64, likely: 0, at: offset, unlessFrom: first)
  }

  /// As ``post(_:at:unlessFrom:)``, with the tag's hash, and what a slot says of the entry that is likely to be its.
  private mutating func post(_ tag: Tag, _ hash: UInt64, likely: UInt32, at offset: UInt32, unlessFrom first: UInt32) {
    if likely != 0, entries[Int(likely) - 1].hash == hash, entries[Int(likely) - 1].tag == tag {
      if entries[Int(likely) - 1].newest < first { link(Int(likely) - 1, at: offset) }
      return
    }
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if entries[number].hash == hash, entries[number].tag == tag {
        if entries[number].newest < first { link(number, at: offset) }
        return
      }
      slot = (slot + 1) & mask
    }
    entries.append(Entry(tag: tag, hash: hash, newest: 0, count: 0))
    slots[slot] = UInt32(entries.count)
    link(entries.count - 1, at: offset)
    if entries.count * 2 > slots.count { grow() }
  }

  private mutating func link(_ entry: Int, at offset: UInt32) {
    let posting = Posting(offset: offset, entry: UInt32(entry), previous: entries[entry].newest)
    entries[entry].newest = UInt32(postings.count)
    entries[entry].count += 1
    postings.append(posting)
  }

  private mutating func grow() {
    let count = slots.count * 2
    mask = count - 1
    var larger = [UInt32](repeating: 0, count: count)
    for (number, entry) in entries.enumerated() {
      var slot = Int(truncatingIfNeeded: entry.hash) & mask
      while larger[slot] != 0 { slot = (slot + 1) & mask }
      larger[slot] = UInt32(number + 1)
    }
    slots = larger
  }
}

extension Tag {
  /// The tag under which the index files an event's type: kind 0 belongs to no one else.
  init(indexing type: EventType) {
    self.init(kind: 0, value: ShortBytes(UInt64(type.number)))
  }
}
