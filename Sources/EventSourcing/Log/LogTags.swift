extension TagKind {
  /// On the first record of an append that came with an idempotency key: a keyed code of the key and its actor.
  public static let once = TagKind(1, "once", .hex)
  /// On the first record of an append that a policy's decision led to: what it answered, as `17/points_accrual`.
  public static let cause = TagKind(2, "cause", .text)

  /// The kinds that the event store itself puts on records.
  public static let ofLog: [TagKind] = [.once, .cause]
}
