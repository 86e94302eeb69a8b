public import EventSourcing
public import Vocabulary

/// Points that were got together and expire together.
///
/// | from    | time                 | spend | reverse  | restore | record expiry |
/// |---------|----------------------|-------|----------|---------|---------------|
/// | pending | active at activation | -     | reversed | pending | -             |
/// | active  | void at expiry       | spent | reversed | active  | -             |
/// | void    | -                    | -     | lapsed   | new lot | expired       |
///
/// Pending, active and void follow from the time; nothing is recorded for them. A lot that is spent in part keeps the
/// rest in the same state.
public struct Lot: Hashable, Sendable {
  /// Its number among the member's, from 1.
  public let number: UInt32
  /// The points that are left in it.
  public internal(set) var remaining: Points
  /// From when on they can be spent.
  public let activatesAt: Timestamp
  /// From when on they are void; never, if nil.
  public let expiresAt: Timestamp?
  /// The points that were written off.
  public internal(set) var expired = Points.zero

  /// Whether its points are void.
  public func isVoid(at time: Timestamp) -> Bool { expiresAt.map { $0 <= time } ?? false }

  /// Whether its points can be spent.
  public func isActive(at time: Timestamp) -> Bool { activatesAt <= time && !isVoid(at: time) }

  /// The one that expires first, first; of several, the one that became active first.
  static func goesFirst(_ one: Lot, _ other: Lot) -> Bool {
    let (a, b) = (one.expiresAt ?? .latest, other.expiresAt ?? .latest)
    return (a, one.activatesAt, one.number) < (b, other.activatesAt, other.number)
  }
}

extension Timestamp {
  /// Later than any business time.
  static let latest = Timestamp(microseconds: .max)
}

/// A member's lots, and what the member owes.
public struct LotBook: Hashable, Sendable {
  /// The lots; number `n` is at index `n - 1`.
  public internal(set) var lots: [Lot] = []
  /// What was taken back after it had been spent; the next points settle it.
  public internal(set) var owed = Points.zero

  /// The number of the next lot.
  public var nextLot: UInt32 { UInt32(lots.count + 1) }

  /// The points that can be spent.
  public func active(at time: Timestamp) -> Points { sum { $0.isActive(at: time) } }

  /// The points that will become active.
  public func pending(at time: Timestamp) -> Points { sum { $0.activatesAt > time && !$0.isVoid(at: time) } }

  /// The points that are void and were not written off yet.
  public func void(at time: Timestamp) -> Points { sum { $0.isVoid(at: time) } }

  /// The points in all lots, void ones included.
  public var held: Points { sum { _ in true } }

  private func sum(_ isCounted: (Lot) -> Bool) -> Points {
    lots.reduce(.zero) { isCounted($1) ? $0 + $1.remaining : $0 }
  }

  /// Takes up to `points` out of those lots that `isTaken` allows, first-expiring first; less, if there is not more.
  func movements(_ points: Points, _ isTaken: (Lot) -> Bool) -> [PointsMovement] {
    var missing = points
    var movements: [PointsMovement] = []
    for lot in lots.filter({ $0.remaining > .zero && isTaken($0) }).sorted(by: Lot.goesFirst) {
      guard missing > .zero else { break }
      let part = min(missing, lot.remaining)
      movements.append(PointsMovement(lot: lot.number, points: part))
      missing -= part
    }
    return movements
  }
}

extension LotBook {
  /// Takes a fact in.
  public mutating func evolve(_ fact: MemberFact) {
    switch fact {
    case .enrolled, .tierChanged: break
    case .earned(let event):
      owed -= event.settled
      open(event.lot, event.points - event.settled, event.activatesAt, event.expiresAt)
    case .redeemed(let event): take(event.lots)
    case .restored(let event):
      owed -= event.settled
      for movement in event.lots { change(movement.lot) { $0.remaining += movement.points } }
    case .reversed(let event):
      take(event.lots)
      owed += event.owed
    case .expired(let event):
      take(event.lots)
      for movement in event.lots { change(movement.lot) { $0.expired += movement.points } }
    case .adjusted(let event):
      owed -= event.settled
      take(event.lots)
      guard let lot = event.lot else { return }
      open(lot, event.points - event.settled, event.activatesAt, event.expiresAt)
    }
  }

  private mutating func open(_ number: UInt32, _ points: Points, _ activates: Timestamp, _ expires: Timestamp?) {
    guard number == nextLot else { return }
    lots.append(Lot(number: number, remaining: points, activatesAt: activates, expiresAt: expires))
  }

  private mutating func take(_ movements: [PointsMovement]) {
    for movement in movements { change(movement.lot) { $0.remaining -= movement.points } }
  }

  private mutating func change(_ number: UInt32, _ body: (inout Lot) -> Void) {
    guard number >= 1, number <= lots.count else { return }
    body(&lots[Int(number) - 1])
  }
}
