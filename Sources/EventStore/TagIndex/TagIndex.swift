import EventSourcing
import Synchronization

/// Which positions match which query, over the whole log: tables in memory for what is not closed yet, a file for
/// each closed segment.
///
/// Safe to use from any thread. Appending and rolling back belong to whoever sequences.
final class TagIndex: Sendable {
  /// One run of positions that is looked up in one place.
  struct Part: Sendable {
    enum Place: Sendable {
      case file(TagFile)
      /// A closed segment whose file was damaged, indexed anew.
      case rebuilt(PostingTable)
      /// What is not closed, or closed and not filed yet.
      case memory
    }
    let base: Position
    let last: Position
    let place: Place
  }

  /// Makes a damaged or missing index anew from the segment that holds the positions.
  typealias Rebuild = @Sendable (_ base: Position, _ last: Position) throws(EventLogError) -> PostingTable

  private struct State {
    /// Closed segments, ascending and contiguous.
    var files: [Part] = []
    /// Behind them: closed segments whose file is not written yet, and last what is still growing.
    var tables: [PostingTable]
  }

  private let state: Mutex<State>
  private let rebuild: Rebuild
  private let filterBudget: Int

  /// An index over nothing.
  init(filterBudget: Int = EventLogLimits.residentFilterBytes, rebuild: @escaping Rebuild) {
    self.filterBudget = filterBudget
    self.state = Mutex(State(tables: [PostingTable(after: .origin)]))
    self.rebuild = rebuild
  }

  // MARK: Growing

  /// Takes in the events of an append; their positions follow the last.
  func append(_ append: PreparedAppend) {
    state.withLock { state in
      state.tables[state.tables.count - 1].append(append)
    }
  }

  /// Takes in one event that was read from the log.
  func append(type: EventType, tags: some Sequence<Tag>) {
    state.withLock { $0.tables[$0.tables.count - 1].append(type: type, tags: tags) }
  }

  /// The last position that the index knows.
  var last: Position { state.withLock { $0.tables[$0.tables.count - 1].last } }

  /// Forgets what was sequenced behind `position` and then taken back. What a closed segment holds is durable, so only
  /// the table that grows is concerned.
  func rollBack(to position: Position) {
    state.withLock { state in
      let current = state.tables.count - 1
      precondition(position >= state.tables[current].base, "a closed segment is not taken back")
      state.tables[current].rollBack(to: position)
    }
  }

  /// The segment that ends with `last` was closed: what lies behind begins a new table.
  func closeSegment(at last: Position) {
    state.withLock { state in
      let current = state.tables.count - 1
      guard last > state.tables[current].base else { return }
      let rest = state.tables[current].split(after: last)
      state.tables.append(rest)
    }
  }

  /// The oldest closed segment that still is in memory only.
  func oldestTable() -> PostingTable? {
    state.withLock { $0.tables.count > 1 ? $0.tables[0] : nil }
  }

  /// A file takes over from a table in memory, or is one more closed segment of a log that is being opened.
  func adopt(_ file: TagFile) {
    let subject = file.header.subject
    adopt(Part(base: subject.base, last: subject.last, place: .file(file)))
    state.withLock { Self.keepFilters(within: filterBudget, &$0.files) }
  }

  /// The memory that filters take.
  var residentFilterBytes: Int { state.withLock { Self.filterBytes($0.files) } }

  private static func filterBytes(_ files: [Part]) -> Int {
    files.reduce(0) { if case .file(let file) = $1.place { $0 + file.residentBytes } else { $0 } }
  }

  /// The oldest segments give their filters up first: they are asked least.
  private static func keepFilters(within budget: Int, _ files: inout [Part]) {
    var total = filterBytes(files)
    for index in files.indices where total > budget {
      guard case .file(var file) = files[index].place else { continue }
      total -= file.residentBytes
      file.dropFilter()
      files[index] = Part(base: files[index].base, last: files[index].last, place: .file(file))
    }
  }

  /// A closed segment of a log that is being opened and whose file cannot be written.
  func adopt(_ table: PostingTable) {
    adopt(Part(base: table.base, last: table.last, place: .rebuilt(table)))
  }

  private func adopt(_ part: Part) {
    state.withLock { state in
      if let known = state.files.firstIndex(where: { $0.base == part.base }) {
        state.files[known] = part
        return
      }
      precondition(state.tables[0].base == part.base, "segments are adopted in order")
      state.files.append(part)
      if state.tables.count > 1 {
        state.tables.removeFirst()
      } else {
        precondition(state.tables[0].types.isEmpty, "a closed segment under a table that grows")
        state.tables[0] = PostingTable(after: part.last)
      }
    }
  }

  // MARK: Asking

  /// Everything up to here is in files; what lies behind is in memory.
  var memoryBase: Position { state.withLock { $0.tables[0].base } }

  /// What checking conditions against memory found.
  enum ConditionsInMemory {
    /// None is violated.
    case hold
    /// The condition with this number is violated by the event at this position.
    case violated(condition: Int, position: Position)
    /// Memory starts later than the files were asked up to: a segment was filed since, and they must be asked again.
    case startsLater
  }

