/// The limits of field coding. They hold on writing as on reading, and exceeding one is a `FieldError`.
public enum FieldLimits {
  /// Bytes of one string or byte array. An order note or a review is a few KiB; what is larger belongs in a file
  /// store, not in an event.
  public static let stringBytes = 1 << 20
  /// Elements of one array. The largest orders seen have some hundred lines; 65,536 leaves room for imports and still
  /// bounds what one malformed length can make a reader allocate.
  public static let elements = 65_536
  /// Messages inside messages. Real events nest three deep; the bound keeps the stack flat for hostile bytes.
  public static let depth = 16
  /// Bytes of one encoded record. Leaves room for several strings at their limit and keeps a commit of one record
  /// far below a segment (64 MiB).
  public static let recordBytes = 4 << 20
  /// Bytes of one JSON text: an event at its limit, with every byte escaped in the usual way.
  public static let jsonBytes = 8 << 20
  /// Tags of one record. Each costs an index entry for ever; an event that concerns more than 64 entities is several
  /// events.
  public static let tags = 64
  /// Bytes of one tag value: a UUID, a date and room for an external key.
  public static let tagBytes = 255
}
