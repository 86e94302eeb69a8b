import EventSourcing
import Workload

/// The kinds of workload events; a Swift type each, because an event's type is a property of its Swift type.
protocol WorkloadKind: Sendable {
  static var type: EventType { get }
}

/// What an event of workload W holds: `{key, payload, metadata}`.
struct WorkloadContent: FieldMessage {
  static let schemaName = "WorkloadContent"

  var key: [UInt8] = []
  var payload: [UInt8] = []
  var metadata: [UInt8] = []

  init(_: Blank) {}

  init(_ event: WorkloadEvent, key: UnsafeRawBufferPointer) {
    self.key = unsafe Array(key)
    payload = unsafe Array(event.payload)
    metadata = unsafe Array(event.metadata)
  }

  mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "key", &key)
    try f.field(2, "payload", &payload)
    try f.field(3, "metadata", &metadata)
  }
}

/// An event of workload W as Daybook stores it, the key also as a tag.
struct WorkloadFact<Kind: WorkloadKind>: Event {
  static var type: EventType { Kind.type }

  private var content: WorkloadContent

  init(_ blank: Blank) { content = WorkloadContent(blank) }

  init(_ event: WorkloadEvent, key: UnsafeRawBufferPointer) { content = unsafe WorkloadContent(event, key: key) }

  var tags: Tags { [EventSourcing.Tag(.benchmarkKey, bytes: content.key)] }

  mutating func fields(_ f: inout some FieldCoding) throws(FieldError) { try content.fields(&f) }

  // Real events are no generic types, so that the compiler knows how they are written; here it knows the content.
  func write(to writer: inout WireWriter) throws(FieldError) { try content.write(to: &writer) }
}

extension TagKind {
  /// The key of a workload event.
  static let benchmarkKey = TagKind(90, "benchmark_key", .text)
}

/// The events of the workload by the index of their type.
enum WorkloadFacts {
  /// The events as an application would hold them.
  static func events(_ batch: [PendingEvent]) -> [any Event] {
    batch.map { pending -> any Event in
      let index = unsafe typeIndex[digest(pending.event.type)] ?? 0
      return unsafe make[index](pending.event, pending.key)
    }
  }

  private static let typeIndex = Dictionary(
    uniqueKeysWithValues: WorkloadType.names.enumerated().map { index, name in
      (unsafe digest(UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)), index)
    })

  /// Tells the thirty names of types apart: their ends and their length.
  private static func digest(_ name: UnsafeRawBufferPointer) -> UInt64 {
    let first = unsafe name.loadUnaligned(as: UInt64.self)
    let last = unsafe name.loadUnaligned(fromByteOffset: name.count - 8, as: UInt64.self)
    return first &* 31 ^ last ^ UInt64(name.count)
  }

  @safe static let make: [@Sendable (WorkloadEvent, UnsafeRawBufferPointer) -> any Event] = unsafe [
    { unsafe WorkloadFact<Kinds.OrderPlaced>($0, key: $1) },
    { unsafe WorkloadFact<Kinds.OrderItemAdded>($0, key: $1) },
    { unsafe WorkloadFact<Kinds.OrderItemRemoved>($0, key: $1) },
    { unsafe WorkloadFact<Kinds.OrderConfirmed>($0, key: $1) },
    { unsafe WorkloadFact<Kinds.OrderPaid>($0, key: $1) },
    { unsafe WorkloadFact<Kinds.OrderSentToKitchen>($0, key: $1) },
    { unsafe WorkloadFact<Kinds.OrderReady>($0, key: $1) },
    { unsafe WorkloadFact<Kinds.OrderServed>($0, key: $1) },
    { unsafe WorkloadFact<Kinds.OrderDelivered>($0, key: $1) },
    { unsafe WorkloadFact<Kinds.OrderCancelled>($0, key: $1) },
    { unsafe WorkloadFact<Kinds.OrderTipAdded>($0, key: $1) },
    { unsafe WorkloadFact<Kinds.OrderRefunded>($0, key: $1) },
    { unsafe WorkloadFact<Kinds.ReservationRequested>($0, key: $1) },
    { unsafe WorkloadFact<Kinds.ReservationConfirmed>($0, key: $1) },
    { unsafe WorkloadFact<Kinds.ReservationChanged>($0, key: $1) },
    { unsafe WorkloadFact<Kinds.ReservationSeated>($0, key: $1) },
    { unsafe WorkloadFact<Kinds.ReservationNoShow>($0, key: $1) },
    { unsafe WorkloadFact<Kinds.ReservationCancelled>($0, key: $1) },
    { unsafe WorkloadFact<Kinds.GuestRegistered>($0, key: $1) },
    { unsafe WorkloadFact<Kinds.GuestEmailVerified>($0, key: $1) },
    { unsafe WorkloadFact<Kinds.PointsEarned>($0, key: $1) },
    { unsafe WorkloadFact<Kinds.PointsRedeemed>($0, key: $1) },
    { unsafe WorkloadFact<Kinds.VoucherIssued>($0, key: $1) },
    { unsafe WorkloadFact<Kinds.VoucherRedeemed>($0, key: $1) },
    { unsafe WorkloadFact<Kinds.ReviewWritten>($0, key: $1) },
    { unsafe WorkloadFact<Kinds.PreferenceChanged>($0, key: $1) },
    { unsafe WorkloadFact<Kinds.TableScanned>($0, key: $1) },
    { unsafe WorkloadFact<Kinds.TableCallWaiter>($0, key: $1) },
    { unsafe WorkloadFact<Kinds.TableBillRequested>($0, key: $1) },
    { unsafe WorkloadFact<Kinds.SensorReading>($0, key: $1) },
  ]

  static let types: [EventType] = [
    Kinds.OrderPlaced.type, Kinds.OrderItemAdded.type, Kinds.OrderItemRemoved.type, Kinds.OrderConfirmed.type,
    Kinds.OrderPaid.type,
    Kinds.OrderSentToKitchen.type, Kinds.OrderReady.type, Kinds.OrderServed.type, Kinds.OrderDelivered.type,
    Kinds.OrderCancelled.type,
    Kinds.OrderTipAdded.type, Kinds.OrderRefunded.type, Kinds.ReservationRequested.type,
    Kinds.ReservationConfirmed.type, Kinds.ReservationChanged.type,
    Kinds.ReservationSeated.type, Kinds.ReservationNoShow.type, Kinds.ReservationCancelled.type,
    Kinds.GuestRegistered.type, Kinds.GuestEmailVerified.type,
    Kinds.PointsEarned.type, Kinds.PointsRedeemed.type, Kinds.VoucherIssued.type, Kinds.VoucherRedeemed.type,
    Kinds.ReviewWritten.type,
    Kinds.PreferenceChanged.type, Kinds.TableScanned.type, Kinds.TableCallWaiter.type, Kinds.TableBillRequested.type,
    Kinds.SensorReading.type,
  ]
}

