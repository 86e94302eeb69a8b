import Crypto
public import EventSourcing
public import Vocabulary

/// IDs that follow from names, so that a venue file, a command and an import that speak of one thing agree on its ID
/// without knowing each other.
///
/// The digest is SHA-256 over the parts, each with its length in front; the time is the epoch.
extension TypeID<VenueKind> {
  /// The venue with this key.
  public static func named(_ key: String) -> VenueID { VenueID(digest(of: ["venue", key])) }
}

extension TypeID<ItemKind> {
  /// The item of a venue with this key.
  public static func named(_ key: String, in venue: VenueID) -> ItemID {
    ItemID(digest(of: ["item", venue.description, key]))
  }
}

extension TypeID<TableKind> {
  /// The table of a venue with this key.
  public static func named(_ key: String, in venue: VenueID) -> TableID {
    TableID(digest(of: ["table", venue.description, key]))
  }
}

private func digest(of parts: [String]) -> RawUUID {
  var hash = SHA256()
  for part in parts {
    hash.update(data: withLength(Array(part.utf8)))
  }
  return RawUUID(named: hash.finalize(), at: .zero)
}

private func withLength(_ bytes: [UInt8]) -> [UInt8] {
  let count = UInt32(bytes.count)
  return (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - 8 * $0)) } + bytes
}
