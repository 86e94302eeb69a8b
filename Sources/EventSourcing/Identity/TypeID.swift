/// What an ID identifies: an empty enum that carries the prefix.
///
///     public enum Order: IDKind { public static var prefix: StaticString { "ord" } }
///     public typealias OrderID = TypeID<Order>
public protocol IDKind: Sendable {
  /// The prefix of the text form: lower-case letters and inner underscores, at most 63.
  static var prefix: StaticString { get }
}

/// The ID of one entity: a UUIDv7, sixteen bytes on the wire, shown as a TypeID
/// (`ord_01h455vb4pex5vsknk084sn02q`, https://github.com/jetify-com/typeid/tree/main/spec).
public struct TypeID<Kind: IDKind>: Hashable, Comparable, Sendable {
  /// The UUID.
  public let uuid: RawUUID

  /// An ID from its UUID.
  @inlinable public init(_ uuid: RawUUID) { self.uuid = uuid }

  /// All zero: not filled in. It is never stored in a plain field.
  @inlinable public static var none: TypeID { TypeID(RawUUID.none) }
  /// Whether this is `none`.
  @inlinable public var isNone: Bool { uuid == .none }
  /// See `RawUUID.mixedHash`.
  @inlinable public var mixedHash: UInt64 { uuid.mixedHash }
  /// By creation.
  @inlinable public static func < (a: TypeID, b: TypeID) -> Bool { a.uuid < b.uuid }
}

extension TypeID: FieldScalar {
  /// Sixteen bytes behind their length.
  @inlinable public static var wireType: WireType { .bytes }
  /// An ID must be filled in.
  @inlinable public static var requirement: FieldRequirement { .nonZero }
  /// `none`.
  @inlinable public static var zero: TypeID { none }
  /// Whether this is `none`.
  @inlinable public var isZero: Bool { isNone }
  /// `bytes`.
  public static var schema: ScalarSchema { ScalarSchema("bytes") }
  /// Appends length and bytes.
  @inlinable public func write(to writer: inout WireWriter) throws(FieldError) {
    try writer.writeSixteen(uuid.high, uuid.low)
  }
  /// Reads exactly sixteen bytes.
  @inlinable @inline(__always)
  public static func read(from reader: inout WireReader) throws(FieldError) -> TypeID {
    let (high, low) = try reader.readSixteen()
    return TypeID(RawUUID(high: high, low: low))
  }
  /// Appends the text form.
  public func write(to json: inout JSONWriter) { json.write(description) }
  /// Reads the text form.
  public static func read(from json: JSONValue) throws(FieldError) -> TypeID {
    let text = try String.read(from: json)
    do throws(TypeIDError) { return try TypeID(parsing: text) } catch {
      throw FieldError(.invalidValue, "\"\(text)\": \(error)")
    }
  }
}

extension TypeID: LosslessStringConvertible {
  /// The text form, such as `ord_01h455vb4pex5vsknk084sn02q`.
  public var description: String { TypeIDText.text(prefix: Kind.prefix.description, uuid) }

  /// Reads the text form; nil if it is not one of this kind. `init(parsing:)` says why.
  public init?(_ description: String) {
    do throws(TypeIDError) { try self.init(parsing: description) } catch { return nil }
  }

  /// Reads the text form.
  public init(parsing text: String) throws(TypeIDError) {
    let (prefix, uuid) = try TypeIDText.parse(text)
    guard prefix == Kind.prefix.description else {
      throw .otherKind(found: prefix, expected: Kind.prefix.description)
    }
    self.init(uuid)
  }
}
