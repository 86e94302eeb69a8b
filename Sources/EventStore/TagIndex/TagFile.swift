import EventSourcing

/// A `.tags` file, read a few pages at a time. Its filter is resident while there is room for it; all else stays on
/// disk.
///
/// Every page is checked as it is read: a damaged page is reported as ``Damage`` and answers nothing.
struct TagFile: Sendable {
  /// The file is not what it should be. It is disposable: whoever sees this rebuilds it from the segment.
  struct Damage: Error, Equatable {
    var reason: String
  }

  /// One position that carries a tag, with the type of its event.
  struct Posting: Equatable, Sendable {
    var position: Position
    var type: UInt32
  }

  /// Reads `count` bytes at an offset; fewer at the end of the file.
  typealias Pages = (_ offset: Int, _ count: Int) throws(Damage) -> [UInt8]
  /// Opens the file for one look-up, so that no descriptor is held for each closed segment.
  typealias Source = @Sendable () throws(Damage) -> Pages

  let header: TagFileLayout.Header
  /// The resident filter; nil if it is read from the file when it is asked.
  private(set) var filter: TagFilter?
  private let source: Source
  private let recent: RecentTagPages

  /// Opens a file and takes its filter into memory. The pages that look-ups read are kept among `recent`.
  init(_ source: @escaping Source, recent: RecentTagPages) throws(Damage) {
    self.source = source
    self.recent = recent
    let pages = try source()
    guard let header = TagFileLayout.decodeHeader(try Self.page(0, pages)) else {
      throw Damage(reason: "it has no valid header")
    }
    self.header = header
    var words: [UInt64] = []
    words.reserveCapacity(header.filterWords)
    for page in header.firstFilterPage..<header.firstDirectoryPage {
      let payload = try Self.page(page, pages)
      for index in 0..<min(TagFileLayout.wordsPerPage, header.filterWords - words.count) {
        words.append(TagFileLayout.word(payload, at: index * 8))
      }
    }
    guard let filter = TagFilter(words: words) else { throw Damage(reason: "its filter has an impossible size") }
    self.filter = filter
  }

  /// The memory that the filter takes.
  var residentBytes: Int { (filter?.words.count ?? 0) * MemoryLayout<UInt64>.size }

  /// Gives the filter's memory back: from now on each question reads a page or two of it.
  mutating func dropFilter() { filter = nil }

  /// Whether a tag may be in the segment. False is certain.
  func mayContain(_ hash: UInt64) throws(Damage) -> Bool {
    if let filter { return filter.mayContain(hash) }
    let pages = LookUp(source, recent, base: header.subject.base)
    var loaded = -1
    var payload: [UInt8] = []
    return try TagFilter.mayContain(hash, among: header.filterWords) { (word) throws(Damage) in
      let page = word / TagFileLayout.wordsPerPage
      if page != loaded {
        payload = try pages.page(header.firstFilterPage + page)
        loaded = page
      }
      return TagFileLayout.word(payload, at: word % TagFileLayout.wordsPerPage * 8)
    }
  }

  /// The positions that carry a tag, ascending; empty if none does.
  func postings(_ tag: Tag) throws(Damage) -> [Posting] {
    let hash = tag.hash64
    guard try mayContain(hash) else { return [] }
    let pages = LookUp(source, recent, base: header.subject.base)
    for offset in try offsets(of: hash, pages) {
      if let postings = try postings(of: tag, at: offset, pages) { return postings }
    }
    return []
  }

  /// The offsets of all tags with this hash: one, but for a collision of 64 bits.
  ///
  /// Hashes are spread evenly, so the first page looked at is where this one ought to be; from there the search
  /// doubles its steps towards it.
  private func offsets(of hash: UInt64, _ pages: LookUp) throws(Damage) -> [Int] {
    var low = 0
    var high = header.directoryPages
    var page = Int(hash.multipliedFullWidth(by: UInt64(header.directoryPages)).high)
    var step = 1
    while low < high {
      let entries = try directory(page: page, pages)
      if hash < entries.first {
        high = page
        page = max(low, page - step)
      } else if hash > entries.last {
        low = page + 1
        page = min(high - 1, page + step)
      } else {
        return try collect(hash, around: page, entries, pages)
      }
      step *= 2
    }
    return []
  }

