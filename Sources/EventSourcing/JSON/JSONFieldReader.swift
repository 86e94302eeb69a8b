/// Reads a message from a JSON object. Every key must be a field's stored name; the error names the first that is not.
///
/// A nil optional, a zero-if-absent scalar and an empty array may be left out; `null` stands for a nil optional only.
public struct JSONFieldReader: FieldCoding {
  private var object: [String: JSONValue]
  private var depth: Int

  init(_ object: [String: JSONValue], depth: Int) {
    self.object = object
    self.depth = depth
  }

  /// Reads one scalar, or what its absence means.
  public mutating func field<V: FieldScalar>(
    _ number: UInt32, _ name: StaticString, _ value: inout V
  ) throws(FieldError) {
    guard let json = take(name) else {
      guard V.requirement == .zeroIfAbsent else { throw missing(name) }
      value = V.zero
      return
    }
    value = try Self.scalar(json, name)
  }

  /// Reads one scalar, or nil.
  public mutating func field<V: FieldScalar>(
    _ number: UInt32, _ name: StaticString, _ value: inout V?
  ) throws(FieldError) {
    guard let json = take(name), json != .null else {
      value = nil
      return
    }
    value = try Self.scalar(json, name)
  }

  /// Reads an array.
  public mutating func field<V: FieldScalar>(
    _ number: UInt32, _ name: StaticString, _ values: inout [V]
  ) throws(FieldError) {
    values = []
    for (index, element) in try elements(name).enumerated() {
      do throws(FieldError) { values.append(try Self.checked(element)) } catch { throw error.at(index).inside(name) }
    }
  }

  /// Reads an object, which must be there.
  public mutating func field<M: FieldMessage>(
    _ number: UInt32, _ name: StaticString, _ value: inout M
  ) throws(FieldError) {
    guard let json = take(name) else { throw missing(name) }
    do throws(FieldError) { value = try Self.message(json, depth: depth + 1) } catch { throw error.inside(name) }
  }

  /// Reads an object, or nil.
  public mutating func field<M: FieldMessage>(
    _ number: UInt32, _ name: StaticString, _ value: inout M?
  ) throws(FieldError) {
    guard let json = take(name), json != .null else {
      value = nil
      return
    }
    do throws(FieldError) { value = try Self.message(json, depth: depth + 1) } catch { throw error.inside(name) }
  }

  /// Reads an array of objects.
  public mutating func field<M: FieldMessage>(
    _ number: UInt32, _ name: StaticString, _ values: inout [M]
  ) throws(FieldError) {
    values = []
    for (index, element) in try elements(name).enumerated() {
      do throws(FieldError) { values.append(try Self.message(element, depth: depth + 1)) } catch {
        throw error.at(index).inside(name)
      }
    }
  }

  private mutating func take(_ name: StaticString) -> JSONValue? { object.removeValue(forKey: name.description) }

  private mutating func elements(_ name: StaticString) throws(FieldError) -> [JSONValue] {
    guard let json = take(name) else { return [] }
    guard case .array(let elements) = json else { throw json.mismatch("an array").inside(name) }
    try checkCount(elements.count, name)
    return elements
  }

  private static func scalar<V: FieldScalar>(_ json: JSONValue, _ name: StaticString) throws(FieldError) -> V {
    do throws(FieldError) { return try checked(json) } catch { throw error.inside(name) }
  }

  private static func checked<V: FieldScalar>(_ json: JSONValue) throws(FieldError) -> V {
    let value = try V.read(from: json)
    if V.requirement == .nonZero, value.isZero { throw FieldError(.missing, "a required value is zero") }
    return value
  }

  /// What is wrong with the keys that are no field's name; nil if there are none.
  private func stray<M: FieldMessage>(_ type: M.Type) throws(FieldError) -> FieldError? {
    guard !object.isEmpty else { return nil }
    let names = Set(try M.messageSchema().fields.map(\.name))
    let strays = object.keys.filter { !names.contains($0) }.sorted()
    guard let first = strays.first else { return nil }
    let others = strays.dropFirst().prefix(Self.namedStrays).map { ", nor \($0)" }.joined()
    return FieldError(.unknownField, "\(M.schemaName) has no field of this name\(others)").inside(first)
  }

  /// More unknown keys than this help nobody to find the mistake.
  private static let namedStrays = 8

  static func message<M: FieldMessage>(_ json: JSONValue, depth: Int) throws(FieldError) -> M {
    guard depth <= FieldLimits.depth else { throw tooDeep() }
    guard case .object(let object) = json else { throw json.mismatch("an object") }
    var reader = JSONFieldReader(object, depth: depth)
    var message = M(Blank())
    do throws(FieldError) {
      try message.fields(&reader)
    } catch {
      // A field that is missing may be there under a wrong name: then both are told.
      guard error.code == .missing, let stray = try reader.stray(M.self) else { throw error }
      throw FieldError(error.code, "\(error.message); \(stray)", path: error.path)
    }
    if let stray = try reader.stray(M.self) { throw stray }
    return message
  }
}

extension FieldMessage {
  /// Reads the message from JSON text of at most `FieldLimits.jsonBytes`.
  ///
  /// The error's path says which field; for text that is not JSON its message says which line and column.
  public init(json text: String) throws(FieldError) { try self.init(json: JSONValue(parsing: text)) }

  /// Reads the message from a JSON value, which must be an object.
  public init(json value: JSONValue) throws(FieldError) { self = try JSONFieldReader.message(value, depth: 1) }
}
