import EventSourcing
import EventStore
import EventStoreTesting
import Foundation
import SegmentLog
import Synchronization
import SystemPackage
import Testing

/// Gives a thing a coat.
private struct PaintThing: Command {
  static let name = "paint_thing"
  static let summary = "Give a thing a coat"
  var thing: ThingID = .none
  var colour = ""
  var at: Timestamp?

  init(_: Blank) {}
  init(_ thing: ThingID, _ colour: String, at: Timestamp) {
    self.thing = thing
    self.colour = colour
    self.at = at
  }

  mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "thing", &thing)
    try f.field(2, "colour", &colour)
    try f.field(15, "at", &at)
  }
}

private struct TooManyCoats: Rejection {
  var explanation: RejectionExplanation { .init("too_many_coats", "a thing has three coats at most") }
}

private let paintThing = Decider<PaintThing, TooManyCoats, ThingState>(
  keys: { $0.thing },
  decide: { (command, thing) throws(TooManyCoats) in
    guard thing.coats < 3 else { throw TooManyCoats() }
    return [ThingPainted(command.thing, command.colour)]
  })

/// Whatever is made gets a first coat; nothing in it would notice a second one.
private enum FirstCoat: Policy {
  static let name = "first_coat"
  static let summary = "whatever is made is painted"
  static func lane(of fact: ThingFact) -> ThingID? {
    if case .made(let made) = fact { made.thing } else { nil }
  }
  static func answer<E: CommandExecutor>(
    _ fact: ThingFact, _ context: EventContext, on executor: E
  ) async throws -> E.Outcome {
    guard case .made(let made) = fact else { preconditionFailure("nothing else has a lane") }
    return try await executor.execute(PaintThing(made.thing, "white", at: context.occurredAt), paintThing)
  }
}

/// Another answer to the same events.
private enum Varnish: Policy {
  static let name = "varnish"
  static let summary = "whatever is made is varnished"
  static func lane(of fact: ThingFact) -> ThingID? { FirstCoat.lane(of: fact) }
  static func answer<E: CommandExecutor>(
    _ fact: ThingFact, _ context: EventContext, on executor: E
  ) async throws -> E.Outcome {
    guard case .made(let made) = fact else { preconditionFailure("nothing else has a lane") }
    return try await executor.execute(PaintThing(made.thing, "clear", at: context.occurredAt), paintThing)
  }
}

@Suite struct PolicyTests {
  private func runner(
    _ log: any EventLog, _ policies: [any Policy.Type] = [FirstCoat.self], checkpoints: CheckpointStore? = nil,
    report: @escaping @Sendable (PolicyRefusal) -> Void = { _ in }
  ) -> PolicyRunner {
    PolicyRunner(
      log, commandHandler(log), policies, ids: UUIDv7Generator(seed: 1) { .zero }, checkpoints: checkpoints,
      report: report)
  }

  @Test func whatHappenedBeforeAndWhatHappensNowIsAnsweredOnce() async throws {
    try await onEveryLog { log in
      try await log.append([ThingMade(thing(1)), ThingMade(thing(2))], noon)
      let policies = runner(log)
      policies.start()
      try await policies.settle()
      let ticket = try await log.append([ThingMade(thing(3))], noon)
      try await policies.wait(for: ticket.last)
      try await policies.stop()
      let painted = try all(log, Query(types: [ThingPainted.type]))
      #expect(painted.count == 3)
      let header = try #require(painted.last).header()
      #expect(header.causedBy == ticket.last.rawValue)
      #expect(header.occurredAt == noon.occurredAt)
      #expect(header.actor?.kind == .system)
      #expect(header.tags.contains(PolicyCause(ticket.last, policy: "first_coat").tag))
    }
  }

  @Test func aLostCheckpointMakesNothingHappenTwice() async throws {
    try await onEveryLog { log in
      for number in 1...600 as ClosedRange<UInt64> { try await log.append([ThingMade(thing(number))], noon) }
      for _ in 0..<3 {
        let policies = runner(log)
        policies.start()
        try await policies.settle()
        try await policies.stop()
      }
      #expect(try all(log, Query(types: [ThingPainted.type])).count == 600)
    }
  }

