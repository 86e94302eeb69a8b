public import EventSourcing

/// A number of points of a venue's loyalty programme.
///
/// May be negative where a field's documentation says so. Sums of members' points stay far below 64 bits: what one
/// event may give is limited by ``LoyaltyLimits/points``.
public struct Points: Hashable, Comparable, Sendable {
  /// How many.
  public let count: Int64

  /// So many points.
  @inlinable public init(_ count: Int64) { self.count = count }

  /// None.
  @inlinable public static var zero: Points { Points(0) }

  /// In ascending order.
  @inlinable public static func < (a: Points, b: Points) -> Bool { a.count < b.count }

  /// The sum; wraps instead of trapping, as folds never fail.
  @inlinable public static func + (a: Points, b: Points) -> Points { Points(a.count &+ b.count) }

  /// The difference; wraps instead of trapping.
  @inlinable public static func - (a: Points, b: Points) -> Points { Points(a.count &- b.count) }

  /// Adds.
  @inlinable public static func += (a: inout Points, b: Points) { a = a + b }

  /// Subtracts.
  @inlinable public static func -= (a: inout Points, b: Points) { a = a - b }
}

extension Points: FieldWrapper {
  /// How many.
  @inlinable public var rawValue: Int64 { count }

  /// So many points.
  @inlinable public init(rawValue: Int64) { self.init(rawValue) }
}

extension Points: CustomStringConvertible {
  /// For people: `120 points`.
  public var description: String { count == 1 || count == -1 ? "\(count) point" : "\(count) points" }
}

extension Sequence<PointsMovement> {
  /// The points of all movements.
  public var total: Points { reduce(.zero) { $0 + $1.points } }
}
