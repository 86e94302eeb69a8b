import EventSourcing

enum Customer: IDKind { static var prefix: StaticString { "cus" } }
enum Order: IDKind { static var prefix: StaticString { "ord" } }
typealias CustomerID = TypeID<Customer>
typealias OrderID = TypeID<Order>
/// Swift Testing has a `Tag` of its own.
typealias Tag = EventSourcing.Tag

extension TagKind {
  static var customer: TagKind { TagKind(1, "customer", .id("cus")) }
  static var order: TagKind { TagKind(2, "order", .id("ord")) }
  static var book: TagKind { TagKind(3, "book", .idAndDate("ven")) }
  static var cause: TagKind { TagKind(4, "cause", .number) }
  static var key: TagKind { TagKind(5, "key", .text) }
  static var once: TagKind { TagKind(6, "once", .hex) }
}

extension Tag {
  static func order(_ id: OrderID) -> Tag { Tag(.order, id) }
  static func customer(_ id: CustomerID?) -> Tag? { id.map { Tag(.customer, $0) } }
}

let sampleTags = TagVocabulary([.customer, .order, .book, .cause, .key, .once])

enum ServiceStyle: UInt32, FieldEnum {
  case unspecified = 0
  case dineIn = 1
  case takeout = 2
  static let schemaName = "ServiceStyle"
  var name: StaticString {
    switch self {
    case .unspecified: "unspecified"
    case .dineIn: "dine_in"
    case .takeout: "takeout"
    }
  }
}

struct Minutes: FieldWrapper {
  var rawValue: UInt32
  init(rawValue: UInt32) { self.rawValue = rawValue }
  static func accept(_ rawValue: UInt32) throws(FieldError) -> Minutes {
    guard rawValue <= 1440 else { throw FieldError(.outOfRange, "a day has 1440 minutes") }
    return Minutes(rawValue: rawValue)
  }
}

struct Money: FieldMessage {
  static let schemaName = "Money"
  var minor: Int64 = 0
  var currency: String = ""
  init(_: Blank) {}
  init(_ minor: Int64, _ currency: String) {
    self.minor = minor
    self.currency = currency
  }
  mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "minor", &minor)
    try f.field(2, "currency", &currency)
  }
}

struct Line: FieldMessage {
  static let schemaName = "OrderLine"
  var name: String = ""
  var quantity: UInt32 = 0
  var price = Money(0, "")
  init(_: Blank) {}
  init(_ name: String, _ quantity: UInt32, _ price: Money) {
    self.name = name
    self.quantity = quantity
    self.price = price
  }
  mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "name", &name)
    try f.field(2, "quantity", &quantity)
    try f.field(3, "price", &price)
  }
}

/// Has a field of every kind.
struct OrderPlaced: Event {
  static let type = EventType(301, "order_placed")
  var order: OrderID = .none
  var customer: CustomerID?
  var lines: [Line] = []
  var total = Money(0, "")
  var style: ServiceStyle = .unspecified
  var dueAt: Timestamp = .zero
  var guests: [UInt32] = []
  var discount: Money?
  var adjustment: Int32 = 0
  var duration: Minutes?
  var paid = false
  var notes: [String] = []
  var digest: [UInt8] = []
  var position: UInt64 = 0
  var styles: [ServiceStyle] = []

  init(_: Blank) {}
  init(order: OrderID, style: ServiceStyle) {
    self.order = order
    self.style = style
  }

  var tags: Tags { [.order(order), .customer(customer)] }

  mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(2, "customer", &customer)
    try f.field(3, "lines", &lines)
    try f.field(4, "total", &total)
    try f.field(5, "style", &style)
    try f.field(6, "due_at", &dueAt)
    try f.field(7, "guests", &guests)
    try f.field(8, "discount", &discount)
    try f.field(9, "adjustment", &adjustment)
    try f.field(10, "duration", &duration)
    try f.field(11, "paid", &paid)
    try f.field(12, "notes", &notes)
    try f.field(16, "digest", &digest)
    try f.field(17, "position", &position)
    try f.field(18, "styles", &styles)
  }

  static let sampleOrder = OrderID(RawUUID(high: 0x0189_0a5d_ac96_774b, low: 0xbcce_b302_099a_8057))

  static var full: OrderPlaced {
    var e = OrderPlaced(order: sampleOrder, style: .takeout)
    e.customer = CustomerID(RawUUID(high: 1, low: 2))
    e.lines = [Line("Plain Naan", 2, Money(195, "GBP")), Line("Crème \"brûlée\"\n", 1, Money(-50, "GBP"))]
    e.total = Money(340, "GBP")
    e.dueAt = Timestamp(microseconds: 1_795_370_700_000_123)
    e.guests = [0, 1, 300]
    e.discount = Money(.min, "GBP")
    e.adjustment = -3
    e.duration = Minutes(rawValue: 0)
    e.paid = true
    e.notes = ["", "a"]
    e.digest = [0, 255, 1]
    e.position = .max
    e.styles = [.dineIn, .takeout]
    return e
  }
}

/// A narrow reader of `OrderPlaced`.
struct PlacedTotal: FieldMessage {
  static let schemaName = "OrderPlaced"
  var order: OrderID = .none
  var total = Money(0, "")
  init(_: Blank) {}
  mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(4, "total", &total)
  }
}
