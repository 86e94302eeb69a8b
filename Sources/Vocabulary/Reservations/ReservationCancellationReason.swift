public import EventSourcing

/// By whom a reservation was called off, and why.
public enum ReservationCancellationReason: UInt32, FieldEnum {
  /// Not said: the blank value, never stored.
  case unspecified = 0
  /// The diner changed their mind.
  case dinerRequest = 1
  /// It was not confirmed in time.
  case notConfirmed = 2
  /// The venue had to close.
  case venueClosed = 3
  /// The venue could not keep the promise.
  case tableUnavailable = 4
  /// It was made by mistake, or twice.
  case mistake = 5

  /// The stored name in the schema.
  public static let schemaName = "ReservationCancellationReason"

  /// The value's stored name.
  public var name: StaticString {
    switch self {
    case .unspecified: "unspecified"
    case .dinerRequest: "diner_request"
    case .notConfirmed: "not_confirmed"
    case .venueClosed: "venue_closed"
    case .tableUnavailable: "table_unavailable"
    case .mistake: "mistake"
    }
  }
}
