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

  /// Reads the facts of a run of records. Provided for every projection.
  ///
  /// This and ``apply(_:)`` are requirements so that their loops are compiled together with the projection: a fold
  /// calls through the protocol once per run, not several times per record.
  ///
  /// - Parameters:
  ///   - run: the records, in order.
  ///   - time: what happened later is left out.
  static func facts(of run: RecordRun, occurredBy time: Timestamp) throws(UnreadableFact) -> [StatedFact<Fact>]
  /// Takes facts in, in order. Provided for every projection.
  mutating func apply(_ facts: [StatedFact<Fact>])
}

extension Projection {
  /// As ``Projection`` asks.
  @inlinable
  public static func facts(
    of run: RecordRun, occurredBy time: Timestamp
  ) throws(UnreadableFact) -> [StatedFact<Fact>] {
    var facts: [StatedFact<Fact>] = []
    facts.reserveCapacity(run.count)
    for record in run.records where record.context.occurredAt <= time {
      do throws(FieldError) {
        if let fact = try record.view.fact(Fact.self) {
          facts.append(StatedFact(fact: fact, context: record.context))
        }
      } catch {
        throw UnreadableFact(position: record.context.position, cause: error)
      }
    }
    return facts
  }

  /// As ``Projection`` asks.
  ///
  /// Facts are applied in a loop of their own: so short that the processor looks several state entries up at a time.
  @inlinable
  public mutating func apply(_ facts: [StatedFact<Fact>]) {
    for stated in facts { apply(stated.fact, stated.context) }
  }
}
