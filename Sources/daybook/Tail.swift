import ArgumentParser
import EventSourcing
import EventStore
import Restaurant

/// Shows events, and follows them.
struct Tail: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show events in order, and with --follow each new one as it becomes durable.",
    discussion: """
      Also works beside a running writer, from another process; nothing is shown before it is durable. Positions are \
      contiguous: a reader that remembers the last one goes on with --after and misses nothing.

      Examples:
        daybook tail --limit 20
        daybook tail --follow --type order_placed
        daybook tail --tag order:ord_01h455vb4pex5vsknk084sn02q --output json
        daybook tail --after 1200 --output cloudevents
      """)

  @OptionGroup var common: CommonOptions

  @Option(help: ArgumentHelp("Begin behind this position.", valueName: "position"))
  var after: UInt64 = 0

  @Option(
    help: ArgumentHelp("Only events of this type; may be given several times.", valueName: "type"),
    completion: .list(Catalogue.events.map { $0.type.name }))
  var type: [String] = []

  @Option(help: ArgumentHelp("Only events that carry this tag; of several, all.", valueName: "kind:value"))
  var tag: [String] = []

  @Option(parsing: .unconditional, help: ArgumentHelp("Stop after so many events.", valueName: "count"))
  var limit: Int?

  @Flag(help: "Go on with what comes, until interrupted.")
  var follow = false

  @Option(help: "How events are written. `--format json` is short for `--output json`.")
  var output: Form?

  enum Form: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case cloudevents
  }

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit is at least 1") }
  }

  func run() async throws {
    let query = try query()
    let restaurant = try common.openForReading()
    try await withClosing(restaurant) {
      if restaurant.log.head.rawValue < after {
        // A reader that remembers what this log does not have yet reads another one, or a copy from before.
        Output.complain("daybook: nothing is behind \(after) yet; the log ends at \(restaurant.log.head)")
      }
      var left = limit ?? .max
      let start = Position(rawValue: after)
      if follow {
        try Interruption.cancelsCommand()
        do {
          for try await event in restaurant.log.subscribe(to: query, after: start) {
            try show(event, restaurant)
            left -= 1
            if left == 0 { return }
          }
        } catch is CancellationError {
          return
        }
        if !Task.isCancelled, let failure = restaurant.log.failure { throw failure }
      } else {
        var cursor = try restaurant.log.events(query, after: start, through: nil)
        while left > 0, let event = try cursor.next() {
          try show(event, restaurant)
          left -= 1
        }
      }
    }
  }

  private func query() throws -> Query {
    let types = try type.map { name in
      guard let event = Catalogue.event(named: name) else {
        throw ValidationError(
          "there is no event type \"\(name)\"\(Spelling.hint(name, Catalogue.events.map { $0.type.name }))"
            + "`daybook events` lists all")
      }
      return event.type
    }
    let tags = try tag.map { text in
      do {
        return try Catalogue.tags.parse(text)
      } catch {
        throw ValidationError("--tag \(text): \(error)")
      }
    }
    return Query(types: Set(types), tags: Tags(tags))
  }

  private func show(_ event: StoredEvent, _ restaurant: Restaurant) throws {
    let text = EventText(event: event, logID: restaurant.log.logID)
    switch output ?? (common.isJSON ? .json : .text) {
    case .text: try Output.write(try text.line)
    case .json: try Output.write(try text.json.text)
    case .cloudevents: try Output.write(try text.cloudEvent.text)
    }
  }
}
