import EventSourcing
import Ordering
import Vocabulary

/// A venue's menu once it holds what a file needs, and why it does not hold the rest.
struct PreparedMenu {
  /// A name of the file that the menu lacks.
  struct Name: Hashable {
    var item: String
    /// The choice and the option, if it is not the item itself.
    var option: [String] = []
  }

  /// The menu.
  var menu: ImportMenu
  /// What the venue's rules kept off the menu, and why.
  var refusals: [Name: String] = [:]

  /// The lines to record for an order; nil if none of its rows, or by the mapping not all of them, can be recorded.
  func lines(
    of order: ImportedOrder, _ mapping: OrderMapping, _ findings: inout [ImportFinding]
  ) -> [RecordedLine]? {
    var lines: [RecordedLine] = []
    for row in order.rows {
      do throws(RowRefusal) {
        lines.append(try line(of: row, mapping))
      } catch {
        findings.append(
          ImportFinding(
            severity: .refused, code: error.code, line: row.line, column: error.column, order: order.label, rows: 1,
            reason: error.reason))
      }
    }
    if lines.count < order.rows.count, mapping.order.incomplete == .refuse, !lines.isEmpty {
      var finding = order.finding(
        .refused, .orderIncomplete, nil, "other rows of this order are refused, and the mapping refuses such orders")
      finding.rows = lines.count
      findings.append(finding)
      return nil
    }
    return lines.isEmpty ? nil : lines
  }

  private func line(of row: ImportedRow, _ mapping: OrderMapping) throws(RowRefusal) -> RecordedLine {
    guard let item = menu.items[row.item] else {
      throw refusal(Name(item: row.item), "\"\(row.item)\"", mapping.itemColumn)
    }
    var choices: [OptionChoice] = []
    for (place, names) in row.options.enumerated() {
      let groupName = mapping.modifiers?.groupName(place) ?? ""
      for name in names {
        guard let choice = menu.choice(name, of: groupName, item) else {
          throw refusal(
            Name(item: row.item, option: [groupName, name]), "option \"\(name)\"", mapping.modifiers?.column)
        }
        if let index = choices.firstIndex(where: { $0.group == choice.group && $0.option == choice.option }) {
          choices[index].count = (choices[index].count ?? 1) + 1
        } else {
          choices.append(choice)
        }
      }
    }
    return RecordedLine(
      item: item.id, quantity: row.quantity, options: choices, unitPrice: row.unitPrice,
      total: row.unitPrice == nil ? row.total : nil)
  }

  private func refusal(_ name: Name, _ what: String, _ column: String?) -> RowRefusal {
    let reason = refusals[name] ?? "it was taken off while the import ran"
    return RowRefusal(code: .itemRejected, column: column, reason: "\(what) cannot be put on the menu: \(reason)")
  }
}
