public import Analytics
public import EventSourcing
public import EventStore
public import Loyalty
public import Ordering
public import Payments
public import Reservations
public import SegmentLog
public import SystemPackage
public import Venue
public import Vocabulary

/// What a service is opened with; the composition root decides.
public struct RestaurantConfiguration: Sendable {
  /// What is done with the data.
  public enum Mode: Sendable {
    /// The one writer: takes commands, and creates the data if `create` and there is none.
    case writing(create: Bool)
    /// Any number of readers, also beside a writer: changes nothing.
    case reading
  }

  /// When what happens by itself happens.
  public enum PolicyMode: Sendable {
    /// As soon as what it answers is durable.
    case following
    /// When ``Restaurant/answerPolicies()`` is called, and at the end: for a history whose order is to be repeatable.
    case whenAsked
  }

  /// Where the data is.
  public var directory: FilePath
  /// What is done with it.
  public var mode: Mode
  /// The read models that are brought up to date and kept so, by name. The others stay empty, and whoever waits for
  /// one is told so. What gives single commands needs none.
  public var readModels = Set(Catalogue.readModels.map(\.name))
  /// When what happens by itself happens.
  public var policies = PolicyMode.following
  /// The file system.
  public var fileSystem: any FileSystem
  /// The log's clock; also the time that commands are stamped with.
  public var clock: any LogClock
  /// Where new ids come from.
  public var ids: any IDGenerator
  /// How the log is kept.
  public var options = LogOptions()
  /// Told about commands that a policy gave and a rule forbade.
  public var reportRefusal: @Sendable (PolicyRefusal) -> Void = { _ in }

  /// A configuration of these parts.
  public init(
    directory: FilePath, mode: Mode, fileSystem: any FileSystem, clock: any LogClock, ids: any IDGenerator
  ) {
    self.directory = directory
    self.mode = mode
    self.fileSystem = fileSystem
    self.clock = clock
    self.ids = ids
  }
}

/// The application service: commands in, read models out.
///
/// Safe to use from any thread and task. An outcome is handed out when it is durable.
public final class Restaurant: Sendable {
  /// The log itself, for those who tail, inspect or replay it.
  public let log: SegmentedEventLog
  /// Orders, kitchens, what was sold.
  public let orders: ReadModel<Orders>
  /// Sales, customers' histories, payments.
  public let analytics: ReadModel<Analytics>
  /// Menus with prices and stock.
  public let menu: ReadModel<Menu>
  /// Payments, and what is due.
  public let payments: ReadModel<Payments>
  /// Money and points in double entry.
  public let ledger: ReadModel<Ledger>
  /// Members' points.
  public let loyalty: ReadModel<Loyalty>
  /// The books: times that can be had, who sits where, who waits.
  public let availability: ReadModel<Availability>
  /// Keeps the read models up to date.
  public let runner: ProjectionRunner
  /// What the read models started from.
  public let start: ProjectionRunner.StartReport

  private let snapshots: SnapshotStore
  private let handler: CommandHandler?
  /// Answers what happens by itself; nil if the service was opened for reading.
  private let policies: PolicyRunner?
  private let policyMode: RestaurantConfiguration.PolicyMode
  private let keys: IdempotencyKeys?
  private let stamps: ServiceStamps
  private let report: @Sendable (SegmentError) -> Void

  /// Opens the data: recovers the log where needed, and brings the read models up to date.
  public static func open(_ configuration: RestaurantConfiguration) throws(RestaurantError) -> Restaurant {
    let data = DataDirectory(configuration.directory)
    try data.checkFormat()
    try data.checkLogIsThere()
    switch configuration.mode {
    case .reading:
      guard try data.holdsLog else { throw .noData(data.path.string) }
      return try fromLog { () throws(EventLogError) in
        let log = try SegmentedEventLog(reading: data.log, fileSystem: configuration.fileSystem)
        return try Restaurant(log, nil, configuration, data)
      }
    case .writing(let create):
      if !create { guard try data.holdsLog else { throw .noData(data.path.string) } }
      try data.create()
      let keys = try data.idempotencyKeys()
      let evidence = try evidence(configuration, data)
      return try fromLog { () throws(EventLogError) in
        let log = try SegmentedEventLog(
          writing: data.log, fileSystem: configuration.fileSystem, clock: configuration.clock,
          options: configuration.options, evidence: evidence)
        return try Restaurant(log, keys, configuration, data)
      }
    }
  }

  private static func fromLog<R>(_ body: () throws(EventLogError) -> R) throws(RestaurantError) -> R {
    do throws(EventLogError) { return try body() } catch { throw .log(error) }
  }

