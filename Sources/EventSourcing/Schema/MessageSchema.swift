/// What a message's description says, as data.
public struct MessageSchema: Hashable, Sendable {
  /// How often a field may occur.
  public enum Label: String, Hashable, Sendable {
    /// A plain scalar or message.
    case plain
    /// `V?`, `M?`.
    case optional
    /// `[V]`, `[M]`.
    case repeated
  }

  /// One field.
  public struct Field: Hashable, Sendable {
    /// The stored number.
    public let number: UInt32
    /// The stored name.
    public let name: String
    /// How often it may occur.
    public let label: Label
    /// A Protocol Buffers scalar type, or the stored name of an enum or message.
    public let typeName: String
    /// Whether it is a message.
    public let isMessage: Bool
  }

  /// The message's stored name.
  public let name: String
  /// The fields in the order described.
  public let fields: [Field]
}

/// Collects the schema of messages and of all that they hold. The same name described in two ways is a conflict.
struct SchemaCollector: FieldCoding {
  private(set) var messages: [String: MessageSchema] = [:]
  private(set) var enumerations: [String: [ScalarSchema.EnumValue]] = [:]
  private(set) var conflicts: [String] = []
  private var fields: [MessageSchema.Field] = []
  private var open: [ObjectIdentifier] = []
  private var done: Set<ObjectIdentifier> = []

  mutating func collect<M: FieldMessage>(_ type: M.Type) throws(FieldError) {
    let id = ObjectIdentifier(type)
    guard !done.contains(id), !open.contains(id) else { return }
    open.append(id)
    let outer = fields
    fields = []
    var blank = M(Blank())
    try blank.fields(&self)
    let schema = MessageSchema(name: M.schemaName, fields: fields)
    if let known = messages.updateValue(schema, forKey: schema.name), known != schema {
      conflicts.append("message \(schema.name) is described in two ways")
    }
    fields = outer
    open.removeLast()
    done.insert(id)
  }

  mutating func field<V: FieldScalar>(_ number: UInt32, _ name: StaticString, _ value: inout V) throws(FieldError) {
    add(V.self, number, name, .plain)
  }

  mutating func field<V: FieldScalar>(_ number: UInt32, _ name: StaticString, _ value: inout V?) throws(FieldError) {
    add(V.self, number, name, .optional)
  }

  mutating func field<V: FieldScalar>(_ number: UInt32, _ name: StaticString, _ values: inout [V]) throws(FieldError) {
    add(V.self, number, name, .repeated)
  }

  mutating func field<M: FieldMessage>(_ number: UInt32, _ name: StaticString, _ value: inout M) throws(FieldError) {
    try add(message: M.self, number, name, .plain)
  }

  mutating func field<M: FieldMessage>(_ number: UInt32, _ name: StaticString, _ value: inout M?) throws(FieldError) {
    try add(message: M.self, number, name, .optional)
  }

  mutating func field<M: FieldMessage>(_ number: UInt32, _ name: StaticString, _ values: inout [M]) throws(FieldError) {
    try add(message: M.self, number, name, .repeated)
  }

  private mutating func add<V: FieldScalar>(
    _ type: V.Type, _ number: UInt32, _ name: StaticString, _ label: MessageSchema.Label
  ) {
    let schema = V.schema
    fields.append(
      .init(number: number, name: name.description, label: label, typeName: schema.typeName, isMessage: false))
    guard let values = schema.enumeration else { return }
    if let known = enumerations.updateValue(values, forKey: schema.typeName), known != values {
      conflicts.append("enum \(schema.typeName) is described in two ways")
    }
  }

  private mutating func add<M: FieldMessage>(
    message: M.Type, _ number: UInt32, _ name: StaticString, _ label: MessageSchema.Label
  ) throws(FieldError) {
    fields.append(.init(number: number, name: name.description, label: label, typeName: M.schemaName, isMessage: true))
    try collect(M.self)
  }
}

extension FieldMessage {
  /// What the message describes. Pure; the same for every value.
  public static func messageSchema() throws(FieldError) -> MessageSchema {
    var collector = SchemaCollector()
    try collector.collect(self)
    return collector.messages[schemaName] ?? MessageSchema(name: schemaName, fields: [])
  }
}