  /// Checks what conditions say about the events in memory, for a caller who has asked the files through `base`.
  func check(_ conditions: [AppendCondition], askedFilesThrough base: Position) -> ConditionsInMemory {
    if conditions.isEmpty { return .hold }
    return state.withLock { state in
      let current = state.tables[0].base
      for (number, condition) in conditions.enumerated() {
        if let match = Self.newestMatch(condition.failIfEventsMatch, after: condition.after, in: state.tables) {
          return .violated(condition: number, position: match)
        }
        if current > base, condition.after < current { return .startsLater }
      }
      return .hold
    }
  }

  /// The last position, if memory alone can say that no event carries all of `tags`.
  func last(without tags: Tags) -> Position? {
    let (files, last) = state.withLock { state -> ([Part], Position?) in
      guard state.tables.allSatisfy({ $0.lacksOne(of: tags) }) else { return ([], nil) }
      return (state.files, state.tables[state.tables.count - 1].last)
    }
    guard files.count <= EventLogLimits.filtersAskedInTurn else { return nil }
    return files.allSatisfy { Self.part($0, lacksOneOf: tags) } ? last : nil
  }

  private static func part(_ part: Part, lacksOneOf tags: Tags) -> Bool {
    switch part.place {
    case .file(let file):
      guard let filter = file.filter else { return false }
      return tags.contains { !filter.mayContain($0.hash64) }
    case .rebuilt(let table): return table.lacksOne(of: tags)
    case .memory: return false
    }
  }

  /// The newest position behind `after` that matches, among what is in memory, and where memory starts: files must be
  /// asked for what lies before.
  func newestMatchInMemory(_ query: Query, after: Position) -> (base: Position, match: Position?) {
    state.withLock { ($0.tables[0].base, Self.newestMatch(query, after: after, in: $0.tables)) }
  }

  private static func newestMatch(_ query: Query, after: Position, in tables: [PostingTable]) -> Position? {
    for index in tables.indices.reversed() where tables[index].last > after && !tables[index].types.isEmpty {
      let range = max(after, tables[index].base).next...tables[index].last
      var newest: Position?
      for item in query.items {
        guard let match = tables[index].newestMatch(item, in: range) else { continue }
        newest = max(newest ?? match, match)
      }
      if let newest { return newest }
    }
    return nil
  }

  /// A position behind `after` and up to `through` that matches, among closed segments; newest segment first.
  func matchInFiles(
    _ query: Query, after: Position, through: Position
  ) throws(EventLogError) -> Position? {
    guard after < through else { return nil }
    for part in parts(in: after.next...through).reversed() {
      if let match = try matches(query, in: part, within: after.next...through).last { return match }
    }
    return nil
  }

  /// The runs of positions that make up a range, ascending.
  func parts(in range: ClosedRange<Position>) -> [Part] {
    state.withLock { state in
      let memory = state.tables.map { Part(base: $0.base, last: $0.last, place: .memory) }
      // A table that has seen nothing yet is no part of any range.
      return (state.files + memory).filter {
        $0.base < $0.last && $0.last >= range.lowerBound && $0.base < range.upperBound
      }
    }
  }

  /// The positions of a part within a range that match, ascending, each once.
  func matches(
    _ query: Query, in part: Part, within range: ClosedRange<Position>
  ) throws(EventLogError) -> [Position] {
    let bounds = max(range.lowerBound, part.base.next)...min(range.upperBound, part.last)
    switch part.place {
    case .memory: return try matchesInMemory(query, in: bounds)
    case .file(let file):
      do throws(TagFile.Damage) {
        return try Self.union(query) { (item) throws(TagFile.Damage) in try file.matches(item, in: bounds) }
      } catch {
        let table = try rebuild(part.base, part.last)
        replace(part, with: table)
        return Self.matches(query, in: table, bounds)
      }
    case .rebuilt(let table): return Self.matches(query, in: table, bounds)
    }
  }

  private func replace(_ part: Part, with table: PostingTable) {
    state.withLock { state in
      guard let index = state.files.firstIndex(where: { $0.base == part.base }) else { return }
      state.files[index] = Part(base: part.base, last: part.last, place: .rebuilt(table))
    }
  }

  private func matchesInMemory(
    _ query: Query, in bounds: ClosedRange<Position>
  ) throws(EventLogError) -> [Position] {
    let (found, moved) = state.withLock { state -> ([Position], [Part]) in
      let found = state.tables.flatMap { Self.matches(query, in: $0, bounds) }
      // A file may have taken over from a table since the part was named.
      let moved = state.files.filter { $0.last >= bounds.lowerBound && $0.base < bounds.upperBound }
      return (found, moved)
    }
    var all = found
    for part in moved { all += try matches(query, in: part, within: bounds) }
    return moved.isEmpty ? found : all.sorted()
  }

  private static func matches(
    _ query: Query, in table: PostingTable, _ bounds: ClosedRange<Position>
  ) -> [Position] {
    union(query) { item in
      var found: [Position] = []
      table.forEachMatch(item, in: bounds) { position in
        found.append(position)
        return true
      }
      found.reverse()
      return found
    }
  }

  /// What any of the query's items finds, ascending, each position once.
  private static func union<E: Error>(
    _ query: Query, _ find: (Query.Item) throws(E) -> [Position]
  ) throws(E) -> [Position] {
    if query.items.count == 1 { return try find(query.items[0]) }
    var all: Set<Position> = []
    for item in query.items { all.formUnion(try find(item)) }
    return all.sorted()
  }
}
