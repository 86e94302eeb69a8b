/// The entries of one frame for the scan: a safe face of the parser.
struct FrameEntries {
  private let content: FrameBytes
  private var parser: EntryParser
  /// The first entry with its tags and lengths.
  private(set) var firstEntry: ArraySlice<UInt8> = []
  private var last = EntryParser.Kind.end

  init(_ content: FrameBytes) {
    self.content = content
    parser = unsafe EntryParser(content.raw)
  }

  mutating func next() -> EntryParser.Kind {
    let isFirst = parser.offset == 0
    last = parser.next()
    if isFirst, last != .end, last != .malformed { firstEntry = unsafe Array(parser.entry)[...] }
    return last
  }

  /// Where the next entry starts.
  var offset: Int { parser.offset }

  /// Whether everything was read.
  var isAtEnd: Bool {
    var rest = parser
    return last == .end || rest.next() == .end
  }

  /// Behind the entries that begin before `end`, and how many of them are records. Stops at what is no entry.
  func walked(to end: Int) -> (FrameEntries, records: UInt64) {
    var behind = self
    var records: UInt64 = 0
    while behind.offset < end {
      switch behind.next() {
      case .record: records += 1
      case .end, .malformed: return (behind, records)
      case .segment, .commit, .seal, .unknown: break
      }
    }
    return (behind, records)
  }

  /// The length of the entry that `next` found, with its tags and lengths.
  var entryBytes: Int { unsafe parser.entry.count }

  /// Appends the entry that `next` found, with its tags and lengths.
  func appendEntry(to bytes: inout [UInt8]) { unsafe bytes.append(contentsOf: parser.entry) }

  /// The commit that `next` found.
  var commit: CommitEntry? { parser.commitEntry() }
  /// The seal that `next` found.
  var seal: SealEntry? { parser.sealEntry() }
  /// The leaf hash of the record that `next` found.
  var leaf: Digest { unsafe TreeHash.leaf(parser.body) }
}

/// Looks for anything but zeros in a file.
struct NonZeroSearch {
  private let file: any File
  private let limit: ByteCount
  private static let step = 1 << 20

  init(_ file: any File, limit: ByteCount) {
    self.file = file
    self.limit = limit
  }

  /// The first non-zero byte at or behind an offset.
  func first(from offset: ByteCount) throws(FrameReadError) -> ByteCount? {
    var offset = offset
    var buffer = [UInt8](repeating: 0, count: max(0, min(Self.step, limit.rawValue - offset.rawValue)))
    while offset < limit {
      let count = try read(&buffer, at: offset)
      if count == 0 { return nil }
      if let found = Self.firstNonZero(buffer, count: count) { return offset + ByteCount(found) }
      offset += ByteCount(count)
    }
    return nil
  }

  /// Behind the last non-zero byte; `offset` if there is none.
  func end(from offset: ByteCount) throws(FrameReadError) -> ByteCount {
    var end = offset
    var offset = offset
    var buffer = [UInt8](repeating: 0, count: max(0, min(Self.step, limit.rawValue - offset.rawValue)))
    while offset < limit {
      let count = try read(&buffer, at: offset)
      if count == 0 { break }
      if Self.firstNonZero(buffer, count: count) != nil, let last = buffer[..<count].lastIndex(where: { $0 != 0 }) {
        end = offset + ByteCount(last + 1)
      }
      offset += ByteCount(count)
    }
    return end
  }

  private func read(_ buffer: inout [UInt8], at offset: ByteCount) throws(FrameReadError) -> Int {
    do {
      return try file.read(into: &buffer, count: min(buffer.count, limit.rawValue - offset.rawValue), at: offset)
    } catch {
      throw .system(error, at: offset)
    }
  }

  /// Word by word: an unused rest is tens of megabytes, and a start waits for this.
  private static func firstNonZero(_ bytes: [UInt8], count: Int) -> Int? {
    let words = count / 8
    let dirty: Int? = unsafe bytes.withUnsafeBytes { raw in
      var index = 0
      while index < words {
        if unsafe raw.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self) != 0 { return index * 8 }
        index += 1
      }
      return nil
    }
    return bytes[(dirty ?? words * 8)..<count].firstIndex { $0 != 0 }
  }
}
