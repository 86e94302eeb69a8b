import Analytics
import EventSourcing
import Venue
import Vocabulary

/// What is shown of customers. Their whole history up to the last day of the range counts, also what lies before it.
struct CustomerViews {
  private let setup: VenueSetup
  private let money: MoneyText
  private let end: ServiceDate
  private let histories: [PurchaseHistory]
  private let scores: [CustomerScore]
  /// Fitted only where it is asked for: it takes longest.
  private let value: LifetimeValue?

  init(
    _ analytics: borrowing Analytics, _ setup: VenueSetup, _ range: DateRange, _ money: MoneyText,
    _ wanted: [AnalyticsSeries]
  ) {
    self.setup = setup
    self.money = money
    let needsHistories = !Set(wanted).isDisjoint(with: [.segments, .cohorts, .lifetime, .customers])
    let days = analytics.days(at: setup.id)
    end = range.to == .latest ? days?.to ?? .epoch : range.to
    histories = needsHistories ? analytics.histories(at: setup.id, through: range.to) : []
    scores = CustomerScore.scores(of: histories)
    let needsValue = !Set(wanted).isDisjoint(with: [.lifetime, .customers])
    value = needsValue && !histories.isEmpty ? LifetimeValue(histories, through: end, in: setup.currency) : nil
  }

  var segments: SeriesView {
    let groups = Dictionary(grouping: scores, by: \.segment)
    let parts = CustomerSegment.allCases.map { segment -> (CustomerSegment, Int, Amount) in
      let members = groups[segment] ?? []
      let gross = members.reduce(0) { $0 &+ $1.history.gross.minorUnits }
      return (segment, members.count, Amount(minorUnits: gross))
    }
    let points = parts.map { segment, customers, gross in
      Chart.Point(
        label: segment.rawValue.replacing("_", with: " "), value: Double(customers), text: customers.grouped,
        note: money.text(gross))
    }
    let chart = Chart(
      title: "Customers by recency and frequency",
      summary: "How many customers of \(setup.name) are in each segment, from fifths of recency and frequency.",
      kind: .bars, labelTitle: "segment", unit: "customers", points: points)
    let json = parts.map { segment, customers, gross -> JSONTree in
      ["segment": .string(segment.rawValue), "customers": JSONTree(customers), "gross_minor": JSONTree(gross)]
    }
    return SeriesView(series: .segments, json: .array(json), chart: scores.isEmpty ? nil : chart)
  }

  var cohorts: SeriesView {
    let cohorts = Cohort.cohorts(of: histories, through: end)
    let points = cohorts.map {
      Chart.Point(label: "\($0.month)", value: Double($0.customers), text: $0.customers.grouped)
    }
    let chart = Chart(
      title: "New customers by month",
      summary: "How many customers of \(setup.name) ordered for the first time in each month.", kind: .columns,
      labelTitle: "month of the first order", unit: "customers", points: points)
    let months = 7
    var table = TextTable(
      ["CAME BACK AFTER MONTHS", "NEW"] + (1..<months).map(String.init), right: Set(1...months))
    for cohort in cohorts.suffix(12) {
      let shares = cohort.retention.dropFirst().prefix(months - 1).map { "\(fixed($0 * 100, 0)) %" }
      let blanks = Array(repeating: "", count: months - 1 - shares.count)
      table.add(["\(cohort.month)", cohort.customers.grouped] + shares + blanks)
    }
    let json = cohorts.map { cohort -> JSONTree in
      [
        "month": .string("\(cohort.month)"), "customers": JSONTree(cohort.customers),
        "active": .array(cohort.active.map { JSONTree($0) }), "gross_minor": .array(cohort.gross.map { JSONTree($0) }),
        "retention": .array(cohort.retention.map { .number($0) }),
      ]
    }
    return SeriesView(
      series: .cohorts, json: .array(json), chart: cohorts.isEmpty ? nil : chart,
      text: cohorts.isEmpty ? nil : table.text)
  }

