/// A closed set of stored values, with explicit numbers and names.
///
///     public enum ServiceStyle: UInt32, FieldEnum {
///       case unspecified = 0, dineIn = 1, takeout = 2
///       public static let schemaName = "ServiceStyle"
///       public var name: StaticString {
///         switch self {
///         case .unspecified: "unspecified"
///         case .dineIn: "dine_in"
///         case .takeout: "takeout"
///         }
///       }
///     }
///
/// JSON has the name (`dine_in`), the schema the prefixed name (`SERVICE_STYLE_DINE_IN`). Zero is never a stored fact:
/// writing or reading `unspecified` in a plain field is the error `missing`.
///
/// *Unknown values.* A newer program may have stored a number that this one does not know. It is refused
/// (`unknownValue`) unless the type names a substitute in `unrecognised`, which is right only where every use of the
/// type may treat the substitute as harmless; such an event must then not be written back.
public protocol FieldEnum: FieldScalar, CaseIterable, RawRepresentable where RawValue == UInt32 {
  /// The zero case, which stands for a value not filled in.
  static var unspecified: Self { get }
  /// The enum's stored name in the schema.
  static var schemaName: String { get }
  /// The value's stored name in snake case.
  var name: StaticString { get }
  /// What stands for a number that this version does not know; nil refuses it.
  static func unrecognised(_ number: UInt32) -> Self?
}

extension FieldEnum {
  /// Refuses.
  @inlinable public static func unrecognised(_ number: UInt32) -> Self? { nil }
  /// A varint.
  @inlinable public static var wireType: WireType { .varint }
  /// A plain enum field must be filled in.
  @inlinable public static var requirement: FieldRequirement { .nonZero }
  /// `unspecified`.
  @inlinable public static var zero: Self { .unspecified }
  /// Whether this is the zero case.
  @inlinable public var isZero: Bool { rawValue == 0 }

  /// The enum with its prefixed value names.
  public static var schema: ScalarSchema {
    let prefix = upperSnake(schemaName)
    let values = allCases.map {
      ScalarSchema.EnumValue(number: $0.rawValue, name: "\(prefix)_\($0.name.description.uppercased())")
    }
    return ScalarSchema(enumeration: schemaName, values: values.sorted { $0.number < $1.number })
  }

  /// Appends the number.
  @inlinable public func write(to writer: inout WireWriter) throws(FieldError) {
    try writer.writeVarint(UInt64(rawValue))
  }

  /// Reads a number and applies the rule for unknown ones.
  @inlinable public static func read(from reader: inout WireReader) throws(FieldError) -> Self {
    let number = try reader.readVarint()
    if let small = UInt32(exactly: number), let value = Self(rawValue: small) ?? unrecognised(small) { return value }
    throw unknown("number \(number)")
  }

  /// Appends the name.
  public func write(to json: inout JSONWriter) { json.writeASCII(name) }

  /// The value with this name.
  public static func read(from json: JSONValue) throws(FieldError) -> Self {
    let text = try String.read(from: json)
    if let value = allCases.first(where: { $0.name.description == text }), !value.isZero { return value }
    let known = allCases.filter { !$0.isZero }.map(\.name.description).joined(separator: ", ")
    throw FieldError(.unknownValue, "\"\(text)\" is no \(schemaName); known are \(known)")
  }

  @inline(never)
  @usableFromInline static func unknown(_ what: String) -> FieldError {
    FieldError(.unknownValue, "\(what) is no \(schemaName) that this version knows")
  }
}

/// `OrderState` is `ORDER_STATE`.
func upperSnake(_ name: String) -> String {
  var result = ""
  for character in name {
    if character.isUppercase, !result.isEmpty { result.append("_") }
    result.append(contentsOf: character.uppercased())
  }
  return result
}
