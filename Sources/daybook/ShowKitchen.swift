import ArgumentParser
import EventSourcing
import EventStore
import Ordering
import Restaurant
import Venue
import Vocabulary

/// What the kitchen has to do, oldest first.
struct ShowKitchen: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kitchen", abstract: "Open orders, oldest first.",
    discussion: """
      With --as-of it is the queue as it was known then, with --at as it was then.

      Examples:
        daybook show kitchen --data ./bistro
        daybook show kitchen --at 2026-11-22T19:30:00Z
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var venues: VenueOptions
  @OptionGroup var moment: MomentOptions

  func run() async throws {
    let restaurant = try common.openForReading(moment.live([Menu.self, Orders.self]))
    try await withClosing(restaurant) {
      let (menu, model) = try moment.models(restaurant.orders, restaurant)
      let setups = try menu.read { (menu, _) throws in try venues.selected(menu) }
      var text: [String] = []
      var json: [JSONTree] = []
      for setup in setups {
        let queue = model.read { orders, _ in orders.kitchen(at: setup.id) }
        text.append(Self.text(queue, setup))
        json.append([
          "venue": .string(setup.id.description), "name": .string(setup.name), "queue": .array(queue.map(Self.json)),
        ])
      }
      try common.print(text: VenueOptions.text(text, at: moment), json: ["venues": .array(json)])
    }
  }

  static func text(_ queue: [KitchenOrder], _ setup: VenueSetup) -> String {
    guard !queue.isEmpty else { return "\(setup.name): no open orders" }
    let (zone, tables) = (setup.zone, setup.tables)
    let heads = queue.map { order -> (stage: String, place: String) in
      let table = order.table.flatMap { tables[$0]?.name }.map { "table \($0)" }
      return (order.order.stage.name.description, table ?? order.order.service.name.description)
    }
    let (stages, places) = heads.reduce((0, 0)) { (max($0.0, $1.stage.count), max($0.1, $1.place.count)) }
    let orders = zip(queue, heads).map { order, head in
      let lines = order.lines.map { line in
        let options = line.options.map { $0.count > 1 ? "\($0.count) x \($0.name)" : $0.name }
        return "    \(line.quantity) x \(line.name)" + (options.isEmpty ? "" : " (\(options.joined(separator: ", ")))")
      }
      let time = ShowOrders.local(order.order.placedAt, zone)
      return "  \(time)  \(head.stage.padded(stages))  \(head.place.padded(places))  \(order.order.order)\n"
        + lines.joined(separator: "\n")
    }
    return "\(setup.name): \(counted(queue.count, "open order")), times in \(setup.zoneName)\n"
      + orders.joined(separator: "\n")
  }

  private static func json(_ order: KitchenOrder) -> JSONTree {
    [
      "order": ShowOrders.json(order.order), "table": JSONTree(order.table?.description),
      "ready_by": order.readyBy.map { JSONTree($0) } ?? .null,
      "lines": .array(
        order.lines.map { line in
          [
            "item": .string(line.item.description), "name": .string(line.name), "quantity": JSONTree(line.quantity),
            "guest": line.guest.map { JSONTree($0) } ?? .null,
            "options": .array(line.options.map { ["name": .string($0.name), "count": JSONTree($0.count)] }),
          ]
        }),
    ]
  }
}
