/// Where a text stops being JSON, for messages: Foundation's parser only says that it does.
///
/// Only looked for once a parser has refused the text, so that nothing depends on it but the message.
struct JSONFault: CustomStringConvertible {
  /// From 1.
  let line: Int
  /// From 1, in bytes.
  let column: Int
  /// What would be right there.
  let expected: String

  var description: String { "line \(line), column \(column): \(expected) is due" }

  /// As deep as Foundation's parser goes; what is deeper is refused for that.
  private static let depthLimit = 512

  /// The first place; nil if the grammar is kept, such as by a text that is nested too deeply.
  init?(in text: String) {
    var scanner = Scanner(bytes: Array(text.utf8))
    guard let expected = scanner.fault() else { return nil }
    let before = scanner.bytes[..<scanner.place]
    line = before.count { $0 == UInt8(ascii: "\n") } + 1
    column = scanner.place - ((before.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1) + 1
    self.expected = expected
  }

  /// Reads values and stops at what is none; each function says what was due instead, or nil.
  private struct Scanner {
    let bytes: [UInt8]
    var place = 0

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func fault() -> String? {
      if let fault = value(depth: 0) { return fault }
      skipBlanks()
      return next == nil ? nil : "the end"
    }

    private mutating func skipBlanks() {
      while let byte = next, byte == 0x20 || (0x09...0x0d).contains(byte) { place += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
      skipBlanks()
      guard next == UInt8(ascii: character) else { return false }
      place += 1
      return true
    }

    private mutating func value(depth: Int) -> String? {
      guard depth < JSONFault.depthLimit else {
        place = bytes.count
        return nil
      }
      if take("{") { return members(depth: depth) }
      if take("[") { return elements(depth: depth) }
      return next == UInt8(ascii: "\"") ? string() : word()
    }

    private mutating func members(depth: Int) -> String? {
      if take("}") { return nil }
      repeat {
        skipBlanks()
        guard next == UInt8(ascii: "\"") else { return "a key in double quotes" }
        if let fault = string() { return fault }
        guard take(":") else { return "a colon" }
        if let fault = value(depth: depth + 1) { return fault }
      } while take(",")
      return take("}") ? nil : "a comma or }"
    }

    private mutating func elements(depth: Int) -> String? {
      if take("]") { return nil }
      repeat {
        if let fault = value(depth: depth + 1) { return fault }
      } while take(",")
      return take("]") ? nil : "a comma or ]"
    }

    private mutating func string() -> String? {
      place += 1
      while let byte = next, byte != UInt8(ascii: "\"") {
        guard byte >= 0x20 else { return "a closing double quote" }
        place += byte == UInt8(ascii: "\\") ? 2 : 1
      }
      place = min(place + 1, bytes.count + 1)
      guard place <= bytes.count else {
        place = bytes.count
        return "a closing double quote"
      }
      return nil
    }

    private mutating func word() -> String? {
      let start = place
      while let byte = next, isPartOfWord(byte) { place += 1 }
      let word = String(decoding: bytes[start..<place], as: UTF8.self)
      if ["true", "false", "null"].contains(word) { return nil }
      if let first = word.utf8.first, first == UInt8(ascii: "-") || (0x30...0x39).contains(first), Double(word) != nil {
        return nil
      }
      place = start
      return "a value"
    }

    private func isPartOfWord(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
        || [UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: ".")].contains(byte)
    }
  }
}
