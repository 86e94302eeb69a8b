import EventSourcing
import EventStore
import EventStoreTesting
import Payments
import SegmentLog
import Testing
import Venue
import Vocabulary

/// A deposit pays the bill of the visit that it was taken for, and no penny twice.
@Suite struct DepositTests {
  static let reservation = ReservationID(RawUUID(version7: 6, 0, 1))
  static let seating = Seating(
    date: Bistro.day, starts: .midnight, startsAt: Bistro.evening, endsAt: Bistro.evening, utcOffsetMinutes: 60,
    party: 8, tables: [.named("1", in: Bistro.venue)])
  static let booked = ReservationBooked(
    reservation: reservation, venue: Bistro.venue, seating: seating, customer: Bistro.guest, area: "",
    cancelBy: Bistro.evening, deposit: Bistro.gbp(4000))
  let history = given(Bistro.opened, Bistro.placed(), Self.booked)

  static func pay(_ minor: Int64, _ number: UInt64 = 1, of order: OrderID = Bistro.order) -> RecordPayment {
    RecordPayment(
      payment: PaymentID(RawUUID(version7: 2, 0, number)), order: order, venue: Bistro.venue, method: .deposit,
      amount: Bistro.gbp(minor), reservation: reservation, at: Bistro.evening)
  }

  func rejected(_ command: RecordPayment, _ reason: PaymentsRejection, after given: GivenEvents? = nil) throws {
    try (given ?? history).when(command, PaymentsDecider.recordPayment).thenRejected(reason)
  }

  @Test func itPaysTheBillAndIsSpentOnce() throws {
    let second = OrderID(RawUUID(version7: 1, 0, 2))
    let paid = try history.and(Bistro.placed(second)).when(Self.pay(3000), PaymentsDecider.recordPayment).history()
    let payment = try #require(paid.events.last as? PaymentRecorded)
    #expect(payment.method == .deposit && payment.reservation == Self.reservation)
    try paid.when(Self.pay(3000), PaymentsDecider.recordPayment).thenNothing()
    try rejected(Self.pay(1001, 2, of: second), .depositExceeded(Self.reservation, left: Bistro.gbp(1000)), after: paid)
    let spent = try paid.when(Self.pay(1000, 2, of: second), PaymentsDecider.recordPayment).history()
    try rejected(Self.pay(1, 3, of: second), .depositExceeded(Self.reservation, left: Bistro.gbp(0)), after: spent)
    try rejected(Self.pay(3001), .overpaid(Bistro.order, due: Bistro.gbp(3000)))
  }

  @Test func whatIsGivenBackOfSuchAPaymentIsInTheDepositAgain() throws {
    let paid = try history.when(Self.pay(3000), PaymentsDecider.recordPayment).history()
    let refund = RefundPayment(
      refund: Bistro.refund, payment: Bistro.payment, venue: Bistro.venue, amount: Bistro.gbp(2500), reason: .mistake,
      at: Bistro.evening)
    let back = try paid.when(refund, PaymentsDecider.refundPayment).history()
    #expect((back.events.last as? PaymentRefunded)?.reservation == Self.reservation)
    #expect(try back.model(DepositAccount.self, Self.reservation).left == Amount(minorUnits: 3500))
    #expect(try back.when(Self.pay(2500, 2), PaymentsDecider.recordPayment).events().count == 1)
  }

  @Test func aDepositIsThatOfAVisitAtTheVenue() throws {
    var command = Self.pay(1000)
    command.reservation = nil
    try rejected(command, .reservationMissing)
    command = Self.pay(1000)
    command.method = .cash
    try rejected(command, .depositNotUsed(.cash))
    command = Self.pay(1000)
    command.tip = Amount(minorUnits: 1)
    try rejected(command, .tipOutOfDeposit)
    try rejected(Self.pay(1000), .reservationUnknown(Self.reservation), after: given(Bistro.opened, Bistro.placed()))
    var booked = Self.booked
    booked.deposit = nil
    try rejected(
      Self.pay(1000), .depositExceeded(Self.reservation, left: Bistro.gbp(0)),
      after: given(Bistro.opened, Bistro.placed(), booked))
    booked = Self.booked
    booked.venue = .named("elsewhere")
    try rejected(
      Self.pay(1000), .reservationAtAnotherVenue(Self.reservation, Bistro.venue),
      after: given(Bistro.opened, Bistro.placed(), booked))
    let missed = ReservationMarkedNoShow(
      reservation: Self.reservation, venue: Bistro.venue, seating: Self.seating, customer: Bistro.guest)
    try rejected(Self.pay(1000), .depositWithoutVisit(Self.reservation), after: history.and(missed))
  }

  private struct StandingClock: LogClock {
    func now() -> LogTimestamp { LogTimestamp(microseconds: Bistro.evening.microseconds) }
  }

  /// Every till pays an order of its own, out of one deposit that is enough for four.
  @Test func ofManyTillsAtOnceNoneSpendsAPennyThatAnotherDid() async throws {
    let logID = try #require(LogID(Array(repeating: 8, count: 16)))
    let log = InMemoryEventLog(logID: logID, clock: StandingClock())
    let orders = (1...64 as ClosedRange<UInt64>).map { OrderID(RawUUID(version7: 1, 7, $0)) }
    let metadata = AppendMetadata(occurredAt: Bistro.evening)
    let events: [any Event] = [Bistro.opened, Self.booked] + orders.map { Bistro.placed($0, 1000) }
    _ = try await log.append(events, metadata)
    let handlers = (0..<2).map { _ in CommandHandler(log, IdempotencyKeys(secret: Array(repeating: 7, count: 32))) }
    let paid = await withTaskGroup(of: Bool.self) { group in
      for (number, order) in orders.enumerated() {
        group.addTask {
          do {
            _ = try await handlers[number % 2].handle(
              Self.pay(1000, UInt64(100 + number), of: order), by: PaymentsDecider.recordPayment,
              CommandContext(metadata))
            return true
          } catch { return false }
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(paid == 4)
  }
}
