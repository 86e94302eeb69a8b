/// Checks of descriptions, for tests of every target that has messages. Each returns problems in words; none is right.
public enum FieldInventory {
  /// Whether the message describes exactly its stored properties, in ascending order, under legal names.
  ///
  /// A property's stored name is its Swift name in snake case; `renamed` has those that differ on purpose, Swift name
  /// to stored name.
  public static func problems<M: FieldMessage>(of type: M.Type, renamed: [String: String] = [:]) -> [String] {
    let schema: MessageSchema
    do throws(FieldError) { schema = try type.messageSchema() } catch { return ["\(type): \(error)"] }
    var problems: [String] = []
    let properties = Mirror(reflecting: M(Blank())).children.compactMap(\.label)
    let stored = Set(properties.map { renamed[$0] ?? snakeCase($0) })
    let described = Set(schema.fields.map(\.name))
    for name in stored.subtracting(described).sorted() { problems.append("\(name) is stored but not described") }
    for name in described.subtracting(stored).sorted() { problems.append("\(name) is described but not stored") }
    if described.count < schema.fields.count { problems.append("a name is described twice") }
    for (field, next) in zip(schema.fields, schema.fields.dropFirst()) where field.number >= next.number {
      problems.append("\(next.name) = \(next.number) does not ascend")
    }
    for field in schema.fields where !(1...18_999).contains(field.number) || !isSnakeCase(field.name) {
      problems.append("\(field.name) = \(field.number) is no legal name and number")
    }
    return problems.map { "\(schema.name): \($0)" }
  }

  /// Whether `narrow` is a narrow reader of `whole`: each of its fields has the same number, name, type and label.
  public static func problems<N: FieldMessage, M: FieldMessage>(
    narrowing narrow: N.Type, of whole: M.Type
  ) -> [String] {
    do throws(FieldError) {
      return try disagreements(narrow.messageSchema(), whole.messageSchema(), "\(narrow)")
        + nested(SchemaPair(narrow, whole))
    } catch { return ["\(narrow): \(error)"] }
  }

  /// Whether the value survives the wire and JSON.
  public static func problems<M: FieldMessage>(roundTripping value: M) -> [String] {
    do throws(FieldError) {
      var problems: [String] = []
      if try M(decoding: value.encoded()) != value { problems.append("the wire form reads back as another value") }
      if try M(json: value.json()) != value { problems.append("the JSON form reads back as another value") }
      return problems.map { "\(M.schemaName): \($0)" }
    } catch { return ["\(M.schemaName): \(error)"] }
  }

  private struct SchemaPair {
    let narrow: [String: MessageSchema]
    let whole: [String: MessageSchema]

    init<N: FieldMessage, M: FieldMessage>(_ narrow: N.Type, _ whole: M.Type) throws(FieldError) {
      var collector = SchemaCollector()
      try collector.collect(narrow)
      self.narrow = collector.messages
      collector = SchemaCollector()
      try collector.collect(whole)
      self.whole = collector.messages
    }
  }

  /// Messages inside may be narrow, too: they are paired by their stored names.
  private static func nested(_ pair: SchemaPair) -> [String] {
    pair.narrow.values.sorted { $0.name < $1.name }.flatMap { schema in
      pair.whole[schema.name].map { disagreements(schema, $0, schema.name) } ?? []
    }
  }

  private static func disagreements(_ narrow: MessageSchema, _ whole: MessageSchema, _ title: String) -> [String] {
    narrow.fields.filter { !whole.fields.contains($0) }.map { field in
      "\(title): \(field.label) \(field.typeName) \(field.name) = \(field.number) is not in \(whole.name)"
    }
  }

  private static func snakeCase(_ name: String) -> String {
    name.reduce(into: "") { result, character in
      if character.isUppercase { result += "_" + character.lowercased() } else { result.append(character) }
    }
  }

  private static func isSnakeCase(_ name: String) -> Bool {
    name.first.map { ("a"..."z").contains($0) } == true
      && name.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "_" }
  }
}
