import EventSourcing
import EventStoreTesting
import SegmentLog
import Testing

@testable import EventStore

/// Decisions while models come and go, and while others write to the same log.
@Suite struct DecisionInterleavingTests {
  private let coats = 10

  private func secret() -> IdempotencyKeys {
    IdempotencyKeys(secret: Array(repeating: 3, count: IdempotencyKeys.secretBytes))
  }

  /// Asks `count` times for a coat of each thing, in a random order, and counts what became of it.
  private func paintAll(
    _ things: ClosedRange<UInt64>, times count: Int, seed: UInt64, by handlers: [CommandHandler]
  ) async -> (accepted: [UInt64: Int], unexpected: [String]) {
    var random = SeededGenerator(seed: seed)
    let orders = things.flatMap { Array(repeating: $0, count: count) }.shuffled(using: &random)
    return await withTaskGroup(of: (UInt64, String?).self) { group in
      for (index, number) in orders.enumerated() {
        let handler = handlers[index % handlers.count]
        group.addTask {
          do throws(CommandError<PaintRejection>) {
            _ = try await handler.handle(ThingPainted(thing(number), "red"), by: paint, CommandContext(noon))
            return (number, nil)
          } catch .rejected(.tooManyCoats) {
            return (number, "")
          } catch {
            return (number, "\(error)")
          }
        }
      }
      var accepted: [UInt64: Int] = [:]
      var unexpected: [String] = []
      for await (number, refusal) in group {
        if refusal == nil { accepted[number, default: 0] += 1 }
        if let refusal, !refusal.isEmpty { unexpected.append(refusal) }
      }
      return (accepted, unexpected)
    }
  }

  private func expectTenCoats(
    _ things: ClosedRange<UInt64>, in log: any EventLog,
    _ outcome: (accepted: [UInt64: Int], unexpected: [String])
  ) throws {
    #expect(outcome.unexpected.isEmpty)
    for number in things {
      #expect(outcome.accepted[number] == coats)
      let painted = Query(types: [ThingPainted.type], tags: [Tag(.thing, thing(number))])
      #expect(try all(log, painted).count == coats)
    }
  }

  /// Far more things than the handler keeps warm: models are evicted and loaded all the time.
  @Test(arguments: 1...3 as ClosedRange<UInt64>) func boundsHoldWhileModelsAreEvicted(seed: UInt64) async throws {
    try await onEveryLog { log in
      for number in 1...40 { try await log.append([ThingMade(thing(UInt64(number)))], noon) }
      let handler = CommandHandler(log, secret(), warmModels: 4)
      try expectTenCoats(1...40, in: log, await paintAll(1...40, times: 15, seed: seed, by: [handler]))
    }
  }

  /// A second sequencer of the same log moves the ground under every decision.
  @Test(arguments: 1...3 as ClosedRange<UInt64>) func boundsHoldBetweenTwoHandlersOfOneLog(seed: UInt64) async throws {
    try await onEveryLog { log in
      for number in 1...3 { try await log.append([ThingMade(thing(UInt64(number)))], noon) }
      let handlers = [CommandHandler(log, secret()), CommandHandler(log, secret())]
      try expectTenCoats(1...3, in: log, await paintAll(1...3, times: 64, seed: seed, by: handlers))
    }
  }

  /// Things nobody has asked for yet are loaded while others are warm and being written: neither disturbs the other.
  @Test func coldModelsAreLoadedWhileWarmOnesAreWritten() async throws {
    let simulated = SimulatedLog()
    let log = try simulated.open()
    try await log.makeThings(1...60)
    let handler = commandHandler(log)
    for _ in 1...5 {
      _ = try await handler.handle(ThingPainted(thing(1), "red"), by: paint, CommandContext(noon))
    }
    let both = Decider<ThingPainted, PaintRejection, ThingState, ThingState>(
      keys: { ($0.thing, thing(1)) },
      decide: { (command, mine, _) throws(PaintRejection) in
        guard mine.isMade else { throw .noSuchThing }
        guard mine.coats < 10 else { throw .tooManyCoats }
        return [command]
      })
    let refused = await withTaskGroup(of: String?.self) { group in
      for number in 1...60 as ClosedRange<UInt64> {
        for _ in 1...5 {
          group.addTask {
            do throws(CommandError<PaintRejection>) {
              _ = try await handler.handle(ThingPainted(thing(number), "red"), by: both, CommandContext(noon))
              return nil
            } catch {
              return "\(error)"
            }
          }
        }
      }
      return await group.reduce(into: []) { if let error = $1 { $0.append(error) } }
    }
    #expect(refused.isEmpty)
    #expect(log.head.rawValue == 60 + 5 + 300)
    try log.close()
  }

  @Test func nothingIsWrittenWhenNothingChanges() async throws {
    let idle = Decider<ThingPainted, PaintRejection, ThingState>(keys: { $0.thing }, decide: { _, _ in [] })
    try await onEveryLog { log in
      try await log.append([ThingMade(thing(1))], noon)
      let handler = commandHandler(log)
      let context = CommandContext(noon, idempotency: IdempotentRequest(key: "k", request: [1]))
      let result = try await handler.handle(ThingPainted(thing(1), "red"), by: idle, context)
      #expect(result.outcome == .unchanged)
      #expect(result.last == nil)
      #expect(log.head.rawValue == 1)
      // A command without events is not remembered: its key is free.
      #expect(try await handler.handle(ThingPainted(thing(1), "red"), by: paint, context).outcome == .appended)
    }
  }

  @Test func theNumberOfWarmModelsIsBounded() {
    var warm = WarmModels(limit: 10)
    for number in 1...1_000 as ClosedRange<UInt64> {
      let session = DecisionSession()
      session.take(HeldState<ThingState>(thing(number)), readUpTo: .origin)
      _ = ThingState.assemble(thing(number), from: session.begin(warm))
      warm.keep(session)
      #expect(warm.count <= 10)
    }
    #expect(warm.shelves.model(ThingState.self, thing(1_000)) != nil)
  }
}
