import ArgumentParser
import EventSourcing
import EventStore
import Foundation
import Restaurant

/// Gives any command of any module.
struct Do: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Give a command: anything that a customer or the staff can do.",
    discussion: """
      The command's fields are JSON; what the server can fill in (new ids, the time) may be left out. An idempotency \
      key makes a repetition harmless: it gets the first answer and changes nothing.

      Examples:
        daybook do --list
        daybook do --fields place_order
        daybook do accept_order --json '{"order":"ord_01h455vb4pex5vsknk084sn02q"}'
        daybook do place_order --json @order.json --key 7f3a
      """)

  @OptionGroup var common: CommonOptions

  @Flag(help: "List all commands.")
  var list = false

  @Option(
    help: ArgumentHelp("List the fields of a command.", valueName: "command"),
    completion: .list(Catalogue.commands.map(\.name)))
  var fields: String?

  @Argument(help: "The command's name.", completion: .list(Catalogue.commands.map(\.name)))
  var command: String?

  @Option(
    help: ArgumentHelp(
      "The command's fields as JSON; @FILE reads them from a file, - from standard input.", valueName: "json"))
  var json: String?

  @Option(help: ArgumentHelp("The idempotency key: the same key with the same command is done once.", valueName: "key"))
  var key: String?

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("Who gives it: \(GivenBy.names.joined(separator: ", ")).", valueName: "actor"),
    completion: .list(GivenBy.names))
  var actor = "staff"

  func validate() throws {
    let wishes = (list ? 1 : 0) + (fields == nil ? 0 : 1) + (command == nil ? 0 : 1)
    if wishes == 0 { throw ValidationError("name a command, or ask for --list") }
    if wishes > 1 { throw ValidationError("a command, --list and --fields: give one of them") }
  }

  func run() async throws {
    if list { return try printList() }
    if let fields { return try printFields(fields) }
    let command = try known(command ?? "").name
    guard let kind = Actor.Kind.allCases.first(where: { $0.name.description == actor }), kind != .unspecified else {
      throw ValidationError("--as \(actor): it is one of \(GivenBy.names.joined(separator: ", "))")
    }
    let text = try input()
    let restaurant = try await common.openForWriting()
    try await withClosing(restaurant) {
      let outcome = try await outcome(of: command, text, on: restaurant, by: Actor(kind))
      try common.print(text: try Do.text(outcome), json: Do.json(outcome))
    }
  }

  private func outcome(
    of command: String, _ text: String, on restaurant: Restaurant, by actor: Actor
  ) async throws -> CommandOutcome {
    do {
      return try await restaurant.execute(command, json: text, as: actor, idempotencyKey: key)
    } catch RestaurantError.badCommand(let reason) {
      guard let json, json.hasPrefix("@") else { throw Failure(.badData, "\(reason)\(hint(command))") }
      throw Failure(.badData, "\(json.dropFirst()): \(reason)\(hint(command))")
    }
  }

  /// What helps whoever wrote fields that the command does not take.
  private func hint(_ command: String) -> String {
    if let json, !json.hasPrefix("@"), FileManager.default.fileExists(atPath: json) {
      return "; to read the file, write --json @\(json)"
    }
    return "\n`daybook do --fields \(command)` tells how each field is written"
  }

  /// The command of this name.
  private func known(_ name: String) throws -> CommandDefinition {
    guard let command = Catalogue.command(named: name) else {
      throw Failure(
        .usage,
        "there is no command \"\(name)\"\(Spelling.hint(name, Catalogue.commands.map(\.name)))"
          + "`daybook do --list` shows all")
    }
    return command
  }

  private func input() throws -> String {
    guard let json else { return "{}" }
    if json == "-" { return try readStandardText() }
    if json.hasPrefix("@") { return try readText(String(json.dropFirst())) }
    return json
  }

  /// What became of a command, for people.
  static func text(_ outcome: CommandOutcome) throws -> String {
    switch outcome.outcome {
    case .unchanged: return "nothing to do: it is so already"
    case .repeated: return "done before, under this key:\n" + (try lines(outcome))
    case .appended: return try lines(outcome)
    }
  }

  private static func lines(_ outcome: CommandOutcome) throws -> String {
    let first = outcome.positions?.lowerBound ?? .origin
    return try outcome.events().enumerated().map { index, event in
      "\(first.advanced(by: index))  \(type(of: event).type.name)  \(try event.json())"
    }.joined(separator: "\n")
  }

  /// What became of a command, for programs.
  static func json(_ outcome: CommandOutcome) throws -> JSONTree {
    let first = outcome.positions?.lowerBound ?? .origin
    return [
      "outcome": .string(outcome.outcome.rawValue),
      "events": .array(
        try outcome.events().enumerated().map { index, event in
          [
            "position": JSONTree(first.advanced(by: index).rawValue), "type": .string(type(of: event).type.name),
            "data": .raw(try event.json()),
          ]
        }),
    ]
  }

  private func printList() throws {
    let modules = Dictionary(grouping: Catalogue.commands) { Catalogue.module(ofCommand: $0.name) }
    var table = TextTable(["COMMAND", "WHAT IT DOES"], wrapping: true)
    for (module, commands) in modules.sorted(by: { $0.key < $1.key }) {
      table.add(line: "\n\(module.uppercased())")
      for command in commands { table.add([command.name, command.summary]) }
    }
    let json = try Catalogue.commands.map { command -> JSONTree in
      [
        "name": .string(command.name), "module": .string(Catalogue.module(ofCommand: command.name)),
        "summary": .string(command.summary), "fields": try CommandFields(command.type).json,
      ]
    }
    try common.print(
      text: table.text + "\n\nTHEIR FIELDS (`daybook do --fields COMMAND` tells how each is written)\n"
        + (try Catalogue.commands.map { "\($0.name): \(try CommandFields($0.type).names)".wrapped(indent: 2) }
          .joined(separator: "\n")),
      json: .array(json))
  }

  private func printFields(_ name: String) throws {
    let command = try known(name)
    let fields = try CommandFields(command.type)
    try common.print(text: "\(command.name): \(command.summary)\n\n\(fields.text)", json: fields.json)
  }
}

/// Who may give a command.
private enum GivenBy {
  static let names = Actor.Kind.allCases.filter { $0 != .unspecified }.map(\.name.description)
}
