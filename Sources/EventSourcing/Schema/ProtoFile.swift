/// The `.proto` of a log: what the container says, the record, and every event with all that it holds.
///
/// The text depends only on the descriptions: messages and enums by name, fields by number.
public struct ProtoFile: Sendable {
  /// Why the descriptions give no schema.
  public enum Problem: Error, Hashable, Sendable {
    /// Two events have this number or name.
    case sharedType(String)
    /// Two descriptions contradict each other.
    case conflict(String)
    /// A description failed on a blank value.
    case field(FieldError)
  }

  /// The names that the record and its container take; no event may use them.
  static let reserved: Set<String> = [
    "Log", "Entry", "Segment", "Commit", "Record", "Tag", "TagKind", "Actor", "ActorKind", "Seal", "Sealed",
  ]

  private let container: String
  private let tags: TagVocabulary
  private let events: [any Event.Type]
  private let collector: SchemaCollector

  /// A schema. `container` is the text of the messages around `Record` (`Log`, `Entry`, `Segment`, `Commit`, `Seal`),
  /// which belong to whoever writes segments.
  public init(events: [any Event.Type], tags: TagVocabulary, container: String) throws(Problem) {
    self.container = container
    self.tags = tags
    self.events = events.sorted { $0.type < $1.type }
    var collector = SchemaCollector()
    var numbers: Set<UInt32> = []
    var names: Set<String> = []
    for event in self.events {
      guard numbers.insert(event.type.number).inserted, names.insert(event.type.name).inserted else {
        throw .sharedType(event.type.name)
      }
      do throws(FieldError) { try Self.collect(event, &collector) } catch { throw .field(error) }
    }
    let taken = Self.reserved.intersection(Set(collector.messages.keys).union(collector.enumerations.keys))
    let twice = Set(collector.messages.keys).intersection(collector.enumerations.keys)
    if let conflict = collector.conflicts.first ?? taken.union(twice).min().map({ "\($0) is already taken" }) {
      throw .conflict(conflict)
    }
    self.collector = collector
  }

  private static func collect<E: Event>(_ type: E.Type, _ collector: inout SchemaCollector) throws(FieldError) {
    try collector.collect(type)
  }

  /// The text, proto3, package `daybook`.
  public var text: String {
    var parts = ["syntax = \"proto3\";\npackage daybook;\n"]
    if !container.isEmpty { parts.append(container.hasSuffix("\n") ? container : container + "\n") }
    parts += [record, Self.fixed, tagKinds, Self.enumeration("ActorKind", actorKinds)]
    parts += collector.messages.values.sorted { $0.name < $1.name }.map(Self.message)
    parts += collector.enumerations.sorted { $0.key < $1.key }.map { Self.enumeration($0.key, $0.value) }
    return parts.joined(separator: "\n")
  }

  private var record: String {
    let cases = events.map { "    \($0.schemaName) \($0.type.name) = \($0.type.number);\n" }.joined()
    return """
      message Record {
        sfixed64 occurred_at = 1;  // microseconds since 1970-01-01T00:00:00Z
        repeated Tag tags = 2;
        Actor actor = 3;
        uint64 caused_by = 4;      // a position
        bytes correlation = 5;
        bytes request_digest = 6;
        uint32 append_count = 7;   // on the first record of an append
        Sealed personal = 8;

      """ + (cases.isEmpty ? "" : "  oneof event {\n\(cases)  }\n") + "}\n"
  }

  private static let fixed = """
    message Tag {
      TagKind kind = 1;
      bytes value = 2;
    }

    message Actor {
      ActorKind kind = 1;
      bytes id = 2;
    }

    message Sealed {
      bytes subject = 1;
      uint32 key_version = 2;
      bytes nonce = 3;
      bytes ciphertext = 4;
    }

    """

  private var actorKinds: [ScalarSchema.EnumValue] { Actor.Kind.schema.enumeration ?? [] }

  private var tagKinds: String {
    let values = tags.kinds.map {
      ScalarSchema.EnumValue(number: $0.number, name: "TAG_KIND_" + $0.name.description.uppercased())
    }
    return Self.enumeration("TagKind", [.init(number: 0, name: "TAG_KIND_UNSPECIFIED")] + values)
  }

  private static func message(_ schema: MessageSchema) -> String {
    let lines = schema.fields.map { field in
      // proto3 tracks the presence of messages anyway.
      let label =
        field.label == .repeated ? "repeated " : field.label == .optional && !field.isMessage ? "optional " : ""
      return "  \(label)\(field.typeName) \(field.name) = \(field.number);\n"
    }
    return "message \(schema.name) {\n\(lines.joined())}\n"
  }

  private static func enumeration(_ name: String, _ values: [ScalarSchema.EnumValue]) -> String {
    "enum \(name) {\n\(values.map { "  \($0.name) = \($0.number);\n" }.joined())}\n"
  }
}
