import Analytics
import EventSourcing
import Testing
import Vocabulary

@Suite struct DescriptionTests {
  @Test func everyNarrowReaderAgreesWithItsEvent() {
    let problems =
      FieldInventory.problems(narrowing: SoldOrder.self, of: OrderPlaced.self)
      + FieldInventory.problems(narrowing: SoldAddition.self, of: ItemsAddedToOrder.self)
      + FieldInventory.problems(narrowing: OrderMoved.self, of: OrderCollected.self)
      + FieldInventory.problems(narrowing: OrderMoved.self, of: OrderServed.self)
      + FieldInventory.problems(narrowing: OrderMoved.self, of: OrderCancelled.self)
      + FieldInventory.problems(narrowing: OrderMoved.self, of: OrderRejected.self)
      + FieldInventory.problems(narrowing: PaidAmount.self, of: PaymentRecorded.self)
      + FieldInventory.problems(narrowing: RefundedAmount.self, of: PaymentRefunded.self)
      + FieldInventory.problems(narrowing: BookingMade.self, of: ReservationBooked.self)
      + FieldInventory.problems(narrowing: BookingMoved.self, of: ReservationModified.self)
      + FieldInventory.problems(narrowing: BookingEnded.self, of: ReservationCancelled.self)
      + FieldInventory.problems(narrowing: BookingEnded.self, of: ReservationMarkedNoShow.self)
      + FieldInventory.problems(narrowing: GuestsSeated.self, of: PartySeated.self)
      + FieldInventory.problems(narrowing: WalkInGuests.self, of: WalkInSeated.self)
      + FieldInventory.problems(narrowing: GuestsMoved.self, of: TablesReassigned.self)
      + FieldInventory.problems(narrowing: GuestsLeft.self, of: VisitFinished.self)
      + FieldInventory.problems(narrowing: VenueSummary.self, of: VenueOpened.self)
      + FieldInventory.problems(narrowing: ItemNamed.self, of: MenuItemAdded.self)
      + FieldInventory.problems(narrowing: ItemNamed.self, of: MenuItemChanged.self)
      + FieldInventory.problems(narrowing: GroupNamed.self, of: ModifierGroupAdded.self)
      + FieldInventory.problems(narrowing: OptionNamed.self, of: ModifierOptionAdded.self)
    #expect(problems == [])
  }

  @Test func everyRowDescribesItsProperties() {
    let minor = ["gross": "gross_minor", "total": "total_minor", "added": "added_minor"]
    let paid = [
      "amount": "amount_minor", "tips": "tips_minor", "refunded": "refunded_minor",
      "tipsRefunded": "tips_refunded_minor",
    ]
    let problems =
      FieldInventory.problems(of: AnalysedVenueRow.self) + FieldInventory.problems(of: AnalysedItemRow.self)
      + FieldInventory.problems(of: AnalysedOptionRow.self)
      + FieldInventory.problems(of: SalesRow.self, renamed: minor)
      + FieldInventory.problems(of: ItemSalesRow.self, renamed: minor)
      + FieldInventory.problems(of: OptionSalesRow.self, renamed: minor)
      + FieldInventory.problems(of: GuestRow.self)
      + FieldInventory.problems(of: PurchaseDayRow.self, renamed: minor)
      + FieldInventory.problems(of: ItemPairRow.self)
      + FieldInventory.problems(of: PaymentsRow.self, renamed: paid)
      + FieldInventory.problems(of: OpenSaleRow.self, renamed: minor)
    let visits =
      FieldInventory.problems(of: GuestDayRow.self)
      + FieldInventory.problems(of: GuestHourRow.self, renamed: ["revenue": "revenue_minor"])
      + FieldInventory.problems(of: VisitOrderRow.self, renamed: minor)
      + FieldInventory.problems(of: VisitRow.self) + FieldInventory.problems(of: TakenTableRow.self)
      + FieldInventory.problems(of: WeeklyHoursRow.self) + FieldInventory.problems(of: DatedHoursRow.self)
      + FieldInventory.problems(of: TableSeatsRow.self)
    #expect(problems + visits == [])
  }
}
