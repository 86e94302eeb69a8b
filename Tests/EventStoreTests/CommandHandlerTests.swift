import EventSourcing
import EventStore
import SegmentLog
import Synchronization
import Testing

@Suite struct CommandHandlerTests {
  private func handler(_ log: any EventLog) -> CommandHandler {
    CommandHandler(log, IdempotencyKeys(secret: Array(repeating: 3, count: IdempotencyKeys.secretBytes)))
  }

  private func context(_ key: String? = nil, _ request: String = "r", _ actor: EventSourcing.Actor? = nil)
    -> CommandContext
  {
    var metadata = noon
    metadata.actor = actor
    return CommandContext(metadata, idempotency: key.map { IdempotentRequest(key: $0, request: Array(request.utf8)) })
  }

  @Test func aCommandIsAcceptedOrItsRuleIsNamed() async throws {
    try await onEveryLog { log in
      let handler = handler(log)
      await #expect(throws: CommandError<PaintRejection>.self) {
        try await handler.handle(ThingPainted(thing(1), "red"), by: paint, context())
      }
      #expect(log.head == .origin)
      try await log.append([ThingMade(thing(1))], noon)
      let result = try await handler.handle(ThingPainted(thing(1), "red"), by: paint, context())
      #expect(result.outcome == .appended)
      #expect(result.last?.rawValue == 2)
    }
  }

  /// However many ask at once, the bound of ten coats holds exactly.
  @Test(arguments: [64, 1_000]) func aBoundHoldsUnderAnyConcurrency(callers: Int) async throws {
    try await onEveryLog { log in
      let handler = handler(log)
      try await log.append([ThingMade(thing(1))], noon)
      let accepted = await withTaskGroup(of: Bool.self) { group in
        for _ in 0..<callers {
          group.addTask {
            (try? await handler.handle(ThingPainted(thing(1), "red"), by: paint, context())) != nil
          }
        }
        return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(accepted == 10)
      #expect(try all(log, Query(types: [ThingPainted.type])).count == 10)
    }
  }

  /// What others append behind the handler's back is noticed, although its models are warm.
  @Test func foreignAppendsAreNoticed() async throws {
    try await onEveryLog { log in
      let handler = handler(log)
      try await log.append([ThingMade(thing(1))], noon)
      for _ in 0..<4 { _ = try await handler.handle(ThingPainted(thing(1), "red"), by: paint, context()) }
      for _ in 0..<6 { try await log.append([ThingPainted(thing(1), "blue")], noon) }
      await #expect(throws: CommandError<PaintRejection>.self) {
        try await handler.handle(ThingPainted(thing(1), "red"), by: paint, context())
      }
      #expect(log.head.rawValue == 11)
    }
  }

  @Test func theSameKeyGetsTheFirstAnswerAndWritesNothing() async throws {
    try await onEveryLog { log in
      let handler = handler(log)
      try await log.append([ThingMade(thing(1))], noon)
      let first = try await handler.handle(ThingPainted(thing(1), "red"), by: paint, context("k"))
      let again = try await handler.handle(ThingPainted(thing(1), "red"), by: paint, context("k"))
      #expect(again.outcome == .repeated)
      #expect((again.first, again.last) == (first.first, first.last))
      #expect(log.head.rawValue == 2)
      do throws(CommandError<PaintRejection>) {
        _ = try await handler.handle(ThingPainted(thing(1), "blue"), by: paint, context("k", "another request"))
        Issue.record("the key was used before")
      } catch {
        guard case .keyReused(let position) = error else {
          Issue.record("\(error)")
          return
        }
        #expect(position.rawValue == 2)
      }
      let other = EventSourcing.Actor(.staff, id: ShortBytes([1]))
      let elsewhere = try await handler.handle(ThingPainted(thing(1), "red"), by: paint, context("k", "r", other))
      #expect(elsewhere.outcome == .appended)
    }
  }

  /// Counts the events that decisions read.
  private struct CountingModel: Model {
    static let read = Mutex(0)
    init(_ key: ThingID) { Self.read.withLock { $0 += 1 } }
    static func tags(_ key: ThingID) -> Tags { [Tag(.thing, key)] }
    mutating func evolve(_ fact: ThingFact) {}
  }

  @Test func aRepetitionLoadsNoModel() async throws {
    let counting = Decider<ThingPainted, PaintRejection, CountingModel>(
      keys: { $0.thing }, decide: { (command, _) throws(PaintRejection) in [command] })
    try await onEveryLog { log in
      let first = try await handler(log).handle(ThingPainted(thing(1), "red"), by: counting, context("k"))
      let loads = CountingModel.read.withLock { $0 }
      let again = try await handler(log).handle(ThingPainted(thing(1), "red"), by: counting, context("k"))
      #expect(again.outcome == .repeated && again.first == first.first)
      #expect(CountingModel.read.withLock { $0 } == loads)
    }
  }

  @Test func ofManyAtOnceUnderOneKeyOneWrites() async throws {
    try await onEveryLog { log in
      let handler = handler(log)
      try await log.append([ThingMade(thing(1))], noon)
      let positions = await withTaskGroup(of: Position?.self) { group in
        for _ in 0..<64 {
          group.addTask { try? await handler.handle(ThingPainted(thing(1), "red"), by: paint, context("k")).first }
        }
        return await group.reduce(into: [Position?]()) { $0.append($1) }
      }
      #expect(positions == Array(repeating: Position(rawValue: 2), count: 64))
      #expect(log.head.rawValue == 2)
    }
  }

  @Test func aKeyIsRememberedAcrossSegmentsAndRestarts() async throws {
    let directory = try TemporaryDirectory()
    let log = try openLog(directory.path)
    try await log.append([ThingMade(thing(1))], noon)
    let first = try await handler(log).handle(ThingPainted(thing(1), "red"), by: paint, context("k"))
    for number in 2...2_000 { try await log.append([ThingMade(thing(UInt64(number)))], noon) }
    try log.close()
    let reopened = try openLog(directory.path)
    #expect(try reopened.reader.segments().count > 1)
    let again = try await handler(reopened).handle(ThingPainted(thing(1), "red"), by: paint, context("k"))
    #expect(again.outcome == .repeated)
    #expect(again.first == first.first)
    try reopened.close()
  }
}
