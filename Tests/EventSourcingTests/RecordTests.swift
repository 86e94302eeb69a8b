import EventSourcing
import Testing

@Suite struct RecordTests {
  static let header = RecordHeader(
    occurredAt: Timestamp(microseconds: -1), tags: OrderPlaced.full.tags.union([Tag(.once, bytes: [UInt8](0..<32))]),
    actor: Actor(.staff, id: ShortBytes([7])), causedBy: 12, correlation: [1], requestDigest: [2, 3], appendCount: 4)

  @Test func aRecordTellsItsHeaderAndItsEvent() throws {
    var writer = WireWriter()
    _ = try writer.appendRecord(RecordHeader(occurredAt: .zero), OrderPlaced.full)
    let range = try writer.appendRecord(Self.header, OrderPlaced.full)
    let event: any Event = OrderPlaced.full
    let again = try writer.appendRecord(Self.header, event)
    #expect(writer.bytes[range] == writer.bytes[again][...].prefix(range.count))
    try RecordView.viewing(Array(writer.bytes[range])) { (view) throws(FieldError) in
      #expect(view.type == OrderPlaced.type)
      #expect(view.occurredAt == Timestamp(microseconds: -1))
      #expect(try view.header() == Self.header)
      #expect(try view.appendCount() == 4)
      #expect(try view.event(OrderPlaced.self) == .full)
      #expect(try view.event(PlacedTotal.self).total == Money(340, "GBP"))
    }
  }

  @Test func tenThousandTagsAreATypedError() {
    var writer = WireWriter()
    let many = RecordHeader(occurredAt: .zero, tags: Tags((0..<10_000).map { Tag(.cause, number: $0) }))
    let error = #expect(throws: FieldError.self) { try writer.appendRecord(many, OrderPlaced.full) }
    #expect(error?.code == .tooManyTags)
    #expect(writer.count == 0)
  }

  @Test func aRecordCutAnywhereIsAnError() throws {
    var writer = WireWriter()
    _ = try writer.appendRecord(Self.header, OrderPlaced.full)
    let bytes = Array(writer.bytes)
    for count in bytes.indices {
      #expect(throws: FieldError.self, "cut at \(count)") {
        try RecordView.viewing(Array(bytes[..<count])) { (view) throws(FieldError) in _ = view.type }
      }
    }
  }

  @Test func bytesBehindTheEventAreRefused() throws {
    var writer = WireWriter()
    _ = try writer.appendRecord(RecordHeader(occurredAt: .zero), OrderPlaced.full)
    #expect(throws: FieldError.self) {
      try RecordView.viewing(Array(writer.bytes) + [0]) { (view) throws(FieldError) in _ = view.type }
    }
  }
}
