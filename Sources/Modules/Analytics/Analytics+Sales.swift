public import EventSourcing
public import Vocabulary

/// Sums over orders that count as sales.
public struct SalesSums: Hashable, Sendable {
  /// How many orders.
  public internal(set) var orders: Int64 = 0
  /// How many items they have.
  public internal(set) var quantity: Int64 = 0
  /// What they come to, tax and service included.
  public internal(set) var gross = Amount.zero

  /// Nothing sold.
  public init() {}

  /// What an order comes to on average, in minor units; nil without orders.
  public var averageOrder: Double? { orders == 0 ? nil : Double(gross.minorUnits) / Double(orders) }

  var isEmpty: Bool { self == SalesSums() }

  mutating func add(_ sales: Analytics.SliceSales) {
    orders &+= sales.orders
    quantity &+= sales.quantity
    gross = Amount(minorUnits: gross.minorUnits &+ sales.gross)
  }
}

/// A venue's sales, told apart in five ways. What nothing was sold in is left out.
public struct SalesReport: Hashable, Sendable {
  /// All of it.
  public internal(set) var total = SalesSums()
  /// By service day, ascending.
  public internal(set) var byDate: [Part<ServiceDate>] = []
  /// By the hour of the venue's clocks in which the order was placed: 0 to 23, ascending.
  public internal(set) var byHour: [Part<Int>] = []
  /// By the weekday of the service day, from Monday.
  public internal(set) var byWeekday: [Part<Weekday>] = []
  /// By how the orders came in.
  public internal(set) var byChannel: [Part<Channel>] = []
  /// By where they were eaten.
  public internal(set) var byService: [Part<ServiceKind>] = []

  /// One part of the sales.
  public struct Part<Key: Hashable & Sendable>: Hashable, Sendable {
    /// What the part has in common.
    public let key: Key
    /// What was sold in it.
    public let sales: SalesSums
  }
}

extension Analytics {
  /// The venues that were opened or sold something, in the order in which they appeared.
  public var venueList: [VenueID] { venueIDs.ids }

  /// The currency of a venue; none if it was never opened.
  public func currency(of venue: VenueID) -> Currency {
    venueIDs.index(of: venue).map { venues[$0].currency } ?? .none
  }

  /// The first and the last service day on which a venue sold something.
  public func days(at venue: VenueID) -> DateRange? {
    guard let index = venueIDs.index(of: venue) else { return nil }
    let days = venues[index].days
    let sold = days.dates.indices.filter { place in days[place].contains { $0.orders > 0 } }
    guard let first = sold.first, let last = sold.last else { return nil }
    return DateRange(from: days.dates[first], to: days.dates[last])
  }

  /// What a venue sold on the days of a range.
  public func sales(at venue: VenueID, in range: DateRange = .all) -> SalesReport {
    var report = SalesReport()
    guard let index = venueIDs.index(of: venue) else { return report }
    let days = venues[index].days
    var hours = Array(repeating: SalesSums(), count: 24)
    var weekdays = Array(repeating: SalesSums(), count: Weekday.allCases.count)
    var channels = Array(repeating: SalesSums(), count: Channel.allCases.count)
    var services = Array(repeating: SalesSums(), count: ServiceKind.allCases.count)
    for place in days.places(in: range) {
      let date = days.dates[place]
      var sums = SalesSums()
      for sales in days[place] {
        sums.add(sales)
        hours[sales.slice.hour].add(sales)
        weekdays[Int(date.weekday.rawValue)].add(sales)
        channels[Int(sales.slice.channel.rawValue)].add(sales)
        services[Int(sales.slice.service.rawValue)].add(sales)
        report.total.add(sales)
      }
      if !sums.isEmpty { report.byDate.append(.init(key: date, sales: sums)) }
    }
    report.byHour = Self.parts(Array(0..<24), hours)
    report.byWeekday = Self.parts(Weekday.allCases, weekdays)
    report.byChannel = Self.parts(Channel.allCases, channels)
    report.byService = Self.parts(ServiceKind.allCases, services)
    return report
  }

  private static func parts<Key>(_ keys: [Key], _ sums: [SalesSums]) -> [SalesReport.Part<Key>] {
    zip(keys, sums).filter { !$1.isEmpty }.map { SalesReport.Part(key: $0, sales: $1) }
  }
}
