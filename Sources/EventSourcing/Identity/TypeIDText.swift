/// Why a text is not a TypeID.
public enum TypeIDError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A separator without a prefix.
  case emptyPrefix
  /// A prefix of more than 63 characters.
  case prefixTooLong
  /// A prefix with anything but `a`-`z` and inner underscores.
  case invalidPrefix
  /// A suffix that has not 26 characters; how many it has.
  case suffixLength(Int)
  /// A suffix with a character outside the alphabet `0123456789abcdefghjkmnpqrstvwxyz`.
  case invalidSuffix
  /// A suffix over 128 bits: it must start with 0 to 7.
  case suffixOverflow
  /// A TypeID of another kind.
  case otherKind(found: String, expected: String)

  /// One sentence for people.
  public var description: String {
    switch self {
    case .emptyPrefix: "an ID must not start with an underscore"
    case .prefixTooLong: "an ID's prefix has at most \(TypeIDText.maximalPrefix) characters"
    case .invalidPrefix: "an ID's prefix has only the letters a to z, and underscores between them"
    case .suffixLength(let count): "an ID ends in 26 characters, not \(count)"
    case .invalidSuffix: "an ID ends in digits and lower-case letters without i, l, o and u"
    case .suffixOverflow: "the last part of an ID starts with 0 to 7"
    case .otherKind(let found, let expected): "the ID's prefix is \"\(found)\" where \"\(expected)\" is due"
    }
  }
}

/// The text form of TypeIDs, version 0.3 of the specification: `prefix_suffix`, the suffix being the 128 bits in
/// Crockford's base 32, lower case, most significant first.
public enum TypeIDText {
  /// Characters of a prefix, by the specification.
  static let maximalPrefix = 63
  private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
  /// The value of each ASCII character; 255 for those outside the alphabet.
  private static let values: [UInt8] = {
    var table = [UInt8](repeating: 255, count: 256)
    for (value, character) in alphabet.enumerated() { table[Int(character)] = UInt8(value) }
    return table
  }()

  /// The text form; without separator if the prefix is empty.
  public static func text(prefix: String, _ uuid: RawUUID) -> String {
    var high = uuid.high
    var low = uuid.low
    var suffix = [UInt8](repeating: 0, count: 26)
    for index in suffix.indices.reversed() {
      suffix[index] = alphabet[Int(low & 31)]
      low = low >> 5 | high << 59
      high >>= 5
    }
    return (prefix.isEmpty ? "" : prefix + "_") + String(decoding: suffix, as: UTF8.self)
  }

  /// Reads the text form of any kind.
  public static func parse(_ text: String) throws(TypeIDError) -> (prefix: String, uuid: RawUUID) {
    guard let separator = text.utf8.lastIndex(of: UInt8(ascii: "_")) else { return ("", try suffix(text[...])) }
    let prefix = text[..<separator]
    try check(prefix)
    return (String(prefix), try suffix(text[text.utf8.index(after: separator)...]))
  }

  private static func check(_ prefix: Substring) throws(TypeIDError) {
    let underscore = UInt8(ascii: "_")
    guard let first = prefix.utf8.first, first != underscore else { throw .emptyPrefix }
    guard prefix.utf8.count <= maximalPrefix else { throw .prefixTooLong }
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    guard prefix.utf8.allSatisfy({ letters.contains($0) || $0 == underscore }), prefix.utf8.last != underscore else {
      throw .invalidPrefix
    }
  }

  private static func suffix(_ text: Substring) throws(TypeIDError) -> RawUUID {
    guard text.utf8.count == 26 else { throw .suffixLength(text.utf8.count) }
    var high: UInt64 = 0
    var low: UInt64 = 0
    for (index, character) in text.utf8.enumerated() {
      let value = UInt64(values[Int(character)])
      guard value < 32 else { throw .invalidSuffix }
      guard index > 0 || value < 8 else { throw .suffixOverflow }
      high = high << 5 | low >> 59
      low = low << 5 | value
    }
    return RawUUID(high: high, low: low)
  }
}
