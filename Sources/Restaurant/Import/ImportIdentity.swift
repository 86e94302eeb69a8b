import Crypto
import EventSourcing
import Vocabulary

/// Who an imported thing is: the same on every run, from what the file says and from nothing else.
///
/// One with a number is its source, its venue and its number. One without is its content, and its place among those of
/// the very same content. File name, path, line, and whose it is have no part in it.
struct ImportIdentity<Kind: IDKind> {
  /// Its ID.
  let id: TypeID<Kind>
  /// The key under which it is imported once.
  let idempotencyKey: String

  /// - Parameters:
  ///   - parts: what tells it from others, the first of which says what kind of thing it is.
  ///   - time: when it came to be.
  init(_ parts: [String], at time: Timestamp) {
    var hash = SHA256()
    for part in parts {
      let bytes = Array(part.utf8)
      let length = UInt32(bytes.count)
      hash.update(data: (0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) })
      hash.update(data: bytes)
    }
    let digest = Array(hash.finalize())
    id = TypeID(RawUUID(named: digest, at: time))
    idempotencyKey = "import:" + digest.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }
}

extension ImportIdentity<OrderKind> {
  /// The identity of an order.
  init(_ order: ImportedOrder, source: String, venue: VenueID) {
    var parts = ["daybook import 1", source, venue.description]
    parts += order.group.isEmpty ? ["content", String(order.ordinal)] + order.content : ["number"] + order.group
    self.init(parts, at: order.time)
  }
}

extension ImportIdentity<ReservationKind> {
  /// The identity of a reservation.
  init(_ row: ImportedReservation, source: String, venue: VenueID) {
    var parts = ["daybook reservation import 1", source, venue.description]
    if let number = row.number {
      parts += ["number", number]
    } else {
      parts += [
        "content", String(row.ordinal), row.visit.description, row.bookedAt.description, String(row.party), row.area,
      ]
    }
    self.init(parts, at: row.bookedAt)
  }
}

/// What an ID has beside its time: the part of it that follows from the name of what it identifies.
struct NameBits: Hashable {
  private let high: UInt16
  private let low: UInt64

  init(_ id: RawUUID) {
    let bytes = id.bytes
    high = UInt16(bytes[6]) << 8 | UInt16(bytes[7])
    low = bytes[8...].reduce(0) { $0 << 8 | UInt64($1) }
  }
}

extension RawUUID {
  /// What the ID has beside its time.
  var nameBits: NameBits { NameBits(self) }
}
