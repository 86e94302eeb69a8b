import EventSourcing
import EventStore
import HeapModule
import Ordering
import Synchronization
import Venue
import Vocabulary

/// A history while it is made up: what is to come, in the order of time, and what is known of those who are out.
struct History {
  let plan: GenerationPlan
  let restaurant: Restaurant
  let venues: [GeneratedVenue]
  let ids: UUIDv7Generator
  var random: SplitMix64
  var guests: GuestBook
  var outings: [Int: Outing] = [:]
  private(set) var summary = GenerationSummary()

  private let clock: BusinessClock
  private let before: Position
  private let executor = SequentialExecutor()
  private var queue = Heap<Step>()
  private var serial: UInt64 = 0
  private var nextOuting = 0
  /// The last planned day on which there was something new, and the head then.
  private var quiet = (days: 0, head: Position.origin)

  /// The time that new IDs carry: that of the step which needs them.
  private final class BusinessClock: Sendable {
    let time = Mutex(Timestamp.zero)
  }

  /// Sets the venues up.
  init(_ plan: GenerationPlan, _ restaurant: Restaurant) async throws {
    self.plan = plan
    self.restaurant = restaurant
    before = restaurant.log.head
    let clock = BusinessClock()
    self.clock = clock
    ids = UUIDv7Generator(seed: plan.seed) { clock.time.withLock { $0 } }
    random = SplitMix64(seed: plan.seed)
    var venues: [GeneratedVenue] = []
    for command in plan.venues {
      var command = command
      let zone = ZoneRules(name: command.zone)
      command.at = zone.flatMap { ServiceClock($0, plan.start).instant(.midnight) } ?? .zero
      _ = try await restaurant.execute(command, as: Actor(.staff))
      let id = command.venue
      let setup = try await restaurant.menu.read(at: restaurant.log.head) { menu, _ in menu.venues[id] }
      guard let setup else { throw GenerationError.unsuitable(venue: command.name, reason: "it was not set up") }
      venues.append(try GeneratedVenue(command, setup))
    }
    self.venues = venues
    clock.time.withLock { $0 = venues.first?.instant(.midnight, on: plan.start) ?? .zero }
    guests = GuestBook(tables: venues.map(\.setup.tables.count), ids, &random)
    summary.venues = plan.venues.map(\.name)
    for day in 0...GenerationLimits.lookahead { schedule(.planDay(plan.start.adding(days: day)), at: opening) }
  }

  /// When the history begins.
  var opening: Timestamp { venues.first?.instant(.midnight, on: plan.start)?.adding(minutes: 8 * 60) ?? .zero }

  /// Plays it to its end.
  mutating func play(_ progress: @Sendable (Int) -> Void) async throws {
    while true {
      try Task.checkCancellation()
      let batch = nextBatch()
      guard let first = batch.first else { break }
      switch first.deed {
      case .planDay(let date): try planDay(date, at: first.at)
      case .closeDay(let date):
        try await answerPolicies()
        try await recordExpiry(on: date, at: first.at)
      case .stock, .birthday, .outing: try await give(batch)
      }
      progress(added)
    }
    try await answerPolicies()
  }

  /// What it came to.
  func finished() -> GenerationSummary {
    var summary = summary
    summary.events = added
    return summary
  }

  // MARK: Time

  /// Lets something happen at a time.
  mutating func schedule(_ deed: Deed, at time: Timestamp) {
    serial += 1
    queue.insert(Step(at: time, serial: serial, deed: deed))
  }

  /// Lets somebody go out, beginning with a move.
  mutating func begin(_ outing: Outing, with move: Move, at time: Timestamp) {
    nextOuting += 1
    outings[nextOuting] = outing
    schedule(.outing(nextOuting, move), at: time)
  }

  private var added: Int { Int(restaurant.log.head.rawValue - before.rawValue) }

  /// The next steps that do not depend on each other, in the order of their times; none at the end.
  private mutating func nextBatch() -> [Step] {
    if case .events(let wanted) = plan.end, added >= wanted { return [] }
    var batch: [Step] = []
    var horizon: Timestamp?
    while batch.count < GenerationLimits.inFlight, let step = queue.min {
      if let horizon, step.at >= horizon { break }
      if case .time(let end) = plan.end, step.at > end { break }
      if step.deed.standsAlone, !batch.isEmpty { break }
      batch.append(queue.removeMin())
      if step.deed.standsAlone { break }
      let follows = step.at.adding(minutes: step.deed.gap)
      horizon = min(horizon ?? follows, follows)
    }
    return batch
  }

