extension WireWriter {
  /// Appends one `daybook.Record` (the message alone, without length) and returns where it lies in `bytes`. If it
  /// throws, the writer is as it was before.
  ///
  /// Tags, event and every value are checked against `FieldLimits`.
  @inlinable
  public mutating func appendRecord(_ header: RecordHeader, _ event: some Event) throws(FieldError) -> Range<Int> {
    let start = used
    beginRecord()
    do throws(FieldError) {
      try appendHeader(header)
      try writeKey(Swift.type(of: event).type.number, .bytes)
      let length = try beginLength()
      try event.write(to: &self)
      try endLength(length)
      try endRecord()
    } catch {
      truncate(to: start)
      throw error
    }
    return start..<used
  }

  @usableFromInline mutating func appendHeader(_ header: RecordHeader) throws(FieldError) {
    try writeKey(RecordField.occurredAt, .fixed64)
    try header.occurredAt.write(to: &self)
    guard header.tags.count <= FieldLimits.tags else { throw tooManyTags(header.tags.count) }
    for index in header.tags.indices {
      try appendPair(RecordField.tags, "tags", header.tags[index].kind, header.tags[index].value)
    }
    if let actor = header.actor { try appendPair(RecordField.actor, "actor", actor.kind.rawValue, actor.id) }
    if let causedBy = header.causedBy {
      try writeKey(RecordField.causedBy, .varint)
      try writeVarint(causedBy)
    }
    try appendShort(RecordField.correlation, "correlation", header.correlation)
    try appendShort(RecordField.requestDigest, "request_digest", header.requestDigest)
    if header.appendCount > 0 {
      try writeKey(RecordField.appendCount, .varint)
      try writeVarint(UInt64(header.appendCount))
    }
  }

  /// Appends a message of a kind (1) and bytes (2): a tag or an actor.
  private mutating func appendPair(
    _ number: UInt32, _ name: StaticString, _ kind: UInt32, _ value: ShortBytes
  ) throws(FieldError) {
    guard kind > 0 else { throw missing("kind").inside(name) }
    guard value.count <= FieldLimits.tagBytes else { throw tagTooLong(value.count).inside(name) }
    try writeKey(number, .bytes)
    let start = try beginLength()
    try writeKey(1, .varint)
    try writeVarint(UInt64(kind))
    if value.count > 0 {
      try writeKey(2, .bytes)
      try unsafe value.withUnsafeBytes { (raw) throws(FieldError) in try unsafe writeBytes(raw) }
    }
    try endLength(start)
  }

  private mutating func appendShort(_ number: UInt32, _ name: StaticString, _ value: [UInt8]?) throws(FieldError) {
    guard let value, !value.isEmpty else { return }
    guard value.count <= FieldLimits.tagBytes else { throw tagTooLong(value.count).inside(name) }
    try writeKey(number, .bytes)
    try writeBytes(value)
  }

  private func tagTooLong(_ count: Int) -> FieldError {
    FieldError(.tooLong, "\(count) bytes are more than the \(FieldLimits.tagBytes) allowed here")
  }

  private func tooManyTags(_ count: Int) -> FieldError {
    FieldError(
      .tooManyTags, "\(count) tags are more than the \(FieldLimits.tags) that one event may have", path: "tags")
  }
}
