import EventSourcing

extension PostingTable {
  /// Whether one of the tags is on no event at all.
  func lacksOne(of tags: Tags) -> Bool { tags.contains { cursor($0) == nil } }

  /// The newest position in `range` whose event matches the item, if any does.
  func newestMatch(_ item: Query.Item, in range: ClosedRange<Position>) -> Position? {
    if item.tags.count == 1, item.types.isEmpty { return newestMatch(item.tags[0], in: range) }
    var match: Position?
    forEachMatch(item, in: range) { position in
      match = position
      return false
    }
    return match
  }

  /// The same for one tag alone, as most conditions have it: without a list of chains.
  private func newestMatch(_ tag: Tag, in range: ClosedRange<Position>) -> Position? {
    guard range.upperBound > base, range.lowerBound <= last, var cursor = cursor(tag) else { return nil }
    cursor.descend(to: offset(min(range.upperBound, last)), in: postings)
    guard let newest = cursor.offset(in: postings) else { return nil }
    let position = base.advanced(by: Int(newest))
    return position >= range.lowerBound ? position : nil
  }

  /// The positions in `range` whose events match the item, newest first, until `body` answers false.
  func forEachMatch(_ item: Query.Item, in range: ClosedRange<Position>, _ body: (Position) -> Bool) {
    guard !types.isEmpty, range.upperBound > base, range.lowerBound <= last else { return }
    let range = max(range.lowerBound, base.next)...min(range.upperBound, last)
    if item.tags.isEmpty {
      forEachOfTypes(item.types, in: range, body)
    } else {
      forEachTagged(item, in: range, body)
    }
  }

  /// Walks the chain of the rarest tag and lets the other chains follow: every chain is passed once at most.
  private func forEachTagged(_ item: Query.Item, in range: ClosedRange<Position>, _ body: (Position) -> Bool) {
    var cursors: [ChainCursor] = []
    for tag in item.tags {
      guard let cursor = cursor(tag) else { return }
      cursors.append(cursor)
    }
    guard let rarest = cursors.indices.min(by: { cursors[$0].count < cursors[$1].count }) else { return }
    cursors.swapAt(0, rarest)
    let numbers = item.types.map(\.number)
    let lowest = offset(range.lowerBound)
    cursors[0].descend(to: offset(range.upperBound), in: postings)
    while let candidate = cursors[0].offset(in: postings), candidate >= lowest {
      var carriesAll = true
      for other in cursors.indices.dropFirst() {
        cursors[other].descend(to: candidate, in: postings)
        if cursors[other].offset(in: postings) != candidate { carriesAll = false }
      }
      if carriesAll, numbers.isEmpty || numbers.contains(types[Int(candidate) - 1]) {
        guard body(base.advanced(by: Int(candidate))) else { return }
      }
      cursors[0].step(in: postings)
    }
  }

  private func forEachOfTypes(
    _ wanted: Set<EventType>, in range: ClosedRange<Position>, _ body: (Position) -> Bool
  ) {
    if wanted.isEmpty {
      var position = range.upperBound
      while position >= range.lowerBound, body(position) { position = position.previous }
      return
    }
    var cursors = wanted.compactMap { cursor(Tag(indexing: $0)) }
    for index in cursors.indices { cursors[index].descend(to: offset(range.upperBound), in: postings) }
    let lowest = offset(range.lowerBound)
    while let (index, newest) = newestOf(cursors), newest >= lowest {
      guard body(base.advanced(by: Int(newest))) else { return }
      cursors[index].step(in: postings)
    }
  }

  private func newestOf(_ cursors: [ChainCursor]) -> (Int, UInt32)? {
    var best: (Int, UInt32)?
    for (index, cursor) in cursors.enumerated() {
      guard let offset = cursor.offset(in: postings) else { continue }
      if best.map({ offset > $0.1 }) ?? true { best = (index, offset) }
    }
    return best
  }

  private func offset(_ position: Position) -> UInt32 { UInt32(position.rawValue - base.rawValue) }
}

/// A place in one tag's chain, which only moves towards older postings.
struct ChainCursor {
  /// The posting at the cursor; 0 behind the oldest.
  private var link: UInt32
  /// How long the whole chain is.
  let count: UInt32

  init(newest link: UInt32, count: UInt32) {
    self.link = link
    self.count = count
  }

  func offset(in postings: [PostingTable.Posting]) -> UInt32? {
    link == 0 ? nil : postings[Int(link)].offset
  }

  mutating func step(in postings: [PostingTable.Posting]) {
    if link != 0 { link = postings[Int(link)].previous }
  }

  /// Moves to the newest posting that is no newer than `offset`.
  mutating func descend(to offset: UInt32, in postings: [PostingTable.Posting]) {
    while link != 0, postings[Int(link)].offset > offset { link = postings[Int(link)].previous }
  }
}
