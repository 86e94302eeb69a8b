import Analytics
import ArgumentParser
import EventSourcing
import Venue
import Vocabulary

/// What `show analytics` can show, by the names under which programs find it.
enum AnalyticsSeries: String, CaseIterable, ExpressibleByArgument {
  case salesByDay = "sales_by_day"
  case salesByHour = "sales_by_hour"
  case salesByWeekday = "sales_by_weekday"
  case salesByChannel = "sales_by_channel"
  case salesByService = "sales_by_service"
  case items
  case options
  case pairs
  case payments
  case guestsByDay = "guests_by_day"
  case leadTimes = "lead_times"
  case tableHours = "table_hours"
  case segments
  case cohorts
  case lifetime
  case customers

  /// Those that are shown unless others are named: all but the list of every customer.
  static let standard = allCases.filter { $0 != .customers }
}

/// A series in its three forms.
struct SeriesView {
  var series: AnalyticsSeries
  /// For programs: integers in minor units, and what is derived from them.
  var json: JSONTree
  /// For pictures; nil where a picture would say nothing.
  var chart: Chart?
  /// For terminals, where the chart alone is not enough.
  var text: String?
  /// Whether terminals show the text in place of the chart.
  var textSaysAll = false

  /// What a terminal shows; empty where there is nothing to show.
  var terminal: String {
    let drawn = textSaysAll || chart?.points.isEmpty != false ? nil : chart?.terminal()
    return [drawn, text].compactMap(\.self).joined(separator: "\n\n")
  }
}

/// A venue's figures, one series after the other.
struct AnalyticsPage {
  let setup: VenueSetup
  /// The service days that were asked for.
  let range: DateRange
  let total: SalesSums
  /// The first and last day with sales in the range; nil without sales.
  let days: DateRange?
  var views: [SeriesView] = []

  let money: MoneyText

  init(_ analytics: borrowing Analytics, _ setup: VenueSetup, _ range: DateRange, _ wanted: [AnalyticsSeries]) {
    self.setup = setup
    self.range = range
    money = MoneyText(setup.currency)
    let report = analytics.sales(at: setup.id, in: range)
    total = report.total
    if let first = report.byDate.first, let last = report.byDate.last {
      days = DateRange(from: first.key, to: last.key)
    } else {
      days = nil
    }
    let people = CustomerViews(analytics, setup, range, money, wanted)
    for series in wanted {
      let view: SeriesView? =
        switch series {
        case .salesByDay: byDay(report)
        case .salesByHour: byHour(report)
        case .salesByWeekday: byWeekday(report)
        case .salesByChannel: byChannel(report)
        case .salesByService: byService(report)
        case .items: items(analytics.items(at: setup.id, in: range))
        case .options: options(analytics.options(at: setup.id, in: range))
        case .pairs: pairs(analytics.pairs(at: setup.id))
        case .payments: payments(analytics.payments(at: setup.id, in: range))
        case .guestsByDay: guestsByDay(analytics.guests(at: setup.id, in: range))
        case .leadTimes: leadTimes(analytics.guests(at: setup.id, in: range))
        case .tableHours: tableHours(analytics.guests(at: setup.id, in: range))
        case .segments: people.segments
        case .cohorts: people.cohorts
        case .lifetime: people.lifetime
        case .customers: people.customers
        }
      if let view { views.append(view) }
    }
  }

  /// The whole page for programs.
  var json: JSONTree {
    [
      "venue": .string(setup.id.description), "name": .string(setup.name), "currency": .string(setup.currency.code),
      "decimals": JSONTree(setup.currency.decimals), "zone": .string(setup.zoneName),
      "from": JSONTree(days?.from.description), "to": JSONTree(days?.to.description), "sales": Self.json(total),
      "series": .object(views.map { ($0.series.rawValue, $0.json) }),
    ]
  }

  /// The whole page for people.
  var text: String {
    let span = days.map { "\($0.from) to \($0.to)" } ?? "no sales"
    let average = total.averageOrder.map { ", \(money.text($0)) an order" } ?? ""
    let heading = """
      \(setup.name) (\(setup.id)), \(span)
      \(counted(total.orders, "order")), \(counted(total.quantity, "item")), \(money.text(total.gross))\(average)
      """
    let shown = views.map(\.terminal).filter { !$0.isEmpty }
    let isWhole = range == DateRange(from: .earliest, to: .latest)
    let parts = shown.isEmpty ? [isWhole ? "nothing yet" : "nothing in this range"] : shown
    return ([heading] + parts).joined(separator: "\n\n")
  }

  static func json(_ sums: SalesSums) -> JSONTree {
    [
      "orders": JSONTree(sums.orders), "quantity": JSONTree(sums.quantity),
      "gross_minor": JSONTree(sums.gross.minorUnits), "average_order_minor": JSONTree(sums.averageOrder),
    ]
  }
}

extension JSONTree {
  init(_ value: Double?) { self = value.map(JSONTree.number) ?? .null }
  init(_ value: ServiceDate) { self = .string(value.description) }
  init(_ value: Amount) { self.init(value.minorUnits) }
}
