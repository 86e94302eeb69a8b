import ArgumentParser
import EventSourcing
import EventStore
import Restaurant

/// Which state is asked for: what was known then, or what was true then.
struct MomentOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What was known at this position, or by this time of the log (RFC 3339).", valueName: "position|time"))
  var asOf: String?

  @Option(
    help: ArgumentHelp(
      "What was true at this business time (RFC 3339), as far as is known now.", valueName: "time"))
  var at: String?

  /// Whether the present state is asked for, as far as it is known.
  var isPresent: Bool { asOf == nil && at == nil }

  /// The business time that was asked for; nil for the present.
  func businessTime() throws -> Timestamp? {
    guard let at else { return nil }
    guard let time = Timestamp(at) else {
      throw ValidationError("--at \(at): not a time such as 2026-11-22T18:00:00Z")
    }
    return time
  }

  /// The last position that counts.
  func end(_ restaurant: Restaurant) throws -> Position {
    guard let asOf else { return restaurant.log.head }
    if let number = UInt64(asOf) {
      guard number <= restaurant.log.head.rawValue else {
        throw ValidationError("--as-of \(number): the log ends at \(restaurant.log.head)")
      }
      return Position(rawValue: number)
    }
    guard let time = Timestamp(asOf) else {
      throw ValidationError("--as-of \(asOf): neither a position nor a time such as 2026-11-22T18:00:00Z")
    }
    return try restaurant.log.lastPosition(committedBy: time)
  }

  /// The read model of that moment: the live one, or one that is replayed up to there.
  func model<P: Projection>(_ live: ReadModel<P>, _ restaurant: Restaurant) throws -> ReadModel<P> {
    if isPresent { return live }
    let replayed = ReadModel<P>(at: try businessTime())
    try ProjectionRunner(restaurant.log, [replayed]).catchUp(through: try end(restaurant))
    return replayed
  }
}
