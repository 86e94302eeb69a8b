import EventSourcing
import Venue
import Vocabulary

extension OrderMapping {
  /// Reads a mapping file.
  ///
  /// - Throws: ``MappingError`` with everything that is wrong, each with its path.
  public init(json text: [UInt8]) throws(MappingError) {
    let reader = try MappingReader(json: text)
    let mapping = Self.read(reader)
    let problems = reader.finish()
    guard problems.isEmpty, let mapping else { throw MappingError(problems: problems) }
    self = mapping
  }

  private static func read(_ reader: MappingReader) -> OrderMapping? {
    let source = reader.requiredString("source")
    let file = reader.section("file", ExportFormat.read) ?? ExportFormat()
    let order = reader.section("order", readOrder) ?? Grouping()
    let time = reader.requiredSection("time", TimeSource.read) ?? nil
    let item = reader.requiredSection("item") { ($0.origin(required: true), $0.string("section") ?? "Imported") }
    let quantity = reader.section("quantity") { $0.requiredString("column") }
    let price = reader.requiredSection("price", readPrice)
    let declared = reader.section("declared_lines") { $0.requiredString("column") }
    let modifiers = reader.section("modifiers", readModifiers)
    let customer = reader.section("customer") { $0.origin(required: true) }
    let venue = reader.section("venue") { ($0.origin(required: false), $0.setUp()) }
    guard let source, let time, let name = item?.0, let item, let price = price ?? nil else { return nil }
    if let setUp = venue?.1, setUp.currency != price.currency {
      reader.problem(
        "venue.set_up.currency", "\(setUp.currency.code) is not the currency of the prices, \(price.currency.code)")
    }
    return OrderMapping(
      source: source, file: file, order: order, time: time, item: name, section: item.1,
      quantity: quantity ?? nil, price: price, declaredLines: declared ?? nil, modifiers: modifiers ?? nil,
      customer: customer ?? nil, venue: venue?.0 ?? nil, venueSetUp: venue?.1 ?? nil)
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
}
