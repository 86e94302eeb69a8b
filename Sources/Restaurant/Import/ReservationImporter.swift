public import EventSourcing
import Reservations
public import Venue
public import Vocabulary

/// Imports a file of reservations through real commands: each is booked as if it were asked for at the time at which
/// it was made, and refused where the venue's rules or its tables refuse it.
///
/// *Order.* Reservations are booked in the order in which they were made, many at a time on their way to the disk, with
/// the outcome that one at a time would have.
///
/// *Again and again.* Every reservation is booked under an idempotency key that follows from what the file says of it.
/// Importing a file a second time adds no event: what was refused is refused again, for the books have only filled. An
/// import that was killed is finished by running it again, and comes out as if it had never stopped.
public struct ReservationImporter: Sendable {
  private let sink: any ReservationSink

  /// An importer into a service.
  public init(into sink: any ReservationSink) { self.sink = sink }

  /// Imports a file.
  ///
  /// - Parameters:
  ///   - file: what was read of the export.
  ///   - progress: called from the importing task, a few times a second at most.
  /// - Throws: ``ImportError`` if there is no venue to book at, `CancellationError`, or the failure of the log. What
  ///   was booked until then stays; running the import again continues it.
  /// - Returns: what was done; measuring how long it took is the caller's.
  public func run(
    _ file: ReservationFile, progress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
  ) async throws -> ReservationImportSummary {
    let mapping = file.mapping
    if case .constant(let text)? = mapping.customer, CustomerID(text) == nil {
      throw ImportError.customerInvalid(text)
    }
    var summary = ReservationImportSummary(file)
    var outcome = Outcome(findings: file.findings)
    let venues = try await ReservationVenues(file, sink, progress)
    summary.events = venues.events
    summary.venues = venues.setUp
    var customers = CustomerNames(sink)
    try await OrderedCommands(sink, progress).give(file.reservations.count) { place -> Request? in
      let row = file.reservations[place]
      guard let plan = venues.plan(of: row) else {
        outcome.unplaced.append(row.finding(.refused, .venueUnknown, mapping.venue?.column, venues.unknown(row.venue)))
        return nil
      }
      return request(row, plan, try await customers.id(of: row.customer), mapping)
    } answered: {
      outcome.take($0)
    }
    summary.imported = outcome.imported
    summary.repeated = outcome.repeated
    summary.events += outcome.events
    let booked = try await sink.booked(outcome.reservations)
    summary.bookings = booked.bookings
    summary.covers = booked.covers
    summary.slots = booked.slots
    summary.report(outcome.findings + outcome.unplaced)
    return summary
  }

  private typealias Request = OrderedCommands.Request<BookTable, Note>

  /// What an answer is counted by.
  fileprivate struct Note: Sendable {
    let reservation: ReservationID
    let row: ImportedReservation
  }

  private func request(
    _ row: ImportedReservation, _ plan: ServicePlan, _ customer: CustomerID?, _ mapping: ReservationMapping
  ) -> Request {
    let identity = ImportIdentity(row, source: mapping.source, venue: plan.id)
    let moment = plan.moment(row.visit)
    let command = BookTable(
      reservation: identity.id, venue: plan.id, date: moment.date, time: moment.time, party: row.party,
      area: row.area, customer: customer, channel: mapping.channel, at: row.bookedAt)
    return Request(
      command: command, idempotencyKey: identity.idempotencyKey, note: Note(reservation: identity.id, row: row))
  }

  /// What became of all reservations.
  private struct Outcome {
    var findings: [ImportFinding]
    var unplaced: [ImportFinding] = []
    var reservations: [ReservationID] = []
    var imported = 0
    var repeated = 0
    var events = 0

    init(findings: [ImportFinding]) { self.findings = findings }

    mutating func take(_ answer: OrderedCommands.Answer<Note>) {
      switch answer.result {
      case .success(.appended(let count)):
        events += count
        imported += 1
        reservations.append(answer.note.reservation)
      case .success(.nothingNew):
        repeated += 1
        reservations.append(answer.note.reservation)
      case .failure(let refusal):
        var finding = answer.note.row.finding(.refused, .reservationRejected, nil, refusal.message)
        finding.rule = refusal.code
        if refusal.code == CommandRefusal.keyReused {
          finding.code = .reservationChanged
          finding.reason =
            "it was imported before, and the file now says something else of it; the log keeps what was booked"
          reservations.append(answer.note.reservation)
        }
        findings.append(finding)
      }
    }
  }
}

