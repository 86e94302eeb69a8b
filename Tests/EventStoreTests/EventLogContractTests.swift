import EventSourcing
import EventStore
import EventStoreTesting
import SegmentLog
import Testing

/// What every event log must do, durable or not.
@Suite struct EventLogContractTests {
  @Test func positionsAreContiguousFromOne() async throws {
    try await onEveryLog { log in
      #expect(log.head == .origin)
      let first = try await log.append([ThingMade(thing(1)), ThingMade(thing(2))], noon)
      let second = try await log.append([ThingMade(thing(3))], noon)
      #expect((first.first.rawValue, first.last.rawValue) == (1, 2))
      #expect((second.first.rawValue, second.last.rawValue) == (3, 3))
      #expect(log.head.rawValue == 3)
    }
  }

  @Test func eventsComeBackAsTheyWereAppended() async throws {
    try await onEveryLog { log in
      try await log.append([ThingMade(thing(1), size: 5), ThingPainted(thing(1), "red")], noon)
      let events = try all(log, .all)
      #expect(events.map(\.context.position.rawValue) == [1, 2])
      #expect(try events[0].decode(ThingMade.self) == ThingMade(thing(1), size: 5))
      #expect(try events[1].decode(ThingPainted.self) == ThingPainted(thing(1), "red"))
      #expect(try events[1].tags() == [Tag(.thing, thing(1)), Tag(.colour, text: "red")])
      #expect(try events[0].header().appendCount == 2)
      #expect(events[0].context.occurredAt == noon.occurredAt)
    }
  }

  /// The semantics of dcb.events: items are alternatives, types within an item are alternatives, tags must all be there.
  @Test func queriesMatchByTypesAndTags() async throws {
    try await onEveryLog { log in
      for number in 1...300 {
        try await log.append(
          [ThingMade(thing(UInt64(number))), ThingPainted(thing(UInt64(number)), number % 3 == 0 ? "red" : "blue")],
          noon)
      }
      let red = Tag(.colour, text: "red")
      let cases: [(Query, Int)] = [
        (.all, 600), (.none, 0),
        (Query(types: [ThingMade.type]), 300),
        (Query(tags: [red]), 100),
        (Query(tags: [Tag(.thing, thing(9))]), 2),
        (Query(types: [ThingPainted.type], tags: [Tag(.thing, thing(9))]), 1),
        (Query(types: [ThingMade.type], tags: [red]), 0),
        (Query(tags: [red, Tag(.thing, thing(9))]), 1),
        (Query(tags: [red, Tag(.thing, thing(10))]), 0),
        (Query([Query.Item(tags: [Tag(.thing, thing(9))]), Query.Item(tags: [red])]), 101),
        (Query(types: [ThingMade.type, ThingPainted.type], tags: [Tag(.thing, thing(300))]), 2),
      ]
      for (query, count) in cases {
        let events = try all(log, query)
        #expect(events.count == count, "\(query)")
        #expect(events.map(\.context.position) == events.map(\.context.position).sorted())
        let newest = try log.newest(query, after: .origin)
        #expect(newest == events.last?.context.position)
      }
    }
  }

  @Test func tagsAreOnlyCalledAbsentWhereNoEventCarriesThemAll() async throws {
    try await onEveryLog { log in
      #expect(log.lastPosition(without: [Tag(.thing, thing(1))]) == .origin)
      try await log.append([ThingMade(thing(1)), ThingPainted(thing(1), "red")], noon)
      #expect(log.lastPosition(without: [Tag(.thing, thing(1))]) == nil)
      #expect(log.lastPosition(without: [Tag(.thing, thing(1)), Tag(.colour, text: "red")]) == nil)
      #expect(log.lastPosition(without: []) == nil, "every event carries no tags")
      let last = Position(rawValue: 2)
      #expect(log.lastPosition(without: [Tag(.thing, thing(2))]) == last)
      #expect(log.lastPosition(without: [Tag(.thing, thing(2)), Tag(.colour, text: "red")]) == last)
    }
  }