  @Test func policiesDoNotTakeEachOthersAnswerForTheirOwn() async throws {
    try await onEveryLog { log in
      try await log.append([ThingMade(thing(1))], noon)
      for _ in 0..<2 {
        let policies = runner(log, [FirstCoat.self, Varnish.self])
        policies.start()
        try await policies.settle()
        try await policies.stop()
      }
      #expect(try all(log, Query(types: [ThingPainted.type])).count == 2)
    }
  }

  @Test func runnersThatRaceDecideOnce() async throws {
    try await onEveryLog { log in
      for number in 1...20 as ClosedRange<UInt64> { try await log.append([ThingMade(thing(number))], noon) }
      let rivals = (0..<2).map { _ in runner(log) }
      for rival in rivals { rival.start() }
      for rival in rivals { try await rival.settle() }
      for rival in rivals { try await rival.stop() }
      #expect(try all(log, Query(types: [ThingPainted.type])).count == 20)
    }
  }

  @Test func aRefusedCommandIsReportedAndThePolicyGoesOn() async throws {
    try await onEveryLog { log in
      let refusals = Mutex<[String]>([])
      try await log.append(
        [ThingPainted(thing(1), "red"), ThingPainted(thing(1), "red"), ThingPainted(thing(1), "red")], noon)
      try await log.append([ThingMade(thing(1)), ThingMade(thing(2))], noon)
      let policies = runner(log) { refusal in refusals.withLock { $0.append(refusal.description) } }
      policies.start()
      try await policies.settle()
      try await policies.stop()
      #expect(
        refusals.withLock { $0 } == [
          "first_coat: paint_thing for the event at position 4 was refused: a thing has three coats at most "
            + "(too_many_coats)"
        ])
      #expect(try all(log, Query(types: [ThingPainted.type])).count == 4)
    }
  }

  @Test func aCheckpointIsKeptAndADamagedOneBeginsAnew() async throws {
    let directory = try TemporaryDirectory()
    let log = try openLog(directory.path.appending("log"))
    let store = CheckpointStore(directory: directory.path.appending("policies"), fileSystem: POSIXFileSystem())
    try await log.append([ThingMade(thing(1))], noon)
    let first = runner(log, checkpoints: store)
    first.start()
    try await first.settle()
    try await first.stop()
    #expect(store.evidence(of: log.logID, ["first_coat"]).claims.map(\.position.rawValue) == [2])
    #expect(store.evidence(of: log.logID, ["varnish"]).claims.isEmpty)
    let file = directory.path.appending("policies").appending("first_coat.checkpoint.lz4")
    try Data([1, 2, 3]).write(to: URL(fileURLWithPath: file.string))
    #expect(store.evidence(of: log.logID, ["first_coat"]).claims.isEmpty)
    let second = runner(log, checkpoints: store)
    second.start()
    try await second.settle()
    try await second.stop()
    #expect(try all(log, Query(types: [ThingPainted.type])).count == 1)
    try log.close()
  }

  @Test func theCheckpointFollowsAPolicyThatIsNeverStopped() async throws {
    let directory = try TemporaryDirectory()
    let log = try openLog(directory.path.appending("log"))
    let store = CheckpointStore(directory: directory.path.appending("policies"), fileSystem: POSIXFileSystem())
    let policies = runner(log, checkpoints: store)
    policies.start()
    // Many appends, each a few events: never enough at once.
    let some = Array(repeating: ThingPainted(thing(1), "red"), count: 1_000)
    for _ in 1...12 { try await policies.wait(for: try await log.append(some, noon).last) }
    let kept = store.evidence(of: log.logID, ["first_coat"]).claims.map(\.position.rawValue)
    #expect(kept.count == 1 && kept[0] >= EventLogLimits.policyCheckpointInterval, "\(kept)")
    try await policies.stop()
    try log.close()
  }

  @Test func whoeverWaitsForAPolicyThatCannotGoOnIsTold() async throws {
    let directory = try TemporaryDirectory()
    let log = try openLog(directory.path)
    let policies = runner(log)
    policies.start()
    try log.close()
    await #expect(throws: EventLogError.self) { try await policies.wait(for: Position(rawValue: 1)) }
    try await policies.stop()
  }
}