/// What an import of reservations asks the service.
public protocol ReservationSink: CommandSink {
  /// What bears on promising tables at a venue.
  func servicePlan(of venue: VenueID) async throws -> ServicePlan?
  /// What the books hold of these reservations.
  func booked(_ reservations: [ReservationID]) async throws -> BookedReservations
}

/// What the books hold of the reservations of a file.
public struct BookedReservations: Sendable, Equatable {
  /// How many of them stand.
  public var bookings = 0
  /// Their guests.
  public var covers: Int64 = 0
  /// How many different starts at a venue they have.
  public var slots = 0

  /// Nothing yet.
  public init() {}
}

/// Knows at which venue each reservation of a file was made; sets up those that the data directory lacks.
struct ReservationVenues {
  /// Events that setting up appended.
  private(set) var events = 0
  /// Venues that were set up.
  private(set) var setUp = 0
  private var known: [ImportVenue] = []
  /// The plans by what the file calls the venue; by the empty text where it names none.
  private var plans: [String: ServicePlan] = [:]
  /// Why venues that the file names could not be set up.
  private var refused: [String: String] = [:]

  init(
    _ file: ReservationFile, _ sink: any ReservationSink, _ progress: @Sendable (ImportProgress) -> Void
  ) async throws {
    let mapping = file.mapping
    known = try await sink.venues()
    let time = file.reservations.first?.bookedAt
    if case .column? = mapping.venue {
      var seen: Set<String> = []
      let names = file.reservations.compactMap(\.venue).filter { seen.insert($0).inserted }
      for (done, name) in names.enumerated() {
        try Task.checkCancellation()
        progress(ImportProgress(phase: .preparing, done: done, total: names.count))
        plans[name] = try await find(name, template: mapping.venueSetUp, at: time, sink)
      }
      progress(ImportProgress(phase: .preparing, done: names.count, total: names.count))
      return
    }
    guard file.reservations.first != nil else { return }
    plans[""] = try await standard(mapping, at: time, sink)
  }

  /// Where a reservation was made.
  func plan(of row: ImportedReservation) -> ServicePlan? { plans[row.venue ?? ""] ?? plans[""] }

  /// Why a venue cannot be told.
  func unknown(_ name: String?) -> String {
    guard let name else { return "it names no venue" }
    if let reason = refused[name] { return "its venue cannot be set up: \(reason)" }
    return ImportError.venueUnknown(name, known: known.map(\.name).sorted()).description
  }

  /// The venue that a column names.
  private mutating func find(
    _ name: String, template: SetUpVenue?, at time: Timestamp?, _ sink: any ReservationSink
  ) async throws -> ServicePlan? {
    if let venue = known.venue(named: name) { return try await sink.servicePlan(of: venue.id) }
    guard var command = template else { return nil }
    command.key = name
    command.name = name
    do {
      return try await setUp(command, at: time, sink)
    } catch ImportError.venueRejected(let reason) {
      // What is wrong may be this name alone; the others are booked.
      refused[name] = reason
      return nil
    }
  }

  /// The venue of all reservations.
  private mutating func standard(
    _ mapping: ReservationMapping, at time: Timestamp?, _ sink: any ReservationSink
  ) async throws -> ServicePlan? {
    let names = known.map(\.name).sorted()
    if case .constant(let text)? = mapping.venue {
      guard let venue = known.venue(named: text) else { throw ImportError.venueUnknown(text, known: names) }
      return try await sink.servicePlan(of: venue.id)
    }
    if let command = mapping.venueSetUp { return try await setUp(command, at: time, sink) }
    guard known.count == 1 else { throw ImportError.venueNotNamed(known: names) }
    return try await sink.servicePlan(of: known[0].id)
  }

  private mutating func setUp(
    _ command: SetUpVenue, at time: Timestamp?, _ sink: any ReservationSink
  ) async throws -> ServicePlan? {
    if !known.contains(where: { $0.id == command.venue }) {
      var command = command
      command.at = command.at ?? time
      events += try await sink.setUp(command)
      setUp += 1
    }
    return try await sink.servicePlan(of: command.venue)
  }
}
