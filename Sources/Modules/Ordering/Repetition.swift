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
          && placed.has(asked.options, besides: true)
      }
  }

  /// Whether the order was recorded by this command, or one that said the same.
  func isRepeated(by command: RecordOrder) -> Bool {
    guard let terms, terms.provenance == .recorded else { return false }
    return terms.venue == command.venue && terms.service == command.service && terms.customer == command.customer
      && terms.table == command.table && terms.party == command.party && terms.lines.count == command.lines.count
      && zip(terms.lines, command.lines).allSatisfy { placed, asked in
        placed.item == asked.item && placed.quantity == asked.quantity && placed.guest == asked.guest
          && placed.has(asked.options, besides: false) && placed.total == charged(asked)
      }
  }

  private func charged(_ line: RecordedLine) -> Amount? {
    if let total = line.total { return total }
    guard let unit = line.unitPrice else { return nil }
    do throws(MoneyError) { return try unit.times(line.quantity) } catch { return nil }
  }
}

extension LineTerms {
  private struct Named: Hashable {
    let group: UInt32
    let option: UInt32
  }

  /// Whether the named options go with the line, as often as they were named, and no others.
  ///
  /// - Parameter standard: whether standard options may go with it besides, of choices of which nothing was taken.
  fileprivate func has(_ choices: [OptionChoice], besides standard: Bool) -> Bool {
    var asked: [Named: UInt64] = [:]
    for choice in choices {
      asked[Named(group: choice.group, option: choice.option), default: 0] += UInt64(choice.count ?? 1)
    }
    let taken = Set(asked.lazy.filter { $0.value > 0 }.map(\.key.group))
    var placed: [Named: UInt64] = [:]
    for option in options { placed[Named(group: option.group, option: option.option)] = UInt64(option.count) }
    return asked.allSatisfy { placed[$0.key] ?? 0 == $0.value }
      && placed.keys.allSatisfy { asked[$0] != nil || standard && !taken.contains($0.group) }
  }
}
