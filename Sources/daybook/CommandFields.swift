import EventSourcing
import Vocabulary

/// The fields of a command as JSON has them, with those of the messages inside: what somebody who writes one must know.
///
/// The schema alone would not tell: to Protocol Buffers an ID is bytes and a date a number.
struct CommandFields {
  /// One field.
  struct Row {
    var name: String
    var number: UInt32
    /// A Protocol Buffers type, or the stored name of an enum or message.
    var typeName: String
    var label: MessageSchema.Label
    /// Whether leaving it out is an error.
    var isNeeded: Bool
    /// The names that an enum's value may have; empty for everything else.
    var values: [String] = []
    var isMessage = false
    /// A value of the right form, as JSON has it; nil for a message, and for text that is free.
    var example: JSONValue?
  }

  /// The command's own fields.
  private let rows: [Row]
  /// Those of the messages inside, each message once, in the order in which they come up.
  private let messages: [(name: String, rows: [Row])]

  init(_ type: any FieldMessage.Type) throws(FieldError) {
    var collector = FieldRows()
    try collector.collect(type)
    messages = collector.messages
    rows = collector.own
  }

  /// The names, in order.
  var names: String { rows.map(\.name).joined(separator: ", ") }

  /// For people: a table of the command, and one of each message in it.
  var text: String {
    let inner = messages.map { "\($0.name):\n\(Self.table($0.rows))" }
    return ([Self.table(rows)] + inner).joined(separator: "\n\n")
  }

  private static func table(_ rows: [Row]) -> String {
    var table = TextTable(["FIELD", "FORM", ""])
    for row in rows { table.add([row.name, row.form, row.isNeeded ? "needed" : ""]) }
    return table.text
  }

  /// For programs.
  var json: JSONTree { json(rows, within: []) }

  private func json(_ rows: [Row], within: [String]) -> JSONTree {
    .array(
      rows.map { row in
        var members: [(String, JSONTree)] = [
          ("name", .string(row.name)), ("type", .string(row.typeName)), ("label", .string(row.label.rawValue)),
          ("number", JSONTree(row.number)), ("needed", .bool(row.isNeeded)), ("form", .string(row.form)),
        ]
        if !row.values.isEmpty { members.append(("values", .array(row.values.map(JSONTree.string)))) }
        if row.isMessage, !within.contains(row.typeName),
          let inner = messages.first(where: { $0.name == row.typeName })
        {
          members.append(("fields", json(inner.rows, within: within + [row.typeName])))
        }
        return .object(members)
      })
  }
}

extension CommandFields.Row {
  /// How a value is written, such as `"17:30"` or `dine_in | takeout`.
  var form: String {
    let one = isMessage ? typeName : values.isEmpty ? scalar : values.joined(separator: " | ")
    return label == .repeated ? "list of \(one)" : one
  }

  private var scalar: String {
    switch example {
    case .bool: "true | false"
    case .integer, .unsigned, .number: "number"
    case .string(let text): Self.isID(text) ? "\(text.prefix { $0 != "_" })_…" : "such as \"\(text)\""
    default: "text"
    }
  }

  private static func isID(_ text: String) -> Bool {
    let parts = text.split(separator: "_")
    return parts.count == 2 && parts[1].count == 26 && text.allSatisfy { $0.isASCII }
  }
}

/// Collects rows by going through descriptions, and takes the form of each value from an example of its message.
private struct FieldRows: FieldCoding {
  private(set) var messages: [(name: String, rows: [CommandFields.Row])] = []
  private(set) var own: [CommandFields.Row] = []
  private var examples: [String: JSONValue] = [:]

  mutating func collect<M: FieldMessage>(_ type: M.Type) throws(FieldError) {
    var example = try M.example()
    if case .object(let members) = try JSONValue(parsing: example.json()) { examples = members }
    try example.fields(&self)
  }

  private mutating func add<V: FieldScalar>(
    _ type: V.Type, _ number: UInt32, _ name: StaticString, _ label: MessageSchema.Label
  ) {
    let schema = V.schema
    var row = CommandFields.Row(
      name: name.description, number: number, typeName: schema.typeName, label: label,
      isNeeded: label == .plain && V.requirement != .zeroIfAbsent)
    if let type = V.self as? any FieldEnum.Type { row.values = Self.names(type) }
    row.example = Self.example(of: type, examples[row.name])
    own.append(row)
  }

  /// A readable example where the type has one that people know, and otherwise the first that its type accepts.
  private static func example<V: FieldScalar>(of type: V.Type, _ any: JSONValue?) -> JSONValue? {
    if type == String.self { return nil }
    if type == Timestamp.self { return .string("2026-11-22T18:05:00Z") }
    if type == ServiceDate.self { return .string("2026-11-22") }
    if type == TimeOfDay.self { return .string("17:30") }
    if case .array(let elements) = any { return elements.first }
    return any
  }

  private static func names<E: FieldEnum>(_ type: E.Type) -> [String] {
    E.allCases.filter { !$0.isZero }.map(\.name.description)
  }

  private mutating func add<M: FieldMessage>(
    message type: M.Type, _ number: UInt32, _ name: StaticString, _ label: MessageSchema.Label
  ) throws(FieldError) {
    own.append(
      CommandFields.Row(
        name: name.description, number: number, typeName: M.schemaName, label: label, isNeeded: label == .plain,
        isMessage: true))
    guard !messages.contains(where: { $0.name == M.schemaName }) else { return }
    let place = messages.count
    messages.append((M.schemaName, []))
    let (outer, outerExamples) = (own, examples)
    own = []
    try collect(type)
    messages[place].rows = own
    (own, examples) = (outer, outerExamples)
  }

  mutating func field<V: FieldScalar>(_ n: UInt32, _ name: StaticString, _ value: inout V) throws(FieldError) {
    add(V.self, n, name, .plain)
  }

  mutating func field<V: FieldScalar>(_ n: UInt32, _ name: StaticString, _ value: inout V?) throws(FieldError) {
    add(V.self, n, name, .optional)
  }

  mutating func field<V: FieldScalar>(_ n: UInt32, _ name: StaticString, _ values: inout [V]) throws(FieldError) {
    add(V.self, n, name, .repeated)
  }

  mutating func field<M: FieldMessage>(_ n: UInt32, _ name: StaticString, _ value: inout M) throws(FieldError) {
    try add(message: M.self, n, name, .plain)
  }

  mutating func field<M: FieldMessage>(_ n: UInt32, _ name: StaticString, _ value: inout M?) throws(FieldError) {
    try add(message: M.self, n, name, .optional)
  }

  mutating func field<M: FieldMessage>(_ n: UInt32, _ name: StaticString, _ values: inout [M]) throws(FieldError) {
    try add(message: M.self, n, name, .repeated)
  }
}
