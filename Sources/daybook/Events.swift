import ArgumentParser
import EventSourcing
import Restaurant

/// Lists every event type.
struct Events: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List every event type with its number, fields and tags.",
    discussion: """
      Names and numbers are stored and never change their meaning. An event carries those of its tags whose field it \
      has; the log itself adds "once" (an idempotency key) and "cause" (the event that caused it).

      Examples:
        daybook events
        daybook events --format json
      """)

  @OptionGroup var common: CommonOptions

  /// What stands in front of an event's fields: they begin under its name.
  private static let underName = String(repeating: " ", count: 8)

  func run() throws {
    var table = TextTable(["NUMBER", "EVENT", "TAGS"], right: [0], wrapping: true)
    var module = ""
    var json: [JSONTree] = []
    for event in Catalogue.events {
      let fields = try FieldList(event)
      let tags = try event.tagKinds().map { Catalogue.tags.kind($0)?.name.description ?? String($0) }
      if Catalogue.module(of: event) != module {
        module = Catalogue.module(of: event)
        table.add(line: "\n\(module.uppercased())")
      }
      table.add([String(event.type.number), event.type.name, tags.joined(separator: ", ")])
      table.add(line: (Self.underName + fields.names).wrapped(indent: Self.underName.count))
      json.append([
        "number": JSONTree(event.type.number), "name": .string(event.type.name),
        "module": .string(Catalogue.module(of: event)), "tags": .array(tags.map(JSONTree.string)),
        "fields": fields.json,
      ])
    }
    var tags = TextTable(["NUMBER", "TAG"], right: [0])
    for kind in Catalogue.tags.kinds { tags.add([String(kind.number), kind.name.description]) }
    let tagJSON = Catalogue.tags.kinds.map { kind -> JSONTree in
      ["number": JSONTree(kind.number), "name": .string(kind.name.description)]
    }
    try common.print(
      text: table.text + "\n\n" + tags.text, json: ["events": .array(json), "tags": .array(tagJSON)])
  }
}

/// The fields of a message, as its description says.
struct FieldList {
  private let fields: [MessageSchema.Field]

  init(_ type: any FieldMessage.Type) throws { fields = try Self.schema(type).fields }

  private static func schema<M: FieldMessage>(_ type: M.Type) throws(FieldError) -> MessageSchema {
    try M.messageSchema()
  }

  var names: String { fields.map(\.name).joined(separator: ", ") }

  var json: JSONTree {
    .array(
      fields.map {
        [
          "name": .string($0.name), "type": .string($0.typeName), "label": .string($0.label.rawValue),
          "number": JSONTree($0.number),
        ]
      })
  }
}
