import EventSourcing
import Testing

@Suite struct WireTests {
  @Test func everyKindOfFieldSurvivesTheWire() throws {
    #expect(try OrderPlaced(decoding: OrderPlaced.full.encoded()) == .full)
    let least = OrderPlaced(order: OrderPlaced.sampleOrder, style: .dineIn)
    #expect(try OrderPlaced(decoding: least.encoded()) == least)
  }

  @Test func aNarrowReaderReadsOnlyItsFields() throws {
    let narrow = try PlacedTotal(decoding: OrderPlaced.full.encoded())
    #expect(narrow.order == OrderPlaced.sampleOrder)
    #expect(narrow.total == Money(340, "GBP"))
  }

  @Test func lengthsOfEverySizeAreMinimal() throws {
    for size in [0, 1, 100, 127, 128, 129, 16_383, 16_384, 100_000] {
      let line = Line(String(repeating: "x", count: size), 1, Money(1, "EUR"))
      var order = OrderPlaced(order: OrderPlaced.sampleOrder, style: .dineIn)
      order.lines = [line]
      #expect(try OrderPlaced(decoding: order.encoded()) == order)
    }
  }

  @Test func missingRequiredValuesAreNamed() throws {
    #expect(throws: FieldError(.missing, "a required value is missing", path: "order")) {
      try OrderPlaced(order: .none, style: .dineIn).encoded()
    }
    #expect(throws: FieldError(.missing, "a required value is missing", path: "style")) {
      try OrderPlaced(order: OrderPlaced.sampleOrder, style: .unspecified).encoded()
    }
    #expect(throws: FieldError(.missing, "a required value is missing", path: "order")) {
      try OrderPlaced(decoding: [])
    }
    var order = OrderPlaced.full
    order.styles = [.dineIn, .unspecified]
    #expect(throws: FieldError(.missing, "a required value is missing", path: "styles[1]")) { try order.encoded() }
  }

  @Test func bytesCutAnywhereAreAnErrorOrALegalPrefix() throws {
    let bytes = try OrderPlaced.full.encoded()
    for count in bytes.indices {
      let cut = Array(bytes[..<count])
      guard let value = Result(catching: { () throws(FieldError) in try OrderPlaced(decoding: cut) }).success else {
        continue
      }
      #expect(value != .full, "cut at \(count)")
    }
  }

  @Test func aFlippedByteIsAnErrorOrAnotherValue() throws {
    let bytes = try OrderPlaced.full.encoded()
    for index in bytes.indices {
      for mask: UInt8 in [1, 2, 4, 8, 16, 32, 64, 128, 255] {
        var damaged = bytes
        damaged[index] ^= mask
        let value = Result(catching: { () throws(FieldError) in try OrderPlaced(decoding: damaged) }).success
        #expect(value != .full, "byte \(index), mask \(mask)")
      }
    }
  }

  @Test func randomBytesNeverCrash() {
    let seed = UInt64.random(in: 0 ... .max)
    print("seed \(seed)")
    var random = SplitMix64(seed: seed)
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0..<64, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      _ = Result { () throws(FieldError) in try OrderPlaced(decoding: bytes) }
      _ = Result { () throws(FieldError) in
        try RecordView.viewing(bytes) { (v) throws(FieldError) in try v.header() }
      }
    }
  }

  @Test func keysOfEveryLengthAreReadAndOnlyTheShortest() throws {
    for number: UInt32 in [1, 15, 16, 2_047, 2_048, 9_001, 262_143, 262_144, 33_554_431, 33_554_432, 536_870_910] {
      var key: [UInt8] = []
      var rest = number << 3
      while rest >= 0x80 {
        key.append(UInt8(rest & 0x7f) | 0x80)
        rest >>= 7
      }
      let padded = key + [UInt8(rest) | 0x80, 0]
      key.append(UInt8(rest))
      // What follows decides how many bytes are looked at together.
      for tail in [[1], [1, 0xff, 0xff, 0xff]] as [[UInt8]] {
        let read = try WireReader.reading(key + tail) { (r) throws(FieldError) in
          (number: r.number, value: try r.readVarint())
        }
        #expect(read == (number, 1))
        let error = #expect(throws: FieldError.self) {
          try WireReader.reading(padded + tail) { (r) throws(FieldError) in r.number }
        }
        #expect(error?.code == .malformed)
      }
    }
  }

  @Test func refusesWhatIsNotCanonical() {
    let cases: [([UInt8], FieldError.Code)] = [
      ([0x80, 0x00], .malformed),  // a key longer than it needs to be
      ([0x0b], .wrongType),  // a group
      ([0x00, 0x00], .notAscending),  // field 0
      ([0x12, 0, 0x08, 1], .notAscending),
      ([0x08, 1, 0x08, 1], .repeated),
      ([0x0a, 1, 1], .wrongType),
      ([0x08, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x02], .malformed),
      ([0x08], .truncated),
      ([0x12, 1, 0xff], .invalidUTF8),
      ([0x12, 0xff, 0xff, 0xff, 0xff, 0x0f], .truncated),
    ]
    for (bytes, code) in cases {
      let error = #expect(throws: FieldError.self) { try Money(decoding: bytes) }
      #expect(error?.code == code, "\(bytes)")
    }
  }

  @Test func limitsAreTypedErrors() {
    func code(_ change: (inout OrderPlaced) -> Void) -> FieldError.Code? {
      var order = OrderPlaced.full
      change(&order)
      return Result { () throws(FieldError) in try order.encoded() }.failure?.code
    }
    let mebibyte = String(repeating: "x", count: FieldLimits.stringBytes)
    #expect(code { $0.notes = [mebibyte] } == nil)
    #expect(code { $0.notes = [mebibyte + "x"] } == .tooLong)
    #expect(code { $0.notes = Array(repeating: mebibyte, count: 5) } == .tooLarge)
    #expect(code { $0.guests = Array(repeating: 0, count: FieldLimits.elements) } == nil)
    #expect(code { $0.guests = Array(repeating: 0, count: FieldLimits.elements + 1) } == .tooManyElements)
    #expect(code { $0.lines = Array(repeating: Line("x", 1, Money(1, "EUR")), count: 5_000) } == nil)
  }
}

extension Result {
  var success: Success? { if case .success(let value) = self { value } else { nil } }
  var failure: Failure? { if case .failure(let error) = self { error } else { nil } }
}
