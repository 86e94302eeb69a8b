// The scalars that lie on the wire as they are. Signed integers are zigzag (`sint`), so small negative amounts stay
// small.

extension Bool: FieldScalar {
  /// A varint, 0 or 1.
  @inlinable public static var wireType: WireType { .varint }
  /// False.
  @inlinable public static var zero: Bool { false }
  /// `bool`.
  public static var schema: ScalarSchema { ScalarSchema("bool") }
  /// Appends 0 or 1.
  @inlinable public func write(to writer: inout WireWriter) throws(FieldError) { try writer.writeVarint(self ? 1 : 0) }
  /// Reads 0 or 1; anything else is not canonical.
  @inlinable public static func read(from reader: inout WireReader) throws(FieldError) -> Bool {
    let value = try reader.readVarint()
    guard value <= 1 else { throw FieldError(.outOfRange, "a flag is 0 or 1, not \(value)") }
    return value == 1
  }
}

extension UInt32: FieldScalar {
  /// A varint.
  @inlinable public static var wireType: WireType { .varint }
  /// `uint32`.
  public static var schema: ScalarSchema { ScalarSchema("uint32") }
  /// Appends a varint.
  @inlinable public func write(to writer: inout WireWriter) throws(FieldError) {
    try writer.writeVarint(UInt64(self))
  }
  /// Reads a varint that fits.
  @inlinable public static func read(from reader: inout WireReader) throws(FieldError) -> UInt32 {
    let value = try reader.readVarint()
    guard let fitting = UInt32(exactly: value) else { throw outOfRange(value, "uint32") }
    return fitting
  }
}

extension UInt64: FieldScalar {
  /// A varint.
  @inlinable public static var wireType: WireType { .varint }
  /// `uint64`.
  public static var schema: ScalarSchema { ScalarSchema("uint64") }
  /// Appends a varint.
  @inlinable public func write(to writer: inout WireWriter) throws(FieldError) { try writer.writeVarint(self) }
  /// Reads a varint.
  @inlinable public static func read(from reader: inout WireReader) throws(FieldError) -> UInt64 {
    try reader.readVarint()
  }
}

extension Int64: FieldScalar {
  /// A zigzag varint.
  @inlinable public static var wireType: WireType { .varint }
  /// `sint64`.
  public static var schema: ScalarSchema { ScalarSchema("sint64") }
  /// Appends a zigzag varint.
  @inlinable public func write(to writer: inout WireWriter) throws(FieldError) {
    try writer.writeVarint(UInt64(bitPattern: (self << 1) ^ (self >> 63)))
  }
  /// Reads a zigzag varint.
  @inlinable public static func read(from reader: inout WireReader) throws(FieldError) -> Int64 {
    let value = try reader.readVarint()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }
}

extension Int32: FieldScalar {
  /// A zigzag varint.
  @inlinable public static var wireType: WireType { .varint }
  /// `sint32`.
  public static var schema: ScalarSchema { ScalarSchema("sint32") }
  /// Appends a zigzag varint.
  @inlinable public func write(to writer: inout WireWriter) throws(FieldError) { try Int64(self).write(to: &writer) }
  /// Reads a zigzag varint that fits.
  @inlinable public static func read(from reader: inout WireReader) throws(FieldError) -> Int32 {
    let value = try Int64.read(from: &reader)
    guard let fitting = Int32(exactly: value) else { throw outOfRange(value, "sint32") }
    return fitting
  }
}

extension String: FieldScalar {
  /// A length and UTF-8.
  @inlinable public static var wireType: WireType { .bytes }
  /// Empty.
  @inlinable public static var zero: String { "" }
  /// Empty.
  @inlinable public var isZero: Bool { isEmpty }
  /// `string`.
  public static var schema: ScalarSchema { ScalarSchema("string") }
  /// Appends length and UTF-8, at most `FieldLimits.stringBytes`.
  @inlinable public func write(to writer: inout WireWriter) throws(FieldError) { try writer.writeString(self) }
  /// Reads UTF-8, at most `FieldLimits.stringBytes`; `invalidUTF8` if it is not.
  @inlinable public static func read(from reader: inout WireReader) throws(FieldError) -> String {
    try reader.readString()
  }
}

extension Array: FieldScalar where Element == UInt8 {
  /// A length and bytes.
  @inlinable public static var wireType: WireType { .bytes }
  /// Empty.
  @inlinable public static var zero: [UInt8] { [] }
  /// Empty.
  @inlinable public var isZero: Bool { isEmpty }
  /// `bytes`.
  public static var schema: ScalarSchema { ScalarSchema("bytes") }
  /// Appends length and bytes, at most `FieldLimits.stringBytes`.
  @inlinable public func write(to writer: inout WireWriter) throws(FieldError) { try writer.writeBytes(self) }
  /// Reads bytes, at most `FieldLimits.stringBytes`.
  @inlinable public static func read(from reader: inout WireReader) throws(FieldError) -> [UInt8] {
    try reader.readBytes()
  }
}

@inline(never)
@usableFromInline func outOfRange(_ value: some BinaryInteger, _ type: StaticString) -> FieldError {
  FieldError(.outOfRange, "\(value) does not fit \(type)")
}
