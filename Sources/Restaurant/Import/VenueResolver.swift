import EventSourcing
import Venue
import Vocabulary

/// Knows at which venue each order of a file was placed; sets the mapping's venue up if the data directory lacks it.
struct VenueResolver {
  /// Events that setting up appended.
  private(set) var events = 0
  private let known: [ImportVenue]
  private let standard: ImportVenue?
  private let mapping: OrderMapping

  /// - Parameter time: when a venue that is set up came to be: at the first order.
  init(_ mapping: OrderMapping, _ sink: any CommandSink, at time: Timestamp?) async throws {
    self.mapping = mapping
    var known = try await sink.venues()
    var ownVenue: VenueID?
    if var command = mapping.venueSetUp {
      command.at = command.at ?? time
      ownVenue = command.venue
      if !known.contains(where: { $0.id == command.venue }) {
        events = try await sink.setUp(command)
        known = try await sink.venues()
      }
    }
    self.known = known
    standard = try Self.standard(mapping, known, ownVenue)
    if let standard { try standard.requireCurrency(of: mapping) }
  }

  /// The venue of orders for which no column names one.
  private static func standard(
    _ mapping: OrderMapping, _ known: [ImportVenue], _ ownVenue: VenueID?
  ) throws -> ImportVenue? {
    let names = known.map(\.name).sorted()
    switch mapping.venue {
    case .column: return nil
    case .constant(let text):
      guard let venue = known.venue(named: text) else { throw ImportError.venueUnknown(text, known: names) }
      return venue
    case nil:
      if let ownVenue, let venue = known.first(where: { $0.id == ownVenue }) { return venue }
      guard known.count == 1 else { throw ImportError.venueNotNamed(known: names) }
      return known[0]
    }
  }

  /// The orders of each venue; those of an unknown venue become findings.
  func assign(
    _ orders: [ImportedOrder], _ findings: inout [ImportFinding]
  ) -> [(venue: VenueID, orders: [ImportedOrder])] {
    if let standard { return [(standard.id, orders)] }
    var assigned: [(venue: VenueID, orders: [ImportedOrder])] = []
    var places: [VenueID: Int] = [:]
    for order in orders {
      guard let venue = order.venue.flatMap({ known.venue(named: $0) }) else {
        findings.append(order.finding(.refused, .venueUnknown, venueColumn, unknown(order.venue)))
        continue
      }
      guard venue.currency == mapping.price.currency else {
        findings.append(
          order.finding(
            .refused, .venueUnknown, venueColumn,
            "\(venue.name) charges in \(venue.currency), not in \(mapping.price.currency)"))
        continue
      }
      let place = places[venue.id] ?? assigned.count
      if place == assigned.count {
        places[venue.id] = place
        assigned.append((venue.id, []))
      }
      assigned[place].orders.append(order)
    }
    return assigned
  }

  private var venueColumn: String? {
    if case .column(let name)? = mapping.venue { name } else { nil }
  }

  private func unknown(_ name: String?) -> String {
    guard let name else { return "it names no venue" }
    return ImportError.venueUnknown(name, known: known.map(\.name).sorted()).description
  }
}

extension ImportVenue {
  fileprivate func requireCurrency(of mapping: OrderMapping) throws(ImportError) {
    guard currency == mapping.price.currency else {
      throw .currencyDiffers(venue: name, currency, mapping: mapping.price.currency)
    }
  }
}

extension [ImportVenue] {
  /// The venue with this ID or name.
  func venue(named text: String) -> ImportVenue? {
    first { $0.id.description == text } ?? first { $0.name == text }
  }
}

extension CommandSink {
  /// Sets a venue up for an import; answers how many events that took.
  func setUp(_ command: SetUpVenue) async throws -> Int {
    do {
      let answer = try await give(command, as: .importing, idempotencyKey: nil)
      if case .appended(let events) = answer { return events }
      return 0
    } catch let refusal as CommandRefusal {
      throw ImportError.venueRejected(refusal.message)
    }
  }
}
