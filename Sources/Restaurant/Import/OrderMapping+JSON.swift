import EventSourcing
import Venue
import Vocabulary

extension OrderMapping {
  /// Reads a mapping file.
  ///
  /// - Throws: ``MappingError`` with everything that is wrong, each with its path.
  public init(json text: [UInt8]) throws(MappingError) {
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
    let reader = MappingReader(members)
    let mapping = Self.read(reader)
    let problems = reader.finish()
    guard problems.isEmpty, let mapping else { throw MappingError(problems: problems) }
    self = mapping
  }

  private static func read(_ reader: MappingReader) -> OrderMapping? {
    let source = reader.requiredString("source")
    let file = reader.section("file", readFile) ?? FileFormat()
    let order = reader.section("order", readOrder) ?? Grouping()
    let time = readTime(reader)
    let item = reader.requiredSection("item") { (readOrigin($0, required: true), $0.string("section") ?? "Imported") }
    let quantity = reader.section("quantity") { $0.requiredString("column") }
    let price = reader.requiredSection("price", readPrice)
    let declared = reader.section("declared_lines") { $0.requiredString("column") }
    let modifiers = reader.section("modifiers", readModifiers)
    let customer = reader.section("customer") { readOrigin($0, required: true) }
    let venue = reader.section("venue") { (readOrigin($0, required: false), readSetUp($0)) }
    guard let source, let time, let name = item?.0, let item, let price = price ?? nil else { return nil }
    return OrderMapping(
      source: source, file: file, order: order, time: time, item: name, section: item.1,
      quantity: quantity ?? nil, price: price, declaredLines: declared ?? nil, modifiers: modifiers ?? nil,
      customer: customer ?? nil, venue: venue?.0 ?? nil, venueSetUp: venue?.1 ?? nil)
  }

  private static func readFile(_ reader: MappingReader) -> FileFormat {
    var format = FileFormat()
    if let delimiter = reader.string("delimiter") {
      if delimiter == "whitespace" {
        format.delimiter = .whitespace
      } else if let only = delimiter.first, delimiter.count == 1, let ascii = only.asciiValue, !only.isNewline,
        only != "\""
      {
        format.delimiter = .character(ascii)
      } else {
        reader.problem(
          "delimiter", "must be one ASCII character other than a quote or a line break, or the word whitespace")
      }
    }
    format.encoding = reader.choice("encoding", default: .utf8) ?? .utf8
    if case .array = reader.value("header") {
      format.header = false
      format.columns = reader.strings("header") ?? []
      if format.columns.isEmpty { reader.problem("header", "must not be an empty list") }
    } else {
      format.header = reader.bool("header", default: true)
    }
    format.quotes = reader.bool("quotes", default: format.delimiter != .whitespace)
    if format.quotes, format.delimiter == .whitespace {
      reader.problem("quotes", "do not go with fields that whitespace separates")
    }
    return format
  }

  private static func readOrder(_ reader: MappingReader) -> Grouping {
    Grouping(
      columns: reader.strings("columns") ?? [], service: reader.stored("service", default: .takeout),
      channel: reader.stored("channel", default: .counter),
      incomplete: reader.choice("incomplete", default: .record) ?? .record)
  }

  private static func readPrice(_ reader: MappingReader) -> PriceFormat? {
    let column = reader.requiredString("column")
    let means: PriceFormat.Meaning? = reader.choice("means")
    var currency: Currency?
    if let code = reader.requiredString("currency") {
      currency = Currency(code: code)
      if currency == nil { reader.problem("currency", "\"\(code)\" is not an ISO 4217 code such as GBP") }
    }
    var number = DecimalText(symbol: reader.string("symbol") ?? "")
    number.decimalSeparator = reader.character("decimal_separator") ?? "."
    number.groupSeparator = reader.character("group_separator") ?? (number.decimalSeparator == "," ? "." : ",")
    if number.groupSeparator == number.decimalSeparator {
      reader.problem("group_separator", "must not be the decimal separator")
    }
    guard let column, let means, let currency else { return nil }
    return PriceFormat(column: column, means: means, currency: currency, number: number)
  }

