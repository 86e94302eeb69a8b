/// What describes a message's fields: a writer, a reader, or the schema.
///
/// | property | absent on the wire means | written |
/// |---|---|---|
/// | `V` with requirement `.zeroIfAbsent` (numbers, strings, bytes, flags) | zero | unless zero |
/// | `V` with requirement `.present` (times) | error `missing` | always |
/// | `V` with requirement `.nonZero` (IDs, enums) | error `missing` | always; zero is an error |
/// | `V?` | nil | if not nil, even if zero (`optional` in the schema) |
/// | `[V]` | empty | numbers and enums packed, the rest one by one |
/// | `M` | error `missing` | always |
/// | `M?`, `[M]` | nil, empty | if not nil, one by one |
///
/// A field that is added to an event already stored is a `V?`, `[V]`, `M?`, `[M]` or zero-if-absent `V`.
public protocol FieldCoding {
  /// One scalar.
  mutating func field<V: FieldScalar>(_ number: UInt32, _ name: StaticString, _ value: inout V) throws(FieldError)
  /// One scalar or none.
  mutating func field<V: FieldScalar>(_ number: UInt32, _ name: StaticString, _ value: inout V?) throws(FieldError)
  /// Scalars in order.
  mutating func field<V: FieldScalar>(_ number: UInt32, _ name: StaticString, _ values: inout [V]) throws(FieldError)
  /// One message.
  mutating func field<M: FieldMessage>(_ number: UInt32, _ name: StaticString, _ value: inout M) throws(FieldError)
  /// One message or none.
  mutating func field<M: FieldMessage>(_ number: UInt32, _ name: StaticString, _ value: inout M?) throws(FieldError)
  /// Messages in order.
  mutating func field<M: FieldMessage>(_ number: UInt32, _ name: StaticString, _ values: inout [M]) throws(FieldError)
}

/// How a value lies on the wire (the low three bits of a Protocol Buffers key).
public enum WireType: UInt32, Sendable {
  /// A base-128 integer.
  case varint = 0
  /// Eight bytes, little-endian.
  case fixed64 = 1
  /// A length and as many bytes.
  case bytes = 2
  /// Four bytes, little-endian.
  case fixed32 = 5
}

/// What the absence, or the zero, of a plain field means.
public enum FieldRequirement: Sendable {
  /// Absent is zero, and zero is not written (proto3).
  case zeroIfAbsent
  /// Absent is an error; zero is a value like any other and is written.
  case present
  /// Absent is an error, and zero means that someone forgot to fill it in.
  case nonZero
}

/// The schema's view of a scalar type.
public struct ScalarSchema: Sendable, Equatable {
  /// A Protocol Buffers scalar type, or the stored name of the enum.
  public let typeName: String
  /// The values by number if the type is an enum: prefixed names, ascending.
  public let enumeration: [EnumValue]?

  /// One value of an enum.
  public struct EnumValue: Sendable, Equatable {
    /// The stored number.
    public let number: UInt32
    /// The prefixed name, such as `ORDER_STATE_PLACED`.
    public let name: String
  }

  /// A scalar that is not an enum.
  public init(_ typeName: String) {
    self.typeName = typeName
    enumeration = nil
  }

  /// An enum with its values.
  public init(enumeration typeName: String, values: [EnumValue]) {
    self.typeName = typeName
    enumeration = values
  }
}

/// A value that takes one field and is not a message.
///
/// Domain types wrap one of the scalars here with `FieldWrapper`, or are a `FieldEnum`.
public protocol FieldScalar: Sendable, Equatable {
  /// How it lies on the wire.
  static var wireType: WireType { get }
  /// What its absence means.
  static var requirement: FieldRequirement { get }
  /// The value that stands in before reading, and for an absent zero-if-absent field.
  static var zero: Self { get }
  /// Whether this is `zero`.
  var isZero: Bool { get }
  /// Its type in the schema.
  static var schema: ScalarSchema { get }
  /// Appends the value without key.
  func write(to writer: inout WireWriter) throws(FieldError)
  /// Reads the value behind its key.
  static func read(from reader: inout WireReader) throws(FieldError) -> Self
  /// Appends the value as JSON.
  func write(to json: inout JSONWriter)
  /// The value that a JSON value stands for.
  static func read(from json: JSONValue) throws(FieldError) -> Self
}

extension FieldScalar {
  /// Numbers, flags, strings and bytes: absent is zero.
  @inlinable public static var requirement: FieldRequirement { .zeroIfAbsent }
  /// Equal to `zero`.
  @inlinable public var isZero: Bool { self == Self.zero }
}

/// A scalar with a meaning: minutes, a count of guests, a currency code.
///
///     public struct Minutes: FieldWrapper { public var rawValue: UInt32; public init(rawValue: UInt32) {...} }
///
/// It has its raw value's wire type, JSON form and requirement. A wrapper that accepts only some raw values overrides
/// `accept`.
public protocol FieldWrapper: FieldScalar {
  /// A scalar of this module.
  associatedtype RawValue: FieldScalar
  /// The wrapped value.
  var rawValue: RawValue { get }
  /// Wraps a value that the caller vouches for.
  init(rawValue: RawValue)
  /// Wraps a value that came from outside; throws `invalidValue` or `outOfRange` for one that the type refuses. Writing
  /// refuses the same values.
  static func accept(_ rawValue: RawValue) throws(FieldError) -> Self
}

extension FieldWrapper {
  /// Accepts everything.
  @inlinable public static func accept(_ rawValue: RawValue) throws(FieldError) -> Self { Self(rawValue: rawValue) }
  /// The raw value's.
  @inlinable public static var wireType: WireType { RawValue.wireType }
  /// The raw value's.
  @inlinable public static var requirement: FieldRequirement { RawValue.requirement }
  /// The raw value's.
  @inlinable public static var zero: Self { Self(rawValue: RawValue.zero) }
  /// The raw value's.
  @inlinable public var isZero: Bool { rawValue.isZero }
  /// The raw value's.
  public static var schema: ScalarSchema { RawValue.schema }
  /// Writes the raw value, if it is one that would be accepted: what cannot be read again must not be stored.
  @inlinable public func write(to writer: inout WireWriter) throws(FieldError) {
    try Self.accept(rawValue).rawValue.write(to: &writer)
  }
  /// Reads and accepts a raw value.
  @inlinable public static func read(from reader: inout WireReader) throws(FieldError) -> Self {
    try accept(RawValue.read(from: &reader))
  }
  /// Writes the raw value.
  public func write(to json: inout JSONWriter) { rawValue.write(to: &json) }
  /// Reads and accepts a raw value.
  public static func read(from json: JSONValue) throws(FieldError) -> Self { try accept(RawValue.read(from: json)) }
}
