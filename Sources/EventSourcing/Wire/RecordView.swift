/// One `daybook.Record` where it lies: nothing is copied and nothing allocated until it is asked for.
///
/// Making a view walks the record's keys once (not the event's) and so checks its shape; a view's event is decoded by
/// `event(_:)`, `fact(_:)` or a reader from `withReader`. A view must not outlive the bytes that it was made from.
@safe
public struct RecordView {
  @usableFromInline let bytes: UnsafeRawBufferPointer
  /// The business time.
  public let occurredAt: Timestamp
  /// The event's type number, known to this program or not.
  public let eventNumber: UInt32
  /// The offset of the first key behind `occurred_at`.
  @usableFromInline let tagsStart: Int
  @usableFromInline let eventStart: Int
  @usableFromInline let eventEnd: Int

  /// A view of exactly one record. The bytes must outlive the view and not change.
  @unsafe @inlinable
  public init(_ record: UnsafeRawBufferPointer) throws(FieldError) {
    unsafe bytes = record
    var reader = try unsafe WireReader(record)
    guard try reader.seek(RecordField.occurredAt, .fixed64) else { throw missing("occurred_at") }
    occurredAt = Timestamp(microseconds: Int64(bitPattern: try reader.readFixed64()))
    tagsStart = unsafe reader.offset(in: record)
    try reader.advancePast(RecordField.occurredAt)
    while reader.number < EventType.numbers.lowerBound {
      try reader.skip()
      try reader.advance()
    }
    guard EventType.numbers.contains(reader.number), reader.key & 7 == WireType.bytes.rawValue else {
      throw RecordView.noEvent()
    }
    eventNumber = reader.number
    let payload = try unsafe reader.readRaw()
    eventEnd = unsafe reader.offset(in: record)
    eventStart = eventEnd - payload.count
    guard eventEnd == record.count else { throw FieldError(.malformed, "a record ends with its event") }
  }

  @inline(never)
  @usableFromInline static func noEvent() -> FieldError { FieldError(.noEvent, "the record holds no event") }

  /// Lends a view of `bytes` to `body`.
  public static func viewing<R>(
    _ bytes: [UInt8], _ body: (RecordView) throws(FieldError) -> R
  ) throws(FieldError) -> R {
    try unsafe bytes.span.withUnsafeBytes { (raw) throws(FieldError) -> R in try body(unsafe RecordView(raw)) }
  }

  /// The event's type; without a name, because a view knows no vocabulary.
  @inlinable public var type: EventType { EventType(unnamed: eventNumber) }

  /// The size of the whole record, in bytes.
  public var byteCount: Int { unsafe bytes.count }

  /// Where the event's bytes lie in the record.
  @inlinable public var eventRange: Range<Int> { eventStart..<eventEnd }

  /// The event's bytes. They live as long as the record's.
  @unsafe @inlinable public var eventBytes: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(rebasing: bytes[eventRange])
  }

  /// Lends each tag, in order: the number of its kind and its raw bytes, which must not leave `body`. No allocation.
  @inlinable
  public func forEachTag(
    _ body: (_ kind: UInt32, _ value: UnsafeRawBufferPointer) throws(FieldError) -> Void
  ) throws(FieldError) {
    var reader = try unsafe WireReader(rest)
    guard try reader.seek(RecordField.tags) else { return }
    while reader.number == RecordField.tags {
      let (kind, value) = try unsafe reader.readPair()
      try unsafe body(kind, value)
      try reader.advance()
    }
  }

  /// The tags.
  public func tags() throws(FieldError) -> Tags {
    var found: [Tag] = []
    try unsafe forEachTag { (kind, value) throws(FieldError) in
      found.append(Tag(kind: kind, value: unsafe ShortBytes(value)))
    }
    return Tags(found)
  }

  /// The whole header, copied.
  public func header() throws(FieldError) -> RecordHeader {
    var header = RecordHeader(occurredAt: occurredAt, tags: try tags())
    var reader = try unsafe WireReader(rest)
    if try reader.seek(RecordField.actor, .bytes) {
      let (kind, id) = try unsafe reader.readPair()
      guard let known = Actor.Kind(rawValue: kind) else {
        throw FieldError(.unknownValue, "number \(kind) is no actor that this version knows", path: "actor.kind")
      }
      header.actor = Actor(known, id: unsafe ShortBytes(id))
      try reader.advancePast(RecordField.actor)
    }
    try reader.field(RecordField.causedBy, "caused_by", &header.causedBy)
    try reader.field(RecordField.correlation, "correlation", &header.correlation)
    try reader.field(RecordField.requestDigest, "request_digest", &header.requestDigest)
    try reader.field(RecordField.appendCount, "append_count", &header.appendCount)
    return header
  }

  /// How many records the append has, if this is its first; else 0.
  public func appendCount() throws(FieldError) -> UInt32 {
    var count: UInt32 = 0
    var reader = try unsafe WireReader(rest)
    try reader.field(RecordField.appendCount, "append_count", &count)
    return count
  }

  /// Lends a reader that stands at the event's first field.
  @inlinable
  public func withReader<R>(_ body: (inout WireReader) throws(FieldError) -> R) throws(FieldError) -> R {
    var reader = try unsafe WireReader(eventBytes)
    return try body(&reader)
  }

  /// Decodes the event as `E`, an event or a narrow reader of it. The caller has checked `eventNumber`.
  @inlinable
  public func event<E: FieldMessage>(_ type: E.Type = E.self) throws(FieldError) -> E {
    var reader = try unsafe WireReader(eventBytes)
    return try E.read(from: &reader)
  }

  /// Reads the fact that the event states; nil if its type is none of `F`'s.
  @inlinable
  public func fact<F: Facts>(_ facts: F.Type = F.self) throws(FieldError) -> F? {
    var reader = try unsafe WireReader(eventBytes)
    return try F.read(type, &reader)
  }

  /// The fields behind `occurred_at` and before the event.
  @unsafe @inlinable var rest: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(rebasing: bytes[tagsStart...])
  }
}

extension WireReader {
  /// How far the reader has come in the bytes that it was made from.
  @unsafe @inlinable func offset(in whole: UnsafeRawBufferPointer) -> Int {
    guard let base = whole.baseAddress else { return 0 }
    return unsafe cursor - base
  }

  /// Reads a message of a kind (1) and bytes (2): a tag or an actor.
  @unsafe @inlinable
  mutating func readPair() throws(FieldError) -> (kind: UInt32, value: UnsafeRawBufferPointer) {
    if key & 7 != WireType.bytes.rawValue { throw wrongWireType() }
    return try unsafe readMessage { (reader: inout WireReader) throws(FieldError) in
      guard try reader.seek(1, .varint) else { throw missing("kind") }
      let kind = try UInt32.read(from: &reader)
      try reader.advance()
      guard try reader.seek(2, .bytes) else { return unsafe (kind, UnsafeRawBufferPointer(start: nil, count: 0)) }
      let value = try unsafe reader.readRaw()
      return unsafe (kind, value)
    }
  }
}
