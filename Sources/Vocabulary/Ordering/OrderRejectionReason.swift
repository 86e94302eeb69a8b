public import EventSourcing

/// Why a venue declined an order.
public enum OrderRejectionReason: UInt32, FieldEnum {
  /// Not said: the blank value, never stored.
  case unspecified = 0
  /// The kitchen cannot take more on.
  case tooBusy = 1
  /// Something on it cannot be had after all.
  case itemUnavailable = 2
  /// The kitchen is about to close.
  case closing = 3
  /// The venue cannot serve this order for a reason of its own.
  case unserviceable = 4

  /// The stored name in the schema.
  public static let schemaName = "OrderRejectionReason"

  /// The value's stored name.
  public var name: StaticString {
    switch self {
    case .unspecified: "unspecified"
    case .tooBusy: "too_busy"
    case .itemUnavailable: "item_unavailable"
    case .closing: "closing"
    case .unserviceable: "unserviceable"
    }
  }
}
