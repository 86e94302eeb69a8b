/// Records ready for the log: their entries as they will be stored, and their leaf hashes.
///
/// Filled on the caller's thread, so that hashing runs in parallel with everything else. A batch is a value; it may be
/// kept, copied and committed again.
public struct RecordBatch: Sendable {
  private(set) var entries: [UInt8] = []
  private(set) var leaves: [Digest] = []
  /// The length of the largest record message.
  private(set) var largestRecord = 0

  /// A batch without records.
  public init() {}

  /// Makes room, so that appending does not have to grow the batch. `bytes` counts record messages.
  public mutating func reserveCapacity(records: Int, bytes: ByteCount) {
    leaves.reserveCapacity(records)
    entries.reserveCapacity(bytes.rawValue + records * Self.headerBytes)
  }

  /// Adds the bytes of one record message, which are copied; answers where the copy lies among the entries.
  @discardableResult
  public mutating func append(_ record: UnsafeRawBufferPointer) -> Range<Int> {
    EntryEncoding.appendRecordHeader(messageBytes: record.count, to: &entries)
    unsafe entries.append(contentsOf: record)
    leaves.append(unsafe TreeHash.leaf(record))
    largestRecord = max(largestRecord, record.count)
    return entries.count - record.count..<entries.count
  }

  /// Lends the bytes of a record message that lies where ``append(_:)`` said. They must not leave `body`.
  @unsafe package func withRecord<R, E: Error>(
    in range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    try unsafe entries.span.withUnsafeBytes { (bytes) throws(E) -> R in
      try unsafe body(UnsafeRawBufferPointer(rebasing: bytes[range]))
    }
  }

  /// Adds the bytes of one record message, which are copied.
  public mutating func append(_ record: RawSpan) {
    _ = unsafe record.withUnsafeBytes { unsafe append($0) }
  }

  /// Adds the bytes of one record message.
  public mutating func append(_ record: [UInt8]) {
    _ = unsafe record.withUnsafeBytes { unsafe append($0) }
  }

  /// Adds the records of another batch, which are copied.
  public mutating func append(contentsOf other: RecordBatch) {
    entries.append(contentsOf: other.entries)
    leaves.append(contentsOf: other.leaves)
    largestRecord = max(largestRecord, other.largestRecord)
  }

  /// Forgets the records and keeps the memory.
  public mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
    leaves.removeAll(keepingCapacity: true)
    largestRecord = 0
  }

  /// The number of records.
  public var count: Int { leaves.count }

  /// What the records take in the log before compression.
  public var byteCount: ByteCount { ByteCount(entries.count) }

  /// Tags and lengths of an entry whose record has at most 16 KiB.
  private static let headerBytes = 8
}
