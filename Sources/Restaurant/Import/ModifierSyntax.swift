/// How an export writes the options of a line in one field.
public enum ModifierSyntax: Sendable, Equatable {
  /// A list of groups: `[Salsa, [Rice, Beans]]`. Each element of the outer list is one group, a name alone or a list
  /// of names; so the place in the outer list says which group an option belongs to.
  case nestedList
  /// Names between separators, all of one group: `Rice; Beans`.
  case flat(separator: String)

  /// Reads a field: the option names of each group, in order.
  func groups(_ text: String) throws(Unreadable) -> [[String]] {
    switch self {
    case .flat(let separator):
      let names = text.split(separator: separator).map(\.trimmed).filter { !$0.isEmpty }
      return names.isEmpty ? [] : [names]
    case .nestedList:
      var scan = ListScan(text)
      return try scan.list().map { $0.names }
    }
  }

  /// Why a field is not a list of options.
  struct Unreadable: Error, Equatable {
    let reason: String
  }
}

/// A name, or a list of them.
private indirect enum ListElement {
  case name(String)
  case list([ListElement])

  /// All names within, whatever the nesting.
  var names: [String] {
    switch self {
    case .name(let name): [name]
    case .list(let elements): elements.flatMap(\.names)
    }
  }
}

/// Reads `[a, [b, c]]` from left to right. A name ends at `,`, `[` or `]`; blanks around it do not count.
private struct ListScan {
  private var rest: Substring

  init(_ text: String) { rest = text.trimmed[...] }

  mutating func list() throws(ModifierSyntax.Unreadable) -> [ListElement] {
    guard take("[") else { throw .init(reason: "it does not start with [") }
    let elements = try elements(depth: 1)
    guard rest.isEmpty else { throw .init(reason: "there is text behind the closing ]") }
    return elements
  }

  private mutating func elements(depth: Int) throws(ModifierSyntax.Unreadable) -> [ListElement] {
    guard depth <= ImportLimits.modifierDepth else {
      throw .init(reason: "its lists nest deeper than \(ImportLimits.modifierDepth)")
    }
    var elements: [ListElement] = []
    if take("]") { return elements }
    while true {
      elements.append(take("[") ? .list(try self.elements(depth: depth + 1)) : .name(try name()))
      if take("]") { return elements }
      guard take(",") else { throw .init(reason: "a list is not closed by ]") }
    }
  }

  private mutating func name() throws(ModifierSyntax.Unreadable) -> String {
    let end = rest.firstIndex { ",[]".contains($0) } ?? rest.endIndex
    let name = rest[..<end].trimmed
    guard !name.isEmpty else { throw .init(reason: "a name between two commas or brackets is empty") }
    rest = rest[end...]
    return name
  }

  private mutating func take(_ character: Character) -> Bool {
    let trimmed = rest.drop(while: \.isWhitespace)
    guard trimmed.first == character else { return false }
    rest = trimmed.dropFirst().drop(while: \.isWhitespace)
    return true
  }
}
