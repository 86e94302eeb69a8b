public import EventSourcing
public import Venue
public import Vocabulary

/// Every change of one member's points in order, with the balance that each led to.
///
/// It is folded from the member's own events. What was known *as of* a position is the statement of those up to it;
/// what was true *at* a business time, of those that had happened by then. The balance counts pending points and those
/// that are void but not yet written off; ``standing(at:)`` tells them apart, and adds what time has made void.
public struct Statement: Sendable {
  /// One change.
  public struct Line: Hashable, Sendable {
    /// What changed the points.
    public enum Kind: Hashable, Sendable {
      /// They were given for this.
      case earned(EarningCause)
      /// They were spent on the reward of this name.
      case reward(String)
      /// They paid an order.
      case tender(OrderID?)
      /// They went back, because a payment was refunded or a reward was not handed over.
      case restored
      /// A refund took back what its payment had earned.
      case reversed
      /// They were written off.
      case expired
      /// The staff changed them.
      case adjusted(AdjustmentReason)
    }

    /// The event's place in the log.
    public let position: Position
    /// The business time.
    public let occurredAt: Timestamp
    /// What it was.
    public let kind: Kind
    /// What it did to the points in the lots.
    public let points: Points
    /// What it did to what the member owes: more than nothing if it was raised.
    public let owed: Points
    /// The points in the lots behind it.
    public let balance: Points
  }

  /// The changes, in order.
  public private(set) var lines: [Line] = []
  /// What they come to.
  private var state: MemberLots

  /// A statement without lines.
  public init(_ member: Member) { state = MemberLots(member) }

  /// Whose points.
  public var member: Member { state.member }
  /// From when on payments earn points; nil before the customer enrolled.
  public var since: Timestamp? { state.since }
  /// The recorded tier; 0 is none.
  public var tier: UInt32 { state.tier }
  /// The lots behind the last of the changes.
  public var book: LotBook { state.book }

  /// The events that it is folded from.
  public static func query(_ member: Member) -> Query { MemberLots.query(member) }

  /// Takes a fact in.
  public mutating func apply(_ fact: MemberFact, _ context: EventContext) {
    let (held, owed) = (book.held, book.owed)
    state.evolve(fact)
    let kind: Line.Kind
    switch fact {
    case .enrolled, .tierChanged: return
    case .earned(let event): kind = .earned(event.cause)
    case .redeemed(let event): kind = event.use == .reward ? .reward(event.rewardName) : .tender(event.order)
    case .restored: kind = .restored
    case .reversed: kind = .reversed
    case .expired: kind = .expired
    case .adjusted(let event): kind = .adjusted(event.reason)
    }
    lines.append(
      Line(
        position: context.position, occurredAt: context.occurredAt, kind: kind, points: book.held - held,
        owed: book.owed - owed, balance: book.held))
  }

  /// How the member stands at a time.
  public func standing(at time: Timestamp) -> Standing { Standing(book, at: time) }

  /// The tier at a time, by a programme of the venue: points count for so many months, recorded or not. 0 is
  /// none. Where there is no programme, the recorded one.
  public func tier(at time: Timestamp, _ programme: LoyaltyProgramme?, _ venue: VenueSetup) -> UInt32 {
    guard let programme, let zone = venue.zone else { return tier }
    let date = venue.moment(zone.local(time)).date
    return programme.tier(for: state.qualifying(on: date, months: programme.tierMonths))
  }
}

/// How a member's points stand at a time.
public struct Standing: Hashable, Sendable {
  /// The points that can be spent.
  public let active: Points
  /// The points that will become active.
  public let pending: Points
  /// The points that are void and were not written off yet.
  public let void: Points
  /// What is owed.
  public let owed: Points
  /// The lots that hold points which are not void, first-expiring first.
  public let lots: [Lot]

  init(_ book: LotBook, at time: Timestamp) {
    active = book.active(at: time)
    pending = book.pending(at: time)
    void = book.void(at: time)
    owed = book.owed
    lots = book.lots.filter { $0.remaining > .zero && !$0.isVoid(at: time) }.sorted(by: Lot.goesFirst)
  }
}

extension Statement.Line.Kind {
  /// The stored kind in snake case, for programs.
  public var name: String {
    switch self {
    case .earned(let cause): "earned_\(cause.name)"
    case .reward: "reward"
    case .tender: "tender"
    case .restored: "restored"
    case .reversed: "reversed"
    case .expired: "expired"
    case .adjusted(let reason): "adjusted_\(reason.name)"
    }
  }
}
