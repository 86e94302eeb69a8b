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
    /// What was put on the menu for them.
    var added: [MenuNeeds.Item]
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
  func record(_ batches: [Batch], _ progress: @escaping @Sendable (ImportProgress) -> Void) async throws -> Outcome {
    var outcome = Outcome()
    var customers = CustomerNames(sink)
    let queue = Self.merged(batches)
    var refusedLines: [ImportFinding] = []
    try await OrderedCommands(sink, progress).give(queue.count) { place -> Request? in
      let batch = batches[queue[place].batch]
      let order = batch.orders[queue[place].order]
      guard let lines = batch.menu.lines(of: order, mapping, &refusedLines) else { return nil }
      return request(order, lines, batch.venue, try await customers.id(of: order.customer))
    } answered: {
      outcome.take($0)
    }
    outcome.findings += refusedLines
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

  /// Items that were put on a menu for orders of which not one is recorded.
  ///
  /// They stay: the venue sold them, whatever is wrong with the orders, and a corrected file will name them again. But
  /// nothing in the log says why they are there.
  func notOrdered(_ batches: [Batch], _ outcome: Outcome) -> [ImportFinding] {
    guard outcome.findings.contains(where: { $0.severity == .refused }) else { return [] }
    let recorded = Set(outcome.orders.map(\.uuid.nameBits))
    return batches.flatMap { batch -> [ImportFinding] in
      guard !batch.added.isEmpty else { return [] }
      var ordered: Set<String> = []
      for order in batch.orders {
        let identity = ImportIdentity(order, source: mapping.source, venue: batch.venue)
        if recorded.contains(identity.id.uuid.nameBits) { ordered.formUnion(order.rows.map(\.item)) }
      }
      return batch.added.filter { !ordered.contains($0.name) }.map { item in
        ImportFinding(
          severity: .note, code: .itemNotOrdered, line: item.line, column: mapping.itemColumn, order: nil,
          rows: item.rows,
          reason: "\(item.name) was put on the menu, though every order of it was refused; "
            + "take it off with remove_menu_item if it is not to stay")
      }
    }
  }

  // MARK: One order

  /// What an answer is counted by.
  struct Note: Sendable {
    let order: OrderID
    let rows: Int
    /// The finding if the order is refused, still without a reason.
    let blank: ImportFinding
  }

  private typealias Request = OrderedCommands.Request<RecordOrder, Note>

  private func request(
    _ order: ImportedOrder, _ lines: [RecordedLine], _ venue: VenueID, _ customer: CustomerID?
  ) -> Request {
    let identity = ImportIdentity(order, source: mapping.source, venue: venue)
    let command = RecordOrder(
      order: identity.id, venue: venue, service: mapping.order.service, channel: mapping.order.channel,
      customer: customer, lines: lines, at: order.time)
    let blank = order.finding(.refused, .orderRejected, nil, "")
    return Request(
      command: command, idempotencyKey: identity.idempotencyKey,
      note: Note(order: identity.id, rows: lines.count, blank: blank))
  }
}

extension OrderRecorder.Outcome {
  fileprivate mutating func take(_ answer: OrderedCommands.Answer<OrderRecorder.Note>) {
    let note = answer.note
    switch answer.result {
    case .success(.appended(let count)):
      events += count
      importedRows += note.rows
      orders.append(note.order)
    case .success(.nothingNew):
      repeatedRows += note.rows
      orders.append(note.order)
    case .failure(let refusal):
      var finding = note.blank
      finding.rows = note.rows
      finding.reason = refusal.message
      if refusal.code == CommandRefusal.keyReused {
        finding.code = .orderChanged
        finding.reason =
          "it was imported before, and the file now says something else of it; the log keeps what was recorded"
        orders.append(note.order)
      }
      findings.append(finding)
    }
  }
}
