import EventSourcing

/// Something in a mapping file that cannot be used.
public struct MappingProblem: Error, Sendable, Equatable, CustomStringConvertible {
  /// Where: the keys from the top, such as `time.format`; empty for the file itself.
  public let path: String
  /// What is wrong, and what would be right.
  public let reason: String

  /// Path and reason.
  public var description: String { path.isEmpty ? reason : "\(path): \(reason)" }
}

/// A mapping file that cannot be used, with everything that is wrong with it.
public struct MappingError: Error, Sendable, Equatable, CustomStringConvertible {
  /// All problems found, in the order of their paths.
  public let problems: [MappingProblem]

  /// All problems, one on a line.
  public var description: String {
    "the mapping cannot be used:\n" + problems.map { "  \($0)" }.joined(separator: "\n")
  }
}

extension MappingError {
  /// One problem that concerns no single key.
  init(_ reason: String) {
    self.init(problems: [MappingProblem(path: "", reason: reason)])
  }
}

/// Reads one object of a mapping file strictly, and goes on behind a problem so that all are found at once.
///
/// Every key that is asked for is known; ``finish()`` refuses the rest.
final class MappingReader {
  private let path: String
  private var members: [String: JSONValue]
  private var known: Set<String> = []
  private var unknownReported = false
  private(set) var problems: [MappingProblem] = []

  init(_ members: [String: JSONValue], at path: String = "") {
    self.members = members
    self.path = path
  }

  func problem(_ key: String?, _ reason: String) {
    let parts = [path, key ?? ""].filter { !$0.isEmpty }
    problems.append(MappingProblem(path: parts.joined(separator: "."), reason: reason))
  }

  /// Whether the key is there; `null` is as good as absent.
  func has(_ key: String) -> Bool {
    known.insert(key)
    return members[key].map { $0 != .null } ?? false
  }

  func value(_ key: String) -> JSONValue? { has(key) ? members[key] : nil }

  func string(_ key: String) -> String? {
    guard let value = value(key) else { return nil }
    guard case .string(let text) = value else {
      problem(key, "must be a text in quotes")
      return nil
    }
    return text
  }

  func requiredString(_ key: String) -> String? {
    if !has(key) { problem(key, "is missing") }
    return string(key)
  }

  /// A list of texts; a single text is a list of one.
  func strings(_ key: String) -> [String]? {
    guard let value = value(key) else { return nil }
    let elements: [JSONValue] = if case .array(let elements) = value { elements } else { [value] }
    let texts = elements.compactMap { element in if case .string(let text) = element { text } else { nil } }
    guard texts.count == elements.count else {
      problem(key, "must be a text in quotes, or a list of such")
      return nil
    }
    return texts
  }

  func integer(_ key: String, in range: ClosedRange<Int64>) -> Int64? {
    guard let value = value(key) else { return nil }
    guard case .integer(let number) = value, range.contains(number) else {
      problem(key, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
    return number
  }

  func bool(_ key: String, default standard: Bool) -> Bool {
    guard let value = value(key) else { return standard }
    guard case .bool(let flag) = value else {
      problem(key, "must be true or false")
      return standard
    }
    return flag
  }

  /// One of the cases of an enum, by its stored name.
  func choice<E: RawRepresentable & CaseIterable>(_ key: String, default standard: E? = nil) -> E?
  where E.RawValue == String {
    guard has(key) else {
      if standard == nil { problem(key, "is missing") }
      return standard
    }
    guard let text = string(key) else { return standard }
    guard let choice = E(rawValue: text) else {
      let names = E.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
      problem(key, "\"\(text)\" is not one of \(names)")
      return standard
    }
    return choice
  }

  /// One of the values of a stored enum, by its stored name.
  func stored<E: FieldEnum>(_ key: String, default standard: E) -> E {
    guard let text = string(key) else { return standard }
    let values = E.allCases.filter { !$0.isZero }
    guard let value = values.first(where: { $0.name.description == text }) else {
      let names = values.map { "\"\($0.name)\"" }.joined(separator: ", ")
      problem(key, "\"\(text)\" is not one of \(names)")
      return standard
    }
    return value
  }

  /// Reads a nested object, if it is there.
  func section<R>(_ key: String, _ read: (MappingReader) -> R) -> R? {
    guard let value = value(key) else { return nil }
    guard case .object(let members) = value else {
      problem(key, "must be an object in { }")
      return nil
    }
    let reader = MappingReader(members, at: path.isEmpty ? key : "\(path).\(key)")
    let result = read(reader)
    problems += reader.finish()
    return result
  }

  /// All problems, those of keys that nobody asked for included.
  func finish() -> [MappingProblem] {
    if !unknownReported {
      unknownReported = true
      for key in members.keys.sorted() where !known.contains(key) {
        problem(key, "is not a key of a mapping; known here are \(known.sorted().joined(separator: ", "))")
      }
    }
    return problems
  }
}