  private init(
    _ log: SegmentedEventLog, _ keys: IdempotencyKeys?, _ configuration: RestaurantConfiguration,
    _ data: DataDirectory
  ) throws(EventLogError) {
    self.log = log
    self.keys = keys
    let handler = keys.map { CommandHandler(log, $0) }
    self.handler = handler
    report = configuration.options.report
    let clock = configuration.clock
    stamps = ServiceStamps(clock: { Timestamp(microseconds: clock.now().rawValue) }, ids: configuration.ids)
    let models = Catalogue.readModels.map { Catalogue.makeReadModel($0) }
    orders = Self.model(of: models)
    analytics = Self.model(of: models)
    menu = Self.model(of: models)
    payments = Self.model(of: models)
    ledger = Self.model(of: models)
    loyalty = Self.model(of: models)
    availability = Self.model(of: models)
    let store = SnapshotStore(directory: data.snapshots, fileSystem: configuration.fileSystem)
    snapshots = store
    runner = ProjectionRunner(log, models.filter { configuration.readModels.contains($0.name) }, snapshots: store)
    for model in models where !configuration.readModels.contains(model.name) { model.close(because: .closed) }
    start = runner.models.isEmpty ? ProjectionRunner.StartReport() : try runner.start()
    let checkpoints = CheckpointStore(directory: data.policies, fileSystem: configuration.fileSystem)
    let reportRefusal = configuration.reportRefusal
    policies = handler.map {
      PolicyRunner(
        log, $0, Catalogue.policies, ids: configuration.ids, checkpoints: checkpoints, report: reportRefusal)
    }
    policyMode = configuration.policies
    if policyMode == .following { policies?.start() }
  }

  private static func model<P: Projection>(of models: [any FoldingReadModel]) -> ReadModel<P> {
    for case let model as ReadModel<P> in models { return model }
    preconditionFailure("\(P.name) is not in the catalogue")
  }

  // MARK: Commands

  /// Gives a command by its type.
  ///
  /// - Throws: ``CommandRefusal`` if a rule forbids it, ``RestaurantError``.
  public func execute<C: Command>(
    _ command: C, as actor: Actor?, idempotencyKey: String? = nil
  ) async throws -> CommandOutcome {
    try await execute(C.name, as: actor, idempotencyKey) { definition, giver, executor in
      try await definition.run(command, by: giver, on: executor)
    }
  }

  /// Gives a command by its name, with its fields as JSON.
  ///
  /// - Throws: ``CommandRefusal`` if a rule forbids it, ``RestaurantError``.
  public func execute(
    _ name: String, json: String, as actor: Actor?, idempotencyKey: String? = nil
  ) async throws -> CommandOutcome {
    try await execute(name, as: actor, idempotencyKey) { definition, giver, executor in
      try await definition.run(json: json, by: giver, on: executor)
    }
  }

  private func execute(
    _ name: String, as actor: Actor?, _ idempotencyKey: String?,
    _ run: (CommandDefinition, Actor.Kind, ServiceExecutor) async throws -> CommandResult
  ) async throws -> CommandOutcome {
    guard let handler else { throw RestaurantError.log(.readOnly) }
    guard let definition = Catalogue.command(named: name) else { throw RestaurantError.unknownCommand(name) }
    let executor = ServiceExecutor(handler: handler, stamps: stamps, actor: actor, key: idempotencyKey)
    do {
      return outcome(try await run(definition, actor?.kind ?? .system, executor))
    } catch let error as FieldError {
      throw RestaurantError.badCommand("\(name): \(error)")
    } catch let error as CommandNotPermitted {
      throw CommandRefusal(command: name, code: CommandRefusal.notPermitted, message: "\(error)")
    }
  }

  private func outcome(_ result: CommandResult) -> CommandOutcome {
    guard let first = result.first, let last = result.last else {
      return CommandOutcome(outcome: result.outcome, positions: nil) { () throws(RestaurantError) in [] }
    }
    guard result.outcome == .repeated else {
      let events = result.events
      return CommandOutcome(outcome: result.outcome, positions: first...last) { () throws(RestaurantError) in events }
    }
    let log = log
    return CommandOutcome(outcome: .repeated, positions: first...last) { () throws(RestaurantError) in
      try Self.fromLog { () throws(EventLogError) in
        var cursor = try log.events(.all, after: first.previous, through: last)
        var events: [any Event] = []
        while let stored = try cursor.next() { if let event = try Catalogue.decode(stored) { events.append(event) } }
        return events
      }
    }
  }

