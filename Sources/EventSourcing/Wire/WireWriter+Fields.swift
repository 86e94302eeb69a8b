extension WireWriter: FieldCoding {
  /// Writes one scalar as its requirement says.
  @inlinable @inline(__always)
  public mutating func field<V: FieldScalar>(
    _ number: UInt32, _ name: StaticString, _ value: inout V
  ) throws(FieldError) {
    if value.isZero {
      switch V.requirement {
      case .zeroIfAbsent: return
      case .nonZero: throw missing(name)
      case .present: break
      }
    }
    try writeOne(number, name, value)
  }

  /// Writes the scalar if there is one.
  @inlinable
  public mutating func field<V: FieldScalar>(
    _ number: UInt32, _ name: StaticString, _ value: inout V?
  ) throws(FieldError) {
    guard let value else { return }
    if V.requirement == .nonZero, value.isZero { throw missing(name) }
    try writeOne(number, name, value)
  }

  /// Writes the scalars, packed if they are numbers.
  @inlinable
  public mutating func field<V: FieldScalar>(
    _ number: UInt32, _ name: StaticString, _ values: inout [V]
  ) throws(FieldError) {
    if values.isEmpty { return }
    try checkCount(values.count, name)
    if V.requirement == .nonZero, let index = values.firstIndex(where: \.isZero) { throw missing(name, at: index) }
    if V.wireType == .bytes {
      for value in values { try writeOne(number, name, value) }
      return
    }
    try writeKey(number, .bytes)
    let start = try beginLength()
    for index in values.indices {
      do throws(FieldError) { try values[index].write(to: &self) } catch { throw error.at(index).inside(name) }
    }
    try endLength(start)
  }

  /// Writes the message.
  @inlinable
  public mutating func field<M: FieldMessage>(
    _ number: UInt32, _ name: StaticString, _ value: inout M
  ) throws(FieldError) {
    do throws(FieldError) { try writeMessage(number, &value) } catch { throw error.inside(name) }
  }

  /// Writes the message if there is one.
  @inlinable
  public mutating func field<M: FieldMessage>(
    _ number: UInt32, _ name: StaticString, _ value: inout M?
  ) throws(FieldError) {
    guard var message = value else { return }
    try field(number, name, &message)
  }

  /// Writes the messages one by one.
  @inlinable
  public mutating func field<M: FieldMessage>(
    _ number: UInt32, _ name: StaticString, _ values: inout [M]
  ) throws(FieldError) {
    try checkCount(values.count, name)
    for index in values.indices {
      do throws(FieldError) { try writeMessage(number, &values[index]) } catch { throw error.at(index).inside(name) }
    }
  }

  @inlinable @inline(__always)
  mutating func writeOne<V: FieldScalar>(_ number: UInt32, _ name: StaticString, _ value: V) throws(FieldError) {
    do throws(FieldError) {
      try writeKey(number, V.wireType)
      try value.write(to: &self)
    } catch { throw error.inside(name) }
  }

  @inlinable
  mutating func writeMessage<M: FieldMessage>(_ number: UInt32, _ message: inout M) throws(FieldError) {
    guard depth < FieldLimits.depth else { throw tooDeep() }
    depth += 1
    try writeKey(number, .bytes)
    let start = try beginLength()
    try message.fields(&self)
    try endLength(start)
    depth -= 1
  }
}

@inlinable
func checkCount(_ count: Int, _ name: StaticString) throws(FieldError) {
  if count > FieldLimits.elements { throw tooManyElements(count).inside(name) }
}

@inline(never)
@usableFromInline func tooManyElements(_ count: Int) -> FieldError {
  FieldError(.tooManyElements, "\(count) elements are more than the \(FieldLimits.elements) that an array may have")
}

@inline(never)
@usableFromInline func tooDeep() -> FieldError {
  FieldError(.tooDeep, "messages are nested more than \(FieldLimits.depth) deep")
}

@inline(never)
@usableFromInline func missing(_ name: StaticString, at index: Int? = nil) -> FieldError {
  let error = FieldError(.missing, "a required value is missing")
  return (index.map { error.at($0) } ?? error).inside(name)
}
