import EventSourcing
public import Vocabulary

/// Why an import stopped, other than a failure of the log.
public enum ImportError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The mapping says nothing of a venue, and the data directory has none or several.
  case venueNotNamed(known: [String])
  /// The mapping's venue is not in the data directory.
  case venueUnknown(String, known: [String])
  /// The venue charges in another currency than the mapping says.
  case currencyDiffers(venue: String, Currency, mapping: Currency)
  /// The venue of the mapping cannot be set up.
  case venueRejected(String)
  /// The customer of the mapping is not an ID.
  case customerInvalid(String)

  /// What is wrong, and what to do.
  public var description: String {
    switch self {
    case .venueNotNamed(let known) where known.isEmpty:
      "the data directory has no venue: add venue.set_up to the mapping, or set one up with `daybook init`"
    case .venueNotNamed(let known):
      "the data directory has several venues (\(Self.some(of: known))): name one with venue.constant or "
        + "venue.column in the mapping"
    case .venueUnknown(let name, let known):
      "there is no venue \"\(name)\"; the data directory has \(Self.some(of: known)): correct the name, "
        + "or set the venue up with `daybook init` or with venue.set_up in the mapping"
    case .currencyDiffers(let venue, let currency, let mapping):
      "\(venue) charges in \(currency), the mapping's price.currency is \(mapping): one of them is wrong"
    case .venueRejected(let reason): "the mapping's venue.set_up is refused: \(reason)"
    case .customerInvalid(let text): "the mapping's customer.constant \"\(text)\" is not a customer's ID (cus_...)"
    }
  }

  /// The first of many names, and how many there are beside them.
  private static func some(of names: [String]) -> String {
    let shown = names.prefix(10).joined(separator: ", ")
    return names.isEmpty ? "none" : names.count > 10 ? "\(shown) and \(names.count - 10) more" : shown
  }
}

/// Imports a file of orders through real commands.
///
/// *Order.* Orders are recorded in business-time order, many at a time on their way to the disk, with the positions
/// that one at a time would give them.
///
/// *Again and again.* Every order is recorded under an idempotency key that follows from what the file says of it, so
/// importing a file a second time adds no event, and an import that was killed is finished by running it again. An
/// order that the file now tells otherwise than when it was imported is refused and reported: the log is not rewritten.
///
/// *Refused rows.* A row that cannot be read is refused with its line and reason; the other rows of its order are
/// imported, unless the mapping's `order.incomplete` says otherwise.
public struct OrderImporter: Sendable {
  private let sink: any CommandSink

  /// An importer into a service.
  public init(into sink: any CommandSink) { self.sink = sink }

  /// Imports a file.
  ///
  /// - Parameters:
  ///   - file: what was read of the export.
  ///   - progress: called from the importing task, a few times a second at most.
  /// - Throws: ``ImportError`` if there is no venue to record at, `CancellationError`, or the failure of the log. What
  ///   was recorded until then stays; running the import again continues it.
  /// - Returns: what was done; measuring how long it took is the caller's.
  public func run(
    _ file: OrderFile, progress: @escaping @Sendable (ImportProgress) -> Void = { _ in }
  ) async throws -> ImportSummary {
    let mapping = file.mapping
    try mapping.requireCustomer()
    var summary = ImportSummary(file)
    var findings = file.findings
    let venues = try await VenueResolver(mapping, sink, at: file.orders.first?.time)
    summary.events += venues.events
    let recorder = OrderRecorder(mapping, sink)
    var batches: [OrderRecorder.Batch] = []
    for (venue, orders) in venues.assign(file.orders, &findings) {
      let needs = MenuNeeds(orders, mapping)
      findings += needs.findings
      let preparation = try await MenuPreparation(
        needs, at: venue, mapping, sink, time: file.orders.first?.time, progress)
      summary.events += preparation.events
      summary.items += preparation.added.count
      batches.append(
        .init(venue: venue, orders: orders, menu: preparation.prepared, added: preparation.added))
    }
    let outcome = try await recorder.record(batches, progress)
    summary.take(outcome, try await sink.recorded(outcome.orders))
    summary.report(findings + outcome.findings + recorder.notOrdered(batches, outcome))
    return summary
  }
}

extension OrderMapping {
  fileprivate func requireCustomer() throws(ImportError) {
    guard case .constant(let text)? = customer else { return }
    guard CustomerID(text) != nil else { throw .customerInvalid(text) }
  }
}

extension ImportSummary {
  init(_ file: OrderFile) {
    self.init()
    rows = file.rows
    currency = file.mapping.price.currency
    firstOrderAt = file.orders.first?.time
    lastOrderAt = file.orders.last?.time
  }

  fileprivate mutating func take(_ outcome: OrderRecorder.Outcome, _ recorded: RecordedOrders) {
    imported = outcome.importedRows
    repeated = outcome.repeatedRows
    events += outcome.events
    orders = recorded.orders
    lines = recorded.lines
    quantity = recorded.quantity
    gross = recorded.gross
  }

  mutating func report(_ found: [ImportFinding]) {
    findings = found.inOrderOfLines
    refused = findings.reduce(0) { $0 + ($1.severity == .refused ? $1.rows : 0) }
    warnings = findings.count { $0.severity == .warning }
    notes = findings.count { $0.severity == .note }
  }
}
