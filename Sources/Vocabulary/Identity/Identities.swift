public import EventSourcing

/// Somebody who orders, opaque: nothing in the log says who it is.
public enum CustomerKind: IDKind {
  /// What the text form starts with.
  public static var prefix: StaticString { "cus" }
}
/// A restaurant.
public enum VenueKind: IDKind {
  /// What the text form starts with.
  public static var prefix: StaticString { "ven" }
}
/// A table of a venue.
public enum TableKind: IDKind {
  /// What the text form starts with.
  public static var prefix: StaticString { "tbl" }
}
/// Something on a venue's menu.
public enum ItemKind: IDKind {
  /// What the text form starts with.
  public static var prefix: StaticString { "itm" }
}
/// What a customer orders at once.
public enum OrderKind: IDKind {
  /// What the text form starts with.
  public static var prefix: StaticString { "ord" }
}
/// A payment of an order.
public enum PaymentKind: IDKind {
  /// What the text form starts with.
  public static var prefix: StaticString { "pay" }
}
/// A refund of a payment.
public enum RefundKind: IDKind {
  /// What the text form starts with.
  public static var prefix: StaticString { "rfd" }
}
/// A spending of loyalty points.
public enum RedemptionKind: IDKind {
  /// What the text form starts with.
  public static var prefix: StaticString { "rdm" }
}
/// A change of somebody's loyalty points by the staff.
public enum AdjustmentKind: IDKind {
  /// What the text form starts with.
  public static var prefix: StaticString { "adj" }
}
/// A table for a party at a time: held, waited for, booked or walked into.
public enum ReservationKind: IDKind {
  /// What the text form starts with.
  public static var prefix: StaticString { "rsv" }
}

/// The ID of a customer: `cus_...`.
public typealias CustomerID = TypeID<CustomerKind>
/// The ID of a venue: `ven_...`.
public typealias VenueID = TypeID<VenueKind>
/// The ID of a table: `tbl_...`.
public typealias TableID = TypeID<TableKind>
/// The ID of a menu item: `itm_...`.
public typealias ItemID = TypeID<ItemKind>
/// The ID of an order: `ord_...`.
public typealias OrderID = TypeID<OrderKind>
/// The ID of a payment: `pay_...`.
public typealias PaymentID = TypeID<PaymentKind>
/// The ID of a refund: `rfd_...`.
public typealias RefundID = TypeID<RefundKind>
/// The ID of a redemption of points: `rdm_...`.
public typealias RedemptionID = TypeID<RedemptionKind>
/// The ID of an adjustment of points: `adj_...`.
public typealias AdjustmentID = TypeID<AdjustmentKind>
/// The ID of a reservation: `rsv_...`.
public typealias ReservationID = TypeID<ReservationKind>
