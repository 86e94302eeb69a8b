import Crypto
import EventSourcing
import Vocabulary

/// Who an imported order is: the same on every run, from what the file says and from nothing else.
///
/// An order with a number is its source, its venue and its number. An order without one is its content, and its place
/// among those of the very same content. File name, path, line, and who ordered have no part in it.
struct ImportIdentity {
  /// The order's ID.
  let order: OrderID
  /// The key under which the order is recorded once.
  let idempotencyKey: String

  init(_ order: ImportedOrder, source: String, venue: VenueID) {
    var parts = ["daybook import 1", source, venue.description]
    parts += order.group.isEmpty ? ["content", String(order.ordinal)] + order.content : ["number"] + order.group
    var hash = SHA256()
    for part in parts {
      let bytes = Array(part.utf8)
      let length = UInt32(bytes.count)
      hash.update(data: (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) })
      hash.update(data: bytes)
    }
    let digest = Array(hash.finalize())
    self.order = OrderID(RawUUID(named: digest, at: order.time))
    idempotencyKey = "import:" + digest.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }
}
