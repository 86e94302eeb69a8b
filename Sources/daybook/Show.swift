import ArgumentParser
import EventSourcing
import EventStore
import Ordering
import Restaurant
import Venue
import Vocabulary

/// Shows read models.
struct Show: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show orders, the kitchen's queue, the menu, the books, payments, points, the ledger or figures.",
    discussion: """
      Examples:
        daybook show orders
        daybook show kitchen
        daybook show menu --format json
        daybook show availability --date 2026-12-24 --party 4
        daybook show statement --customer cus_01h455vb4pex5vsknk084sn02q
        daybook show analytics --from 2026-11-01
      """,
    subcommands: [
      ShowOrders.self, ShowKitchen.self, ShowMenu.self, ShowAvailability.self, ShowBookings.self, ShowWaitlist.self,
      ShowPayments.self, ShowLoyalty.self, ShowStatement.self, ShowLedger.self, ShowAnalytics.self,
    ])
}

/// What all views have in common.
struct VenueOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only this venue, by its ID or name; all, if left out.", valueName: "venue"))
  var venue: String?

  /// What is shown of each venue, one after the other.
  static func text(_ venues: [String], at moment: MomentOptions? = nil) -> String {
    guard venues.isEmpty else { return venues.joined(separator: "\n\n") }
    return moment?.isPresent == false
      ? "no venue had been set up by then" : "no venue has been set up; `daybook init --venue FILE` does"
  }

  /// The venues to show.
  func selected(_ menu: borrowing Menu) throws -> [VenueSetup] {
    let all = menu.venues.values.sorted { $0.name < $1.name }
    guard let venue else { return all }
    let found = all.filter { $0.id.description == venue || $0.name == venue }
    if !found.isEmpty { return found }
    // Nobody types capitals for a name that he knows.
    let alike = all.filter { $0.name.lowercased() == venue.lowercased() }
    guard alike.isEmpty else { return alike }
    let known = all.isEmpty ? "none has been set up" : "there are: \(Self.list(all))"
    throw Failure(.noInput, "there is no venue \"\(venue)\"\(Spelling.hint(venue, all.map(\.name)))\(known)")
  }

  /// Venues that a message names: more would bury what it says.
  private static let listed = 10

  private static func list(_ setups: [VenueSetup]) -> String {
    let names = setups.prefix(listed).map { "\($0.id) (\($0.name))" }
    let more = setups.count > listed ? ["and \((setups.count - listed).grouped) more"] : []
    return (names + more).joined(separator: ", ")
  }
}

