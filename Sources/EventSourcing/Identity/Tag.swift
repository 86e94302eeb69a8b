/// A kind of tag: stored number, name of the text form, and how its raw bytes are shown.
///
///     extension TagKind { public static var order: TagKind { TagKind(2, "order", .id("ord")) } }
///     extension Tag {
///       public static func order(_ id: OrderID) -> Tag { Tag(.order, id) }
///       public static func customer(_ id: CustomerID?) -> Tag? { id.map { Tag(.customer, $0) } }
///     }
///
/// Two kinds are equal when their numbers are; numbers are stored and never reused.
public struct TagKind: Hashable, Sendable {
  /// How the raw bytes of a tag are shown.
  public enum Form: Hashable, Sendable {
    /// Sixteen bytes, shown as a TypeID with this prefix.
    case id(String)
    /// Sixteen bytes and four of days since 1970-01-01 (big-endian), shown as `ven_.../2026-11-22`.
    case idAndDate(String)
    /// Sixteen bytes, four of days since 1970-01-01 and two of minutes after that day's midnight (big-endian), shown as
    /// `ven_.../2026-11-22T18:30`; past midnight the hours go on, as `25:30`.
    case idAndTime(String)
    /// Twice sixteen bytes, shown as two TypeIDs with these prefixes: `ven_.../cus_...`.
    case ids(String, String)
    /// Eight bytes, big-endian, shown as a number.
    case number
    /// UTF-8, shown as it is.
    case text
    /// Anything, shown in hexadecimal.
    case hex
  }

  /// The stored number, from 1.
  public let number: UInt32
  /// The name in front of the colon; in the schema `TAG_KIND_<NAME>`.
  public let name: StaticString
  /// How the bytes are shown.
  public let form: Form

  /// A kind of tag.
  public init(_ number: UInt32, _ name: StaticString, _ form: Form) {
    self.number = number
    self.name = name
    self.form = form
  }

  /// Equal numbers.
  public static func == (a: TagKind, b: TagKind) -> Bool { a.number == b.number }
  /// Hashes the number.
  public func hash(into hasher: inout Hasher) { hasher.combine(number) }
}

/// What an event concerns: a kind and raw bytes, compared as such. Up to 24 bytes need no heap.
///
/// Making a tag never fails; a value over `FieldLimits.tagBytes` is refused when it is written.
public struct Tag: Hashable, Sendable {
  /// The number of the kind.
  public let kind: UInt32
  /// The raw bytes.
  public let value: ShortBytes

  /// A tag from its parts, as stored.
  @inlinable public init(kind: UInt32, value: ShortBytes) {
    self.kind = kind
    self.value = value
  }

  /// A tag with these bytes.
  public init(_ kind: TagKind, bytes: [UInt8]) { self.init(kind: kind.number, value: ShortBytes(bytes)) }

  /// A tag with this text, as UTF-8.
  public init(_ kind: TagKind, text: String) { self.init(kind, bytes: Array(text.utf8)) }

  /// A tag with this number, such as a position.
  public init(_ kind: TagKind, number: UInt64) { self.init(kind: kind.number, value: ShortBytes(number)) }

  /// A tag with this ID.
  public init<Kind>(_ kind: TagKind, _ id: TypeID<Kind>) {
    self.init(kind: kind.number, value: ShortBytes(id.uuid))
  }

  /// A tag with this ID and a date in days since 1970-01-01.
  public init<Kind>(_ kind: TagKind, _ id: TypeID<Kind>, daysSinceEpoch days: Int32) {
    self.init(kind: kind.number, value: ShortBytes(id.uuid, UInt32(bitPattern: days)))
  }

  /// Feeds the tag's own hash, which is cheaper than feeding its parts one by one.
  public func hash(into hasher: inout Hasher) { hasher.combine(hash64) }

  /// A 64-bit hash for indices; see `hash64(kind:_:)`.
  public var hash64: UInt64 { unsafe value.withUnsafeBytes { unsafe Tag.hash64(kind: kind, $0) } }

  /// The hash of a tag that lies in a record: kind and length, then the value in little-endian words of eight bytes
  /// (the last filled up with zeros), each folded in by a 128-bit multiplication as wyhash does. It is stored in tag
  /// indices, so it never changes. It mixes well and is not keyed: a stranger can make tags collide, so an index
  /// compares the tags themselves before it answers.
  @unsafe @inlinable public static func hash64(kind: UInt32, _ raw: UnsafeRawBufferPointer) -> UInt64 {
    let count = raw.count
    var hash = mix64(UInt64(kind) ^ 0xA076_1D64_78BD_642F, UInt64(count) ^ 0xE703_7ED1_A0B4_28DB)
    var offset = 0
    while offset + 8 <= count {
      let word = unsafe UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      hash = mix64(hash ^ word, 0x8EBC_6AF0_9C88_C6E3)
      offset += 8
    }
    if offset < count {
      var word: UInt64 = 0
      var shift: UInt64 = 0
      while offset < count {
        word |= UInt64(unsafe raw[offset]) << shift
        shift += 8
        offset += 1
      }
      hash = mix64(hash ^ word, 0x5899_65CC_7537_4CC3)
    }
    return mix64(hash ^ 0x1D8E_4E27_C47D_124F, 0xEB44_ACCA_B455_D165)
  }
}
