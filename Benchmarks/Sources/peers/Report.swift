import Foundation

/// The results of a run, for people and for programs.
struct Report {
  let results: [RowResult]
  let events: Int
  let runs: Int
  /// What the goals are about.
  let subject = ContenderName.daybook

  /// A Markdown table: a line per row, a column per contender that has figures.
  func table() -> String {
    let columns = ContenderName.allCases.filter { column in
      results.contains { !$0.runs(of: column).isEmpty || $0.failures[column] != nil }
    }
    var lines = [[""] + columns.map(\.title) + ["first goal"]]
    for result in results {
      lines.append([result.row.title] + columns.map { cell($0, result) } + [goals(of: result)])
    }
    return layOut(lines) + "\nMedians of \(runs) run\(runs == 1 ? "" : "s"); \(events) events; ratios are of pairs.\n"
  }

  /// The same as one JSON document, with every single run.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return String(decoding: try encoder.encode(Document(self)), as: UTF8.self)
  }

  private func cell(_ contender: ContenderName, _ result: RowResult) -> String {
    if result.failures[contender] != nil { return "failed" }
    let figures = result.row.metrics.compactMap { metric in
      result.median(metric, of: contender).map { metric.text($0) }
    }
    return figures.isEmpty ? "-" : figures.joined(separator: ", ")
  }

  private func goals(of result: RowResult) -> String {
    let verdicts = result.row.goals.compactMap { $0.verdict(of: subject, in: result) }
    return verdicts.isEmpty
      ? "-" : verdicts.map { "\($0.isReached ? "yes" : "NO"): \($0.text)" }.joined(separator: "; ")
  }

  private func layOut(_ lines: [[String]]) -> String {
    guard let header = lines.first else { return "" }
    let widths = header.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    var rows = lines.map { line in
      "| " + zip(line, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }.joined(separator: " | ")
        + " |"
    }
    rows.insert("|" + widths.map { String(repeating: "-", count: $0 + 2) }.joined(separator: "|") + "|", at: 1)
    return rows.joined(separator: "\n") + "\n"
  }
}

/// The shape of the JSON report.
private struct Document: Encodable {
  struct Line: Encodable {
    let row: Row
    let title: String
    let medians: [String: [Metric: Double]]
    let goals: [Verdict]
    let measurements: [Measurement]
    let failures: [String: String]
  }

  let events: Int
  let runs: Int
  let rows: [Line]

  init(_ report: Report) {
    events = report.events
    runs = report.runs
    rows = report.results.map { result in
      let contenders = ContenderName.allCases
      return Line(
        row: result.row, title: result.row.title,
        medians: contenders.reduce(into: [:]) { medians, contender in
          let values = result.row.metrics.reduce(into: [Metric: Double]()) {
            $0[$1] = result.median($1, of: contender)
          }
          if !values.isEmpty { medians[contender.rawValue] = values }
        },
        goals: result.row.goals.compactMap { $0.verdict(of: report.subject, in: result) },
        measurements: contenders.flatMap { result.runs(of: $0) },
        failures: result.failures.reduce(into: [:]) { $0[$1.key.rawValue] = $1.value })
    }
  }
}