  @Test func aConditionFailsOnlyOnMatchingEventsBehindItsPosition() async throws {
    try await onEveryLog { log in
      let query = Query(tags: [Tag(.thing, thing(1))])
      try await log.append([ThingMade(thing(1))], noon, if: [AppendCondition(failIfEventsMatch: query)])
      await #expect(throws: EventLogError.self) {
        try await log.append([ThingMade(thing(1))], noon, if: [AppendCondition(failIfEventsMatch: query)])
      }
      let after1 = Position(rawValue: 1)
      try await log.append([ThingMade(thing(2))], noon, if: [AppendCondition(failIfEventsMatch: query, after: after1)])
      try await log.append(
        [ThingPainted(thing(1), "red")], noon, if: [AppendCondition(failIfEventsMatch: query, after: after1)])
      do throws(EventLogError) {
        try await log.append(
          [ThingMade(thing(3))], noon,
          if: [
            AppendCondition(failIfEventsMatch: .none),
            AppendCondition(failIfEventsMatch: query, after: after1),
          ])
        Issue.record("the condition should have failed")
      } catch .conflict(let condition, let position) {
        #expect(condition == 1)
        #expect(position.rawValue == 3)
      }
      #expect(log.head.rawValue == 3)
    }
  }

  @Test func ofManyConcurrentAppendsUnderOneConditionExactlyOneWins() async throws {
    try await onEveryLog { log in
      for round in 1...20 {
        let condition = AppendCondition(failIfEventsMatch: Query(tags: [Tag(.thing, thing(UInt64(round)))]))
        let wins = await withTaskGroup(of: Bool.self) { group in
          for _ in 0..<64 {
            group.addTask {
              do throws(EventLogError) {
                try await log.append([ThingMade(thing(UInt64(round)))], noon, if: [condition])
                return true
              } catch {
                return false
              }
            }
          }
          return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(wins == 1)
      }
      #expect(log.head.rawValue == 20)
    }
  }

  @Test func aSubscriptionDeliversPastAndLiveWithoutGapOrRepeat() async throws {
    try await onEveryLog { log in
      for number in 1...50 { try await log.append([ThingMade(thing(UInt64(number)))], noon) }
      let subscription = log.subscribe(to: .all)
      let reader = Task {
        var seen: [UInt64] = []
        for try await event in subscription {
          seen.append(event.context.position.rawValue)
          if seen.count == 500 { break }
        }
        return seen
      }
      for number in 51...500 { try await log.append([ThingMade(thing(UInt64(number)))], noon) }
      #expect(try await reader.value == Array(1...500))
    }
  }

  @Test func waitingForTheHeadEndsWhenTheTaskIsCancelled() async throws {
    try await onEveryLog { log in
      let task = Task { try await log.waitForHead(after: Position(rawValue: 1_000_000)) }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
    }
  }

  @Test func anEventWithTooManyTagsIsRefusedByName() async throws {
    struct Overtagged: Event {
      static let type = EventType(9003, "overtagged")
      init(_: Blank) {}
      init() {}
      var tags: Tags { Tags((0..<10_000).map { Tag(.colour, text: "\($0)") }) }
      mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {}
    }
    try await onEveryLog { log in
      do throws(EventLogError) {
        try await log.append([Overtagged()], noon)
        Issue.record("it should have been refused")
      } catch .invalidEvent(let error) {
        #expect(error.code == .tooManyTags)
      }
      #expect(log.head == .origin)
    }
  }

  @Test func anAppendWithoutEventsIsRefused() async throws {
    try await onEveryLog { log in
      await #expect(throws: EventLogError.self) { try await log.append([], noon) }
    }
  }
}

func all(_ log: any EventLog, _ query: Query, after: Position = .origin) throws -> [StoredEvent] {
  var cursor = try log.events(query, after: after, through: nil)
  var events: [StoredEvent] = []
  while let event = try cursor.next() { events.append(event) }
  return events
}
