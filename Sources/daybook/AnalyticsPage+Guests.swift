import Analytics
import EventSourcing
import Venue
import Vocabulary

extension AnalyticsPage {
  func guestsByDay(_ report: GuestReport) -> SeriesView {
    // The days behind the last on which somebody came have bookings only: drawn, they would look like empty evenings.
    let last = report.byDate.lastIndex { $0.guests.covers > 0 } ?? report.byDate.count - 1
    let drawn = report.byDate.prefix(last + 1)
    let points = drawn.map { day in
      Chart.Point(
        label: day.date.description, value: Double(day.guests.covers), text: counted(day.guests.covers, "guest"))
    }
    let total = report.total
    var chart = Chart(
      title: "Guests by day", summary: "How many guests were seated at \(setup.name) on each service day.", kind: .line,
      labelTitle: "service day", unit: "guests", points: points)
    chart.fillDays(drawn.map(\.date), with: counted(0, "guest"))
    let text = """
      \(counted(total.booked, "booking")) for \(counted(total.bookedCovers, "guest")); \
      \(total.cancelled.grouped) cancelled (\(percent(total.cancellationRate)))
      \(total.noShows.grouped) did not come (\(percent(total.noShowRate)) of those that were due)
      \(total.shows.grouped) came as booked, \(counted(total.walkIns, "party", many: "parties")) without a booking; \
      a visit lasted \(total.averageStaySeconds.map { "\(fixed($0 / 60, 0)) minutes" } ?? "-")
      """
    let days = report.byDate.map { day -> JSONTree in
      .object([("service_date", JSONTree(day.date))] + Self.members(day.guests) + Self.members(day.use))
    }
    let json: JSONTree = ["total": .object(Self.members(total)), "days": .array(days)]
    return SeriesView(
      series: .guestsByDay, json: json, chart: report.byDate.isEmpty ? nil : chart,
      text: report.byDate.isEmpty ? nil : text)
  }

  func leadTimes(_ report: GuestReport) -> SeriesView {
    let names = LeadTime.allCases.map { $0.name.replacing("_", with: " ") }
    let points = zip(names, report.total.leads).map { name, count in
      Chart.Point(label: name, value: Double(count), text: count.grouped)
    }
    let chart = Chart(
      title: "How long before bookings are made",
      summary: "Bookings at \(setup.name) by the time between booking and visit.", kind: .bars,
      labelTitle: "before the visit", unit: "bookings", points: points)
    let json: JSONTree = [
      "lead_minutes": JSONTree(report.total.leadMinutes),
      "average_lead_minutes": JSONTree(report.total.averageLeadMinutes),
      "bookings": .object(zip(LeadTime.allCases, report.total.leads).map { ($0.name, JSONTree($1)) }),
    ]
    return SeriesView(series: .leadTimes, json: json, chart: report.total.booked == 0 ? nil : chart)
  }

  func tableHours(_ report: GuestReport) -> SeriesView {
    let points = report.byHour.map { hour in
      Chart.Point(
        label: "\(hour.hour < 10 ? "0" : "")\(hour.hour)", value: money.number(hour.revenuePerSeatHour ?? 0),
        text: hour.revenuePerSeatHour.map { money.text($0) } ?? "-",
        note: "tables \(percent(hour.tableUse)) taken, seats \(percent(hour.seatUse)), "
          + "\(counted(hour.covers, "guest")) sat down")
    }
    let chart = Chart(
      title: "Revenue per available seat hour",
      summary: "What each seat of \(setup.name) earned per hour that it could be had: a visit's orders are spread over "
        + "the time between seating and leaving.", kind: .columns, labelTitle: "hour of the service day",
      unit: "\(setup.currency.code) per seat hour", points: points)
    let json: JSONTree = [
      "total": .object(Self.members(report.use)), "pending_revenue_minor": JSONTree(report.pendingRevenue),
      "hours": .array(report.byHour.map { .object([("hour", JSONTree($0.hour))] + Self.members($0)) }),
    ]
    return SeriesView(
      series: .tableHours, json: json, chart: report.use.availableSeatSeconds + report.use.revenue == 0 ? nil : chart)
  }

  private static func members(_ sums: GuestSums) -> [(String, JSONTree)] {
    [
      ("booked", JSONTree(sums.booked)), ("booked_covers", JSONTree(sums.bookedCovers)),
      ("cancelled", JSONTree(sums.cancelled)), ("cancelled_covers", JSONTree(sums.cancelledCovers)),
      ("no_shows", JSONTree(sums.noShows)), ("no_show_covers", JSONTree(sums.noShowCovers)),
      ("shows", JSONTree(sums.shows)), ("show_covers", JSONTree(sums.showCovers)),
      ("walk_ins", JSONTree(sums.walkIns)), ("walk_in_covers", JSONTree(sums.walkInCovers)),
      ("covers", JSONTree(sums.covers)), ("finished", JSONTree(sums.finished)),
      ("stayed_seconds", JSONTree(sums.stayedSeconds)), ("cancellation_rate", JSONTree(sums.cancellationRate)),
      ("no_show_rate", JSONTree(sums.noShowRate)), ("average_stay_seconds", JSONTree(sums.averageStaySeconds)),
    ]
  }

  private static func members(_ use: HourUse) -> [(String, JSONTree)] {
    [
      ("seated_covers", JSONTree(use.covers)), ("table_revenue_minor", JSONTree(use.revenue)),
      ("table_seconds", JSONTree(use.tableSeconds)), ("guest_seconds", JSONTree(use.guestSeconds)),
      ("available_table_seconds", JSONTree(use.availableTableSeconds)),
      ("available_seat_seconds", JSONTree(use.availableSeatSeconds)),
      ("revenue_per_seat_hour_minor", JSONTree(use.revenuePerSeatHour)), ("table_use", JSONTree(use.tableUse)),
      ("seat_use", JSONTree(use.seatUse)),
    ]
  }
}