  private func collect(
    _ hash: UInt64, around page: Int, _ entries: DirectoryPage, _ pages: LookUp
  ) throws(Damage) -> [Int] {
    var offsets = try offsets(of: hash, in: entries)
    var (first, before) = (entries.first, page)
    while before > 0, first == hash {
      before -= 1
      let entries = try directory(page: before, pages)
      offsets += try self.offsets(of: hash, in: entries)
      first = entries.first
    }
    var (last, behind) = (entries.last, page)
    while behind + 1 < header.directoryPages, last == hash {
      behind += 1
      let entries = try directory(page: behind, pages)
      offsets += try self.offsets(of: hash, in: entries)
      last = entries.last
    }
    return offsets
  }

  private func offsets(of hash: UInt64, in entries: DirectoryPage) throws(Damage) -> [Int] {
    var offsets: [Int] = []
    for entry in entries.range(of: hash) {
      guard let offset = Int(exactly: entries.offset(entry)), offset < header.postingsBytes else {
        throw Damage(reason: "its directory points outside the file")
      }
      offsets.append(offset)
    }
    return offsets
  }

  private func directory(page index: Int, _ pages: LookUp) throws(Damage) -> DirectoryPage {
    let payload = try pages.page(header.firstDirectoryPage + index)
    let before = index * TagFileLayout.directoryEntriesPerPage
    let count = min(TagFileLayout.directoryEntriesPerPage, header.tags - before)
    guard count > 0 else { throw Damage(reason: "its directory is shorter than its header says") }
    return DirectoryPage(payload: payload, count: count)
  }

  /// The entries of one page: hashes, ascending, each with the offset of its tag's postings. One at least.
  private struct DirectoryPage {
    let payload: [UInt8]
    let count: Int

    func hash(_ entry: Int) -> UInt64 { TagFileLayout.word(payload, at: entry * 16) }
    func offset(_ entry: Int) -> UInt64 { TagFileLayout.word(payload, at: entry * 16 + 8) }
    var first: UInt64 { hash(0) }
    var last: UInt64 { hash(count - 1) }

    func range(of wanted: UInt64) -> Range<Int> {
      var low = 0
      var high = count
      while low < high {
        let middle = (low + high) / 2
        if hash(middle) < wanted { low = middle + 1 } else { high = middle }
      }
      var end = low
      while end < count, hash(end) == wanted { end += 1 }
      return low..<end
    }
  }

  /// The postings at an offset, or nil if they are another tag's with the same hash.
  private func postings(of tag: Tag, at offset: Int, _ pages: LookUp) throws(Damage) -> [Posting]? {
    var stream = PageStream(header: header, pages: pages, offset: offset)
    let kind = try stream.varint()
    let count = try stream.varint()
    guard count <= UInt64(TagFileLayout.payloadSize) else { throw Damage(reason: "an impossible tag length") }
    var bytes: [UInt8] = []
    for _ in 0..<count { bytes.append(try stream.byte()) }
    guard kind == UInt64(tag.kind), bytes == tag.value.array else { return nil }
    let total = try stream.varint()
    let limit = header.subject.last.rawValue - header.subject.base.rawValue
    guard total <= limit else { throw Damage(reason: "more postings than events") }
    var postings: [Posting] = []
    postings.reserveCapacity(Int(total))
    var sum: UInt64 = 0
    for _ in 0..<total {
      let delta = try stream.varint()
      let type = try stream.varint()
      guard delta > 0, delta <= limit - sum, let number = UInt32(exactly: type) else {
        throw Damage(reason: "a posting outside the segment")
      }
      sum += delta
      postings.append(Posting(position: header.subject.base.advanced(by: Int(sum)), type: number))
    }
    return postings
  }

