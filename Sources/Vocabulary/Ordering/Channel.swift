public import EventSourcing

/// How an order came in.
public enum Channel: UInt32, FieldEnum {
  /// Not said: the blank value, never stored.
  case unspecified = 0
  /// Said to somebody of the staff.
  case counter = 1
  /// By telephone.
  case phone = 2
  /// On a web page.
  case web = 3
  /// In an app.
  case app = 4
  /// At a terminal in the venue.
  case kiosk = 5
  /// Through another company.
  case partner = 6

  /// The stored name in the schema.
  public static let schemaName = "Channel"

  /// The value's stored name.
  public var name: StaticString {
    switch self {
    case .unspecified: "unspecified"
    case .counter: "counter"
    case .phone: "phone"
    case .web: "web"
    case .app: "app"
    case .kiosk: "kiosk"
    case .partner: "partner"
    }
  }
}
