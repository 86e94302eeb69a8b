extension WireReader: FieldCoding {
  /// Reads one scalar, or what its absence means.
  @inlinable
  public mutating func field<V: FieldScalar>(
    _ number: UInt32, _ name: StaticString, _ value: inout V
  ) throws(FieldError) {
    guard try find(number, V.wireType, name) else {
      guard V.requirement == .zeroIfAbsent else { throw missing(name) }
      value = V.zero
      return
    }
    value = try readOne(number, name)
  }

  /// Reads one scalar, or nil.
  @inlinable
  public mutating func field<V: FieldScalar>(
    _ number: UInt32, _ name: StaticString, _ value: inout V?
  ) throws(FieldError) {
    value = try find(number, V.wireType, name) ? try readOne(number, name) : nil
  }

  /// Reads the scalars, packed if they are numbers.
  @inlinable
  public mutating func field<V: FieldScalar>(
    _ number: UInt32, _ name: StaticString, _ values: inout [V]
  ) throws(FieldError) {
    values = []
    guard try find(number, .bytes, name) else { return }
    do throws(FieldError) {
      if V.wireType == .bytes {
        while key >> 3 == number {
          if key & 7 != WireType.bytes.rawValue { throw wrongWireType() }
          try appendElement(&values)
          try advance()
        }
      } else {
        try readPacked(&values)
        try advancePast(number)
      }
    } catch { throw error.inside(name) }
  }

  /// Reads one message, which must be there.
  @inlinable
  public mutating func field<M: FieldMessage>(
    _ number: UInt32, _ name: StaticString, _ value: inout M
  ) throws(FieldError) {
    guard try find(number, .bytes, name) else { throw missing(name) }
    do throws(FieldError) {
      try readInto(&value)
      try advancePast(number)
    } catch { throw error.inside(name) }
  }

  /// Reads one message, or nil.
  @inlinable
  public mutating func field<M: FieldMessage>(
    _ number: UInt32, _ name: StaticString, _ value: inout M?
  ) throws(FieldError) {
    guard try find(number, .bytes, name) else {
      value = nil
      return
    }
    var message = M(Blank())
    try field(number, name, &message)
    value = message
  }

  /// Reads the messages one by one.
  @inlinable
  public mutating func field<M: FieldMessage>(
    _ number: UInt32, _ name: StaticString, _ values: inout [M]
  ) throws(FieldError) {
    values = []
    guard try find(number, .bytes, name) else { return }
    values.reserveCapacity(countAhead())
    while key >> 3 == number {
      do throws(FieldError) {
        if key & 7 != WireType.bytes.rawValue { throw wrongWireType() }
        if values.count == FieldLimits.elements { throw tooManyElements(values.count + 1) }
        var message = M(Blank())
        try readInto(&message)
        values.append(message)
        try advance()
      } catch { throw error.at(values.count).inside(name) }
    }
  }

  @inlinable @inline(__always)
  mutating func find(_ number: UInt32, _ type: WireType, _ name: StaticString) throws(FieldError) -> Bool {
    do throws(FieldError) { return try seek(number, type) } catch { throw error.inside(name) }
  }

  /// Reads the value of a plain or optional field, and the key behind it.
  @inlinable @inline(__always)
  mutating func readOne<V: FieldScalar>(_ number: UInt32, _ name: StaticString) throws(FieldError) -> V {
    do throws(FieldError) {
      let value = try V.read(from: &self)
      if V.requirement == .nonZero, value.isZero { throw zero() }
      try advancePast(number)
      return value
    } catch { throw error.inside(name) }
  }

  @inlinable
  mutating func appendElement<V: FieldScalar>(_ values: inout [V]) throws(FieldError) {
    if values.count == FieldLimits.elements { throw tooManyElements(values.count + 1) }
    do throws(FieldError) {
      let value = try V.read(from: &self)
      if V.requirement == .nonZero, value.isZero { throw zero() }
      values.append(value)
    } catch { throw error.at(values.count) }
  }

  @inlinable
  mutating func readPacked<V: FieldScalar>(_ values: inout [V]) throws(FieldError) {
    let outerEnd = unsafe end
    let length = try readLength()
    guard unsafe length <= end - cursor else { throw truncated() }
    unsafe end = cursor + length
    while unsafe cursor < end { try appendElement(&values) }
    unsafe end = outerEnd
  }

  @inlinable
  mutating func readInto<M: FieldMessage>(_ message: inout M) throws(FieldError) {
    try readMessage { (reader: inout WireReader) throws(FieldError) in try message.fields(&reader) }
  }
}

extension WireReader {
  @inline(never)
  @usableFromInline func zero() -> FieldError { FieldError(.missing, "a required value is zero") }
}
