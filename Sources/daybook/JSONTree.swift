import EventSourcing

/// JSON to be printed, with its keys in the order in which they were given.
enum JSONTree: Sendable {
  case string(String)
  case integer(Int64)
  case number(Double)
  case bool(Bool)
  case null
  case array([JSONTree])
  case object([(String, JSONTree)])
  /// Text that is JSON already.
  case raw(String)

  /// The text on one line.
  var text: String {
    switch self {
    case .string(let value):
      var json = JSONWriter()
      json.write(value)
      return json.text
    case .integer(let value):
      var json = JSONWriter()
      json.write(value)
      return json.text
    case .number(let value): return value.isFinite ? "\(value)" : "null"
    case .bool(let value): return value ? "true" : "false"
    case .null: return "null"
    case .array(let elements): return "[" + elements.map(\.text).joined(separator: ",") + "]"
    case .object(let members):
      return "{" + members.map { "\(JSONTree.string($0.0).text):\($0.1.text)" }.joined(separator: ",") + "}"
    case .raw(let text): return text
    }
  }
}

extension JSONTree: ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  init(stringLiteral value: String) { self = .string(value) }
  init(arrayLiteral elements: JSONTree...) { self = .array(elements) }
  init(dictionaryLiteral elements: (String, JSONTree)...) { self = .object(elements) }

  init(_ value: some BinaryInteger) { self = .integer(Int64(clamping: value)) }
  init(_ value: String?) { self = value.map(JSONTree.string) ?? .null }
  init(_ value: Timestamp) { self = .string(value.description) }
}
