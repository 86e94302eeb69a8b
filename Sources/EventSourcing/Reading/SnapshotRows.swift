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
  private let next: () throws(FieldError) -> [UInt8]?

  /// A reader of the chunks that `next` answers until it answers nil.
  public init(next: @escaping () throws(FieldError) -> [UInt8]?) { self.next = next }

  /// Calls `body` for every row: with its section, and a reader that ``WireReader/row(_:)`` reads it from.
  public mutating func forEach(
    _ body: (UInt32, inout WireReader) throws(FieldError) -> Void
  ) throws(FieldError) {
    while let chunk = try next() {
      try WireReader.reading(chunk) { (wire) throws(FieldError) in
        while !wire.isAtEnd {
          try body(wire.number, &wire)
          try wire.advance()
        }
      }
    }
  }
}

extension WireReader {
  /// Reads the row that the reader stands at.
  public mutating func row<M: FieldMessage>(_ type: M.Type = M.self) throws(FieldError) -> M {
    try readMessage { (wire) throws(FieldError) in try M.read(from: &wire) }
  }
}
