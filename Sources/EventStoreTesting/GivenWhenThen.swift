public import EventSourcing

/// A decider's behaviour, told as a story: given what happened, when this is asked for, then that happens.
///
///     try given(venue, OrderPlaced(...)).when(AcceptOrder(order: id), OrderingDecider.acceptOrder)
///       .then(OrderAccepted(order: id))
///
/// The events are encoded, and every model reads them through its own narrow readers and its own query, as it would
/// from a log: an event that lacks a tag is not seen.
public func given(_ events: any Event...) -> GivenEvents { GivenEvents(events) }

/// What has happened before the command.
public struct GivenEvents: Sendable {
  /// The events, in order.
  public let events: [any Event]

  /// A history.
  public init(_ events: [any Event]) { self.events = events }

  /// This history and more.
  public func and(_ more: any Event...) -> GivenEvents { GivenEvents(events + more) }

  /// Decides a command on this history. The command must have been stamped; see ``when(_:_:stamps:)`` otherwise.
  public func when<C: Command, R: Rejection, each Loaded: Boundary>(
    _ command: C, _ decider: Decider<C, R, repeat each Loaded>
  ) throws -> Decided<R> {
    let keys = decider.keys(command)
    var read: [HeldModel] = []
    var assembly = ModelAssembly(ModelShelves())
    var loaded = (repeat (each Loaded).assemble(each keys, from: assembly))
    // What was read may name more that is needed.
    while !assembly.missing.isEmpty {
      for model in assembly.missing { try fold(into: model) }
      read += assembly.missing
      assembly = ModelAssembly(ModelShelves(), loaded: read)
      loaded = (repeat (each Loaded).assemble(each keys, from: assembly))
    }
    do throws(R) {
      return Decided(given: self, outcome: .success(try decider.decide(command, repeat each loaded)))
    } catch {
      return Decided(given: self, outcome: .failure(error))
    }
  }

  /// Stamps a command and decides it on this history.
  public func when<C: Command, R: Rejection, each Loaded: Boundary>(
    _ command: C, _ decider: Decider<C, R, repeat each Loaded>, stamps: inout some Stamps
  ) throws -> Decided<R> {
    var stamped = command
    stamped.stamp(&stamps)
    return try when(stamped, decider)
  }

  /// Folds a model from those events of the history that its query matches.
  public func model<M: Model>(_ type: M.Type = M.self, _ key: M.Key) throws(FieldError) -> M {
    let held = HeldState<M>(key)
    try fold(into: held)
    return held.model
  }

  private func fold(into model: HeldModel) throws(FieldError) {
    for event in events where model.item.matches(Swift.type(of: event).type, event.tags) {
      try WireReader.reading(try event.encoded()) { (wire: inout WireReader) throws(FieldError) in
        try model.kind.evolve(model, Swift.type(of: event).type, &wire)
      }
    }
  }
}

/// What a command led to.
public struct Decided<R: Rejection>: Sendable {
  private let given: GivenEvents
  /// The events, or the rejection.
  public let outcome: Result<[any Event], R>

  init(given: GivenEvents, outcome: Result<[any Event], R>) {
    self.given = given
    self.outcome = outcome
  }

  /// The events; throws if the command was rejected.
  public func events() throws -> [any Event] {
    do throws(R) { return try outcome.get() } catch {
      throw UnexpectedOutcome("events were expected, not the rejection \(error.code): \(error.message)")
    }
  }

  /// The history with what the command added; throws if it was rejected.
  public func history() throws -> GivenEvents { GivenEvents(given.events + (try events())) }

  /// Throws unless the command led to exactly these events.
  @discardableResult
  public func then(_ expected: any Event...) throws -> GivenEvents {
    let actual = try events()
    guard actual.count == expected.count, zip(actual, expected).allSatisfy({ isEqual($0, $1) }) else {
      throw UnexpectedOutcome("expected \(Self.text(expected)), not \(Self.text(actual))")
    }
    return GivenEvents(given.events + actual)
  }

  /// Throws unless the command led to nothing: it was a repetition.
  public func thenNothing() throws { try then() }

  /// Throws unless the command was rejected for this reason.
  public func thenRejected(_ expected: R) throws {
    switch outcome {
    case .success(let events):
      throw UnexpectedOutcome("expected the rejection \(expected.code), not \(Self.text(events))")
    case .failure(let rejection):
      guard rejection == expected else { throw UnexpectedOutcome("expected \(expected.code), not \(rejection)") }
    }
  }

  private static func text(_ events: [any Event]) -> String {
    events.isEmpty ? "no events" : events.map { "\($0)" }.joined(separator: ", ")
  }
}

/// A story that ended in another way.
public struct UnexpectedOutcome: Error, CustomStringConvertible {
  /// What was expected, and what happened.
  public let description: String

  init(_ description: String) { self.description = description }
}

private func isEqual(_ one: any Event, _ other: any Event) -> Bool {
  func compare<E: Event>(_ one: E) -> Bool { (other as? E) == one }
  return compare(one)
}

/// Stamps for tests: a clock that stands still, and IDs that repeat for a seed.
public struct FixedStamps: Stamps {
  /// The time at which the clock stands.
  public let now: Timestamp
  private let generator: UUIDv7Generator

  /// Stamps at this time; the same seed gives the same IDs.
  public init(now: Timestamp, seed: UInt64 = 1) {
    self.now = now
    generator = UUIDv7Generator(seed: seed) { now }
  }

  /// The next ID of the seed.
  public mutating func newID<Kind: IDKind>() -> TypeID<Kind> { generator.make() }
}
