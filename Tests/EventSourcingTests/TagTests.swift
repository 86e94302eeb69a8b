import EventSourcing
import Testing

@Suite struct TagTests {
  @Test func aLiteralDropsNilsAndRepetitions() {
    let order = OrderPlaced.sampleOrder
    let tags: Tags = [.order(order), .customer(nil), .order(order)]
    #expect(Array(tags) == [Tag(.order, order)])
  }

  @Test func textFormsReadBack() throws {
    let venue = TypeID<Venue>(OrderPlaced.sampleOrder.uuid)
    let tags: [(Tag, String)] = [
      (Tag(.order, OrderPlaced.sampleOrder), "order:ord_01h455vb4pex5vsknk084sn02q"),
      (Tag(.book, venue, daysSinceEpoch: 20_779), "book:ven_01h455vb4pex5vsknk084sn02q/2026-11-22"),
      (Tag(.cause, number: 1 << 40), "cause:1099511627776"),
      (Tag(.key, text: "a:b é"), "key:a:b é"),
      (Tag(.key, bytes: [0xff]), "key:0xff"),
      (Tag(.key, text: "0xff"), "key:0x30786666"),
      (Tag(.order, bytes: [1, 2]), "order:0x0102"),
      (
        Tag(.once, bytes: [UInt8](0..<40)),
        "once:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f2021222324252627"
      ),
      (Tag(kind: 77, value: ShortBytes([0xab])), "77:ab"),
    ]
    for (tag, text) in tags {
      #expect(sampleTags.text(tag) == text)
      #expect(try sampleTags.parse(text) == tag)
    }
  }

  @Test(arguments: ["order", "nothing:1", "order:cus_01h455vb4pex5vsknk084sn02q", "book:ven_x/2026-02-30", "cause:-1"])
  func refusesTextThatIsNoTag(_ text: String) { #expect(throws: TagTextError.self) { try sampleTags.parse(text) } }

  @Test func theHashIsStoredSoItNeverChanges() {
    // From a second implementation, in Python.
    #expect(Tag(.order, OrderPlaced.sampleOrder).hash64 == 0x4E1F_E5DB_CCA0_F4F6)
    #expect(Tag(.key, text: "0123456789a").hash64 == 0x1736_F987_2A84_8656)
    let hashes = Set((0..<100_000).map { Tag(.cause, number: $0).hash64 })
    #expect(hashes.count == 100_000)
    #expect(Tag(.key, bytes: [0]).hash64 != Tag(.key, bytes: [0, 0]).hash64)
    #expect(Tag(.key, bytes: [1]).hash64 != Tag(.once, bytes: [1]).hash64)
    let buckets = (0..<65_536).reduce(into: [Int](repeating: 0, count: 256)) {
      $0[Int(Tag(.cause, number: UInt64($1)).hash64 >> 56)] += 1
    }
    #expect(buckets.allSatisfy { (150...370).contains($0) })
  }

  @Test func longValuesCompareAndCopy() {
    let long = ShortBytes([UInt8](0..<200))
    #expect(long.array == [UInt8](0..<200))
    #expect(ShortBytes([1, 2]) != ShortBytes([1, 2, 0]))
    #expect(ShortBytes(OrderPlaced.sampleOrder.uuid) == ShortBytes(OrderPlaced.sampleOrder.uuid.bytes))
  }
}

enum Venue: IDKind { static var prefix: StaticString { "ven" } }
