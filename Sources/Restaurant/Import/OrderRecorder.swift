import EventSourcing
import Ordering
import Vocabulary

/// Records orders in business-time order, many at a time.
struct OrderRecorder {
  /// The orders of one venue.
  struct Batch {
    var venue: VenueID
    var orders: [ImportedOrder]
    var menu: PreparedMenu
  }

  /// What became of all orders.
  struct Outcome {
    /// The IDs of the orders of the file that are in the log.
    var orders: [OrderID] = []
    /// Events appended.
    var events = 0
    /// Rows recorded by this run.
    var importedRows = 0
    /// Rows that had been recorded before.
    var repeatedRows = 0
    /// What was refused.
    var findings: [ImportFinding] = []
  }

  private let mapping: OrderMapping
  private let sink: any CommandSink

  init(_ mapping: OrderMapping, _ sink: any CommandSink) {
    self.mapping = mapping
    self.sink = sink
  }

  /// Records all orders.
  ///
  /// - Throws: the log's first failure, or `CancellationError`, once no command is on its way any more.
  func record(_ batches: [Batch], _ progress: @Sendable (ImportProgress) -> Void) async throws -> Outcome {
    var outcome = Outcome()
    var customers = CustomerNames(sink)
    let queue = Self.merged(batches)
    let executor = SequentialExecutor()
    try await withThrowingTaskGroup(of: Answer.self) { group in
      var onTheirWay = 0
      for (done, place) in queue.enumerated() {
        try Task.checkCancellation()
        if done.isMultiple(of: ImportLimits.ordersPerProgress) {
          progress(ImportProgress(phase: .recording, done: done, total: queue.count))
        }
        let batch = batches[place.batch]
        let order = batch.orders[place.order]
        guard let lines = batch.menu.lines(of: order, mapping, &outcome.findings) else { continue }
        let customer = try await customers.id(of: order.customer)
        let request = Request(order, lines, batch.venue, customer, mapping)
        if onTheirWay == ImportLimits.ordersInFlight, let answer = try await group.next() {
          outcome.take(answer)
          onTheirWay -= 1
        }
        group.addTask(executorPreference: executor) { try await give(request) }
        onTheirWay += 1
      }
      while let answer = try await group.next() { outcome.take(answer) }
      progress(ImportProgress(phase: .recording, done: queue.count, total: queue.count))
    }
    return outcome
  }

  /// The orders of all venues by time; those of one venue are sorted already.
  private static func merged(_ batches: [Batch]) -> [(batch: Int, order: Int)] {
    let places = batches.indices.flatMap { batch in batches[batch].orders.indices.map { (batch: batch, order: $0) } }
    guard batches.count > 1 else { return places }
    return places.sorted { a, b in
      let times = (batches[a.batch].orders[a.order].time, batches[b.batch].orders[b.order].time)
      return (times.0, a.batch, a.order) < (times.1, b.batch, b.order)
    }
  }

  // MARK: One order

  /// An order on its way.
  fileprivate struct Request: Sendable {
    let command: RecordOrder
    let identity: ImportIdentity
    let rows: Int
    /// The finding if the order is refused, still without a reason.
    let blank: ImportFinding

    init(
      _ order: ImportedOrder, _ lines: [RecordedLine], _ venue: VenueID, _ customer: CustomerID?,
      _ mapping: OrderMapping
    ) {
      identity = ImportIdentity(order, source: mapping.source, venue: venue)
      command = RecordOrder(
        order: identity.order, venue: venue, service: mapping.order.service, channel: mapping.order.channel,
        customer: customer, lines: lines, at: order.time)
      rows = lines.count
      blank = order.finding(.refused, .orderRejected, nil, "")
    }
  }

  /// What became of one order.
  fileprivate struct Answer: Sendable {
    let request: Request
    let result: Result<CommandAnswer, CommandRefusal>
  }

  private func give(_ request: Request) async throws -> Answer {
    do {
      let answer = try await sink.give(
        request.command, as: mapping.actor, idempotencyKey: request.identity.idempotencyKey)
      return Answer(request: request, result: .success(answer))
    } catch let refusal as CommandRefusal {
      return Answer(request: request, result: .failure(refusal))
    }
  }
}

extension OrderRecorder.Outcome {
  fileprivate mutating func take(_ answer: OrderRecorder.Answer) {
    let request = answer.request
    switch answer.result {
    case .success(.appended(let count)):
      events += count
      importedRows += request.rows
      orders.append(request.identity.order)
    case .success(.nothingNew):
      repeatedRows += request.rows
      orders.append(request.identity.order)
    case .failure(let refusal):
      var finding = request.blank
      finding.rows = request.rows
      finding.reason = refusal.message
      if refusal.code == CommandRefusal.keyReused {
        finding.code = .orderChanged
        finding.reason =
          "it was imported before, and the file now says something else of it; the log keeps what was recorded"
        orders.append(request.identity.order)
      }
      findings.append(finding)
    }
  }
}

/// The customers that texts of the file stand for, each looked up once.
private struct CustomerNames {
  private let sink: any CommandSink
  private var known: [String: CustomerID] = [:]

  init(_ sink: any CommandSink) { self.sink = sink }

  mutating func id(of text: String?) async throws -> CustomerID? {
    guard let text else { return nil }
    if let id = known[text] { return id }
    let id: CustomerID
    if let stated = CustomerID(text) { id = stated } else { id = try await sink.customer(named: text) }
    known[text] = id
    return id
  }
}
