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

  /// Reads the facts of a run of records behind those that `facts` holds. Provided for every projection.
  ///
  /// This and ``apply(_:)`` are requirements so that their loops are compiled together with the projection: a fold
  /// calls through the protocol once per run, not several times per record.
  ///
  /// - Parameters:
  ///   - run: the records, in order.
  ///   - wanted: the types that ``Fact`` reads; records of others cost one look.
  ///   - time: what happened later is left out.
  ///   - facts: kept from run to run to keep its memory.
  static func read(
    _ run: RecordRun, of wanted: EventTypeFilter, occurredBy time: Timestamp, into facts: inout [StatedFact<Fact>]
  ) throws(UnreadableFact)
  /// Takes facts in, in order. Provided for every projection.
  mutating func apply(_ facts: [StatedFact<Fact>])
}

extension Projection {
  /// As ``Projection`` asks.
  @inlinable
  public static func read(
    _ run: RecordRun, of wanted: EventTypeFilter, occurredBy time: Timestamp, into facts: inout [StatedFact<Fact>]
  ) throws(UnreadableFact) {
    let records = run.records.span
    for index in records.indices {
      guard wanted.contains(records[index].view.eventNumber), records[index].context.occurredAt <= time else {
        continue
      }
      do throws(FieldError) {
        if let fact = try records[index].view.fact(Fact.self) {
          facts.append(StatedFact(fact: fact, context: records[index].context))
        }
      } catch {
        throw UnreadableFact(position: records[index].context.position, cause: error)
      }
    }
  }

  /// As ``Projection`` asks.
  ///
  /// Facts are applied in a loop of their own: so short that the processor looks several state entries up at a time.
  /// They are lent, not copied: a fact may hold arrays.
  @inlinable
  public mutating func apply(_ facts: [StatedFact<Fact>]) {
    let facts = facts.span
    for index in facts.indices { apply(facts[index].fact, facts[index].context) }
  }
}
