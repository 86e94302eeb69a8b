import EventSourcing
import EventStore
import Foundation
import Ordering
import SegmentLog
import SystemPackage
import Venue
import Vocabulary

@testable import Restaurant

/// Gives an import's commands to the real deciders on a real log in a directory.
final class LogSink: CommandSink {
  let log: SegmentedEventLog
  let orders = ReadModel<Orders>()
  let menu = ReadModel<Menu>()
  private let handler: CommandHandler
  private let runner: ProjectionRunner

  init(_ directory: FilePath) throws {
    log = try SegmentedEventLog(
      writing: directory, fileSystem: POSIXFileSystem(), clock: SystemLogClock(), options: LogOptions())
    handler = CommandHandler(log, IdempotencyKeys(secret: [UInt8](repeating: 7, count: IdempotencyKeys.secretBytes)))
    runner = ProjectionRunner(log, [orders, menu])
    try runner.start()
  }

  func close() async throws {
    try await runner.stop()
    try log.close()
  }

  func venues() async throws -> [ImportVenue] {
    try await menu.read(at: log.head) { menu, _ in
      menu.venues.values.map { ImportVenue(id: $0.id, name: $0.name, currency: $0.currency) }
    }
  }

  func menu(of venue: VenueID) async throws -> ImportMenu {
    try await menu.read(at: log.head) { menu, _ in
      guard let setup = menu.venues[venue] else { return ImportMenu() }
      return ImportMenu(setup)
    }
  }

  func give<C: Command>(_ command: C, as actor: Actor, idempotencyKey: String?) async throws -> CommandAnswer {
    switch command {
    case let command as SetUpVenue: try await handle(command, VenueDecider.setUpVenue, actor, idempotencyKey)
    case let command as AddMenuSection: try await handle(command, VenueDecider.addMenuSection, actor, idempotencyKey)
    case let command as AddMenuItem: try await handle(command, VenueDecider.addMenuItem, actor, idempotencyKey)
    case let command as AddModifierOption:
      try await handle(command, VenueDecider.addModifierOption, actor, idempotencyKey)
    case let command as RecordOrder: try await handle(command, OrderingDecider.recordOrder, actor, idempotencyKey)
    default: preconditionFailure("an import does not give \(C.name)")
    }
  }

  private func handle<C: Command, R: Rejection, each Loaded: Boundary>(
    _ command: C, _ decider: Decider<C, R, repeat each Loaded>, _ actor: Actor, _ key: String?
  ) async throws -> CommandAnswer {
    var command = command
    let request = try command.json()
    command.at = command.at ?? Timestamp(microseconds: 1)
    let context = CommandContext(
      AppendMetadata(occurredAt: command.occurredAt, actor: actor),
      idempotency: key.map { IdempotentRequest(key: $0, request: Array(request.utf8)) })
    do {
      let result = try await handler.handle(command, by: decider, context)
      return result.outcome == .appended ? .appended(events: result.events.count) : .nothingNew
    } catch CommandError.rejected(let rejection) {
      throw CommandRefusal(code: rejection.code, message: rejection.message)
    } catch CommandError.keyReused(let position) {
      throw CommandRefusal(code: CommandRefusal.keyReused, message: "used before at \(position)")
    }
  }

  func recorded(_ orders: [OrderID]) async throws -> RecordedOrders {
    try await self.orders.read(at: log.head) { model, _ in RecordedOrders(orders, in: model) }
  }

  func customer(named text: String) async throws -> CustomerID {
    CustomerID(RawUUID(named: Array((text + String(repeating: "-", count: 10)).utf8), at: .zero))
  }
}
