import EventSourcing
import EventStoreTesting
import Loyalty
import Payments
import Venue
import Vocabulary

/// A venue in London with a loyalty programme: a point for each whole pound, 100 points are worth 1.00.
enum Osteria {
  static let venue = VenueID.named("osteria")
  static let wine = ItemID.named("Wine", in: venue)
  static let bread = ItemID.named("Bread", in: venue)
  static let guest = CustomerID(RawUUID(version7: 4, 0, 1))
  static let member = Member(venue, guest)
  /// Monday 2020-07-06, 20:00 in London, which is an hour ahead of UTC.
  static let evening = time("2020-07-06T19:00:00Z")
  static let day = date("2020-07-06")

  static func time(_ text: String) -> Timestamp {
    guard let time = Timestamp(text) else { preconditionFailure("\(text) is no time") }
    return time
  }

  static func date(_ text: String) -> ServiceDate {
    guard let date = ServiceDate(text) else { preconditionFailure("\(text) is no date") }
    return date
  }

  static let plain = LoyaltyProgramme(points: Points(1), per: Amount(minorUnits: 100), rounding: .down)

  static func programme(_ change: (inout LoyaltyProgramme) -> Void = { _ in }) -> LoyaltyProgramme {
    var programme = plain
    programme.tender = TenderRate(points: Points(100), value: Amount(minorUnits: 100))
    programme.rewards = [LoyaltyReward(number: 1, name: "Espresso", points: Points(50))]
    change(&programme)
    return programme
  }

  static func history(_ programme: LoyaltyProgramme? = programme(), enrolled: Bool = true) -> GivenEvents {
    let opened = VenueOpened(venue: venue, name: "Osteria", zone: "Europe/London", currency: .gbp)
    let history = given(opened, LoyaltyProgrammeSet(venue: venue, programme: programme))
    guard enrolled else { return history }
    return history.and(
      MemberEnrolled(
        venue: venue, customer: guest, since: evening, serviceDate: day, utcOffsetMinutes: 60))
  }

  static func order(_ number: UInt64) -> OrderID { OrderID(RawUUID(version7: 1, 0, number)) }
  static func payment(_ number: UInt64) -> PaymentID { PaymentID(RawUUID(version7: 2, 0, number)) }
  static func refund(_ number: UInt64) -> RefundID { RefundID(RawUUID(version7: 3, 0, number)) }
  static func redemption(_ number: UInt64) -> RedemptionID { RedemptionID(RawUUID(version7: 5, 0, number)) }
  static func adjustment(_ number: UInt64) -> AdjustmentID { AdjustmentID(RawUUID(version7: 6, 0, number)) }
  static func gbp(_ minor: Int64) -> Money { Money(Amount(minorUnits: minor), .gbp) }

  static func placed(_ number: UInt64, _ lines: [(ItemID, Int64)]) -> OrderPlaced {
    OrderPlaced(
      order: order(number), venue: venue, service: .dineIn, channel: .counter, provenance: .taken, customer: guest,
      serviceDate: day, utcOffsetMinutes: 60, total: gbp(lines.reduce(0) { $0 + $1.1 }),
      lines: lines.map {
        OrderLine(
          item: $0.0, quantity: 1, name: "", total: Amount(minorUnits: $0.1), taxRate: .zero, tax: .zero)
      })
  }

  static func paid(_ number: UInt64, _ minor: Int64, method: PaymentMethod = .cash) -> PaymentRecorded {
    PaymentRecorded(
      payment: payment(number), order: order(number), venue: venue, customer: guest, method: method,
      amount: gbp(minor), serviceDate: day, utcOffsetMinutes: 60)
  }

  static func refunded(_ number: UInt64, of paid: UInt64, _ minor: Int64) -> PaymentRefunded {
    PaymentRefunded(
      refund: refund(number), payment: payment(paid), order: order(paid), venue: venue, customer: guest,
      method: .cash, amount: gbp(minor), reason: .quality, serviceDate: day, utcOffsetMinutes: 60)
  }

  static func earn(_ number: UInt64, at time: Timestamp = evening) -> EarnPoints {
    EarnPoints(venue: venue, customer: guest, payment: payment(number), order: order(number), at: time)
  }

  static func reverse(_ number: UInt64, of paid: UInt64, at time: Timestamp = evening) -> ReversePoints {
    ReversePoints(venue: venue, customer: guest, payment: payment(paid), refund: refund(number), at: time)
  }
}

extension GivenEvents {
  /// An order of this price, paid in full, with its points.
  func earning(_ number: UInt64, _ minor: Int64, at time: Timestamp = Osteria.evening) throws -> GivenEvents {
    try self.and(Osteria.placed(number, [(Osteria.wine, minor)]), Osteria.paid(number, minor))
      .when(Osteria.earn(number, at: time), LoyaltyDecider.earnPoints).history()
  }

  /// What the member has.
  func standing(at time: Timestamp = Osteria.evening) throws -> Standing {
    try statement(at: time).standing(at: time)
  }

  /// Everything that happened to the member's points.
  func statement(at time: Timestamp = Osteria.evening) throws -> Statement {
    var statement = Statement(Osteria.member)
    for (index, event) in events.enumerated() where MemberFact.types.contains(Swift.type(of: event).type) {
      let fact = try WireReader.reading(event.encoded()) { (r: inout WireReader) throws(FieldError) in
        try MemberFact.read(Swift.type(of: event).type, &r)
      }
      let context = EventContext(
        position: Position(rawValue: UInt64(index + 1)), occurredAt: time, committedAt: time)
      if let fact, fact.member == Osteria.member { statement.apply(fact, context) }
    }
    return statement
  }

  /// The points that can be spent, and those that are owed.
  func points(at time: Timestamp = Osteria.evening) throws -> [Int64] {
    let standing = try standing(at: time)
    return [standing.active.count, standing.owed.count]
  }
}