  // MARK: Days

  private mutating func planDay(_ date: ServiceDate, at time: Timestamp) throws {
    let head = restaurant.log.head
    quiet = head > quiet.head ? (0, head) : (quiet.days + 1, head)
    guard quiet.days < GenerationLimits.quietDays + Int(GenerationLimits.lookahead) else {
      throw GenerationError.nothingHappens(days: GenerationLimits.quietDays)
    }
    clock.time.withLock { $0 = max($0, time) }
    plan(date, at: time)
    guard date >= plan.start.adding(days: GenerationLimits.lookahead) else { return }
    let next = date.adding(days: 1)
    let tomorrow = next.adding(days: -GenerationLimits.lookahead)
    guard let venue = venues.first else { return }
    if let morning = venue.instant(.midnight, on: tomorrow)?.adding(minutes: 8 * 60) {
      schedule(.planDay(next), at: morning)
    }
  }

  /// Points are earned in the order of the payments, whatever the disk does.
  private func answerPolicies() async throws {
    let restaurant = restaurant
    try await withTaskExecutorPreference(executor) { try await restaurant.answerPolicies() }
  }

  // MARK: Commands

  /// What became of a command.
  private enum Answer: Sendable {
    case done([any Event])
    case refused(CommandRefusal)
  }

  private mutating func give(_ batch: [Step]) async throws {
    var requests: [(step: Step, request: Request)] = []
    for step in batch {
      clock.time.withLock { $0 = step.at }
      if let asked = try await request(step) { requests.append((step, asked)) }
    }
    let answers = try await answers(to: requests.map(\.request))
    for (index, (step, _)) in requests.enumerated() {
      guard let answer = answers[index] else { continue }
      count(answer, at: step.at)
      switch answer {
      case .done(let events): try follow(step, events)
      case .refused: followRefusal(step)
      }
    }
  }

  /// Gives commands that nothing follows from, as many at a time as may be on their way.
  mutating func give(_ requests: [Request], at time: Timestamp) async throws {
    clock.time.withLock { $0 = time }
    var rest = requests[...]
    while !rest.isEmpty {
      for answer in try await answers(to: Array(rest.prefix(GenerationLimits.inFlight))).values {
        count(answer, at: time)
      }
      rest = rest.dropFirst(GenerationLimits.inFlight)
    }
  }

  /// Gives commands in their order; returns when all are durable.
  private func answers(to requests: [Request]) async throws -> [Int: Answer] {
    let restaurant = restaurant
    return try await withThrowingTaskGroup(of: (Int, Answer).self) { group in
      for (index, request) in requests.enumerated() {
        group.addTask(executorPreference: executor) {
          do {
            return (index, .done(try await request.give(restaurant).events()))
          } catch let refusal as CommandRefusal {
            return (index, .refused(refusal))
          }
        }
      }
      var answers: [Int: Answer] = [:]
      while let (index, answer) = try await group.next() { answers[index] = answer }
      return answers
    }
  }

  private mutating func count(_ answer: Answer, at time: Timestamp) {
    summary.commands += 1
    summary.lastAt = time
    switch answer {
    case .done(let events): for event in events { count(event) }
    case .refused(let refusal): summary.refused[refusal.code, default: 0] += 1
    }
  }

  private mutating func count(_ event: any Event) {
    switch event {
    case is OrderPlaced: summary.orders += 1
    case is ReservationBooked: summary.bookings += 1
    case is WalkInSeated: summary.walkIns += 1
    case is HoldPlaced: summary.holds += 1
    case is WaitlistJoined: summary.waits += 1
    case is PaymentRecorded: summary.payments += 1
    case is MemberEnrolled: summary.members += 1
    default: break
    }
  }
}

/// A command that is to be given.
struct Request: Sendable {
  let give: @Sendable (Restaurant) async throws -> CommandOutcome

  init<C: Command>(_ command: C, as actor: Actor) {
    give = { try await $0.execute(command, as: actor) }
  }
}
