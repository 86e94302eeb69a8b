/// Takes the rows of a snapshot, in the order in which the projection writes them.
///
/// A row is a message under the number of its section; sections come in ascending order. Rows are handed on in chunks,
/// so that a snapshot of any size needs little memory.
public struct SnapshotWriter: ~Copyable {
  /// Bytes of rows that make up a chunk; a chunk ends with the row that crosses this.
  public static let chunkBytes = 256 << 10

  private var wire = WireWriter()
  private var section: UInt32 = 1
  private let emit: (ArraySlice<UInt8>) -> Void

  /// A writer that hands on its chunks to `emit`, each a sequence of whole rows.
  public init(emit: @escaping (ArraySlice<UInt8>) -> Void) { self.emit = emit }

  /// Tells how many rows of a section follow, so that whoever takes them back makes room for them once. For sections
  /// that grow with the log; a hint, and of no meaning to the state.
  public mutating func announce(_ section: UInt32, _ count: Int) throws(FieldError) {
    precondition(section >= self.section, "sections are written in ascending order")
    self.section = section
    wire.beginRecord()
    try wire.writeKey(section, .varint)
    try wire.writeVarint(UInt64(count))
  }

  /// Writes one row.
  ///
  /// - Parameters:
  ///   - section: says of what kind the row is; from 1, and never lower than that of the row before.
  ///   - row: what is written.
  public mutating func row<M: FieldMessage>(_ section: UInt32, _ row: M) throws(FieldError) {
    precondition(section >= self.section, "sections are written in ascending order")
    self.section = section
    wire.beginRecord()
    try wire.writeKey(section, .bytes)
    let start = try wire.beginLength()
    try row.write(to: &wire)
    try wire.endLength(start)
    try wire.endRecord()
    if wire.count >= Self.chunkBytes { flush() }
  }

  /// Hands on what is left. Called once, behind the last row.
  public mutating func finish() { if wire.count > 0 { flush() } }

  private mutating func flush() {
    emit(wire.bytes)
    wire.removeAll()
  }
}

/// Gives back the rows of a snapshot in the order in which they were written.
public struct SnapshotReader: ~Copyable {
  /// Rows that room is made for at once, whatever is announced: what a damaged snapshot may ask for has a bound.
  public static let announcedRows = 1 << 26

  @usableFromInline let fill: (inout [UInt8]) throws(FieldError) -> Bool

  /// A reader of chunks: `fill` puts the next one into the array, whose memory is used again, or answers false if there
  /// is none.
  public init(fill: @escaping (inout [UInt8]) throws(FieldError) -> Bool) { self.fill = fill }

  /// A reader of chunks that are in memory: `next` answers one after the other, then nil.
  public init(next: @escaping () throws(FieldError) -> [UInt8]?) {
    fill = { (chunk) throws(FieldError) in
      guard let next = try next() else { return false }
      chunk = next
      return true
    }
  }

  /// Calls `body` for every row: with its section, and a reader that ``WireReader/row(_:)`` reads it from.
  ///
  /// - Parameters:
  ///   - announced: told how many rows of a section follow, where that was written.
  ///   - body: takes a row.
  @inlinable
  public mutating func forEach(
    announced: (UInt32, Int) -> Void = { _, _ in }, _ body: (UInt32, inout WireReader) throws(FieldError) -> Void
  ) throws(FieldError) {
    var chunk: [UInt8] = []
    while try fill(&chunk) {
      try WireReader.reading(chunk) { (wire) throws(FieldError) in
        while !wire.isAtEnd {
          if wire.isAtVarint {
            announced(wire.number, Int(min(try wire.readVarint(), UInt64(Self.announcedRows))))
          } else {
            try body(wire.number, &wire)
          }
          try wire.advance()
        }
      }
    }
  }
}

extension WireReader {
  /// Whether the field ahead is a base-128 integer.
  @inlinable var isAtVarint: Bool { key & 7 == WireType.varint.rawValue }

  /// Reads the row that the reader stands at.
  @inlinable
  public mutating func row<M: FieldMessage>(_ type: M.Type = M.self) throws(FieldError) -> M {
    try readMessage { (wire) throws(FieldError) in try M.read(from: &wire) }
  }
}
