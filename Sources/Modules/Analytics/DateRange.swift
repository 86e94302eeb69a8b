public import Vocabulary

/// The service days from one to another, both included.
public struct DateRange: Hashable, Sendable {
  /// The first day.
  public let from: ServiceDate
  /// The last day.
  public let to: ServiceDate

  /// The days from one to another; none, if the last lies before the first.
  public init(from: ServiceDate = .earliest, to: ServiceDate = .latest) {
    self.from = from
    self.to = to
  }

  /// Every day.
  public static let all = DateRange()

  /// Whether a day is one of them.
  public func contains(_ date: ServiceDate) -> Bool { from <= date && date <= to }
}
