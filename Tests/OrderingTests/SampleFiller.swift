@testable import EventSourcing

/// Fills every field of a message with a value that its type accepts: an example of a message is a described one.
struct SampleFiller: FieldCoding {
  static func example<M: FieldMessage>(_ type: M.Type) throws(FieldError) -> M {
    var filler = SampleFiller()
    var message = M(Blank())
    try message.fields(&filler)
    return message
  }

  /// Wire forms, one of which every scalar accepts: a small number, a time, an ID, a currency code.
  private static let candidates: [(WireType, [UInt8])] = [
    (.varint, [1]), (.fixed64, [0, 0x40, 0x6e, 0x3e, 0x9a, 0x59, 6, 0]),
    (.bytes, [16, 1, 0x8f, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 1]), (.bytes, [3, 0x47, 0x42, 0x50]),
  ]

  private func sample<V: FieldScalar>() throws(FieldError) -> V {
    for (type, value) in Self.candidates where type == V.wireType {
      let bytes = [UInt8(1 << 3 | type.rawValue)] + value
      do throws(FieldError) {
        return try WireReader.reading(bytes) { (r: inout WireReader) throws(FieldError) in try V.read(from: &r) }
      } catch { continue }
    }
    throw FieldError(.invalidValue, "no candidate is a \(V.self)")
  }

  mutating func field<V: FieldScalar>(_ n: UInt32, _ name: StaticString, _ value: inout V) throws(FieldError) {
    value = try sample()
  }
  mutating func field<V: FieldScalar>(_ n: UInt32, _ name: StaticString, _ value: inout V?) throws(FieldError) {
    value = .some(try sample())
  }
  mutating func field<V: FieldScalar>(_ n: UInt32, _ name: StaticString, _ values: inout [V]) throws(FieldError) {
    values = [try sample()]
  }
  mutating func field<M: FieldMessage>(_ n: UInt32, _ name: StaticString, _ value: inout M) throws(FieldError) {
    value = try Self.example(M.self)
  }
  mutating func field<M: FieldMessage>(_ n: UInt32, _ name: StaticString, _ value: inout M?) throws(FieldError) {
    value = try Self.example(M.self)
  }
  mutating func field<M: FieldMessage>(_ n: UInt32, _ name: StaticString, _ values: inout [M]) throws(FieldError) {
    values = [try Self.example(M.self), try Self.example(M.self)]
  }
}
