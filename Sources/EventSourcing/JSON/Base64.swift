/// Base64 of RFC 4648, section 4. Here, and not Foundation's, because `tail` writes it per event.
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let padding = UInt8(ascii: "=")
  private static let values: [UInt8: UInt32] = Dictionary(
    uniqueKeysWithValues: alphabet.enumerated().map { ($1, UInt32($0)) })

  static func text(_ raw: some Collection<UInt8>) -> String {
    var result: [UInt8] = []
    result.reserveCapacity((raw.count + 2) / 3 * 4)
    var rest = raw.makeIterator()
    while let first = rest.next() {
      let second = rest.next()
      let third = second == nil ? nil : rest.next()
      let bits = UInt32(first) << 16 | UInt32(second ?? 0) << 8 | UInt32(third ?? 0)
      result.append(alphabet[Int(bits >> 18)])
      result.append(alphabet[Int(bits >> 12 & 63)])
      result.append(second == nil ? padding : alphabet[Int(bits >> 6 & 63)])
      result.append(third == nil ? padding : alphabet[Int(bits & 63)])
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The bytes; nil if the text is not canonical: wrong length, alphabet or padding, or bits left over.
  static func bytes(_ text: String) -> [UInt8]? {
    let characters = Array(text.utf8)
    guard characters.count.isMultiple(of: 4) else { return nil }
    let content = characters.prefix { $0 != padding }
    guard characters.count - content.count <= 2, characters.dropFirst(content.count).allSatisfy({ $0 == padding })
    else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(content.count / 4 * 3 + 2)
    var bits: UInt32 = 0
    var count = 0
    for character in content {
      guard let value = values[character] else { return nil }
      bits = bits << 6 | value
      count += 6
      if count >= 8 {
        count -= 8
        result.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        bits &= 1 << UInt32(count) - 1
      }
    }
    return bits == 0 ? result : nil
  }
}