  private static func readModifiers(_ reader: MappingReader) -> ModifierFormat? {
    let column = reader.requiredString("column")
    let separator = reader.string("separator")
    let kind: SyntaxKind? = reader.choice("syntax")
    if separator?.isEmpty == true { reader.problem("separator", "must not be empty") }
    if separator != nil, kind == .nestedList { reader.problem("separator", "goes with the flat syntax only") }
    let none = Set(reader.strings("none") ?? [])
    let groups = reader.strings("groups") ?? []
    if Set(groups).count < groups.count { reader.problem("groups", "names a choice twice") }
    guard let column, let kind else { return nil }
    let syntax: ModifierSyntax = kind == .flat ? .flat(separator: separator ?? ";") : .nestedList
    return ModifierFormat(column: column, syntax: syntax, none: none, groups: groups)
  }

  private enum SyntaxKind: String, CaseIterable {
    case nestedList = "nested_list"
    case flat
  }

  private static func readOrigin(_ reader: MappingReader, required: Bool) -> Origin? {
    switch (reader.string("column"), reader.string("constant")) {
    case (let column?, nil): return .column(column)
    case (nil, let constant?): return .constant(constant)
    case (nil, nil):
      if required { reader.problem(nil, "needs a column or a constant") }
      return nil
    case (_?, _?):
      reader.problem(nil, "has both a column and a constant; one of them must go")
      return nil
    }
  }

  private static func readSetUp(_ reader: MappingReader) -> SetUpVenue? {
    guard let description = reader.value("set_up") else { return nil }
    do throws(FieldError) {
      return try SetUpVenue(json: description)
    } catch {
      reader.problem(error.path.isEmpty ? "set_up" : "set_up.\(error.path)", error.message)
      return nil
    }
  }
}

// MARK: Time

extension OrderMapping {
  private static func readTime(_ reader: MappingReader) -> TimeSource? {
    reader.requiredSection("time") { reader in
      let zoneName = reader.requiredString("zone")
      let zone = zoneName.flatMap { ZoneRules(name: $0) }
      if let zoneName, zone == nil {
        reader.problem("zone", "\"\(zoneName)\" is not an IANA time zone such as Europe/London")
      }
      let columns = reader.strings("columns")
      let start = reader.string("start")
      switch (columns, start) {
      case (let columns?, nil): return readColumns(columns, zone, reader)
      case (nil, let start?): return readStart(start, zone, reader)
      default:
        reader.problem(nil, "needs either columns, or a start where the file has no times")
        return nil
      }
    } ?? nil
  }

  private static func readColumns(_ columns: [String], _ zone: ZoneRules?, _ reader: MappingReader) -> TimeSource? {
    if columns.isEmpty { reader.problem("columns", "must not be empty") }
    let skipped: TimeSource.Skipped = reader.choice("skipped", default: .refuse) ?? .refuse
    let repeated: TimeSource.Repeated = reader.choice("repeated", default: .first) ?? .first
    guard let format = reader.requiredString("format") else { return nil }
    do throws(DatePattern.Unusable) {
      var timeOfDay: LocalTime?
      if let text = reader.string("time_of_day") {
        timeOfDay = LocalTime("\(ServiceDate.epoch)T\(text)")
        if timeOfDay == nil { reader.problem("time_of_day", "\"\(text)\" is not a time of day such as 12:00") }
      }
      let pattern = try DatePattern(format, timeOfDay: timeOfDay)
      guard let zone else { return nil }
      let rules = TimeSource.ClockRules(zone: zone.name, skipped: skipped, repeated: repeated, rules: zone)
      return .columns(columns, pattern, rules)
    } catch {
      reader.problem("format", error.reason)
      return nil
    }
  }

  private static func readStart(_ start: String, _ zone: ZoneRules?, _ reader: MappingReader) -> TimeSource? {
    let spacing = reader.integer("every_seconds", in: 0...86_400 * 366) ?? 60
    guard let local = LocalTime(start) else {
      reader.problem("start", "\"\(start)\" is not a local time such as 2012-01-02T11:00")
      return nil
    }
    return zone.map { .invented(start: $0.resolve(local).earliest, everySeconds: spacing) }
  }
}

extension MappingError {
  /// One problem that concerns no single key.
  init(_ reason: String) {
    self.init(problems: [MappingProblem(path: "", reason: reason)])
  }
}

extension MappingReader {
  fileprivate func requiredSection<R>(_ key: String, _ read: (MappingReader) -> R) -> R? {
    if !has(key) { problem(key, "is missing") }
    return section(key, read)
  }

  fileprivate func character(_ key: String) -> Character? {
    guard let text = string(key) else { return nil }
    guard text.count == 1 else {
      problem(key, "must be one character")
      return nil
    }
    return text.first
  }
}