private enum Kinds {
  enum OrderPlaced: WorkloadKind {
    static var type: EventType { EventType(9001, "bench_order_placed") }
  }
  enum OrderItemAdded: WorkloadKind {
    static var type: EventType { EventType(9002, "bench_order_item_added") }
  }
  enum OrderItemRemoved: WorkloadKind {
    static var type: EventType { EventType(9003, "bench_order_item_removed") }
  }
  enum OrderConfirmed: WorkloadKind {
    static var type: EventType { EventType(9004, "bench_order_confirmed") }
  }
  enum OrderPaid: WorkloadKind {
    static var type: EventType { EventType(9005, "bench_order_paid") }
  }
  enum OrderSentToKitchen: WorkloadKind {
    static var type: EventType { EventType(9006, "bench_order_sent_to_kitchen") }
  }
  enum OrderReady: WorkloadKind {
    static var type: EventType { EventType(9007, "bench_order_ready") }
  }
  enum OrderServed: WorkloadKind {
    static var type: EventType { EventType(9008, "bench_order_served") }
  }
  enum OrderDelivered: WorkloadKind {
    static var type: EventType { EventType(9009, "bench_order_delivered") }
  }
  enum OrderCancelled: WorkloadKind {
    static var type: EventType { EventType(9010, "bench_order_cancelled") }
  }
  enum OrderTipAdded: WorkloadKind {
    static var type: EventType { EventType(9011, "bench_order_tip_added") }
  }
  enum OrderRefunded: WorkloadKind {
    static var type: EventType { EventType(9012, "bench_order_refunded") }
  }
  enum ReservationRequested: WorkloadKind {
    static var type: EventType { EventType(9013, "bench_reservation_requested") }
  }
  enum ReservationConfirmed: WorkloadKind {
    static var type: EventType { EventType(9014, "bench_reservation_confirmed") }
  }
  enum ReservationChanged: WorkloadKind {
    static var type: EventType { EventType(9015, "bench_reservation_changed") }
  }
  enum ReservationSeated: WorkloadKind {
    static var type: EventType { EventType(9016, "bench_reservation_seated") }
  }
  enum ReservationNoShow: WorkloadKind {
    static var type: EventType { EventType(9017, "bench_reservation_no_show") }
  }
  enum ReservationCancelled: WorkloadKind {
    static var type: EventType { EventType(9018, "bench_reservation_cancelled") }
  }
  enum GuestRegistered: WorkloadKind {
    static var type: EventType { EventType(9019, "bench_guest_registered") }
  }
  enum GuestEmailVerified: WorkloadKind {
    static var type: EventType { EventType(9020, "bench_guest_email_verified") }
  }
  enum PointsEarned: WorkloadKind {
    static var type: EventType { EventType(9021, "bench_points_earned") }
  }
  enum PointsRedeemed: WorkloadKind {
    static var type: EventType { EventType(9022, "bench_points_redeemed") }
  }
  enum VoucherIssued: WorkloadKind {
    static var type: EventType { EventType(9023, "bench_voucher_issued") }
  }
  enum VoucherRedeemed: WorkloadKind {
    static var type: EventType { EventType(9024, "bench_voucher_redeemed") }
  }
  enum ReviewWritten: WorkloadKind {
    static var type: EventType { EventType(9025, "bench_review_written") }
  }
  enum PreferenceChanged: WorkloadKind {
    static var type: EventType { EventType(9026, "bench_preference_changed") }
  }
  enum TableScanned: WorkloadKind {
    static var type: EventType { EventType(9027, "bench_table_scanned") }
  }
  enum TableCallWaiter: WorkloadKind {
    static var type: EventType { EventType(9028, "bench_table_call_waiter") }
  }
  enum TableBillRequested: WorkloadKind {
    static var type: EventType { EventType(9029, "bench_table_bill_requested") }
  }
  enum SensorReading: WorkloadKind {
    static var type: EventType { EventType(9030, "bench_sensor_reading") }
  }
}
