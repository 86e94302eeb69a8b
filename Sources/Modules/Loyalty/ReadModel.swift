public import EventSourcing
public import Vocabulary

/// Every member's lots and tier, and what each programme has given and taken.
///
/// A lot costs some 50 bytes and is kept when it is spent, because a refund may restore it. What the balance is at a
/// time is computed on read.
public struct Loyalty: Projection {
  /// The stored name.
  public static let name = "loyalty"
  /// The version of the state; another one is rebuilt from the log.
  public static let version: UInt32 = 1

  var members = LiveTable<Member, MemberAccount>()
  var venues = LiveTable<VenueID, ProgrammeTotals>()
  /// What tiers are called, by venue.
  var programmes: [VenueID: LoyaltyProgramme] = [:]

  /// The state before anything happened.
  public init() {}

  /// Takes a fact in.
  public mutating func apply(_ fact: consuming LoyaltyFact, _ context: EventContext) {
    switch consume fact {
    case .programme(let event): programmes[event.venue] = event.programme
    case .member(let fact):
      members[fact.member, default: MemberAccount()].evolve(fact)
      venues[fact.member.venue, default: ProgrammeTotals()].add(fact)
    }
  }
}

/// A member, as the read model keeps them.
struct MemberAccount: Sendable {
  var book = LotBook()
  var since: Timestamp?
  var tier: UInt32 = 0
  var earned = Points.zero
  var spent = Points.zero

  mutating func evolve(_ fact: MemberFact) {
    book.evolve(fact)
    switch fact {
    case .enrolled(let event): since = event.since
    case .tierChanged(let event): tier = event.to
    case .earned(let event): if event.cause != .restored { earned += event.points }
    case .redeemed(let event): spent += event.points
    case .restored(let event): spent -= event.points + event.replaced
    case .reversed(let event): earned -= event.points
    case .expired, .adjusted: break
    }
  }
}

/// What a venue's programme has given and taken since its beginning.
public struct ProgrammeTotals: Hashable, Sendable {
  /// How many members enrolled.
  public internal(set) var members: Int64 = 0
  /// The points that were earned, less those that refunds took back.
  public internal(set) var earned = Points.zero
  /// The points that were spent, less those that were restored.
  public internal(set) var redeemed = Points.zero
  /// The points that were written off.
  public internal(set) var expired = Points.zero
  /// The points that the staff gave, less those that it took.
  public internal(set) var adjusted = Points.zero

  mutating func add(_ fact: MemberFact) {
    switch fact {
    case .enrolled: members &+= 1
    case .earned(let event): if event.cause != .restored { earned += event.points }
    case .redeemed(let event): redeemed += event.points
    case .restored(let event): redeemed -= event.points + event.replaced
    case .reversed(let event): earned -= event.points
    case .expired(let event): expired += event.points
    case .adjusted(let event): adjusted += event.points
    case .tierChanged: break
    }
  }
}

/// What ``Loyalty`` reads. Programmes are rare and large: they lie apart, so that the others are moved with few bytes.
public enum LoyaltyFact: Facts {
  /// A programme was set or ended.
  indirect case programme(LoyaltyProgrammeSet)
  /// Something happened to a member's points.
  case member(MemberFact)

  /// The events that are read.
  public static let types: Set<EventType> = MemberFact.types.union([LoyaltyProgrammeSet.type])

  /// Reads the fact that an event states.
  public static func read(_ type: EventType, _ r: inout WireReader) throws(FieldError) -> LoyaltyFact? {
    if type == LoyaltyProgrammeSet.type { return .programme(try LoyaltyProgrammeSet.read(from: &r)) }
    return try MemberFact.read(type, &r).map(LoyaltyFact.member)
  }
}

/// A member, as they stand at a time.
public struct MemberOverview: Hashable, Sendable {
  /// Who.
  public let member: Member
  /// From when on payments earn points.
  public let since: Timestamp?
  /// The number of the recorded tier; 0 is none.
  public let tier: UInt32
  /// What it is called.
  public let tierName: String
  /// The points earned ever, less those that refunds took back.
  public let earned: Points
  /// The points spent ever, less those that were restored.
  public let spent: Points
  /// How the points stand.
  public let standing: Standing
}

extension Loyalty {
  /// How many members there are.
  public var count: Int { members.count }

  /// A member at a time; nil if the customer never enrolled there.
  public func member(_ member: Member, at time: Timestamp) -> MemberOverview? {
    members[member].map { overview(member, $0, at: time) }
  }

  /// The programmes that a customer is in, by venue.
  public func memberships(of customer: CustomerID, at time: Timestamp) -> [MemberOverview] {
    zip(members.keys, members.values).filter { $0.0.customer == customer }.sorted { $0.0 < $1.0 }
      .map { overview($0, $1, at: time) }
  }

  /// The members of a venue's programme with the most active points first; by ID where they are equal.
  public func members(of venue: VenueID, limit: Int, at time: Timestamp) -> [MemberOverview] {
    var found: [(member: Member, active: Points)] = []
    for (member, account) in zip(members.keys, members.values) where member.venue == venue {
      found.append((member, account.book.active(at: time)))
    }
    found.sort { $0.active == $1.active ? $0.member < $1.member : $0.active > $1.active }
    return found.prefix(limit).compactMap { self.member($0.member, at: time) }
  }

  /// What a venue's programme has given and taken.
  public func totals(of venue: VenueID) -> ProgrammeTotals { venues[venue] ?? ProgrammeTotals() }

  private func overview(_ member: Member, _ account: MemberAccount, at time: Timestamp) -> MemberOverview {
    let name = programmes[member.venue]?.tiers.first { $0.number == account.tier }?.name ?? ""
    return MemberOverview(
      member: member, since: account.since, tier: account.tier, tierName: name, earned: account.earned,
      spent: account.spent,
      standing: Standing(account.book, at: time))
  }
}
