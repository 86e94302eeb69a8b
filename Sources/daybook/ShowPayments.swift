import ArgumentParser
import EventSourcing
import EventStore
import Payments
import Restaurant
import Venue
import Vocabulary

/// Payments, newest first, and what was taken.
struct ShowPayments: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "payments", abstract: "Payments, newest first, and what was taken by each method.",
    discussion: """
      Examples:
        daybook show payments --limit 5
        daybook show payments --order ord_01h455vb4pex5vsknk084sn02q
        daybook show payments --order ord_01h455vb4pex5vsknk084sn02q --split 3
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var venues: VenueOptions
  @OptionGroup var moment: MomentOptions

  @Option(parsing: .unconditional, help: ArgumentHelp("How many payments.", valueName: "count"))
  var limit = 20

  @Option(help: ArgumentHelp("Only this order: what it comes to, what is due, its payments.", valueName: "ord_…"))
  var order: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Split what is due for the order into so many equal parts.", valueName: "parts"))
  var split: Int?

  func validate() throws {
    if limit < 0 { throw ValidationError("--limit is at least 0") }
    if split != nil, order == nil { throw ValidationError("--split needs --order: which bill is split?") }
  }

  func run() async throws {
    let restaurant = try common.openForReading(moment.live([Menu.self, Payments.self]))
    try await withClosing(restaurant) {
      let (menu, model) = try moment.models(restaurant.payments, restaurant)
      let setups = try menu.read { (menu, _) throws in try venues.selected(menu) }
      let (text, json) = try model.read { (payments, _) throws in
        if let order { return try account(payments, order, setups) }
        let newest = setups.count > 1 ? payments.newestByVenue(limit) : nil
        let sections = setups.map { setup in
          section(payments, setup, newest.map { $0[setup.id] ?? [] } ?? payments.newest(limit, at: setup.id))
        }
        return (VenueOptions.text(sections.map(\.text), at: moment), ["venues": .array(sections.map(\.json))])
      }
      try common.print(text: text, json: json)
    }
  }

  private func section(
    _ payments: borrowing Payments, _ setup: VenueSetup, _ newest: [PaymentOverview]
  ) -> (text: String, json: JSONTree) {
    var totals = TextTable(["METHOD", "PAYMENTS", "AMOUNT", "TIPS", "REFUNDED", "NET"], right: [1, 2, 3, 4, 5])
    var json: [JSONTree] = []
    for (method, taken) in payments.takings(at: setup.id) {
      let returned = taken.refunded.minorUnits + taken.tipsRefunded.minorUnits
      let net = taken.amount.minorUnits + taken.tips.minorUnits - returned
      totals.add(
        [method.name.description, taken.payments.grouped]
          + [taken.amount.minorUnits, taken.tips.minorUnits, returned, net].map {
            Money(Amount(minorUnits: $0), setup.currency).grouped
          })
      json.append([
        "method": .string(method.name.description), "payments": JSONTree(taken.payments),
        "amount_minor": JSONTree(taken.amount.minorUnits), "tips_minor": JSONTree(taken.tips.minorUnits),
        "refunded_minor": JSONTree(taken.refunded.minorUnits),
        "tips_refunded_minor": JSONTree(taken.tipsRefunded.minorUnits),
      ])
    }
    let tables =
      totals.isEmpty ? "nothing was paid yet" : "\(totals.text)\n\n\(Self.table(newest, setup.zone, namesOrder: true))"
    return (
      "\(setup.name) (\(setup.id)), times in \(setup.zoneName)\n\n\(tables)",
      [
        "venue": .string(setup.id.description), "name": .string(setup.name), "currency": .string(setup.currency.code),
        "takings": .array(json), "newest": .array(newest.map(Self.json)),
      ]
    )
  }

  private func account(
    _ payments: borrowing Payments, _ text: String, _ setups: [VenueSetup]
  ) throws -> (String, JSONTree) {
    guard let id = OrderID(text) else {
      throw Failure(.usage, "\"\(text)\" is not an order's ID, such as ord_01h455vb4pex5vsknk084sn02q")
    }
    guard let account = payments.account(id) else { throw Failure(.noInput, "there is no order \(id)") }
    guard let setup = setups.first(where: { $0.id == account.venue }) else {
      throw Failure(.noInput, "there is no order \(id) at \(setups.map(\.name).joined(separator: ", "))")
    }
    var parts: [Amount] = []
    if let split {
      do throws(SplitError) { parts = try SplitBill.equally(account.due.amount, into: split) } catch {
        throw Failure(.usage, "--split \(split): \(error)")
      }
    }
    let state = account.isCancelled ? ", cancelled" : ""
    var text = "\(setup.name) (\(setup.id)), times in \(setup.zoneName)\n\n"
    text += "\(account.order): \(account.total.grouped), due \(account.due.grouped)\(state)\n"
    if !parts.isEmpty {
      let amounts = parts.map { Money($0, account.due.currency).grouped }.joined(separator: ", ")
      text += "in \(parts.count): \(amounts)".wrapped(indent: 2) + "\n"
    }
    return (
      text + "\n" + Self.table(account.payments, setup.zone, namesOrder: false),
      [
        "venue": .string(setup.id.description), "order": .string(account.order.description),
        "total_minor": JSONTree(account.total.amount.minorUnits),
        "due_minor": JSONTree(account.due.amount.minorUnits), "currency": .string(account.total.currency.code),
        "cancelled": .bool(account.isCancelled), "parts_minor": .array(parts.map { JSONTree($0.minorUnits) }),
        "payments": .array(account.payments.map(Self.json)),
      ]
    )
  }

  private static func table(
    _ payments: [PaymentOverview], _ zone: ZoneRules?, namesOrder: Bool
  ) -> String {
    guard !payments.isEmpty else { return "nothing was paid yet" }
    var table = TextTable(["PAID", "METHOD", "AMOUNT", "TIP", "REFUNDED"], right: [2, 3, 4])
    for payment in payments {
      let returned = payment.refunded.amount.minorUnits + payment.tipRefunded.amount.minorUnits
      table.add([
        ShowOrders.local(payment.paidAt, zone), payment.method.name.description, payment.amount.grouped,
        payment.tip.grouped, Money(Amount(minorUnits: returned), payment.amount.currency).grouped,
      ])
      table.add(line: "  \(payment.payment)" + (namesOrder ? " for \(payment.order)" : ""))
    }
    return table.text
  }

  private static func json(_ payment: PaymentOverview) -> JSONTree {
    [
      "payment": .string(payment.payment.description), "order": .string(payment.order.description),
      "customer": JSONTree(payment.customer?.description), "method": .string(payment.method.name.description),
      "paid_at": JSONTree(payment.paidAt), "service_date": .string(payment.serviceDate.description),
      "position": JSONTree(payment.position.rawValue), "amount_minor": JSONTree(payment.amount.amount.minorUnits),
      "tip_minor": JSONTree(payment.tip.amount.minorUnits),
      "refunded_minor": JSONTree(payment.refunded.amount.minorUnits),
      "tip_refunded_minor": JSONTree(payment.tipRefunded.amount.minorUnits),
      "currency": .string(payment.amount.currency.code),
    ]
  }
}
