import EventSourcing
import Venue
import Vocabulary

extension MappingReader {
  /// A reader of a mapping file's one object.
  convenience init(json text: [UInt8]) throws(MappingError) {
    guard text.count <= ImportLimits.mappingBytes else {
      throw MappingError("it has \(text.count) bytes; the limit is \(ImportLimits.mappingBytes)")
    }
    guard let text = String(validating: text, as: UTF8.self) else { throw MappingError("it is not UTF-8") }
    let value: JSONValue
    do throws(FieldError) {
      value = try JSONValue(parsing: text)
    } catch {
      throw MappingError("\(error)")
    }
    guard case .object(let members) = value else { throw MappingError("it must be one JSON object in { }") }
    self.init(members)
  }
}

extension MappingReader {
  /// Reads a nested object, which must be there.
  func requiredSection<R>(_ key: String, _ read: (MappingReader) -> R) -> R? {
    if !has(key) { problem(key, "is missing") }
    return section(key, read)
  }

  /// A text of one character.
  func character(_ key: String) -> Character? {
    guard let text = string(key) else { return nil }
    guard text.count == 1 else {
      problem(key, "must be one character")
      return nil
    }
    return text.first
  }

  /// A column or a constant.
  func origin(required: Bool) -> ValueOrigin? {
    switch (string("column"), string("constant")) {
    case (let column?, nil): return .column(column)
    case (nil, let constant?): return .constant(constant)
    case (nil, nil):
      if required { problem(nil, "needs a column or a constant") }
      return nil
    case (_?, _?):
      problem(nil, "has both a column and a constant; one of them must go")
      return nil
    }
  }

  /// A venue as in a venue file, with everything that would keep it from being set up.
  ///
  /// - Parameter isTemplate: whether names come from the file's rows, so that it needs none of its own.
  func setUp(isTemplate: Bool = false) -> SetUpVenue? {
    guard let description = value("set_up") else { return nil }
    do throws(FieldError) {
      let venue = try SetUpVenue(json: description)
      var complete = venue
      if isTemplate, complete.name.isEmpty { complete.name = "template" }
      for wrong in complete.problems { problem("set_up.\(wrong.path)", wrong.message) }
      return venue
    } catch {
      problem(error.path.isEmpty ? "set_up" : "set_up.\(error.path)", error.message)
      return nil
    }
  }
}
