import EventSourcing
import EventStoreTesting
import Payments
import Testing
import Venue
import Vocabulary

@Suite struct RecordPaymentTests {
  let history = given(Bistro.opened, Bistro.placed())

  func record(_ minor: Int64, tip: Int64? = nil, payment: PaymentID = Bistro.payment) -> RecordPayment {
    RecordPayment(
      payment: payment, order: Bistro.order, venue: Bistro.venue, method: .cash, amount: Bistro.gbp(minor),
      tip: tip.map { Amount(minorUnits: $0) }, at: Bistro.evening)
  }

  func rejected(_ command: RecordPayment, _ reason: PaymentsRejection, after given: GivenEvents? = nil) throws {
    try (given ?? history).when(command, PaymentsDecider.recordPayment).thenRejected(reason)
  }

  @Test func keepsWhatWasPaidWithItsTipAndTheVenuesDay() throws {
    try history.when(record(3000, tip: 450), PaymentsDecider.recordPayment).then(Bistro.paid(3000, tip: 450))
  }

  @Test func sharesOfABillAddUpAndTheNextPennyIsTooMuch() throws {
    var first = record(1000)
    first.share = BillShare(number: 1, of: 3)
    let shared = try history.when(first, PaymentsDecider.recordPayment)
      .then(Bistro.paid(1000, share: BillShare(number: 1, of: 3)))
    let second = PaymentID(RawUUID(version7: 2, 0, 2))
    try rejected(record(2001, payment: second), .overpaid(Bistro.order, due: Bistro.gbp(2000)), after: shared)
    try shared.when(record(2000, payment: second), PaymentsDecider.recordPayment)
      .then(Bistro.paid(2000, payment: second))
  }

  @Test func aTipMayBeGivenForAnOrderThatIsPaid() throws {
    let paid = history.and(Bistro.paid(3000))
    let tip = PaymentID(RawUUID(version7: 2, 0, 2))
    try paid.when(record(0, tip: 200, payment: tip), PaymentsDecider.recordPayment)
      .then(Bistro.paid(0, tip: 200, payment: tip))
  }

  @Test func whatIsAddedToTheOrderIsDueAndWhatARefundMadeCheaperIsNot() throws {
    let more = ItemsAddedToOrder(order: Bistro.order, venue: Bistro.venue, total: Bistro.gbp(500))
    let added = history.and(Bistro.paid(3000), more)
    let next = PaymentID(RawUUID(version7: 2, 0, 2))
    try added.when(record(500, payment: next), PaymentsDecider.recordPayment)
      .then(Bistro.paid(500, payment: next))
    let cheaper = history.and(Bistro.paid(3000), Bistro.refunded(1000, reason: .quality))
    try rejected(record(1, payment: next), .overpaid(Bistro.order, due: Bistro.gbp(0)), after: cheaper)
    let mistaken = history.and(Bistro.paid(3000), Bistro.refunded(3000, reason: .mistake))
    try mistaken.when(record(3000, payment: next), PaymentsDecider.recordPayment)
      .then(Bistro.paid(3000, payment: next))
  }

  @Test func anotherPayerMayBeNamed() throws {
    let friend = CustomerID(RawUUID(version7: 4, 0, 2))
    var command = record(1500)
    command.customer = friend
    try history.when(command, PaymentsDecider.recordPayment).then(Bistro.paid(1500, customer: friend))
  }

  @Test func aRepetitionIsHarmlessAndAnotherPaymentWithItsIDIsRefused() throws {
    let paid = try history.when(record(3000), PaymentsDecider.recordPayment).history()
    try paid.when(record(3000), PaymentsDecider.recordPayment).thenNothing()
    try rejected(record(2999), .paymentAlreadyRecorded(Bistro.payment), after: paid)
  }

  @Test func refusesWhatCannotBePaid() throws {
    try rejected(record(100), .venueUnknown(Bistro.venue), after: given(Bistro.placed()))
    try rejected(record(100), .orderUnknown(Bistro.order), after: given(Bistro.opened))
    try rejected(record(3001), .overpaid(Bistro.order, due: Bistro.gbp(3000)))
    try rejected(record(0), .amountMissing)
    try rejected(record(-1), .amountNegative)
    try rejected(record(100, tip: -1), .amountNegative)
    try rejected(record(3000, tip: .max), .amountTooLarge)
    var command = record(100)
    command.amount = Money(Amount(minorUnits: 100), .eur)
    try rejected(command, .currencyMismatch(.eur, expected: .gbp))
    command = record(100)
    command.method = .points
    try rejected(command, .methodNotRecorded(.points))
    command = record(100)
    command.share = BillShare(number: 3, of: 2)
    try rejected(command, .shareOutOfRange(3, of: 2))
    let cancelled = OrderCancelled(order: Bistro.order, venue: Bistro.venue, reason: .mistake)
    try rejected(record(100), .orderCancelled(Bistro.order), after: history.and(cancelled))
    let other = VenueID.named("other")
    command = record(100)
    command.venue = other
    let elsewhere = history.and(VenueOpened(venue: other, name: "Other", zone: "Europe/Paris", currency: .eur))
    try rejected(command, .orderAtAnotherVenue(Bistro.order, other), after: elsewhere)
    let lost = given(
      VenueOpened(venue: Bistro.venue, name: "Bistro", zone: "Europe/Atlantis", currency: .gbp), Bistro.placed())
    try rejected(record(100), .timeZoneUnknown("Europe/Atlantis"), after: lost)
  }

  @Test func customersDoNotRecordPayments() {
    #expect(!RecordPayment.givers.contains(.customer))
    #expect(!RefundPayment.givers.contains(.customer))
  }

  @Test func anAmountThatCannotBeCountedIsRefused() throws {
    try rejected(record(1, tip: .max), .amountTooLarge)
  }

  @Test func aZoneThatTheMachineDoesNotKnowIsNamed() throws {
    let moved = VenueOpened(venue: Bistro.venue, name: "Bistro", zone: "Mars/Olympus", currency: .gbp)
    try rejected(record(3000), .timeZoneUnknown("Mars/Olympus"), after: given(moved, Bistro.placed()))
  }
}
