import ArgumentParser
import EventSourcing
import EventStore
import Loyalty
import Restaurant
import Venue
import Vocabulary

/// Every change of a member's points.
struct ShowStatement: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "statement", abstract: "Every change of a member's points, with the balance that it led to.",
    discussion: """
      The balance counts pending points, and expired ones until they are written off; the summary tells them apart. With \
      --as-of it is the statement of what was known then, with --at of what was true then.

      Examples:
        daybook show statement --customer cus_01h455vb4pex5vsknk084sn02q
        daybook show statement --customer cus_… --at 2027-01-01T00:00:00Z
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var venues: VenueOptions
  @OptionGroup var moment: MomentOptions

  @Option(help: ArgumentHelp("Whose points.", valueName: "cus_…"))
  var customer: String

  func run() async throws {
    guard let id = CustomerID(customer) else {
      throw Failure(.usage, "\"\(customer)\" is not a customer's ID, such as cus_01h455vb4pex5vsknk084sn02q")
    }
    let restaurant = try common.openForReading([Menu.self, Loyalty.self])
    try await withClosing(restaurant) {
      let time = try moment.time(restaurant) ?? common.now
      let setups = try restaurant.menu.read { (menu, _) throws in try venues.selected(menu) }
      let memberships = restaurant.loyalty.read { loyalty, _ in Set(loyalty.memberships(of: id, at: time).map(\.member))
      }
      let chosen = setups.filter { memberships.contains(Member($0.id, id)) }
      guard !chosen.isEmpty else { throw Failure(.noInput, "\(id) is in no loyalty programme here") }
      let then = try programmes(restaurant)
      let sections = try chosen.map { setup in
        Self.section(
          try statement(Member(setup.id, id), restaurant), setup, then[setup.id] ?? setup.programme, time)
      }
      try common.print(
        text: sections.map(\.text).joined(separator: "\n\n"), json: ["statements": .array(sections.map(\.json))])
    }
  }

  /// The programmes of that moment, whose tiers may have had other names than the present ones.
  private func programmes(_ restaurant: Restaurant) throws -> [VenueID: LoyaltyProgramme] {
    if moment.isPresent { return [:] }
    return try moment.model(restaurant.menu, restaurant).read { menu, _ in menu.venues.compactMapValues(\.programme) }
  }

  /// The statement, from the member's own events: the log finds them by their tag.
  private func statement(_ member: Member, _ restaurant: Restaurant) throws -> Statement {
    let until = try moment.businessTime()
    var statement = Statement(member)
    var cursor = try restaurant.log.events(
      Statement.query(member), after: .origin, through: try moment.end(restaurant))
    while let event = try cursor.next() {
      if let until, event.context.occurredAt > until { continue }
      if let fact = try event.fact(MemberFact.self) { statement.apply(fact, event.context) }
    }
    return statement
  }

  /// A statement in its two forms, with what is left at a time, and the tiers as a programme names them.
  static func section(
    _ statement: Statement, _ setup: VenueSetup, _ programme: LoyaltyProgramme?, _ time: Timestamp
  ) -> (text: String, json: JSONTree) {
    let standing = statement.standing(at: time)
    let number = statement.tier(at: time, programme, setup)
    let tier = programme?.tiers.first { $0.number == number }?.name ?? "none"
    var lines = TextTable(["POSITION", "TIME", "WHAT", "POINTS", "OWED", "BALANCE"], right: [0, 3, 4, 5])
    for line in statement.lines {
      lines.add([
        line.position.description, ShowOrders.local(line.occurredAt, setup.zone), line.kind.text,
        line.points.count.grouped, line.owed == .zero ? "" : line.owed.count.grouped, line.balance.count.grouped,
      ])
    }
    var lots = TextTable(["LOT", "POINTS", "FROM", "UNTIL"], right: [0, 1])
    for lot in standing.lots {
      lots.add([
        "\(lot.number)", lot.remaining.count.grouped, ShowOrders.local(lot.activatesAt, setup.zone),
        lot.expiresAt.map { ShowOrders.local($0, setup.zone) } ?? "for ever",
      ])
    }
    let tables = [lines, lots].filter { !$0.isEmpty }.map(\.text)
    let text = """
      \(setup.name) (\(setup.id)), at \(ShowOrders.local(time, setup.zone))
      \(statement.member.customer), tier \(tier)
      \(standing.active) can be spent, \(standing.pending) pending, \(standing.void) expired, \(standing.owed) owed

      \(tables.isEmpty ? "no points yet" : tables.joined(separator: "\n\n"))
      """
    return (text, json(statement, standing, (number, tier), time))
  }

  private static func json(
    _ statement: Statement, _ standing: Standing, _ tier: (number: UInt32, name: String), _ time: Timestamp
  ) -> JSONTree {
    [
      "venue": .string(statement.member.venue.description), "customer": .string(statement.member.customer.description),
      "at": JSONTree(time), "tier": JSONTree(tier.number), "tier_name": .string(tier.name),
      "active": JSONTree(standing.active.count), "pending": JSONTree(standing.pending.count),
      "void": JSONTree(standing.void.count), "owed": JSONTree(standing.owed.count),
      "lines": .array(
        statement.lines.map { line in
          [
            "position": JSONTree(line.position.rawValue), "time": JSONTree(line.occurredAt),
            "kind": .string(line.kind.name), "points": JSONTree(line.points.count), "owed": JSONTree(line.owed.count),
            "balance": JSONTree(line.balance.count),
          ]
        }),
      "lots": .array(
        standing.lots.map { lot in
          [
            "lot": JSONTree(lot.number), "points": JSONTree(lot.remaining.count),
            "activates_at": JSONTree(lot.activatesAt), "expires_at": lot.expiresAt.map { JSONTree($0) } ?? .null,
          ]
        }),
    ]
  }
}

extension Statement.Line.Kind {
  /// What it was, for people.
  fileprivate var text: String {
    switch self {
    case .reward(let name): "reward: \(name)"
    case .tender(let order): "paid \(order?.description ?? "an order")"
    default: name.replacing("_", with: ": ", maxReplacements: 1)
    }
  }
}
