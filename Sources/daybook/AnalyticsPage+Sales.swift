import Analytics
import EventSourcing
import Venue
import Vocabulary

extension AnalyticsPage {
  func byDay(_ report: SalesReport) -> SeriesView {
    var view = view(
      .salesByDay, report.byDate, key: "service_date", title: "Sales by day",
      summary: "What was sold on each service day at \(setup.name), tax and service included.", kind: .line,
      labelTitle: "service day"
    ) { ($0.description, .string($0.description)) }
    view.chart?.fillDays(report.byDate.map(\.key), with: money.text(.zero))
    return view
  }

  func byHour(_ report: SalesReport) -> SeriesView {
    view(
      .salesByHour, report.byHour, key: "hour", title: "Sales by hour",
      summary: "What was sold at \(setup.name) in each hour of the clock, by when orders were placed.", kind: .columns,
      labelTitle: "hour (\(setup.zoneName))"
    ) { ("\($0 < 10 ? "0" : "")\($0)", JSONTree($0)) }
  }

  func byWeekday(_ report: SalesReport) -> SeriesView {
    view(
      .salesByWeekday, report.byWeekday, key: "weekday", title: "Sales by weekday",
      summary: "What was sold at \(setup.name) on each weekday, by service day.", kind: .columns,
      labelTitle: "weekday of the service day"
    ) { ($0.name.description, .string($0.name.description)) }
  }

  func byChannel(_ report: SalesReport) -> SeriesView {
    view(
      .salesByChannel, report.byChannel, key: "channel", title: "Sales by channel",
      summary: "What was sold at \(setup.name) by how the orders came in.", kind: .bars, labelTitle: "channel"
    ) { ($0.name.description, .string($0.name.description)) }
  }

  func byService(_ report: SalesReport) -> SeriesView {
    view(
      .salesByService, report.byService, key: "service", title: "Sales by kind of service",
      summary: "What was sold at \(setup.name) for its tables and to take away.", kind: .bars, labelTitle: "service"
    ) { ($0.name.description, .string($0.name.description)) }
  }

  private func view<Key>(
    _ series: AnalyticsSeries, _ parts: [SalesReport.Part<Key>], key: String, title: String, summary: String,
    kind: Chart.Kind, labelTitle: String, _ name: (Key) -> (String, JSONTree)
  ) -> SeriesView {
    let points = parts.map { part in
      Chart.Point(
        label: name(part.key).0, value: money.number(part.sales.gross), text: money.text(part.sales.gross),
        note: counted(part.sales.orders, "order"))
    }
    let chart = Chart(
      title: title, summary: summary, kind: kind, labelTitle: labelTitle, unit: setup.currency.code, points: points)
    let json = parts.map { part -> JSONTree in
      [
        key: name(part.key).1, "orders": JSONTree(part.sales.orders), "quantity": JSONTree(part.sales.quantity),
        "gross_minor": JSONTree(part.sales.gross),
      ]
    }
    return SeriesView(series: series, json: .array(json), chart: chart)
  }
}

extension Chart {
  /// A century: a day further away from the others is a slip, and is drawn beside them.
  private static let filledDays = 36_600

  /// Puts days of nothing between the days of its points, so that time runs evenly.
  mutating func fillDays(_ dates: [ServiceDate], with text: String) {
    guard let first = dates.first?.daysSinceEpoch, let last = dates.last?.daysSinceEpoch,
      Int(last) - Int(first) < Self.filledDays
    else { return }
    var rest = zip(dates, points).makeIterator()
    var next = rest.next()
    points = (first...last).map { number in
      let date = ServiceDate(daysSinceEpoch: number)
      guard let (day, point) = next, day == date else {
        return Point(label: date.description, value: 0, text: text)
      }
      next = rest.next()
      return point
    }
  }
}
