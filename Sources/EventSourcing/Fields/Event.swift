/// Proof that EventSourcing is about to fill a message in: only this module can make one.
///
/// An author writes `public init(_: Blank) {}` with a default for every property, and no one else can make the
/// half-empty value.
public struct Blank: Sendable {
  @inlinable init() {}
}

/// A message: a plain struct that describes its fields once.
///
/// `fields` names every stored property with its number, ascending, and calls `field` for each. The one description
/// encodes, decodes, reads and writes JSON, and emits the schema. It runs with values already present when it writes
/// and with blank values when it reads; it must not branch on them.
///
/// A message with a subset of another's fields (same numbers, names and types) is a *narrow reader* of it: the other
/// fields are skipped unread. `FieldInventory.narrowing` checks the agreement.
public protocol FieldMessage: Sendable, Equatable {
  /// The message's stored name in the schema, such as `OrderLine`.
  static var schemaName: String { get }
  /// A value with the default of every property.
  init(_: Blank)
  /// Describes every field, ascending by number.
  mutating func fields(_ f: inout some FieldCoding) throws(FieldError)

  /// Appends the fields to `writer`. Has a default; a requirement so that `any Event` reaches specialised code.
  func write(to writer: inout WireWriter) throws(FieldError)
  /// Reads the fields from `reader`. Has a default; a requirement so that `any Event.Type` reaches specialised code.
  static func read(from reader: inout WireReader) throws(FieldError) -> Self
}

extension FieldMessage {
  /// Appends the fields to `writer`, without a length.
  @inlinable
  public func write(to writer: inout WireWriter) throws(FieldError) {
    var copy = self
    try copy.fields(&writer)
  }

  /// Reads the fields of the message that `reader` stands in.
  @inlinable
  public static func read(from reader: inout WireReader) throws(FieldError) -> Self {
    var value = Self(Blank())
    try value.fields(&reader)
    return value
  }

  /// The message in canonical Protocol Buffers.
  @inlinable
  public func encoded() throws(FieldError) -> [UInt8] {
    var writer = WireWriter()
    writer.beginRecord()
    try write(to: &writer)
    return try writer.finished()
  }

  /// Decodes the message from exactly these bytes.
  @inlinable
  public init(decoding bytes: [UInt8]) throws(FieldError) {
    self = try WireReader.reading(bytes) { (r: inout WireReader) throws(FieldError) in try Self.read(from: &r) }
  }
}

/// An immutable fact: what happened, in the past tense.
///
///     public struct OrderPlaced: Event {
///       @inlinable public static var type: EventType { EventType(301, "order_placed") }
///       public var order: OrderID = .none
///       public var customer: CustomerID?
///       public init(_: Blank) {}
///       public var tags: Tags { [.order(order), .customer(customer)] }
///       @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
///         try f.field(1, "order", &order)
///         try f.field(2, "customer", &customer)
///       }
///     }
///
/// `type` may be a `static let`; as an inlinable computed property it is a constant in a fold's `switch`.
public protocol Event: FieldMessage {
  /// The stored number and name.
  static var type: EventType { get }
  /// The entities that the event concerns. The command handler may add more to the record.
  var tags: Tags { get }
}

extension Event {
  /// The type's name in camel case: `order_placed` is `OrderPlaced`. Derived from the stored name, never from Swift's;
  /// a *narrow reader* or an older version says its own.
  public static var schemaName: String {
    type.name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}