  /// One page's payload, checked.
  fileprivate static func page(_ number: Int, _ pages: Pages) throws(Damage) -> [UInt8] {
    var bytes = try pages(number * TagFileLayout.pageSize, TagFileLayout.pageSize)
    guard bytes.count == TagFileLayout.pageSize else { throw Damage(reason: "it ends within page \(number)") }
    let stored = TagFileLayout.word(bytes, at: TagFileLayout.payloadSize)
    bytes.removeSubrange(TagFileLayout.payloadSize...)
    guard TagFileLayout.checksum(page: number, payload: bytes[...]) == stored else {
      throw Damage(reason: "page \(number) does not match its checksum")
    }
    return bytes
  }

  /// One look-up: opens the file when it needs a page that is not at hand.
  private final class LookUp {
    private let source: Source
    private let recent: RecentTagPages
    private let base: Position
    private var pages: Pages?

    init(_ source: @escaping Source, _ recent: RecentTagPages, base: Position) {
      self.source = source
      self.recent = recent
      self.base = base
    }

    /// One page's payload, checked.
    func page(_ number: Int) throws(Damage) -> [UInt8] {
      let key = RecentTagPages.Key(base: base, page: number)
      if let payload = recent[key] { return payload }
      let payload = try TagFile.page(number, opened())
      recent.keep(payload, as: key)
      return payload
    }

    private func opened() throws(Damage) -> Pages {
      if let pages { return pages }
      let opened = try source()
      pages = opened
      return opened
    }
  }

  /// Bytes of the postings section, page behind page.
  private struct PageStream {
    let header: TagFileLayout.Header
    let pages: LookUp
    var offset: Int
    var payload: [UInt8] = []
    var loaded = -1

    init(header: TagFileLayout.Header, pages: LookUp, offset: Int) {
      self.header = header
      self.pages = pages
      self.offset = offset
    }

    mutating func byte() throws(Damage) -> UInt8 {
      guard offset < header.postingsBytes else { throw Damage(reason: "postings run past their end") }
      let page = offset / TagFileLayout.payloadSize
      if page != loaded {
        payload = try pages.page(header.firstPostingsPage + page)
        loaded = page
      }
      defer { offset += 1 }
      return payload[offset % TagFileLayout.payloadSize]
    }

    mutating func varint() throws(Damage) -> UInt64 {
      var value: UInt64 = 0
      for shift in stride(from: UInt64(0), to: 64, by: 7) {
        let byte = try byte()
        value |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { return value }
      }
      throw Damage(reason: "a number of more than 64 bits")
    }
  }
}

extension TagFile {
  /// The positions in `range` whose events match the item, ascending.
  func matches(_ item: Query.Item, in range: ClosedRange<Position>) throws(Damage) -> [Position] {
    let numbers = Set(item.types.map(\.number))
    let inRange = { (posting: Posting) in range.contains(posting.position) }
    if item.tags.isEmpty, item.types.isEmpty {
      return (range.lowerBound.rawValue...range.upperBound.rawValue).map { Position(rawValue: $0) }
    }
    if item.tags.isEmpty {
      var found: [Position] = []
      for type in item.types { found += try postings(Tag(indexing: type)).filter(inRange).map(\.position) }
      return found.sorted()
    }
    for tag in item.tags { guard try mayContain(tag.hash64) else { return [] } }
    var lists: [[Posting]] = []
    for tag in item.tags {
      let list = try postings(tag)
      if list.isEmpty { return [] }
      lists.append(list)
    }
    lists.sort { $0.count < $1.count }
    var survivors = lists[0].filter { inRange($0) && (numbers.isEmpty || numbers.contains($0.type)) }
    for list in lists.dropFirst() {
      let positions = Set(list.map(\.position))
      survivors.removeAll { !positions.contains($0.position) }
    }
    return survivors.map(\.position)
  }
}
