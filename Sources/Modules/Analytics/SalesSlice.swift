import Vocabulary

/// What the sales of a service day are told apart by: hour, channel and kind of service.
struct SalesSlice: Hashable, Comparable, Sendable {
  /// `hour << 16 | channel << 8 | service`, the latter two by their stored numbers.
  let rawValue: UInt32

  init(rawValue: UInt32) { self.rawValue = rawValue }

  init(hour: Int, _ channel: Channel, _ service: ServiceKind) {
    rawValue = UInt32(hour) << 16 | channel.rawValue << 8 | service.rawValue
  }

  /// The hour of the venue's clocks in which the order was placed: 0 to 23.
  var hour: Int { Int(rawValue >> 16) }
  /// How it came in.
  var channel: Channel { Channel(rawValue: rawValue >> 8 & 0xff) ?? .unspecified }
  /// To a table or to take away.
  var service: ServiceKind { ServiceKind(rawValue: rawValue & 0xff) ?? .unspecified }

  static func < (a: SalesSlice, b: SalesSlice) -> Bool { a.rawValue < b.rawValue }
}
