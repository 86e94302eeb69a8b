import EventSourcing
import Vocabulary

/// A customer with habits. Nothing is known of them but an opaque ID and what they do.
struct Guest: Sendable {
  /// How often somebody comes.
  enum Habit: Hashable, Sendable {
    /// Every week or so, to one place, on one weekday.
    case regular
    /// Now and then, mostly to one place.
    case occasional
    /// Once.
    case once
  }

  let id: CustomerID
  let habit: Habit
  /// The weekday on which a regular comes.
  let weekday: Weekday
  /// How many come along, mostly.
  let party: UInt32
  /// Where in an evening they like to come: a percentage of the time between first and last seating.
  let hour: Int64
  /// What they like; stands for a dish of each section.
  let taste: Int
  /// Whether they join a programme when they are asked.
  let joins: Bool
  /// In which month and on which day their birthday is; the log never knows, the guest does.
  let birthday: (month: Int, day: Int)
  /// How many days ahead they book.
  let leadDays: ClosedRange<Int64>

  /// A new guest.
  init(_ id: CustomerID, _ habit: Habit, _ random: inout SplitMix64) {
    self.id = id
    self.habit = habit
    weekday =
      random.pick([
        .monday: 1, .tuesday: 2, .wednesday: 2, .thursday: 3, .friday: 5, .saturday: 5, .sunday: 3,
      ]) ?? .friday
    party = random.pick([1: 6, 2: 48, 3: 14, 4: 20, 5: 6, 6: 6]) ?? 2
    hour = random.middling(0...100)
    taste = Int(random.number(0...1_000))
    birthday = (Int(random.number(1...12)), Int(random.number(1...28)))
    switch habit {
    case .regular:
      joins = random.chance(75)
      leadDays = 1...8
    case .occasional:
      joins = random.chance(35)
      leadDays = 0...14
    case .once:
      joins = random.chance(8)
      leadDays = 0...Int64(GenerationLimits.lookahead)
    }
  }
}

/// Everybody who may come to some venues.
struct GuestBook {
  private var regulars: [[Guest]] = []
  private var occasional: [[Guest]] = []
  /// Who is in which programme.
  var members: Set<Member> = []

  /// Who is in a venue's programme.
  struct Member: Hashable {
    var venue: VenueID
    var customer: CustomerID
  }

  /// The guests of venues with so many tables each.
  init(tables: [Int], _ ids: some IDGenerator, _ random: inout SplitMix64) {
    for count in tables {
      regulars.append((0..<count * 4).map { _ in Guest(ids.make(), .regular, &random) })
      occasional.append((0..<count * 15).map { _ in Guest(ids.make(), .occasional, &random) })
    }
  }

  /// Somebody for a place at a venue on a day, who has not planned it yet. A few come from another venue's guests.
  func someone(
    at venue: Int, on date: ServiceDate, without planned: Set<CustomerID>, _ ids: some IDGenerator,
    _ random: inout SplitMix64
  ) -> Guest {
    let home = random.chance(85) ? venue : Int(random.number(0...Int64(regulars.count - 1)))
    switch random.pick([Guest.Habit.regular: 40, .occasional: 35, .once: 25]) {
    case .regular:
      for _ in 0..<8 {
        guard let guest = regulars[home].randomElement(using: &random) else { break }
        if guest.weekday == date.weekday, !planned.contains(guest.id) { return guest }
      }
    case .occasional:
      if let guest = occasional[home].randomElement(using: &random), !planned.contains(guest.id) { return guest }
    case .once, nil: break
    }
    return Guest(ids.make(), .once, &random)
  }
}
