/// Why a value could not be encoded, decoded or read from JSON, and where.
///
/// One pointer wide, so that a throwing call costs nothing while nothing is thrown.
public struct FieldError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What went wrong, for programs.
  public enum Code: String, Hashable, Sendable {
    /// A required ID, message or enum is absent (or is its zero value).
    case missing
    /// The bytes end inside a field.
    case truncated
    /// The bytes are not canonical Protocol Buffers, or the text is not JSON.
    case malformed
    /// A field has another wire or JSON type than its description says.
    case wrongType
    /// A field number is lower than one before it.
    case notAscending
    /// A field that holds one value occurs twice.
    case repeated
    /// A string is not UTF-8.
    case invalidUTF8
    /// A number does not fit its type.
    case outOfRange
    /// A value that its type does not accept, such as an ID with a wrong prefix.
    case invalidValue
    /// An enum number or name that this version does not know.
    case unknownValue
    /// A JSON key that the message does not have.
    case unknownField
    /// A string, byte array or tag value over its limit.
    case tooLong
    /// An array over its limit.
    case tooManyElements
    /// Messages nested deeper than the limit.
    case tooDeep
    /// An event, or a JSON text, over its limit.
    case tooLarge
    /// An event with more tags than the limit.
    case tooManyTags
    /// A record that holds no event.
    case noEvent
  }

  @usableFromInline
  final class Storage: Sendable {
    @usableFromInline let code: Code
    @usableFromInline let path: String
    @usableFromInline let message: String

    @usableFromInline init(code: Code, path: String, message: String) {
      self.code = code
      self.path = path
      self.message = message
    }
  }

  @usableFromInline let storage: Storage

  /// An error at the field now being coded; the path grows as the error leaves each message.
  public init(_ code: Code, _ message: String, path: String = "") {
    storage = Storage(code: code, path: path, message: message)
  }

  /// What went wrong.
  public var code: Code { storage.code }
  /// The field, from the outermost message inwards, such as `lines[3].item`; empty if it is the message itself.
  public var path: String { storage.path }
  /// One sentence for people.
  public var message: String { storage.message }

  /// The path, if there is one, and the message.
  public var description: String { path.isEmpty ? message : "\(path): \(message)" }

  /// The same error seen from the message that holds the field `name`.
  @inline(never)
  public func inside(_ name: StaticString) -> FieldError { inside(name.description) }

  @inline(never)
  @usableFromInline func inside(_ name: String) -> FieldError {
    let joined = path.isEmpty ? name : path.hasPrefix("[") ? name + path : "\(name).\(path)"
    return FieldError(code, message, path: joined)
  }

  /// The same error seen from the array that holds the element `index`.
  @inline(never)
  public func at(_ index: Int) -> FieldError { inside("[\(index)]") }

  /// Two errors are equal when code, path and message are.
  public static func == (a: FieldError, b: FieldError) -> Bool {
    a.code == b.code && a.path == b.path && a.message == b.message
  }

  /// Hashes code, path and message.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(code)
    hasher.combine(path)
    hasher.combine(message)
  }
}
