import Vocabulary

extension MenuItem {
  /// The options that go with a line of this item, by choice: what was named, or the standard options of a choice of
  /// which nothing was named, less those that were named with no portion.
  func choose(_ choices: [OptionChoice], line: Int) throws(OrderingRejection) -> [ChosenOption] {
    let named = try options(choices, leavingOut: true, line: line)
    var chosen: [ChosenOption] = []
    for group in groups {
      var ofGroup = named.filter { $0.group == group.number && $0.count > 0 }
      if ofGroup.isEmpty {
        let leftOut = named.filter { $0.group == group.number }.map(\.option)
        ofGroup = group.options.filter { $0.standard && !leftOut.contains($0.number) }
          .map { $0.chosen(in: group.number, count: 1) }
      }
      try group.check(ofGroup, of: name, line: line)
      chosen += ofGroup
    }
    return chosen
  }

  /// The named options, each once with all its portions, in the order in which they were named first.
  ///
  /// - Parameter leavingOut: whether a standard option may be named with no portion.
  func options(
    _ choices: [OptionChoice], leavingOut: Bool = false, line: Int
  ) throws(OrderingRejection) -> [ChosenOption] {
    guard choices.count <= OrderLimits.options else { throw .optionsOutOfRange(line: line) }
    var chosen: [ChosenOption] = []
    for choice in choices {
      let count = choice.count ?? 1
      guard
        let option = groups.first(where: { $0.number == choice.group })?.options
          .first(where: { $0.number == choice.option })
      else { throw .optionUnknown(line: line, name: name, group: choice.group, option: choice.option) }
      let least: UInt32 = leavingOut && option.standard ? 0 : 1
      guard (least...OrderLimits.portions).contains(count) else { throw .optionsOutOfRange(line: line) }
      if let index = chosen.firstIndex(where: { $0.group == choice.group && $0.option == choice.option }) {
        chosen[index].count += count
        guard chosen[index].count <= OrderLimits.portions else { throw .optionsOutOfRange(line: line) }
      } else {
        chosen.append(option.chosen(in: choice.group, count: count))
      }
    }
    return chosen
  }
}

extension ModifierOption {
  fileprivate func chosen(in group: UInt32, count: UInt32) -> ChosenOption {
    ChosenOption(group: group, option: number, count: count, name: name, price: price, allergens: allergens)
  }
}

extension ModifierGroup {
  fileprivate func check(_ chosen: [ChosenOption], of item: String, line: Int) throws(OrderingRejection) {
    let portions = chosen.reduce(0) { $0 + $1.count }
    guard portions >= min else {
      throw .tooFewOptions(line: line, name: item, group: name, chosen: portions, min: min)
    }
    guard portions <= max else {
      throw .tooManyOptions(line: line, name: item, group: name, chosen: portions, max: max)
    }
    if !repeats, let twice = chosen.first(where: { $0.count > 1 }) {
      throw .optionRepeated(line: line, name: item, option: twice.name)
    }
  }
}
