extension FieldMessage {
  /// A message with every field filled, optional ones too; lists of messages hold two. For documentation and tests: it
  /// has the right shape, not a meaning.
  public static func example() throws(FieldError) -> Self {
    var filler = ExampleFiller()
    var message = Self(Blank())
    try message.fields(&filler)
    return message
  }
}

extension Event {
  /// The numbers of the kinds of tags that an event of this type may carry, ascending. A stored event lacks those whose
  /// field it left out.
  public static func tagKinds() throws(FieldError) -> [UInt32] {
    Set(try example().tags.map(\.kind)).sorted()
  }
}

/// Fills every field with a value that its type accepts.
private struct ExampleFiller: FieldCoding {
  /// Wire forms, one of which every scalar accepts: a small number, a time, an id, a currency code.
  private static let candidates: [(type: WireType, value: [UInt8])] = [
    (.varint, [1]),
    (.fixed64, [0, 0x40, 0x6e, 0x3e, 0x9a, 0x59, 6, 0]),
    (.fixed32, [1, 0, 0, 0]),
    (.bytes, [16, 1, 0x8f, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 1]),
    (.bytes, [3, 0x47, 0x42, 0x50]),
  ]

  private func value<V: FieldScalar>() throws(FieldError) -> V {
    for candidate in Self.candidates where candidate.type == V.wireType {
      let field = [UInt8(1 << 3 | candidate.type.rawValue)] + candidate.value
      do throws(FieldError) {
        return try WireReader.reading(field) { (reader: inout WireReader) throws(FieldError) in
          try V.read(from: &reader)
        }
      } catch { continue }
    }
    throw FieldError(.invalidValue, "no example of \(V.schema.typeName) is known")
  }

  mutating func field<V: FieldScalar>(_ n: UInt32, _ name: StaticString, _ value: inout V) throws(FieldError) {
    value = try self.value()
  }

  mutating func field<V: FieldScalar>(_ n: UInt32, _ name: StaticString, _ value: inout V?) throws(FieldError) {
    value = .some(try self.value())
  }

  mutating func field<V: FieldScalar>(_ n: UInt32, _ name: StaticString, _ values: inout [V]) throws(FieldError) {
    values = [try value()]
  }

  mutating func field<M: FieldMessage>(_ n: UInt32, _ name: StaticString, _ value: inout M) throws(FieldError) {
    value = try M.example()
  }

  mutating func field<M: FieldMessage>(_ n: UInt32, _ name: StaticString, _ value: inout M?) throws(FieldError) {
    value = try M.example()
  }

  mutating func field<M: FieldMessage>(_ n: UInt32, _ name: StaticString, _ values: inout [M]) throws(FieldError) {
    values = [try M.example(), try M.example()]
  }
}
