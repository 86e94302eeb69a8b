public import EventSourcing

/// What an append records beside the fields of its events.
public struct AppendMetadata: Sendable {
  /// The business time of the action, UTC.
  public var occurredAt: Timestamp
  /// Who acted, if anyone did.
  public var actor: Actor?
  /// The event that this append answers to.
  public var causedBy: Position?
  /// What ties the events of one conversation together across appends; 16 bytes as a rule.
  public var correlation: [UInt8]?
  /// The keyed digest of the request, on the append's first record.
  public var requestDigest: [UInt8]?
  /// Tags beside those that the events themselves carry, on the append's first record.
  public var firstRecordTags: Tags

  /// Metadata of one append.
  public init(
    occurredAt: Timestamp, actor: Actor? = nil, causedBy: Position? = nil, correlation: [UInt8]? = nil,
    requestDigest: [UInt8]? = nil, firstRecordTags: Tags = []
  ) {
    self.occurredAt = occurredAt
    self.actor = actor
    self.causedBy = causedBy
    self.correlation = correlation
    self.requestDigest = requestDigest
    self.firstRecordTags = firstRecordTags
  }

  /// The header of the first of `count` records, which carries what belongs to the append as a whole.
  func header(ofFirstOf count: Int) -> RecordHeader {
    RecordHeader(
      occurredAt: occurredAt, tags: firstRecordTags, actor: actor, causedBy: causedBy?.rawValue,
      correlation: correlation, requestDigest: requestDigest, appendCount: UInt32(count))
  }

  /// Turns the first record's header into that of the others, apart from their tags.
  func makeHeaderOfFollowing(_ header: inout RecordHeader) {
    header.requestDigest = nil
    header.appendCount = 0
  }
}
