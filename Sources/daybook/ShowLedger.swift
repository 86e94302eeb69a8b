import ArgumentParser
import EventSourcing
import EventStore
import Payments
import Restaurant
import Venue
import Vocabulary

/// The trial balance.
struct ShowLedger: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger", abstract: "Money and points in double entry: every account's balance.",
    discussion: """
      Debits are positive, credits negative. Both sums are zero, as of any position and at any time.

      Examples:
        daybook show ledger
        daybook show ledger --as-of 5000 --format json
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var venues: VenueOptions
  @OptionGroup var moment: MomentOptions

  func run() async throws {
    let restaurant = try common.openForReading(moment.live([Menu.self, Ledger.self]))
    try await withClosing(restaurant) {
      let (menu, model) = try moment.models(restaurant.ledger, restaurant)
      let setups = try menu.read { (menu, _) throws in try venues.selected(menu) }
      let sections = model.read { ledger, _ in setups.map { Self.section(ledger, $0) } }
      try common.print(
        text: VenueOptions.text(sections.map(\.text), at: moment), json: ["venues": .array(sections.map(\.json))])
    }
  }

  private static func section(_ ledger: borrowing Ledger, _ setup: VenueSetup) -> (text: String, json: JSONTree) {
    var table = TextTable(["ACCOUNT", "MONEY", "POINTS"], right: [1, 2])
    var accounts: [JSONTree] = []
    func money(_ amount: Int64) -> String { Money(Amount(minorUnits: amount), setup.currency).grouped }
    for posting in ledger.trialBalance(of: setup.id) {
      let isPoints = posting.account.countsPoints
      table.add([
        posting.account.name.description, isPoints ? "" : money(posting.amount), isPoints ? posting.amount.grouped : "",
      ])
      accounts.append([
        "account": .string(posting.account.name.description), "unit": isPoints ? "points" : "minor_units",
        "balance": JSONTree(posting.amount),
      ])
    }
    let sums = ledger.sums(of: setup.id)
    table.add(["sum", money(sums.money), sums.points.grouped])
    return (
      "\(setup.name) (\(setup.id))\n\n\(table.text)",
      [
        "venue": .string(setup.id.description), "name": .string(setup.name), "currency": .string(setup.currency.code),
        "accounts": .array(accounts), "sum_minor": JSONTree(sums.money), "sum_points": JSONTree(sums.points),
      ]
    )
  }
}
