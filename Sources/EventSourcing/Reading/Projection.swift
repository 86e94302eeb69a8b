/// A read model's rule: how facts change a state that answers questions.
///
/// The state holds integers and identities, no floating point: statistics are computed on read, so that a rebuild
/// from zero is equal to the live state, byte for byte in its snapshot.
public protocol Projection: Sendable {
  /// The closed enum of what the projection reads.
  associatedtype Fact: Facts
  /// The stored name, such as `orders`.
  static var name: String { get }
  /// Raised whenever the meaning of the state changes; snapshots of another version are rebuilt, never converted.
  static var version: UInt32 { get }
  /// The state before anything happened.
  init()
  /// Takes a fact in. Never fails: what is in the log has happened.
  ///
  /// The fact is the projection's to keep: what it holds can become part of the state without being copied.
  mutating func apply(_ fact: consuming Fact, _ context: EventContext)
  /// Writes the whole state as rows in a canonical order (sorted keys): equal states write equal bytes.
  func save(_ rows: inout SnapshotWriter) throws(FieldError)
  /// Takes back the rows that ``save(_:)`` wrote, into a fresh state.
  mutating func load(_ rows: inout SnapshotReader) throws(FieldError)

  /// Takes in what a run of records states, in order. Provided for every projection.
  ///
  /// It is a requirement so that its loop is compiled together with the projection: a fold calls through the protocol
  /// once per run, not several times per record.
  ///
  /// - Parameters:
  ///   - run: the records, in order.
  ///   - wanted: the types that ``Fact`` reads; records of others cost one look.
  ///   - time: what happened later is left out.
  /// - Throws: which event states no fact that can be read; what lies before it is taken in.
  mutating func fold(
    _ run: RecordRun, of wanted: EventTypeFilter, occurredBy time: Timestamp
  ) throws(UnreadableFact)
}

extension Projection {
  /// As ``Projection`` asks.
  @inlinable
  public mutating func fold(
    _ run: RecordRun, of wanted: EventTypeFilter, occurredBy time: Timestamp
  ) throws(UnreadableFact) {
    try run.forEachFact(Fact.self, of: wanted, occurredBy: time) { fact, context in apply(fact, context) }
  }
}