  /// The customer that a text from elsewhere stands for, such as a name in an old till: always the same for one text,
  /// and without this data directory's key of no use to find the text again.
  ///
  /// - Throws: ``RestaurantError`` if the service was opened for reading: then it does not hold the key.
  public func pseudonym(of text: String) throws(RestaurantError) -> CustomerID {
    guard let keys else { throw .log(.readOnly) }
    return CustomerID(RawUUID(named: keys.pseudonym(of: text), at: .zero))
  }

  // MARK: Policies

  /// Returns once everything up to `position` has been answered by the policies, such as the points that a payment
  /// earns: read at the position that this returns to see them.
  ///
  /// - Throws: ``RestaurantError`` if a policy cannot go on; `CancellationError`.
  @discardableResult
  public func waitForPolicies(through position: Position) async throws -> Position {
    do {
      switch policyMode {
      case .following: try await policies?.wait(for: position)
      case .whenAsked: try await policies?.answerAll()
      }
      return log.head
    } catch let error as EventLogError {
      throw RestaurantError.log(error)
    }
  }

  /// Lets the policies answer everything that happened until now; does nothing but wait if they follow by themselves.
  ///
  /// Give it no commands meanwhile if the order of events matters.
  ///
  /// - Throws: ``RestaurantError`` if a policy cannot go on; `CancellationError`.
  public func answerPolicies() async throws { try await waitForPolicies(through: log.head) }

  /// Lets the policies finish what is left to answer; answers what kept one from it. Where the task is cancelled, the
  /// rest is answered after the next start.
  private func settlePolicies() async -> EventLogError? {
    do {
      switch policyMode {
      case .following: try await policies?.settle()
      case .whenAsked: try await policies?.answerAll()
      }
      return nil
    } catch {
      return error as? EventLogError
    }
  }

  // MARK: Ending

  /// Lets the policies finish, writes snapshots, ends the log cleanly and gives the lock back. Call once.
  ///
  /// A snapshot or a checkpoint that cannot be written, for lack of space for instance, is told to the log's `report`
  /// and loses nothing: the next start folds those events again. It does not keep the log from ending cleanly.
  public func close() async throws(RestaurantError) {
    var failure = await settlePolicies()
    func note(_ error: EventLogError) {
      if case .storage(let cause) = error { report(cause) } else { failure = failure ?? error }
    }
    do throws(EventLogError) { try await policies?.stop() } catch { note(error) }
    await runner.stopFollowing()
    if handler != nil { do throws(EventLogError) { try saveSnapshots() } catch { note(error) } }
    do throws(EventLogError) {
      try log.close()
      if let failure { throw failure }
    } catch {
      throw .log(error)
    }
  }

  /// How far snapshots may fall behind: folding so many events at a start takes about 10 ms.
  private static let eventsLeftToFold: UInt64 = 10_000
  /// How far they may fall behind in a short log, as a part of it: they prove how far it was durable.
  private static let partLeftToFold: UInt64 = 100

  /// A service that kept only some read models, or none, brings up the others once their snapshots are far behind: a
  /// single command does not pay for all that was there before it.
  private func saveSnapshots() throws(EventLogError) {
    let names = Catalogue.readModels.map(\.name)
    if runner.models.count == names.count { return try runner.saveSnapshots() }
    let (head, kept) = (log.head.rawValue, snapshots.evidence(of: log.logID, names).claims.map(\.position.rawValue))
    let behind = head - min(head, kept.count == names.count ? kept.min() ?? 0 : 0)
    guard behind > 0, behind >= min(head / Self.partLeftToFold, Self.eventsLeftToFold) else { return }
    let all = ProjectionRunner(log, Catalogue.readModels.map { Catalogue.makeReadModel($0) }, snapshots: snapshots)
    try all.restoreAndCatchUp()
    try all.saveSnapshots()
  }

  // MARK: Opening

  /// Snapshots and checkpoints prove how far the log once was durable; where no segment is left, those of any log do.
  ///
  /// A log that cannot be read here proves nothing: opening it for writing tells why.
  private static func evidence(
    _ configuration: RestaurantConfiguration, _ data: DataDirectory
  ) throws(RestaurantError) -> DurableEvidence {
    let store = SnapshotStore(directory: data.snapshots, fileSystem: configuration.fileSystem)
    let checkpoints = CheckpointStore(directory: data.policies, fileSystem: configuration.fileSystem)
    func evidence(of log: LogID?) -> DurableEvidence {
      let kept = store.evidence(of: log, Catalogue.readModels.map(\.name))
      return DurableEvidence(kept.claims + checkpoints.evidence(of: log, Catalogue.policies.map { $0.name }).claims)
    }
    guard try data.holdsLog else { return evidence(of: nil) }
    guard let reader = try? LogReader.open(directory: data.log, fileSystem: configuration.fileSystem, source: .headFile)
    else { return .none }
    return evidence(of: reader.logID)
  }
}
