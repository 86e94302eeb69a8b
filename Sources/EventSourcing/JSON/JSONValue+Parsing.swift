internal import FoundationEssentials

extension JSONValue {
  /// Reads JSON text of at most `FieldLimits.jsonBytes`, with Foundation's parser. Whole numbers stay exact; an object
  /// with a key twice is refused, because readers differ in which value they believe.
  public init(parsing text: String) throws(FieldError) {
    guard text.utf8.count <= FieldLimits.jsonBytes else {
      throw FieldError(.tooLarge, "the JSON text is larger than \(FieldLimits.jsonBytes) bytes")
    }
    do {
      self = try JSONDecoder().decode(Parsed.self, from: Data(text.utf8)).value
    } catch DecodingError.dataCorrupted(let context) {
      let cause = JSONFault(in: text).map(\.description) ?? context.debugDescription
      throw FieldError(.malformed, "the text is not JSON: \(cause)")
    } catch DecodingError.typeMismatch(_, let context) {
      // Of no kind that JSON has: a number beyond all that are held, or a text with half of a surrogate pair.
      var error = FieldError(.malformed, "a number that is too large, or a text that is no Unicode")
      for key in context.codingPath.reversed() {
        error = key.intValue.map { error.at($0) } ?? error.inside(key.stringValue)
      }
      throw error
    } catch {
      throw FieldError(.malformed, "the text is not JSON: \(error)")
    }
    guard Self.colons(text) == keyCount else { throw FieldError(.repeated, "an object has one key twice") }
  }

  /// How many keys all objects have together.
  private var keyCount: Int {
    switch self {
    case .object(let object): object.values.reduce(object.count) { $0 + $1.keyCount }
    case .array(let elements): elements.reduce(0) { $0 + $1.keyCount }
    default: 0
    }
  }

  /// The colons outside strings: in well-formed JSON, one for each key as written.
  private static func colons(_ text: String) -> Int {
    var count = 0
    var inString = false
    var isEscaped = false
    for byte in text.utf8 {
      if isEscaped {
        isEscaped = false
      } else if inString {
        if byte == UInt8(ascii: "\\") { isEscaped = true } else if byte == UInt8(ascii: "\"") { inString = false }
      } else if byte == UInt8(ascii: "\"") {
        inString = true
      } else if byte == UInt8(ascii: ":") {
        count += 1
      }
    }
    return count
  }
}

/// Tries the JSON types in turn; `JSONDecoder` does not say which one lies there.
private struct Parsed: Decodable {
  let value: JSONValue

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      value = .null
    } else if let string = try? container.decode(String.self) {
      value = .string(string)
    } else if let flag = try? container.decode(Bool.self) {
      value = .bool(flag)
    } else if let integer = try? container.decode(Int64.self) {
      value = .integer(integer)
    } else if let unsigned = try? container.decode(UInt64.self) {
      value = .unsigned(unsigned)
    } else if let number = try? container.decode(Double.self) {
      value = .number(number)
    } else if var elements = try? decoder.unkeyedContainer() {
      var array: [JSONValue] = []
      while !elements.isAtEnd { array.append(try elements.decode(Parsed.self).value) }
      value = .array(array)
    } else {
      value = .object(try container.decode([String: Parsed].self).mapValues(\.value))
    }
  }
}
