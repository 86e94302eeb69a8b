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
  mutating func apply(_ fact: Fact, _ context: EventContext)
  /// Writes the whole state as rows in a canonical order (sorted keys): equal states write equal bytes.
  func save(_ rows: inout SnapshotWriter) throws(FieldError)
  /// Takes back the rows that ``save(_:)`` wrote, into a fresh state.
  mutating func load(_ rows: inout SnapshotReader) throws(FieldError)
}
