public import EventSourcing

/// By whom an order was called off, and why.
public enum CancellationReason: UInt32, FieldEnum {
  /// Not said: the blank value, never stored.
  case unspecified = 0
  /// The customer changed their mind.
  case customerRequest = 1
  /// The venue ran out of something on it.
  case itemUnavailable = 2
  /// It was taken by mistake, or twice.
  case mistake = 3
  /// Nobody came for it.
  case notCollected = 4
  /// The venue had to close.
  case venueClosed = 5

  /// The stored name in the schema.
  public static let schemaName = "CancellationReason"

  /// The value's stored name.
  public var name: StaticString {
    switch self {
    case .unspecified: "unspecified"
    case .customerRequest: "customer_request"
    case .itemUnavailable: "item_unavailable"
    case .mistake: "mistake"
    case .notCollected: "not_collected"
    case .venueClosed: "venue_closed"
    }
  }
}
