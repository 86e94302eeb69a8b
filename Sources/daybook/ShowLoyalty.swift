import ArgumentParser
import EventSourcing
import EventStore
import Loyalty
import Restaurant
import Venue
import Vocabulary

/// Members and their points.
struct ShowLoyalty: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "loyalty", abstract: "Members with the most points, and what each programme gave and took.",
    discussion: """
      Examples:
        daybook show loyalty --limit 10
        daybook show loyalty --at 2027-01-01T00:00:00Z --format json
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var venues: VenueOptions
  @OptionGroup var moment: MomentOptions

  @Option(parsing: .unconditional, help: ArgumentHelp("How many members.", valueName: "count"))
  var limit = 20

  func validate() throws {
    if limit < 0 { throw ValidationError("--limit is at least 0") }
  }

  func run() async throws {
    let restaurant = try common.openForReading(moment.live([Menu.self, Loyalty.self]))
    try await withClosing(restaurant) {
      let time = try moment.time(restaurant) ?? common.now
      let (menu, model) = try moment.models(restaurant.loyalty, restaurant)
      let setups = try menu.read { (menu, _) throws in try venues.selected(menu) }
      let sections = model.read { loyalty, _ in setups.map { section(loyalty, $0, time) } }
      try common.print(
        text: VenueOptions.text(sections.map(\.text), at: moment), json: ["venues": .array(sections.map(\.json))])
    }
  }

  private func section(
    _ loyalty: borrowing Loyalty, _ setup: VenueSetup, _ time: Timestamp
  ) -> (text: String, json: JSONTree) {
    let totals = loyalty.totals(of: setup.id)
    var table = TextTable(["MEMBER", "TIER", "ACTIVE", "PENDING", "OWED", "EARNED", "SPENT"], right: [2, 3, 4, 5, 6])
    var members: [JSONTree] = []
    for member in loyalty.members(of: setup.id, limit: limit, at: time) {
      let standing = member.standing
      table.add(
        [member.member.customer.description, member.tierName]
          + [standing.active, standing.pending, standing.owed, member.earned, member.spent].map(\.count.grouped))
      members.append(Self.json(member))
    }
    let nobody = setup.programme == nil ? "the venue has no loyalty programme" : "nobody has enrolled yet"
    let sums = """
      \(counted(totals.members, "member")), \(counted(totals.earned.count, "point")) earned, \
      \(totals.redeemed.count.grouped) spent, \(totals.expired.count.grouped) written off, \
      \(totals.adjusted.count.grouped) given by the staff
      """
    let text = """
      \(setup.name) (\(setup.id)), at \(ShowOrders.local(time, setup.zone))
      \(sums.wrapped())

      \(totals.members == 0 ? nobody : table.text)
      """
    return (
      text,
      [
        "venue": .string(setup.id.description), "name": .string(setup.name), "at": JSONTree(time),
        "members": JSONTree(totals.members), "earned": JSONTree(totals.earned.count),
        "redeemed": JSONTree(totals.redeemed.count), "expired": JSONTree(totals.expired.count),
        "adjusted": JSONTree(totals.adjusted.count), "most_points": .array(members),
      ]
    )
  }

  static func json(_ member: MemberOverview) -> JSONTree {
    [
      "customer": .string(member.member.customer.description), "tier": JSONTree(member.tier),
      "tier_name": .string(member.tierName), "active": JSONTree(member.standing.active.count),
      "pending": JSONTree(member.standing.pending.count), "void": JSONTree(member.standing.void.count),
      "owed": JSONTree(member.standing.owed.count), "earned": JSONTree(member.earned.count),
      "spent": JSONTree(member.spent.count),
    ]
  }
}
