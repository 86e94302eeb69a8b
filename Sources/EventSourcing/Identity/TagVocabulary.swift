/// Why a text is not a tag.
public enum TagTextError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There is no colon.
  case noColon
  /// The name before the colon is not a known kind; the names that are.
  case unknownKind(String, known: [String])
  /// The text behind the colon does not fit the kind; what fits.
  case invalidValue(String, expected: String)

  /// One sentence for people.
  public var description: String {
    switch self {
    case .noColon: "a tag has the form kind:value"
    case .unknownKind(let name, let known): "\"\(name)\" is no kind of tag; known are \(known.joined(separator: ", "))"
    case .invalidValue(let value, let expected): "\"\(value)\" is not \(expected)"
    }
  }
}

/// The kinds of tags that a program knows: shows and reads their text form, such as `order:ord_...` and
/// `book:ven_.../2026-11-22`.
public struct TagVocabulary: Sendable {
  /// The kinds, ascending by number.
  public let kinds: [TagKind]
  private let byNumber: [UInt32: TagKind]

  /// A vocabulary. Two kinds of one number or one name are a programming error.
  public init(_ kinds: [TagKind]) {
    self.kinds = kinds.sorted { $0.number < $1.number }
    byNumber = Dictionary(uniqueKeysWithValues: kinds.map { ($0.number, $0) })
    precondition(Set(kinds.map(\.name.description)).count == kinds.count, "two kinds of tag have the same name")
  }

  /// The kind with this number.
  public func kind(_ number: UInt32) -> TagKind? { byNumber[number] }

  /// The tag's text form. A tag of an unknown kind is `<number>:<hex>`; bytes that do not fit their kind are shown as
  /// `0x<hex>`.
  public func text(_ tag: Tag) -> String {
    let bytes = tag.value.array
    guard let kind = byNumber[tag.kind] else { return "\(tag.kind):\(hexText(bytes))" }
    return "\(kind.name):\(Self.valueText(kind.form, bytes) ?? "0x" + hexText(bytes))"
  }

  /// Reads what `text` shows.
  public func parse(_ text: String) throws(TagTextError) -> Tag {
    guard let colon = text.firstIndex(of: ":") else { throw .noColon }
    let name = String(text[..<colon])
    let value = text[text.index(after: colon)...]
    if let number = UInt32(name), byNumber[number] == nil, let bytes = hexBytes(value) {
      return Tag(kind: number, value: ShortBytes(bytes))
    }
    guard let kind = kinds.first(where: { $0.name.description == name }) else {
      throw .unknownKind(name, known: kinds.map(\.name.description))
    }
    return Tag(kind: kind.number, value: try Self.value(kind.form, value))
  }

  private static func valueText(_ form: TagKind.Form, _ bytes: [UInt8]) -> String? {
    switch form {
    case .id(let prefix):
      guard bytes.count == 16 else { return nil }
      return TypeIDText.text(prefix: prefix, uuid(bytes))
    case .idAndDate(let prefix):
      guard bytes.count == 20 else { return nil }
      let days = Int32(bitPattern: UInt32(truncatingIfNeeded: bigEndian(bytes[16...])))
      return "\(TypeIDText.text(prefix: prefix, uuid(bytes)))/\(CivilDate(daysSinceEpoch: Int64(days)))"
    case .idAndTime(let prefix):
      guard bytes.count == 22 else { return nil }
      let minutes = Int64(bigEndian(bytes[20...]))
      guard let day = valueText(.idAndDate(prefix), Array(bytes[..<20])) else { return nil }
      return "\(day)T\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
    case .ids(let one, let other):
      guard bytes.count == 32 else { return nil }
      return
        "\(TypeIDText.text(prefix: one, uuid(Array(bytes[..<16]))))/\(TypeIDText.text(prefix: other, uuid(Array(bytes[16...]))))"
    case .number: return bytes.count == 8 ? String(bigEndian(bytes[...])) : nil
    case .text: return bytes.starts(with: Array("0x".utf8)) ? nil : String(validating: bytes, as: UTF8.self)
    case .hex: return hexText(bytes)
    }
  }

  private static func value(_ form: TagKind.Form, _ text: Substring) throws(TagTextError) -> ShortBytes {
    if text.hasPrefix("0x"), let bytes = hexBytes(text.dropFirst(2)) { return ShortBytes(bytes) }
    switch form {
    case .id(let prefix): return ShortBytes(try uuid(prefix, text))
    case .idAndDate(let prefix):
      let expected = "an ID and a date such as \(prefix)_01h455vb4pex5vsknk084sn02q/2026-11-22"
      guard let slash = text.lastIndex(of: "/") else { throw .invalidValue(String(text), expected: expected) }
      var rest = text[text.index(after: slash)...].utf8
      guard let date = CivilDate(prefix: &rest), rest.isEmpty else {
        throw .invalidValue(String(text), expected: expected)
      }
      return ShortBytes(try uuid(prefix, text[..<slash]), UInt32(truncatingIfNeeded: date.daysSinceEpoch))
    case .idAndTime(let prefix):
      let expected = "an ID, a date and a time such as \(prefix)_01h455vb4pex5vsknk084sn02q/2026-11-22T18:30"
      guard let mark = text.lastIndex(of: "T") else { throw .invalidValue(String(text), expected: expected) }
      var rest = text[text.index(after: mark)...].utf8
      guard let hours = rest.digits(2), rest.popFirst() == UInt8(ascii: ":"), let minutes = rest.digits(2),
        minutes < 60, rest.isEmpty
      else { throw .invalidValue(String(text), expected: expected) }
      let day = try value(.idAndDate(prefix), text[..<mark])
      let inDay = hours * 60 + minutes
      return ShortBytes(day.array + [UInt8(inDay >> 8), UInt8(inDay & 0xff)])
    case .ids(let one, let other):
      let expected = "two IDs such as \(one)_01h455vb4pex5vsknk084sn02q/\(other)_01h455vb4pex5vsknk084sn02q"
      guard let slash = text.firstIndex(of: "/") else { throw .invalidValue(String(text), expected: expected) }
      let (first, second) = (try uuid(one, text[..<slash]), try uuid(other, text[text.index(after: slash)...]))
      return ShortBytes(ShortBytes(first).array + ShortBytes(second).array)
    case .number:
      guard let number = UInt64(text) else { throw .invalidValue(String(text), expected: "a number") }
      return ShortBytes(number)
    case .text: return ShortBytes(Array(text.utf8))
    case .hex:
      guard let bytes = hexBytes(text) else { throw .invalidValue(String(text), expected: "hexadecimal") }
      return ShortBytes(bytes)
    }
  }

  private static func uuid(_ prefix: String, _ text: Substring) throws(TagTextError) -> RawUUID {
    do throws(TypeIDError) {
      let (found, uuid) = try TypeIDText.parse(String(text))
      guard found == prefix else { throw .otherKind(found: found, expected: prefix) }
      return uuid
    } catch {
      throw .invalidValue(String(text), expected: "an ID such as \(prefix)_01h455vb4pex5vsknk084sn02q: \(error)")
    }
  }

  private static func uuid(_ bytes: [UInt8]) -> RawUUID {
    RawUUID(high: bigEndian(bytes[..<8]), low: bigEndian(bytes[8..<16]))
  }

  private static func bigEndian(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
}
