import ArgumentParser

/// What somebody may have meant who wrote a name that there is not.
enum Spelling {
  /// So many letters may be wrong, missing, added or swapped, in a word of at least twice as many: more would suggest
  /// what has nothing to do with it.
  private static let tolerance = 2
  /// Longer words than any name are compared with none.
  private static let longest = 40

  /// What stands between a complaint about a word and what can be done: `; did you mean "orders"? `, or `; ` where no
  /// name is like it.
  static func hint(_ word: String, _ names: [String]) -> String {
    nearest(to: word, among: names).map { "; did you mean \"\($0)\"? " } ?? "; "
  }

  /// The name that is most like a word: the fewest letters differ; the only one that begins like it, where none does.
  static func nearest(to word: String, among names: [String]) -> String? {
    guard !word.isEmpty, word.count <= longest else { return nil }
    let word = word.lowercased()
    let scored = names.map { (name: $0, distance: distance(Array(word), Array($0.lowercased()))) }
    let allowed = min(tolerance, word.count / 2)
    if let best = scored.filter({ $0.distance <= allowed }).min(by: { $0.distance < $1.distance }) { return best.name }
    let beginnings = names.filter { $0.lowercased().hasPrefix(word) }
    return beginnings.count == 1 ? beginnings[0] : nil
  }

  /// How many letters must be changed, added, taken out or swapped with their neighbour (optimal string alignment).
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var rows = [Array(0...b.count)]
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var least = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { least = min(least, rows[i - 1][j - 1] + 1) }
        row.append(least)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }

  /// Refuses a word that stands where a subcommand is due and is none; the parser would call it unexpected, and show
  /// the root's help for `help nonsense`.
  static func checkSubcommand(_ arguments: [String]) throws {
    var command: any ParsableCommand.Type = Daybook.self
    var path = ["daybook"]
    for (place, word) in arguments.enumerated() {
      let subcommands = command.configuration.subcommands
      if place == 0, word == "help" { continue }
      if subcommands.isEmpty || word.hasPrefix("-") { return }
      guard let next = subcommands.first(where: { $0._commandName == word }) else {
        throw Failure(
          .usage,
          "there is no command \"\((path.dropFirst() + [word]).joined(separator: " "))\""
            + hint(word, subcommands.map { $0._commandName }) + "`\(path.joined(separator: " ")) --help` lists all")
      }
      command = next
      path.append(word)
    }
  }
}
