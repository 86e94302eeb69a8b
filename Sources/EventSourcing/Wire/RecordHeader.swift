/// Who caused an event.
public struct Actor: Hashable, Sendable {
  /// The kinds of actors.
  public enum Kind: UInt32, FieldEnum {
    /// Not filled in.
    case unspecified = 0
    /// A customer; the ID is theirs.
    case customer = 1
    /// A member of staff; the ID is theirs.
    case staff = 2
    /// The system itself, such as a policy.
    case system = 3
    /// An import; the ID is its source's.
    case importer = 4

    /// `ActorKind`.
    public static let schemaName = "ActorKind"
    /// The stored name.
    public var name: StaticString {
      switch self {
      case .unspecified: "unspecified"
      case .customer: "customer"
      case .staff: "staff"
      case .system: "system"
      case .importer: "import"
      }
    }
  }

  /// The kind.
  public var kind: Kind
  /// The raw ID, empty if the kind says it all; at most `FieldLimits.tagBytes`.
  public var id: ShortBytes

  /// An actor with its raw ID.
  public init(_ kind: Kind, id: ShortBytes = ShortBytes([])) {
    self.kind = kind
    self.id = id
  }

  /// An actor with an ID.
  public init<K>(_ kind: Kind, _ id: TypeID<K>) { self.init(kind, id: ShortBytes(id.uuid)) }
}

/// What a record says about its event: fields 1 to 7 of `daybook.Record`.
public struct RecordHeader: Hashable, Sendable {
  /// The business time, which came with the command.
  public var occurredAt: Timestamp
  /// What the record is found by: the event's tags and those that the command handler adds.
  public var tags: Tags
  /// Who caused it.
  public var actor: Actor?
  /// The position of the event that a policy answered.
  public var causedBy: UInt64?
  /// What belongs together, chosen by the caller; at most `FieldLimits.tagBytes`.
  public var correlation: [UInt8]?
  /// The keyed digest of the request, on the first record of an append with an idempotency key; at most
  /// `FieldLimits.tagBytes`.
  public var requestDigest: [UInt8]?
  /// How many records the append has, on its first record; 0 on the others.
  public var appendCount: UInt32

  /// A header.
  public init(
    occurredAt: Timestamp, tags: Tags = [], actor: Actor? = nil, causedBy: UInt64? = nil, correlation: [UInt8]? = nil,
    requestDigest: [UInt8]? = nil, appendCount: UInt32 = 0
  ) {
    self.occurredAt = occurredAt
    self.tags = tags
    self.actor = actor
    self.causedBy = causedBy
    self.correlation = correlation
    self.requestDigest = requestDigest
    self.appendCount = appendCount
  }
}

/// The field numbers of `daybook.Record`; an event's is its type's number.
///
///     1 occurred_at  sfixed64   2 tags  Tag { 1 kind, 2 value }   3 actor  Actor { 1 kind, 2 id }
///     4 caused_by    uint64     5 correlation  bytes              6 request_digest  bytes
///     7 append_count uint32     8 personal  Sealed                101... event
public enum RecordField {
  /// `sfixed64`, always present.
  public static let occurredAt: UInt32 = 1
  /// `repeated Tag`.
  public static let tags: UInt32 = 2
  /// `Actor`.
  public static let actor: UInt32 = 3
  /// `uint64`, a position.
  public static let causedBy: UInt32 = 4
  /// `bytes`.
  public static let correlation: UInt32 = 5
  /// `bytes`.
  public static let requestDigest: UInt32 = 6
  /// `uint32`.
  public static let appendCount: UInt32 = 7
  /// `Sealed`, encrypted personal data.
  public static let personal: UInt32 = 8
}
