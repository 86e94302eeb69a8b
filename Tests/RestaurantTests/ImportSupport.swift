import EventSourcing
import Foundation
import Ordering
import Synchronization
import Testing
import Venue
import Vocabulary

@testable import Restaurant

/// Takes an import's commands and keeps what the importer asks for, without a log.
final class FakeSink: CommandSink {
  struct State {
    var venues: [ImportVenue] = []
    var menus: [VenueID: ImportMenu] = [:]
    var orders: [String: RecordOrder] = [:]
    var recordedInOrder: [RecordOrder] = []
    var commands = 0
  }

  let state = Mutex(State())
  /// The command on which the log fails, counted from 1; nil if it never does.
  let failsAt: Int?

  struct Broken: Error {}

  init(failsAt: Int? = nil) { self.failsAt = failsAt }

  func venues() async throws -> [ImportVenue] { state.withLock(\.venues) }

  func menu(of venue: VenueID) async throws -> ImportMenu { state.withLock { $0.menus[venue] ?? ImportMenu() } }

  func give<C: Command>(_ command: C, as actor: Actor, idempotencyKey: String?) async throws -> CommandAnswer {
    let answer = try state.withLock { state -> CommandAnswer in
      state.commands += 1
      if state.commands == failsAt { throw Broken() }
      switch command {
      case let command as SetUpVenue:
        state.venues.append(ImportVenue(id: command.venue, name: command.name, currency: command.currency))
        return .appended(events: 1)
      case let command as AddMenuSection:
        state.menus[command.venue, default: ImportMenu()].sections[command.name] = command.section
        return .appended(events: 1)
      case let command as AddMenuItem: return try state.add(command)
      case let command as AddModifierOption: return try state.add(command)
      case let command as RecordOrder: return try state.record(command, idempotencyKey ?? "")
      default:
        Issue.record("an import does not give \(C.name)")
        return .nothingNew
      }
    }
    await Task.yield()
    return answer
  }

  func recorded(_ orders: [OrderID]) async throws -> RecordedOrders {
    let known = Set(orders)
    return try state.withLock { state in
      var sums = RecordedOrders()
      for order in state.recordedInOrder where known.contains(order.orderID) {
        sums.orders += 1
        for line in order.lines {
          sums.lines += 1
          sums.quantity += Int64(line.quantity)
          sums.gross = try sums.gross.adding(line.total ?? (line.unitPrice ?? .zero).times(line.quantity))
        }
      }
      return sums
    }
  }

  func customer(named text: String) async throws -> CustomerID {
    CustomerID(RawUUID(named: Array((text + String(repeating: "-", count: 10)).utf8), at: .zero))
  }
}

extension FakeSink.State {
  mutating func add(_ command: AddMenuItem) throws -> CommandAnswer {
    let item = command.item
    let options = item.groups.flatMap(\.options).map(\.name)
    guard ([item.name] + options).allSatisfy({ $0.utf8.count <= VenueLimits.nameBytes }) else {
      throw CommandRefusal(command: "test", code: "description_invalid", message: "the name is too long")
    }
    let listed = MenuItem(
      id: command.itemID, section: command.section, name: item.name, price: item.price, groups: item.groups)
    menus[command.venue, default: ImportMenu()].items[item.name] = listed
    return .appended(events: 1)
  }

  mutating func add(_ command: AddModifierOption) throws -> CommandAnswer {
    guard command.option.utf8.count <= VenueLimits.nameBytes else {
      throw CommandRefusal(command: "test", code: "description_invalid", message: "the name is too long")
    }
    var menu = menus[command.venue] ?? ImportMenu()
    guard var item = menu.items.values.first(where: { $0.id == command.item }) else {
      throw CommandRefusal(command: "test", code: "item_unknown", message: "no such item")
    }
    let place = item.groups.firstIndex { $0.name == command.group } ?? item.groups.count
    if place == item.groups.count {
      item.groups.append(ModifierGroup(number: UInt32(place + 1), name: command.group, min: 0, max: 9, repeats: true))
    }
    let number = UInt32(item.groups[place].options.count + 1)
    item.groups[place].options.append(ModifierOption(number: number, name: command.option))
    menu.items[item.name] = item
    menus[command.venue] = menu
    return .appended(events: 1)
  }

  mutating func record(_ command: RecordOrder, _ key: String) throws -> CommandAnswer {
    if let first = orders[key] {
      guard first == command else {
        throw CommandRefusal(command: "test", code: CommandRefusal.keyReused, message: "used before")
      }
      return .nothingNew
    }
    guard command.lines.count <= OrderLimits.lines else {
      throw CommandRefusal(command: "test", code: "too_many_lines", message: "the order has too many lines")
    }
    orders[key] = command
    recordedInOrder.append(command)
    return .appended(events: 2)
  }
}

/// A mapping for small files: `order,time,item,quantity,price`.
let smallMapping = """
  {
    "source": "test",
    "order": { "columns": ["order"] },
    "time": { "columns": ["time"], "format": "dd/MM/yyyy HH:mm", "zone": "Europe/London" },
    "item": { "column": "item" },
    "quantity": { "column": "quantity" },
    "price": { "column": "price", "means": "unit_price", "currency": "GBP" },
    "venue": { "set_up": { "name": "Test", "zone": "Europe/London", "currency": "GBP" } }
  }
  """

func mapping(_ json: String = smallMapping) throws -> OrderMapping { try OrderMapping(json: Array(json.utf8)) }

/// The small mapping with one text exchanged for another.
func mapping(replacing text: String, with other: String) throws -> OrderMapping {
  #expect(smallMapping.contains(text))
  return try mapping(smallMapping.replacingOccurrences(of: text, with: other))
}

/// The small mapping with another venue, or with none.
func mapping(venue: String?, refusingIncomplete: Bool = false) throws -> OrderMapping {
  let section = try #require(smallMapping.range(of: "\"venue\": {"))
  let head = smallMapping[..<section.lowerBound].trimmingCharacters(in: CharacterSet(charactersIn: " ,\n"))
  let json = head + (venue.map { ", \"venue\": \($0)" } ?? "") + "}"
  let order = "\"columns\": [\"order\"]"
  #expect(json.contains(order))
  return try mapping(
    refusingIncomplete ? json.replacingOccurrences(of: order, with: order + ", \"incomplete\": \"refuse\"") : json)
}

/// The small file with these rows.
func file(_ rows: String...) -> [UInt8] {
  Array((["order,time,item,quantity,price"] + rows).joined(separator: "\n").utf8)
}

/// A file of the project, or of the folder of real data beside it.
func read(_ path: String, from file: StaticString = #filePath) throws -> [UInt8]? {
  let root = URL(fileURLWithPath: "\(file)").deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let url = root.appendingPathComponent(path)
  guard FileManager.default.fileExists(atPath: url.path) else { return nil }
  return Array(try Data(contentsOf: url))
}
