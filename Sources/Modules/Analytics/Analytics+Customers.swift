public import EventSourcing
public import Vocabulary

/// What a customer bought at a venue until some day.
public struct PurchaseHistory: Hashable, Sendable {
  /// What was bought on one service day.
  public struct Day: Hashable, Sendable {
    /// The service day.
    public let date: ServiceDate
    /// How many orders.
    public let orders: Int64
    /// What they came to.
    public let gross: Amount

    /// A day of these parts.
    public init(date: ServiceDate, orders: Int64, gross: Amount) {
      self.date = date
      self.orders = orders
      self.gross = gross
    }
  }

  /// The customer.
  public let customer: CustomerID
  /// The days with orders, ascending; never empty.
  public let days: [Day]
  /// The first of them.
  public let first: ServiceDate
  /// The last of them.
  public let last: ServiceDate

  /// A history of these days, which ascend; nil without days.
  public init?(customer: CustomerID, days: [Day]) {
    guard let first = days.first, let last = days.last else { return nil }
    self.customer = customer
    self.days = days
    self.first = first.date
    self.last = last.date
  }

  /// What all orders came to.
  public var gross: Amount { Amount(minorUnits: days.reduce(0) { $0 &+ $1.gross.minorUnits }) }

  /// How often the customer came again: days with orders after the first.
  public var repeats: Int { days.count - 1 }

  /// What the customer spent on a day after the first, on average and in minor units; nil if there was none.
  public var averageRepeat: Double? {
    guard repeats > 0 else { return nil }
    return Double(days.dropFirst().reduce(0) { $0 &+ $1.gross.minorUnits }) / Double(repeats)
  }
}

extension Analytics {
  /// The histories of a venue's customers through a day, by ID. Orders without a customer are nobody's.
  public func histories(at venue: VenueID, through end: ServiceDate = .latest) -> [PurchaseHistory] {
    guard let index = venueIDs.index(of: venue) else { return [] }
    return guests.indices.filter { guests[$0].venue == UInt32(index) }
      .compactMap { guest in
        let days = days(ofGuest: guest).filter { $0.orders > 0 && $0.date <= end }
          .map { PurchaseHistory.Day(date: $0.date, orders: $0.orders, gross: Amount(minorUnits: $0.gross)) }
        return PurchaseHistory(customer: customerIDs.ids[Int(guests[guest].customer)], days: days)
      }
      .sorted { $0.customer < $1.customer }
  }
}