  var lifetime: SeriesView {
    let again = histories.count { $0.repeats > 0 }
    let rate = histories.isEmpty ? nil : Double(again) / Double(histories.count)
    let (rates, spending) = (value?.rates, value?.spending)
    let expected = value?.customers.compactMap(\.value) ?? []
    let sum = expected.isEmpty ? nil : expected.reduce(0, +)
    let json: JSONTree = [
      "observed_through": JSONTree(end), "customers": JSONTree(histories.count), "repeat_customers": JSONTree(again),
      "repeat_rate": JSONTree(rate), "weeks_ahead": .number(LifetimeValue.weeks), "expected_value": JSONTree(sum),
      "bg_nbd": rates.map {
        [
          "r": .number($0.r), "alpha": .number($0.alpha), "a": .number($0.a), "b": .number($0.b),
          "log_likelihood": .number($0.logLikelihood),
        ]
      } ?? .null,
      "gamma_gamma": spending.map {
        [
          "p": .number($0.p), "q": .number($0.q), "gamma": .number($0.gamma),
          "log_likelihood": .number($0.logLikelihood),
        ]
      } ?? .null,
    ]
    return SeriesView(
      series: .lifetime, json: json, chart: nil,
      text: histories.isEmpty ? nil : text(again: again, rate: rate, expected: sum))
  }

  private func text(again: Int, rate: Double?, expected: Double?) -> String {
    var lines = [
      "Customers and what they are worth", "─────────────────────────────────",
      "\(histories.count.grouped) customers, \(again.grouped) came again (\(percent(rate))), observed through \(end)",
    ]
    if let rates = value?.rates {
      lines.append(
        "how often they come (BG/NBD): r \(fixed(rates.r, 3)), alpha \(fixed(rates.alpha, 3)) weeks, "
          + "a \(fixed(rates.a, 3)), b \(fixed(rates.b, 3))")
    } else {
      lines.append("how often they come cannot be told: too few came again,")
      lines.append("or they do not differ as the model says")
    }
    if let spending = value?.spending {
      lines.append(
        "what they spend (Gamma-Gamma): p \(fixed(spending.p, 2)), q \(fixed(spending.q, 2)), "
          + "gamma \(money.text(whole: spending.gamma))")
    } else {
      lines.append("what they spend cannot be told")
    }
    if let expected {
      lines.append("all together are expected to spend \(money.text(whole: expected)) in the next 52 weeks")
    }
    return lines.joined(separator: "\n")
  }

  var customers: SeriesView {
    let values = value?.customers ?? []
    var table = TextTable(
      ["CUSTOMER", "FIRST", "LAST", "DAYS", "SPENT", "SEGMENT", "ACTIVE", "EXPECTED IN 52 WEEKS"], right: [3, 4, 6, 7])
    let best = zip(scores, values).sorted { ($0.1.value ?? 0) > ($1.1.value ?? 0) }.prefix(AnalyticsPage.shown)
    for (score, value) in best {
      table.add([
        score.history.customer.description, score.history.first.description, score.history.last.description,
        score.history.days.count.grouped, money.text(score.history.gross),
        score.segment.rawValue.replacing("_", with: " "), percent(value.probabilityActive),
        value.value.map { money.text(whole: $0) } ?? "-",
      ])
    }
    let json = zip(scores, values).map { score, value -> JSONTree in
      let history = score.history
      return [
        "customer": .string(history.customer.description), "first": JSONTree(history.first),
        "last": JSONTree(history.last), "days": JSONTree(history.days.count), "repeats": JSONTree(history.repeats),
        "orders": JSONTree(history.days.reduce(0) { $0 + $1.orders }), "gross_minor": JSONTree(history.gross),
        "weeks_to_last": .number(value.times.lastWeek), "weeks_observed": .number(value.times.weeks),
        "recency": JSONTree(score.recency), "frequency": JSONTree(score.frequency),
        "monetary": JSONTree(score.monetary), "segment": .string(score.segment.rawValue),
        "probability_active": JSONTree(value.probabilityActive), "expected_days": JSONTree(value.purchases),
        "expected_spending": JSONTree(value.spending), "expected_value": JSONTree(value.value),
      ]
    }
    return SeriesView(series: .customers, json: .array(json), chart: nil, text: table.isEmpty ? nil : table.text)
  }
}
