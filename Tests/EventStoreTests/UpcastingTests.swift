import EventSourcing
import EventStore
import EventStoreTesting
import Testing

/// A thing was measured, in tenths: what ``ThingMade`` said in whole units before. A changed meaning is a new event.
private struct ThingMeasured: Event {
  static let type = EventType(9003, "thing_measured")
  var thing: ThingID = .none
  var tenths: UInt64 = 0

  init(_: Blank) {}
  init(_ thing: ThingID, tenths: UInt64) {
    self.thing = thing
    self.tenths = tenths
  }

  /// The upcaster.
  init(_ old: ThingMade) { self.init(old.thing, tenths: old.size * 10) }

  var tags: Tags { [Tag(.thing, thing)] }

  mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "thing", &thing)
    try f.field(2, "tenths", &tenths)
  }
}

/// Reads both versions, and knows only the new meaning.
private enum SizeFact: Facts {
  case measured(ThingMeasured)

  static let types: Set<EventType> = [ThingMeasured.type, ThingMade.type]

  static func read(_ type: EventType, _ r: inout WireReader) throws(FieldError) -> SizeFact? {
    switch type {
    case ThingMeasured.type: .measured(try ThingMeasured.read(from: &r))
    case ThingMade.type: .measured(ThingMeasured(try ThingMade.read(from: &r)))
    default: nil
    }
  }
}

private struct Size: Model {
  var tenths: UInt64 = 0
  init(_ key: ThingID) {}
  static func tags(_ key: ThingID) -> Tags { [Tag(.thing, key)] }
  mutating func evolve(_ fact: SizeFact) { if case .measured(let measured) = fact { tenths = measured.tenths } }
}

private enum SizeRejection: Error, Equatable { case alreadyMeasured(UInt64) }

private let measure = Decider<ThingMeasured, SizeRejection, Size>(
  keys: { $0.thing },
  decide: { (command, size) throws(SizeRejection) in
    guard size.tenths == 0 else { throw .alreadyMeasured(size.tenths) }
    return [command]
  })

@Suite struct UpcastingTests {
  @Test func anEventOfTheOldVersionDecidesWithTheNewMeaning() async throws {
    try await onEveryLog { log in
      try await log.append([ThingMade(thing(1), size: 5)], noon)
      let handler = commandHandler(log)
      let outcome = await failure {
        try await handler.handle(ThingMeasured(thing(1), tenths: 7), by: measure, CommandContext(noon))
      }
      #expect("\(String(describing: outcome))".contains("alreadyMeasured(50)"))
    }
  }

  @Test func aConditionOnTheNewVersionSeesTheOld() async throws {
    try await onEveryLog { log in
      let query = Query(types: SizeFact.types, tags: Size.tags(thing(1)))
      try await log.append([ThingMade(thing(1), size: 5)], noon)
      await #expect(throws: EventLogError.self) {
        try await log.append(
          [ThingMeasured(thing(1), tenths: 7)], noon, if: [AppendCondition(failIfEventsMatch: query)])
      }
    }
  }
}