/// Orders, newest first, and what was sold.
struct ShowOrders: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "orders", abstract: "Orders, newest first, with totals and best sellers.",
    discussion: """
      With --as-of they are the orders that were known then, with --at those that had been placed by then.

      Examples:
        daybook show orders --limit 5 --format json
        daybook show orders --as-of 5000
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var venues: VenueOptions
  @OptionGroup var moment: MomentOptions

  @Option(parsing: .unconditional, help: ArgumentHelp("How many orders and best sellers.", valueName: "count"))
  var limit = 20

  @Option(help: ArgumentHelp("Only this customer's orders.", valueName: "cus_…"))
  var customer: String?

  @Option(help: ArgumentHelp("One order.", valueName: "ord_…"))
  var order: String?

  func validate() throws {
    if limit < 0 { throw ValidationError("--limit is at least 0") }
    if order != nil, customer != nil { throw ValidationError("--order and --customer: give one of them") }
  }

  func run() async throws {
    let restaurant = try common.openForReading(moment.live([Menu.self, Orders.self]))
    try await withClosing(restaurant) {
      let (menu, model) = try moment.models(restaurant.orders, restaurant)
      let setups = try menu.read { (menu, _) throws in try venues.selected(menu) }
      let sections = try model.read { (orders, _) throws in
        if order != nil || customer != nil {
          return try shown(orders, setups).map { section(orders, $0, try listed(orders, at: $0.id), []) }
        }
        guard setups.count > 1 else {
          return setups.map { setup in
            section(orders, setup, orders.newest(limit, at: setup.id), orders.bestSellers(limit, at: setup.id))
          }
        }
        // One pass over the orders, not one for each venue.
        let (newest, best) = (orders.newestByVenue(limit), orders.bestSellersByVenue(limit))
        return setups.map { section(orders, $0, newest[$0.id] ?? [], best[$0.id] ?? []) }
      }
      try common.print(
        text: VenueOptions.text(sections.map(\.text), at: moment), json: ["venues": .array(sections.map(\.json))])
    }
  }

  /// One order, or one customer's, are shown at the venues where there are any.
  private func shown(_ orders: borrowing Orders, _ setups: [VenueSetup]) throws -> [VenueSetup] {
    guard order != nil || customer != nil else { return setups }
    var found: [VenueSetup] = []
    for setup in setups where try !listed(orders, at: setup.id).isEmpty { found.append(setup) }
    return found.isEmpty ? setups : found
  }

  private func listed(_ orders: borrowing Orders, at venue: VenueID) throws -> [OrderOverview] {
    if let order {
      guard let id = OrderID(order) else {
        throw Failure(.usage, "\"\(order)\" is not an order's ID, such as ord_01h455vb4pex5vsknk084sn02q")
      }
      guard let found = orders.order(id) else { throw Failure(.noInput, "there is no order \(id)") }
      return [found].filter { $0.venue == venue }
    }
    if let customer {
      guard let id = CustomerID(customer) else {
        throw Failure(.usage, "\"\(customer)\" is not a customer's ID, such as cus_01h455vb4pex5vsknk084sn02q")
      }
      return orders.orders(of: id, at: venue, limit: limit)
    }
    return orders.newest(limit, at: venue)
  }

  private func section(
    _ orders: borrowing Orders, _ setup: VenueSetup, _ listed: [OrderOverview], _ sold: [ItemSales]
  ) -> (text: String, json: JSONTree) {
    var table = TextTable(["ORDER", "TIME", "STAGE", "SERVICE", "ITEMS", "TOTAL"], right: [4, 5])
    var list: [JSONTree] = []
    var day: String?
    for order in listed {
      // A line for each day leaves room for the IDs.
      let (date, time) = Self.dayAndTime(order.placedAt, setup.zone)
      if date != day { table.add(line: date) }
      day = date
      table.add([
        order.order.description, time, order.stage.name.description, order.service.name.description,
        order.quantity.grouped, order.total.grouped,
      ])
      list.append(Self.json(order))
    }
    let heading = "\(setup.name) (\(setup.id)), times in \(setup.zoneName)"
    var json: [(String, JSONTree)] = [
      ("venue", .string(setup.id.description)), ("name", .string(setup.name)),
      ("currency", .string(setup.currency.code)), ("newest", .array(list)),
    ]
    // The sums are the venue's, and say nothing of one order or one customer.
    if let chosen = order ?? customer {
      return (heading + (table.isEmpty ? "\nno orders of \(chosen)" : "\n\n\(table.text)"), .object(json))
    }
    let (best, bestJSON) = Self.bestSellers(sold)
    let totals = orders.totals(at: setup.id)
    json += [
      ("orders", JSONTree(totals.orders)), ("lines", JSONTree(totals.lines)), ("quantity", JSONTree(totals.quantity)),
      ("gross_minor", JSONTree(totals.gross.minorUnits)), ("best_sellers", bestJSON),
    ]
    if totals.orders == 0, table.isEmpty { return ("\(heading)\nno orders yet", .object(json)) }
    let sums =
      "\(counted(totals.orders, "order")), \(counted(totals.lines, "line")), \(counted(totals.quantity, "item")), "
      + Money(totals.gross, setup.currency).grouped
    let tables = [table, best].filter { !$0.isEmpty }.map(\.text)
    return ((["\(heading)\n\(sums)"] + tables).joined(separator: "\n\n"), .object(json))
  }

  private static func bestSellers(_ sold: [ItemSales]) -> (text: TextTable, json: JSONTree) {
    var table = TextTable(["ITEM", "SOLD"], right: [1])
    var list: [JSONTree] = []
    for item in sold {
      table.add([item.name, item.quantity.grouped])
      list.append([
        "item": .string(item.item.description), "name": .string(item.name), "quantity": JSONTree(item.quantity),
      ])
    }
    return (table, .array(list))
  }

  static func json(_ order: OrderOverview) -> JSONTree {
    [
      "order": .string(order.order.description), "customer": JSONTree(order.customer?.description),
      "stage": .string(order.stage.name.description), "service": .string(order.service.name.description),
      "channel": .string(order.channel.name.description), "placed_at": JSONTree(order.placedAt),
      "service_date": .string(order.serviceDate.description), "position": JSONTree(order.position.rawValue),
      "lines": JSONTree(order.lines), "quantity": JSONTree(order.quantity),
      "total_minor": JSONTree(order.total.amount.minorUnits), "currency": .string(order.total.currency.code),
    ]
  }

  /// The day of a moment with its weekday, and the time of day, on the venue's clocks.
  static func dayAndTime(_ moment: Timestamp, _ zone: ZoneRules?) -> (day: String, time: String) {
    guard let local = zone?.local(moment) else { return ("in UTC", moment.description) }
    return (local.date.withWeekday, local.timeOfDay.description)
  }

  /// A moment on the venue's clocks.
  static func local(_ time: Timestamp, _ zone: ZoneRules?) -> String {
    guard let local = zone?.local(time) else { return time.description }
    return "\(local.date) \(local.timeOfDay)"
  }
}
