import EventSourcing

/// A small order as the ordering module stores one: about 106 bytes on the wire, with two IDs, two lines and a sum.
struct SampleOrderPlaced: Event {
  static var type: EventType { EventType(9001, "sample_order_placed") }

  var order: OrderID = .none
  var customer: CustomerID?
  var lines: [SampleLine] = []
  var total: Int64 = 0
  var currency = ""

  init(_: Blank) {}

  init(order: OrderID, customer: CustomerID, lines: [SampleLine], total: Int64, currency: String) {
    self.order = order
    self.customer = customer
    self.lines = lines
    self.total = total
    self.currency = currency
  }

  var tags: Tags { [Tag(.sampleOrder, order), customer.map { Tag(.sampleCustomer, $0) }] }

  mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(2, "customer", &customer)
    try f.field(3, "lines", &lines)
    try f.field(4, "total", &total)
    try f.field(5, "currency", &currency)
  }
}

struct SampleLine: FieldMessage {
  static let schemaName = "SampleLine"

  var item: ItemID = .none
  var quantity: UInt32 = 0
  var price: Int64 = 0

  init(_: Blank) {}

  init(item: ItemID, quantity: UInt32, price: Int64) {
    self.item = item
    self.quantity = quantity
    self.price = price
  }

  mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "item", &item)
    try f.field(2, "quantity", &quantity)
    try f.field(3, "price", &price)
  }
}

/// What a fold of sales needs of the order: one field.
struct SampleOrderTotal: FieldMessage {
  static let schemaName = "SampleOrderTotal"

  var total: Int64 = 0

  init(_: Blank) {}

  mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(4, "total", &total)
  }
}

/// The facts of a sales projection.
enum SalesFact: Facts {
  case placed(SampleOrderTotal)

  static let types: Set<EventType> = [SampleOrderPlaced.type]

  static func read(_ type: EventType, _ reader: inout WireReader) throws(FieldError) -> SalesFact? {
    switch type {
    case SampleOrderPlaced.type: .placed(try SampleOrderTotal.read(from: &reader))
    default: nil
    }
  }
}

enum OrderKind: IDKind {
  static var prefix: StaticString { "ord" }
}

enum CustomerKind: IDKind {
  static var prefix: StaticString { "cus" }
}

enum ItemKind: IDKind {
  static var prefix: StaticString { "itm" }
}

typealias OrderID = TypeID<OrderKind>
typealias CustomerID = TypeID<CustomerKind>
typealias ItemID = TypeID<ItemKind>

extension TagKind {
  static var sampleOrder: TagKind { TagKind(101, "sample_order", .id("ord")) }
  static var sampleCustomer: TagKind { TagKind(102, "sample_customer", .id("cus")) }
}
