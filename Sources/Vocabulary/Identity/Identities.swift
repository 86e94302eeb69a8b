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
