import Vocabulary

extension Analytics {
  struct VenueFigures: Sendable {
    var currency = Currency.none
    var capacity = VenueCapacity()
    var days = DayTable<[SliceSales]>()
    var payments = DayTable<[MethodPayments]>()
    var guests = DayTable<GuestDay>()
    var pairs = 0
    var pairsLeftOut: Int64 = 0
  }

  /// What was sold in one slice of a service day.
  struct SliceSales: Sendable {
    let slice: SalesSlice
    var orders: Int64 = 0
    var quantity: Int64 = 0
    var gross: Int64 = 0
  }

  /// What was paid by one method on a service day.
  struct MethodPayments: Sendable {
    let method: PaymentMethod
    var payments: Int64 = 0
    var amount: Int64 = 0
    var tips: Int64 = 0
    var refunds: Int64 = 0
    var refunded: Int64 = 0
    var tipsRefunded: Int64 = 0
  }

  struct ItemFigures: Sendable {
    /// Index + 1 of the venue; 0 until it is known.
    var venue: UInt32 = 0
    var name = ""
    var days = DayTable<ItemDay>()
    var options: [OptionFigures] = []
  }

  struct ItemDay: Sendable {
    var orders: Int64 = 0
    var quantity: Int64 = 0
    var gross: Int64 = 0
  }

  struct OptionFigures: Sendable {
    let group: UInt32
    let option: UInt32
    var name = ""
    var days = DayTable<OptionDay>()
  }

  struct OptionDay: Sendable {
    var lines: Int64 = 0
    var portions: Int64 = 0
    var added: Int64 = 0
  }

  /// A customer at one venue.
  struct Guest: Sendable {
    let customer: UInt32
    let venue: UInt32
    /// Index + 1 of the same customer at another venue; 0 if there is none.
    let next: UInt32
    /// Index + 1 of the latest purchase day; 0 if there is none.
    var latestDay: UInt32 = 0
  }

  /// What a customer bought at a venue on one service day. Those of one customer hang together, latest first.
  struct PurchaseDay: Sendable {
    /// Index + 1 of the day before; 0 if there is none.
    var previous: UInt32
    let date: ServiceDate
    var orders: Int64 = 0
    var gross: Int64 = 0
  }

  /// An order that may still change.
  struct OpenSale: Sendable {
    let venue: UInt32
    /// Index + 1 of the customer at the venue; 0 if nobody is known.
    let guest: UInt32
    let date: ServiceDate
    let slice: SalesSlice
    var total: Int64
    var lines: [SoldLine]
    /// The visit that it belongs to, if its table was taken when it was placed.
    var visit: ReservationID?
    /// The hour of the service day in which it was placed.
    var hour = ServiceHour.first
  }
}
