import Analytics
import EventSourcing
import Venue
import Vocabulary

extension AnalyticsPage {
  /// How many of many a person is shown; programs get all.
  static let shown = 15

  func items(_ items: [ItemReport]) -> SeriesView {
    let points = items.prefix(Self.shown).map { item in
      Chart.Point(
        label: item.name, value: Double(item.quantity), text: item.quantity.grouped,
        note: "\(money.text(item.gross)) in \(counted(item.orders, "order"))")
    }
    let chart = Chart(
      title: "Best sellers", summary: "How many of each item were sold at \(setup.name); \(Self.most(items.count)).",
      kind: .bars, labelTitle: "item", unit: "items sold", points: points)
    let json = items.map { item -> JSONTree in
      [
        "item": .string(item.item.description), "name": .string(item.name), "orders": JSONTree(item.orders),
        "quantity": JSONTree(item.quantity), "gross_minor": JSONTree(item.gross),
      ]
    }
    return SeriesView(series: .items, json: .array(json), chart: chart)
  }

  func options(_ options: [OptionReport]) -> SeriesView? {
    let points = options.prefix(Self.shown).map { option in
      Chart.Point(
        label: "\(option.name) (\(option.itemName))", value: Double(option.portions), text: option.portions.grouped,
        note: "on \(counted(option.lines, "line")), added \(money.text(option.added))")
    }
    let chart = Chart(
      title: "Options",
      summary: "How many portions of each option were sold at \(setup.name); "
        + "\(Self.most(options.count)).", kind: .bars, labelTitle: "option (item)", unit: "portions sold",
      points: points)
    let json = options.map { option -> JSONTree in
      [
        "item": .string(option.item.description), "item_name": .string(option.itemName),
        "group": JSONTree(option.group), "option": JSONTree(option.option), "name": .string(option.name),
        "lines": JSONTree(option.lines), "portions": JSONTree(option.portions), "added_minor": JSONTree(option.added),
      ]
    }
    return SeriesView(series: .options, json: .array(json), chart: options.isEmpty ? nil : chart)
  }

  func pairs(_ report: PairReport) -> SeriesView {
    // The strongest attraction among those that are no accident.
    let often = report.pairs.filter { $0.together >= 5 }
    let points = report.pairs.prefix(Self.shown).map { pair in
      Chart.Point(
        label: "\(pair.first.name) + \(pair.second.name)", value: Double(pair.together), text: pair.together.grouped,
        note: "lift \(fixed(pair.lift, 2))")
    }
    let chart = Chart(
      title: "Ordered together",
      summary: "In how many orders of the whole history of \(setup.name) two items were together; "
        + "\(Self.most(report.pairs.count)).", kind: .bars, labelTitle: "items", unit: "orders", points: points)
    let strongest = often.sorted { $0.lift > $1.lift }.prefix(5)
    let text = """
      \(chart.heading)
      \(Self.table(report.pairs.prefix(Self.shown), "MOST OFTEN"))

      \(Self.table(strongest, "STRONGEST ATTRACTION, 5 ORDERS OR MORE"))
      """
    let json = report.pairs.map { pair -> JSONTree in
      [
        "first": .string(pair.first.item.description), "second": .string(pair.second.item.description),
        "first_name": .string(pair.first.name), "second_name": .string(pair.second.name),
        "together": JSONTree(pair.together), "first_orders": JSONTree(pair.first.orders),
        "second_orders": JSONTree(pair.second.orders), "support": .number(pair.support),
        "confidence": .number(pair.confidence), "reverse_confidence": .number(pair.reverseConfidence),
        "lift": .number(pair.lift),
      ]
    }
    return SeriesView(
      series: .pairs, json: ["left_out": JSONTree(report.leftOut), "pairs": .array(json)],
      chart: report.pairs.isEmpty ? nil : chart, text: report.pairs.isEmpty ? nil : text, textSaysAll: true)
  }

  /// How much of two names leaves room for the figures; JSON has them whole.
  private static let pairNames = 44

  private static func table(_ pairs: some Sequence<ItemPair>, _ heading: String) -> String {
    var table = TextTable([heading, "ORDERS", "SUPPORT", "CONFIDENCE", "LIFT"], right: [1, 2, 3, 4])
    for pair in pairs {
      table.add([
        "\(pair.first.name) + \(pair.second.name)".shortened(pairNames), pair.together.grouped, percent(pair.support),
        percent(pair.confidence), fixed(pair.lift, 2),
      ])
    }
    return table.text
  }

  func payments(_ payments: [PaymentReport]) -> SeriesView {
    let points = payments.map { paid in
      Chart.Point(
        label: paid.method.name.description, value: money.number(paid.amount), text: money.text(paid.amount),
        note: "\(counted(paid.payments, "payment")), tips \(money.text(paid.tips))")
    }
    let returned = payments.filter { $0.refunded != .zero }.map {
      "given back: \(money.text($0.refunded)) of \($0.method.name)"
    }
    let chart = Chart(
      title: "Payments", summary: "What was paid at \(setup.name) by each method, tips not included.", kind: .bars,
      labelTitle: "method", unit: setup.currency.code, points: points)
    let json = payments.map { paid -> JSONTree in
      [
        "method": .string(paid.method.name.description), "payments": JSONTree(paid.payments),
        "amount_minor": JSONTree(paid.amount), "tips_minor": JSONTree(paid.tips), "refunds": JSONTree(paid.refunds),
        "refunded_minor": JSONTree(paid.refunded), "tips_refunded_minor": JSONTree(paid.tipsRefunded),
        "tip_rate": JSONTree(paid.tipRate),
      ]
    }
    return SeriesView(
      series: .payments, json: .array(json), chart: payments.isEmpty ? nil : chart,
      text: returned.isEmpty ? nil : returned.joined(separator: "\n"))
  }

  static func most(_ count: Int) -> String { count > shown ? "the first \(shown) of \(count.grouped)" : "all \(count)" }
}
