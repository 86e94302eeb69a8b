public import EventSourcing

/// One event as it is stored, with what the log says about it. Owns its bytes.
public struct StoredEvent: Sendable {
  /// Position and times.
  public let context: EventContext
  /// The event's type; its name is known only to those who know the type.
  public let type: EventType
  /// The bytes of the `Record` message: what the leaf hash covers.
  public let record: [UInt8]

  init(_ context: EventContext, _ view: RecordView, _ record: UnsafeRawBufferPointer) {
    self.context = context
    self.type = view.type
    self.record = unsafe Array(record)
  }

  /// An event from the bytes of its record.
  package init(record: [UInt8], at position: Position, committedAt: Timestamp) throws(EventLogError) {
    self.record = record
    (self.context, self.type) = try Self.view(record, position) { (view) throws(FieldError) in
      (EventContext(position: position, occurredAt: view.occurredAt, committedAt: committedAt), view.type)
    }
  }

  /// The tags, those of the append included.
  public func tags() throws(EventLogError) -> Tags { try view { (view) throws(FieldError) in try view.tags() } }

  /// Everything that is recorded beside the fields.
  public func header() throws(EventLogError) -> RecordHeader {
    try view { (view) throws(FieldError) in try view.header() }
  }

  /// The event's fields, if it is of this type.
  public func decode<E: Event>(_ event: E.Type) throws(EventLogError) -> E? {
    guard type == E.type else { return nil }
    return try view { (view) throws(FieldError) in try view.event(E.self) }
  }

  /// What one model or projection reads of the event; nil if nothing.
  public func fact<F: Facts>(_ facts: F.Type) throws(FieldError) -> F? {
    try RecordView.viewing(record) { (view) throws(FieldError) in try view.fact(F.self) }
  }

  /// Lends a reader of the event's fields.
  func withReader(_ body: (inout WireReader) throws(FieldError) -> Void) throws(FieldError) {
    try RecordView.viewing(record) { (view) throws(FieldError) in try view.withReader(body) }
  }

  private func view<R>(_ body: (RecordView) throws(FieldError) -> R) throws(EventLogError) -> R {
    try Self.view(record, context.position, body)
  }

  private static func view<R>(
    _ record: [UInt8], _ position: Position, _ body: (RecordView) throws(FieldError) -> R
  ) throws(EventLogError) -> R {
    do throws(FieldError) {
      return try RecordView.viewing(record, body)
    } catch {
      throw .malformedEvent(position: position, error)
    }
  }
}
