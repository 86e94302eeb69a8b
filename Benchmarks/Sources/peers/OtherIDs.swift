import EventSourcing

/// Gives every ID in an event another one, always the same for one ID and round: what belonged together still does.
struct OtherIDs: FieldCoding {
  private let mask: UInt64

  /// Round zero leaves the IDs as they are.
  init(round: UInt64) { mask = (round &* 0x9E37_79B9_7F4A_7C15) & (1 << 62 - 1) }

  /// The event with other IDs.
  mutating func renewed(_ event: some Event) throws(FieldError) -> any Event {
    var copy = event
    try copy.fields(&self)
    return copy
  }

  mutating func field<V: FieldScalar>(_ number: UInt32, _ name: StaticString, _ value: inout V) throws(FieldError) {
    value = renewed(value)
  }

  mutating func field<V: FieldScalar>(_ number: UInt32, _ name: StaticString, _ value: inout V?) throws(FieldError) {
    value = value.map(renewed)
  }

  mutating func field<V: FieldScalar>(_ number: UInt32, _ name: StaticString, _ values: inout [V]) throws(FieldError) {
    if V.self is any Renewable.Type { values = values.map(renewed) }
  }

  mutating func field<M: FieldMessage>(_ number: UInt32, _ name: StaticString, _ value: inout M) throws(FieldError) {
    try value.fields(&self)
  }

  mutating func field<M: FieldMessage>(_ number: UInt32, _ name: StaticString, _ value: inout M?) throws(FieldError) {
    try value?.fields(&self)
  }

  mutating func field<M: FieldMessage>(_ number: UInt32, _ name: StaticString, _ values: inout [M]) throws(FieldError) {
    for index in values.indices { try values[index].fields(&self) }
  }

  private func renewed<V: FieldScalar>(_ value: V) -> V {
    guard let id = value as? any Renewable, !value.isZero, let other = id.renewed(mask) as? V else { return value }
    return other
  }
}

/// An ID of any kind.
private protocol Renewable {
  func renewed(_ mask: UInt64) -> Self
}

extension TypeID: Renewable {
  /// Another ID of the same time.
  fileprivate func renewed(_ mask: UInt64) -> TypeID { TypeID(RawUUID(high: uuid.high, low: uuid.low ^ mask)) }
}
