extension Bool {
  /// Appends true or false.
  public func write(to json: inout JSONWriter) { json.write(self) }
  /// Reads true or false.
  public static func read(from json: JSONValue) throws(FieldError) -> Bool {
    guard case .bool(let value) = json else { throw json.mismatch("true or false") }
    return value
  }
}

extension UInt32 {
  /// Appends a number.
  public func write(to json: inout JSONWriter) { json.write(UInt64(self)) }
  /// Reads a number that fits.
  public static func read(from json: JSONValue) throws(FieldError) -> UInt32 {
    let value = try json.unsigned()
    guard let fitting = UInt32(exactly: value) else { throw outOfRange(value, "uint32") }
    return fitting
  }
}

extension UInt64 {
  /// Appends a number, beyond 2^53 a string.
  public func write(to json: inout JSONWriter) { json.write(self) }
  /// Reads a number or a string of digits.
  public static func read(from json: JSONValue) throws(FieldError) -> UInt64 { try json.unsigned() }
}

extension Int32 {
  /// Appends a number.
  public func write(to json: inout JSONWriter) { json.write(Int64(self)) }
  /// Reads a number that fits.
  public static func read(from json: JSONValue) throws(FieldError) -> Int32 {
    let value = try json.signed()
    guard let fitting = Int32(exactly: value) else { throw outOfRange(value, "sint32") }
    return fitting
  }
}

extension Int64 {
  /// Appends a number, beyond 2^53 a string.
  public func write(to json: inout JSONWriter) { json.write(self) }
  /// Reads a number or a string of digits.
  public static func read(from json: JSONValue) throws(FieldError) -> Int64 { try json.signed() }
}

extension String {
  /// Appends a string.
  public func write(to json: inout JSONWriter) { json.write(self) }
  /// Reads a string, at most `FieldLimits.stringBytes`.
  public static func read(from json: JSONValue) throws(FieldError) -> String {
    guard case .string(let value) = json else { throw json.mismatch("a string") }
    guard value.utf8.count <= FieldLimits.stringBytes else { throw tooLong(value.utf8.count) }
    return value
  }
}

extension Array where Element == UInt8 {
  /// Appends base64.
  public func write(to json: inout JSONWriter) { json.writeBase64(self) }
  /// Reads base64, at most `FieldLimits.stringBytes` of it.
  public static func read(from json: JSONValue) throws(FieldError) -> [UInt8] {
    guard let bytes = Base64.bytes(try String.read(from: json)) else {
      throw FieldError(.invalidValue, "the string is not base64")
    }
    return bytes
  }
}
