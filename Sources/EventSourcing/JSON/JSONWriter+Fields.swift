/// Writes a message as a JSON object: keys are the stored names, in the order of the numbers. Plain fields and arrays
/// are always there, so that every object of a type has the same shape; an optional that is nil is left out.
public struct JSONFieldWriter: FieldCoding {
  /// The text that is being written.
  @usableFromInline var json: JSONWriter
  @usableFromInline var isFirst = true
  @usableFromInline var depth = 0

  /// A writer that appends to `json`.
  init(_ json: JSONWriter) { self.json = json }

  /// Writes one scalar.
  public mutating func field<V: FieldScalar>(
    _ number: UInt32, _ name: StaticString, _ value: inout V
  ) throws(FieldError) {
    writeKey(name)
    value.write(to: &json)
  }

  /// Writes one scalar, or nothing.
  public mutating func field<V: FieldScalar>(
    _ number: UInt32, _ name: StaticString, _ value: inout V?
  ) throws(FieldError) {
    guard let value else { return }
    writeKey(name)
    value.write(to: &json)
  }

  /// Writes an array.
  public mutating func field<V: FieldScalar>(
    _ number: UInt32, _ name: StaticString, _ values: inout [V]
  ) throws(FieldError) {
    writeKey(name)
    json.writeRaw("[")
    for index in values.indices {
      if index > 0 { json.writeRaw(",") }
      values[index].write(to: &json)
    }
    json.writeRaw("]")
  }

  /// Writes an object.
  public mutating func field<M: FieldMessage>(
    _ number: UInt32, _ name: StaticString, _ value: inout M
  ) throws(FieldError) {
    writeKey(name)
    do throws(FieldError) { try writeObject(&value) } catch { throw error.inside(name) }
  }

  /// Writes an object, or nothing.
  public mutating func field<M: FieldMessage>(
    _ number: UInt32, _ name: StaticString, _ value: inout M?
  ) throws(FieldError) {
    guard var message = value else { return }
    try field(number, name, &message)
  }

  /// Writes an array of objects.
  public mutating func field<M: FieldMessage>(
    _ number: UInt32, _ name: StaticString, _ values: inout [M]
  ) throws(FieldError) {
    writeKey(name)
    json.writeRaw("[")
    for index in values.indices {
      if index > 0 { json.writeRaw(",") }
      do throws(FieldError) { try writeObject(&values[index]) } catch { throw error.at(index).inside(name) }
    }
    json.writeRaw("]")
  }

  private mutating func writeKey(_ name: StaticString) {
    if isFirst { isFirst = false } else { json.writeRaw(",") }
    json.writeASCII(name)
    json.writeRaw(":")
  }

  mutating func writeObject<M: FieldMessage>(_ message: inout M) throws(FieldError) {
    guard depth < FieldLimits.depth else { throw tooDeep() }
    let outer = isFirst
    depth += 1
    isFirst = true
    json.writeRaw("{")
    try message.fields(&self)
    json.writeRaw("}")
    isFirst = outer
    depth -= 1
  }

}

extension JSONWriter {
  /// Appends the message as a JSON object. Throws `tooDeep` only.
  public mutating func write(_ message: some FieldMessage) throws(FieldError) {
    var lent = JSONWriter()
    swap(&lent, &self)
    var fields = JSONFieldWriter(lent)
    lent = JSONWriter()
    var copy = message
    defer { self = fields.json }
    try fields.writeObject(&copy)
  }
}

extension FieldMessage {
  /// The message as compact JSON.
  public func json() throws(FieldError) -> String {
    var writer = JSONWriter()
    try writer.write(self)
    return writer.text
  }
}
