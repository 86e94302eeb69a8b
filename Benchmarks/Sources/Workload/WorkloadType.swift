/// The 30 event types of workload W.
public enum WorkloadType {
  /// Names by index. In Daybook, the type with index `i` has the number `firstNumber + i`.
  public static let names: [StaticString] = [
    "OrderPlaced", "OrderItemAdded", "OrderItemRemoved", "OrderConfirmed", "OrderPaid", "OrderSentToKitchen",
    "OrderReady", "OrderServed", "OrderDelivered", "OrderCancelled", "OrderTipAdded", "OrderRefunded",
    "ReservationRequested", "ReservationConfirmed", "ReservationChanged", "ReservationSeated", "ReservationNoShow",
    "ReservationCancelled",
    "GuestRegistered", "GuestEmailVerified", "PointsEarned", "PointsRedeemed", "VoucherIssued", "VoucherRedeemed",
    "ReviewWritten", "PreferenceChanged",
    "TableScanned", "TableCallWaiter", "TableBillRequested", "SensorReading",
  ]

  /// The number in Daybook's log of the first type; 9001-9030 are set aside for benchmarks.
  public static let firstNumber = 9001

  static let orders = 0..<12
  static let reservations = 12..<18
  static let guests = 18..<26
  static let tables = 26..<30
}

/// Words that payloads are made of, in the order that the stream's definition numbers them.
enum WorkloadWords {
  static let items: [StaticString] = [
    "Margherita", "Pizza Diavola", "Spaghetti Carbonara", "Tagliatelle al Ragu", "Insalata Mista", "Tiramisu",
    "Espresso", "Cappuccino", "Acqua Minerale 0.5l", "Coca-Cola 0.33l", "Weissbier 0.5l", "Wiener Schnitzel",
    "Kaiserschmarrn", "Burger Classic", "Pommes frites", "Caesar Salad", "Lachsfilet", "Rindersteak 250g",
    "Gnocchi Sorrentina", "Bruschetta", "Risotto ai Funghi", "Panna Cotta", "Apfelstrudel", "Hauswein rot 0.2l",
    "Aperol Spritz", "Ramen Tonkotsu", "Gyoza 6 Stk", "Pad Thai", "Edamame", "Mango Lassi", "Falafel Teller",
    "Hummus",
  ]
  static let notes: [StaticString] = [
    "no onions", "extra cheese", "gluten free please", "window table", "allergy: nuts", "birthday",
    "please ring twice", "well done", "without ice", "high chair needed", "outside if sunny", "split bill",
  ]
  static let paymentMethods: [StaticString] = ["card", "cash", "applepay", "googlepay", "voucher"]
  static let sources: [StaticString] = [
    "web-01", "web-02", "app-01", "app-02", "app-03", "kiosk1", "term-1", "term-2",
  ]
}
