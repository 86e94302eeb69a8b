import EventSourcing
public import EventStore

extension ReadModel {
  /// Whether a rebuild from zero, up to the position of this model, comes to the same state, byte for byte.
  public func equalsRebuild(from log: any EventLog) throws -> Bool {
    let rebuilt = ReadModel<P>()
    let (position, digest) = try StateDigest.of(self)
    try ProjectionRunner(log, [rebuilt]).catchUp(through: position)
    let (reached, other) = try StateDigest.of(rebuilt)
    return reached == position && other == digest
  }
}
