import Vocabulary

/// Whether a command asks for what has already happened. A repetition is harmless and leads to no event.
extension OrderState {
  /// Whether the order was placed by this command, or one that asked for the same.
  func isRepeated(by command: PlaceOrder) -> Bool {
    guard let terms, terms.provenance == .taken else { return false }
    return terms.venue == command.venue && terms.service == command.service && terms.customer == command.customer
      && terms.table == command.table && terms.party == command.party && terms.pickup == command.pickup
      && terms.lines.count == command.lines.count
      && zip(terms.lines, command.lines).allSatisfy { placed, asked in
        placed.item == asked.item && placed.quantity == asked.quantity ?? 1 && placed.guest == asked.guest
          && placed.contains(asked.options)
      }
  }

  /// Whether the order was recorded by this command, or one that said the same.
  func isRepeated(by command: RecordOrder) -> Bool {
    guard let terms, terms.provenance == .recorded else { return false }
    return terms.venue == command.venue && terms.service == command.service && terms.customer == command.customer
      && terms.table == command.table && terms.party == command.party && terms.lines.count == command.lines.count
      && zip(terms.lines, command.lines).allSatisfy { placed, asked in
        placed.item == asked.item && placed.quantity == asked.quantity && placed.guest == asked.guest
          && placed.contains(asked.options) && placed.total == charged(asked)
      }
  }

  private func charged(_ line: RecordedLine) -> Amount? {
    if let total = line.total { return total }
    guard let unit = line.unitPrice else { return nil }
    do throws(MoneyError) { return try unit.times(line.quantity) } catch { return nil }
  }
}

extension LineTerms {
  /// Whether every named option goes with the line, as often as it was named. Standard options may go with it besides.
  fileprivate func contains(_ choices: [OptionChoice]) -> Bool {
    choices.allSatisfy { choice in
      let asked = choices.reduce(UInt64(0)) {
        $1.group == choice.group && $1.option == choice.option ? $0 + UInt64($1.count ?? 1) : $0
      }
      return options.contains {
        $0.group == choice.group && $0.option == choice.option && UInt64($0.count) == asked
      }
    }
  }
}
