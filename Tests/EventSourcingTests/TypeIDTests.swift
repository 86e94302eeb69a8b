import EventSourcing
import Testing

/// The vectors of the public TypeID specification, https://github.com/jetify-com/typeid/tree/main/spec (valid.json and
/// invalid.json, version 0.3).
@Suite struct TypeIDTests {
  static let valid: [(typeID: String, prefix: String, uuid: String)] = [
    ("00000000000000000000000000", "", "00000000-0000-0000-0000-000000000000"),
    ("00000000000000000000000001", "", "00000000-0000-0000-0000-000000000001"),
    ("0000000000000000000000000a", "", "00000000-0000-0000-0000-00000000000a"),
    ("0000000000000000000000000g", "", "00000000-0000-0000-0000-000000000010"),
    ("00000000000000000000000010", "", "00000000-0000-0000-0000-000000000020"),
    ("7zzzzzzzzzzzzzzzzzzzzzzzzz", "", "ffffffff-ffff-ffff-ffff-ffffffffffff"),
    ("prefix_0123456789abcdefghjkmnpqrs", "prefix", "0110c853-1d09-52d8-d73e-1194e95b5f19"),
    ("prefix_01h455vb4pex5vsknk084sn02q", "prefix", "01890a5d-ac96-774b-bcce-b302099a8057"),
    ("pre_fix_00000000000000000000000000", "pre_fix", "00000000-0000-0000-0000-000000000000"),
  ]

  static let invalid: [(typeID: String, error: TypeIDError)] = [
    ("PREFIX_00000000000000000000000000", .invalidPrefix),
    ("12345_00000000000000000000000000", .invalidPrefix),
    ("pre.fix_00000000000000000000000000", .invalidPrefix),
    ("préfix_00000000000000000000000000", .invalidPrefix),
    ("  prefix_00000000000000000000000000", .invalidPrefix),
    ("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijkl_00000000000000000000000000", .prefixTooLong),
    ("_00000000000000000000000000", .emptyPrefix),
    ("_", .emptyPrefix),
    ("prefix_1234567890123456789012345", .suffixLength(25)),
    ("prefix_123456789012345678901234567", .suffixLength(27)),
    ("prefix_1234567890123456789012345 ", .invalidSuffix),
    ("prefix_0123456789ABCDEFGHJKMNPQRS", .invalidSuffix),
    ("prefix_123456789-123456789-123456", .invalidSuffix),
    ("prefix_ooooooiiiiiiuuuuuuulllllll", .invalidSuffix),
    ("prefix_i23456789ol23456789oi23456", .invalidSuffix),
    ("prefix_123456789-0123456789-0123456", .suffixLength(28)),
    ("prefix_8zzzzzzzzzzzzzzzzzzzzzzzzz", .suffixOverflow),
    ("_prefix_00000000000000000000000000", .emptyPrefix),
    ("prefix__00000000000000000000000000", .invalidPrefix),
  ]

  @Test(arguments: valid.indices) func readsAndShowsValidVectors(_ index: Int) throws {
    let vector = Self.valid[index]
    let (prefix, uuid) = try TypeIDText.parse(vector.typeID)
    #expect(prefix == vector.prefix)
    #expect(uuid.description == vector.uuid)
    #expect(TypeIDText.text(prefix: prefix, uuid) == vector.typeID)
  }

  @Test(arguments: invalid.indices) func refusesInvalidVectors(_ index: Int) {
    #expect(throws: Self.invalid[index].error) { try TypeIDText.parse(Self.invalid[index].typeID) }
  }

  @Test func saysThatAnIDIsOfAnotherKind() {
    #expect(throws: TypeIDError.otherKind(found: "cus", expected: "ord")) {
      try OrderID(parsing: "cus_01h455vb4pex5vsknk084sn02q")
    }
    #expect(OrderID("ord_01h455vb4pex5vsknk084sn02q") == OrderPlaced.sampleOrder)
  }

  @Test func generatedIDsAscendThoughTheClockStandsOrGoesBack() {
    let clock = Ticks([5_000_000, 5_000_000, 4_000_000, 6_000_000])
    let generator = UUIDv7Generator(seed: 1, now: { clock.next() })
    let ids = (0..<10_000).map { _ in generator.makeUUID() }
    #expect(zip(ids, ids.dropFirst()).allSatisfy { $0 < $1 })
    #expect(ids.allSatisfy { $0.high >> 12 & 15 == 7 && $0.low >> 62 == 2 })
  }

  @Test func namedIDsRepeat() {
    let digest = (0..<32).map { UInt8($0 * 7) }
    let time = Timestamp(microseconds: 1_700_000_000_000_000)
    let id = RawUUID(named: digest, at: time)
    #expect(id == RawUUID(named: digest, at: time))
    #expect(id.high >> 16 == 1_700_000_000_000)
    #expect(id != RawUUID(named: digest.reversed(), at: time))
  }
}
