import EventSourcing
import EventStore
import Foundation
import Ordering
import Restaurant
import Venue
import Vocabulary

/// Orders of one evening, given as real commands in the order of their time. The same seed is the same evening.
struct Evening {
  /// What was given, and what was refused and why.
  struct Tally {
    var commands = 0
    var refusals: [String: Int] = [:]
  }

  /// One thing that somebody does at a moment.
  private struct Step {
    var at: Timestamp
    var order: Int
    var kind: Kind

    enum Kind { case place, accept, reject, start, ready, hand, cancel }
  }

  /// When the picture of the kitchen is taken, on the venue's clocks.
  static let ends = "18:50"
  private static let orders = 80

  private let restaurant: Restaurant
  private var random: SplitMix64
  private var tally = Tally()
  private var placed: [Int: (order: OrderID, service: ServiceKind)] = [:]

  /// An evening at the venue that the restaurant was set up with.
  init(_ restaurant: Restaurant, seed: UInt64) {
    self.restaurant = restaurant
    random = SplitMix64(seed: seed)
  }

  /// Plays it.
  mutating func play() async throws -> Tally {
    guard let setup = restaurant.menu.read({ menu, _ in menu.venues.values.first }) else {
      _ = try await restaurant.menu.read(at: restaurant.log.head) { _, _ in () }
      return try await play()
    }
    guard let zone = setup.zone, let opening = LocalTime("2026-11-20T17:05:00"),
      let end = LocalTime("2026-11-20T\(Self.ends):00")
    else { throw Failure(.storageFailed, "this machine has no time-zone data for Europe/London; install tzdata") }
    let until = zone.resolve(end).earliest
    let steps = plan(from: zone.resolve(opening).earliest).filter { $0.at <= until }
    for step in steps.sorted(by: { ($0.at, $0.order) < ($1.at, $1.order) }) { try await take(step, setup, zone) }
    return tally
  }

  private mutating func plan(from opening: Timestamp) -> [Step] {
    var steps: [Step] = []
    var minute = 0.0
    for order in 0..<Self.orders {
      minute += Double(UInt64.random(in: 0...3, using: &random))
      let at = { (minutes: Double) in
        Timestamp(microseconds: opening.microseconds + Int64((minute + minutes) * 60_000_000))
      }
      steps.append(Step(at: at(0), order: order, kind: .place))
      switch UInt64.random(in: 0..<20, using: &random) {
      case 0: steps.append(Step(at: at(2), order: order, kind: .reject))
      case 1: steps.append(Step(at: at(3), order: order, kind: .cancel))
      default:
        steps.append(Step(at: at(1), order: order, kind: .accept))
        steps.append(Step(at: at(4), order: order, kind: .start))
        let cooked = 12 + Double(UInt64.random(in: 0...10, using: &random))
        steps.append(Step(at: at(cooked), order: order, kind: .ready))
        steps.append(Step(at: at(cooked + 3), order: order, kind: .hand))
      }
    }
    return steps
  }

  private mutating func take(_ step: Step, _ setup: VenueSetup, _ zone: ZoneRules) async throws {
    if step.kind == .place { return try await place(step, setup, zone) }
    guard let (order, service) = placed[step.order] else { return }
    switch step.kind {
    case .accept: try await give(AcceptOrder(order: order, at: step.at))
    case .reject: try await give(RejectOrder(order: order, reason: .tooBusy, at: step.at))
    case .cancel: try await give(CancelOrder(order: order, reason: .customerRequest, at: step.at))
    case .start: try await give(StartOrder(order: order, at: step.at))
    case .ready: try await give(MarkOrderReady(order: order, at: step.at))
    case .hand:
      if service == .dineIn {
        try await give(ServeOrder(order: order, at: step.at))
      } else {
        try await give(CollectOrder(order: order, at: step.at))
      }
    case .place: break
    }
  }

  private mutating func place(_ step: Step, _ setup: VenueSetup, _ zone: ZoneRules) async throws {
    let tables = setup.tables.values.sorted { $0.name < $1.name }
    let items = setup.items.values.sorted { $0.name < $1.name }
    let isTakeout = UInt64.random(in: 0..<4, using: &random) == 0
    let party = UInt32(UInt64.random(in: 1...6, using: &random))
    var lines: [OrderedLine] = []
    for _ in 0..<UInt64.random(in: 1...4, using: &random) {
      guard let item = items.randomElement(using: &random) else { continue }
      lines.append(
        OrderedLine(
          item: item.id, quantity: UInt32(UInt64.random(in: 1...2, using: &random)), options: choices(of: item)))
    }
    var command = PlaceOrder(
      venue: setup.id, service: isTakeout ? .takeout : .dineIn, channel: isTakeout ? .web : .counter, lines: lines,
      at: step.at)
    if isTakeout {
      let ready = zone.local(step.at.advanced(byMinutes: 40))
      command.pickup = PickupSlot(date: ready.date, starts: ready.timeOfDay.rounded(toMinutes: 15))
    } else {
      command.table = tables.randomElement(using: &random)?.id
      command.party = party
    }
    guard let outcome = try await give(command) else { return }
    for case let event as OrderPlaced in try outcome.events() { placed[step.order] = (event.order, event.service) }
  }

  private mutating func choices(of item: MenuItem) -> [OptionChoice] {
    var choices: [OptionChoice] = []
    for group in item.groups where UInt64.random(in: 0..<2, using: &random) == 0 {
      guard let option = group.options.randomElement(using: &random) else { continue }
      choices.append(OptionChoice(group: group.number, option: option.number))
    }
    return choices
  }

  @discardableResult
  private mutating func give<C: Command>(_ command: C) async throws -> CommandOutcome? {
    tally.commands += 1
    do {
      return try await restaurant.execute(command, as: Actor(.staff))
    } catch let refusal as CommandRefusal {
      tally.refusals[refusal.code, default: 0] += 1
      return nil
    }
  }
}

extension Timestamp {
  fileprivate func advanced(byMinutes minutes: Int64) -> Timestamp {
    Timestamp(microseconds: microseconds + minutes * 60_000_000)
  }
}

extension TimeOfDay {
  /// The beginning of the slot that this falls into.
  fileprivate func rounded(toMinutes slot: UInt32) -> TimeOfDay { TimeOfDay(rawValue: minutes / slot * slot) }
}
