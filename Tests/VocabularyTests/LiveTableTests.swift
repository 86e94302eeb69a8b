import EventSourcing
import Testing
import Vocabulary

@Suite struct LiveTableTests {
  /// IDs that share slots: few bits tell them apart.
  private static let ids = (1...400).map { OrderID(RawUUID(version7: 1_767_268_800_000, $0 % 7, $0 &* 0x9E37_79B9)) }

  @Test(
    "Any history of additions, changes and removals ends as a dictionary's", arguments: 1...20 as ClosedRange<UInt64>)
  func agreesWithADictionary(seed: UInt64) {
    var dice = Dice(state: seed)
    var table = LiveTable<OrderID, Int>()
    var expected: [OrderID: Int] = [:]
    for step in 0..<4_000 {
      let id = Self.ids[Int(dice.next() % UInt64(Self.ids.count))]
      switch dice.next() % 6 {
      case 0:
        table[id] = step
        expected[id] = step
      case 1:
        table[id, default: 1] += step
        expected[id, default: 1] += step
      case 2:
        let isThere: Bool = table.change(id, { $0 += 1 }) != nil
        #expect(isThere == (expected[id] != nil), "seed \(seed)")
        expected[id]? += 1
      case 3, 4: #expect(table.remove(id) == expected.removeValue(forKey: id), "seed \(seed)")
      default: #expect(table[id] == expected[id], "seed \(seed)")
      }
    }
    #expect(table.count == expected.count, "seed \(seed)")
    #expect(table.sorted.map(\.key) == expected.keys.sorted(), "seed \(seed)")
    #expect(table.sorted.map(\.value) == expected.sorted { $0.key < $1.key }.map(\.value), "seed \(seed)")
  }

  @Test("Indices and days are keys like IDs, and a table that is made at once is as one that was filled")
  func denseKeys() {
    var table = LiveTable<UInt32, Int>()
    for key in 0..<1_000 as Range<UInt32> { table[key] = Int(key) }
    for key in stride(from: 0 as UInt32, to: 1_000, by: 3) { #expect(table.remove(key) == Int(key)) }
    for key in 0..<1_000 as Range<UInt32> { #expect(table[key] == (key % 3 == 0 ? nil : Int(key))) }
    let made = LiveTable(table.keys, table.values)
    #expect(made?.sorted.map(\.key) == table.sorted.map(\.key))
    #expect(made?.sorted.map(\.value) == table.sorted.map(\.value))
    #expect(LiveTable([7, 7] as [UInt32], [1, 2]) == nil)
    var days = LiveTable<ServiceDate, Int32>()
    for day in -400...400 as ClosedRange<Int32> { days[ServiceDate(daysSinceEpoch: day)] = day }
    for day in -400...400 as ClosedRange<Int32> { #expect(days[ServiceDate(daysSinceEpoch: day)] == day) }
  }

  @Test("IDs keep the index that they got first") func indices() {
    var table = IdentityTable<OrderKind>()
    for (index, id) in Self.ids.enumerated() { #expect(table.intern(id) == index) }
    for (index, id) in Self.ids.enumerated() { #expect(table.index(of: id) == index) }
    #expect(table.ids == Self.ids)
    #expect(table.index(of: .none) == nil)
  }

  /// SplitMix64.
  private struct Dice {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      let mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
      return (mixed ^ mixed >> 27) >> 7
    }
  }
}

@Suite struct CurrencyReadingTests {
  @Test("Only listed codes are read, whatever three bytes there are") func codes() throws {
    for code in ["GBP", "JPY", "EUR", "XXX", "gbp", "GB", "GBPP", "A@Z"] {
      var writer = WireWriter()
      try writer.writeString(code)
      let read = try? WireReader.reading([0x0a] + writer.bytes) { (reader) throws(FieldError) in
        try Currency.read(from: &reader)
      }
      #expect(read == Currency(code: code), "\(code)")
    }
  }
}
