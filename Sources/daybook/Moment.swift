import ArgumentParser
import EventSourcing
import EventStore
import Restaurant
import Venue

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

  /// The read models that must be kept for an answer: none, where they are replayed.
  func live(_ models: [any Projection.Type]) -> [any Projection.Type] { isPresent ? models : [] }

  /// The read model of that moment: the live one, or another that is replayed up to there.
  func model<P: Projection>(_ live: ReadModel<P>, _ restaurant: Restaurant) throws -> ReadModel<P> {
    if isPresent { return live }
    let replayed = ReadModel<P>(at: try businessTime())
    try replay([replayed], restaurant)
    return replayed
  }

  /// The venues as they were known, and a read model of that moment; one replay brings both up to there.
  ///
  /// The venues give names, zones and currencies only, so no business time hides one: an import brings what happened
  /// before its venue was set up.
  func models<P: Projection>(
    _ live: ReadModel<P>, _ restaurant: Restaurant
  ) throws -> (venues: ReadModel<Menu>, model: ReadModel<P>) {
    if isPresent { return (restaurant.menu, live) }
    let (menu, replayed) = (ReadModel<Menu>(), ReadModel<P>(at: try businessTime()))
    try replay([menu, replayed], restaurant)
    return (menu, replayed)
  }

  private func replay(_ models: [any FoldingReadModel], _ restaurant: Restaurant) throws {
    try ProjectionRunner(restaurant.log, models).catchUp(through: try end(restaurant))
  }

  /// The clock by which that moment is looked at: the business time, the time of the log, or that of the last event which
  /// was known at the position; nil for the present.
  func time(_ restaurant: Restaurant) throws -> Timestamp? {
    if let time = try businessTime() { return time }
    guard let asOf else { return nil }
    if UInt64(asOf) == nil { return Timestamp(asOf) }
    let last = try end(restaurant)
    guard last > .origin else { return nil }
    var cursor = try restaurant.log.events(.all, after: last.previous, through: last)
    return try cursor.next()?.context.occurredAt
  }
}
