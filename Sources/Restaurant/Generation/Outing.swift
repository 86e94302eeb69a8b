import EventSourcing
import Vocabulary

/// One visit to a table, or one takeout order, from the plan to the end.
struct Outing: Sendable {
  /// What becomes of a booking.
  enum Fate: Hashable, Sendable { case kept, changed, cancelled, missed }

  let venue: Int
  let guest: Guest
  let fate: Fate
  let service: ServiceKind
  var party: UInt32
  /// The service day, and when it is to begin.
  var date: ServiceDate
  var time: TimeOfDay
  /// Whether they ask through the web site.
  var isOnline = false

  var reservation: ReservationID?
  /// When the tables are to be free again.
  var endsAt: Timestamp?
  var startsAt: Timestamp?
  var table: TableID?
  /// Between which times they wait for a table, if they do.
  var wish: ClosedRange<TimeOfDay>?
  /// How often the staff has looked for a time for them.
  var searches = 0

  var order: OrderID?
  /// What is still to be paid; set when the order is placed.
  var due = Amount.zero
  /// The shares of the bill that are still to be paid, the next one last.
  var shares: [Amount] = []
  var shareCount: UInt32 = 1
  var pickupAt: Timestamp?
  /// A card payment that may be given back.
  var payment: (id: PaymentID, amount: Amount)?
  /// Asked for something that could not be had.
  var disappointments = 0
}
