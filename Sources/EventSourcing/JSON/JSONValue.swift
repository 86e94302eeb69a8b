/// A JSON value as it was read: integers are exact.
public enum JSONValue: Hashable, Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number without fraction that fits.
  case integer(Int64)
  /// A number without fraction beyond `Int64.max`.
  case unsigned(UInt64)
  /// Any other number.
  case number(Double)
  /// A string.
  case string(String)
  /// An array.
  case array([JSONValue])
  /// An object; no key occurs twice.
  case object([String: JSONValue])

  /// What it is, for messages.
  var kind: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .integer, .unsigned: "a whole number"
    case .number: "a number with a fraction, or too large"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }

  /// The error that this is not what is due.
  func mismatch(_ expected: String) -> FieldError { FieldError(.wrongType, "\(expected) is due, found \(kind)") }

  /// A whole number, also from a string of digits.
  func signed() throws(FieldError) -> Int64 {
    switch self {
    case .integer(let value): return value
    case .unsigned(let value): throw outOfRange(value, "64 signed bits")
    case .string(let text):
      guard let value = Int64(text) else { throw FieldError(.invalidValue, "\"\(text)\" is no whole number") }
      return value
    default: throw mismatch("a whole number")
    }
  }

  /// A whole number that is not negative, also from a string of digits.
  func unsigned() throws(FieldError) -> UInt64 {
    switch self {
    case .unsigned(let value): return value
    case .integer(let value):
      guard let fitting = UInt64(exactly: value) else {
        throw FieldError(.outOfRange, "\(value) is negative")
      }
      return fitting
    case .string(let text):
      guard let value = UInt64(text) else { throw FieldError(.invalidValue, "\"\(text)\" is no whole number") }
      return value
    default: throw mismatch("a whole number")
    }
  }
}
