public import EventSourcing

/// Why money is given back.
public enum RefundReason: UInt32, FieldEnum {
  /// Not said: the blank value, never stored.
  case unspecified = 0
  /// The guest asked for it.
  case customerRequest = 1
  /// Something was wrong with the food or the service.
  case quality = 2
  /// It was charged by mistake.
  case mistake = 3
  /// The order was not made after all.
  case orderCancelled = 4
  /// Nothing was wrong; the venue means it well.
  case goodwill = 5

  /// The stored name in the schema.
  public static let schemaName = "RefundReason"

  /// The value's stored name.
  public var name: StaticString {
    switch self {
    case .unspecified: "unspecified"
    case .customerRequest: "customer_request"
    case .quality: "quality"
    case .mistake: "mistake"
    case .orderCancelled: "order_cancelled"
    case .goodwill: "goodwill"
    }
  }
}

extension RefundReason {
  /// Whether the refund undoes the payment, so that what it paid is due again, and does not make the order cheaper.
  public var reopensBill: Bool {
    switch self {
    case .mistake, .orderCancelled: true
    case .unspecified, .customerRequest, .quality, .goodwill: false
    }
  }
}
