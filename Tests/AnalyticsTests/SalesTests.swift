import Analytics
import EventSourcing
import Testing
import Vocabulary

@Suite struct SalesTests {
  private static let olives = ChosenOption(
    group: 1, option: 2, count: 2, name: "Olives", price: Amount(minorUnits: 50))

  private static func evening() -> [Happening] {
    [
      Happening(Bistro.placed(1, "2026-07-01", [Bistro.line(Bistro.soup, 2, 1000)], by: Bistro.ann)),
      // Half past midnight belongs to the service day before.
      Happening(
        Bistro.placed(
          2, "2026-07-01", [Bistro.line(Bistro.soup, 1, 600, [olives]), Bistro.line(Bistro.wine, 3, 1800)],
          by: Bistro.ben, service: .takeout, channel: .app, extra: 100),
        at: "2026-07-01T23:30:00Z"),
      Happening(Bistro.placed(3, "2026-07-02", [Bistro.line(Bistro.cake, 1, 450)], by: Bistro.ann)),
    ]
  }

  @Test func salesAreToldApartByDayHourWeekdayChannelAndService() throws {
    let report = try Analytics.after(Self.evening()).sales(at: Bistro.venue)
    #expect(report.total.orders == 3)
    #expect(report.total.quantity == 7)
    #expect(report.total.gross == Amount(minorUnits: 3950))
    #expect(report.byDate.map(\.key) == [Bistro.day("2026-07-01"), Bistro.day("2026-07-02")])
    #expect(report.byDate.map(\.sales.gross.minorUnits) == [3500, 450])
    #expect(report.byHour.map(\.key) == [0, 19])
    #expect(report.byHour.map(\.sales.orders) == [1, 2])
    #expect(report.byWeekday.map(\.key) == [.wednesday, .thursday])
    #expect(report.byChannel.map(\.key) == [.counter, .app])
    #expect(report.byService.map(\.sales.quantity) == [3, 4])
  }

  @Test func aRangeOfDaysHoldsBothItsEnds() throws {
    let analytics = try Analytics.after(Self.evening())
    let second = DateRange(from: Bistro.day("2026-07-02"), to: Bistro.day("2026-07-02"))
    #expect(analytics.sales(at: Bistro.venue, in: second).total.gross == Amount(minorUnits: 450))
    #expect(analytics.items(at: Bistro.venue, in: second).map(\.item) == [Bistro.cake])
    let none = DateRange(from: Bistro.day("2026-07-03"), to: Bistro.day("2026-07-01"))
    #expect(analytics.sales(at: Bistro.venue, in: none).total == SalesSums())
    #expect(analytics.days(at: Bistro.venue) == DateRange(from: Bistro.day("2026-07-01"), to: Bistro.day("2026-07-02")))
  }

  @Test func itemsAndOptionsAreCountedWithTheirQuantities() throws {
    let analytics = try Analytics.after(Self.evening())
    let items = analytics.items(at: Bistro.venue)
    #expect(items.map(\.quantity) == [3, 3, 1])
    #expect(items.first { $0.item == Bistro.soup }?.orders == 2)
    #expect(items.first { $0.item == Bistro.soup }?.gross == Amount(minorUnits: 1600))
    let options = analytics.options(at: Bistro.venue)
    #expect(options.map(\.lines) == [1])
    #expect(options.map(\.portions) == [2])
    #expect(options.map(\.added) == [Amount(minorUnits: 100)])
  }

  @Test func addedLinesBelongToTheirOrder() throws {
    let whole = try Analytics.after(
      Happening(
        Bistro.placed(1, "2026-07-01", [Bistro.line(Bistro.soup, 1, 500), Bistro.line(Bistro.bread, 2, 300)])))
    let added = ItemsAddedToOrder(
      order: Bistro.order(1), venue: Bistro.venue, total: Bistro.money(300),
      lines: [Bistro.line(Bistro.bread, 2, 300)])
    let later = try Analytics.after(
      Happening(Bistro.placed(1, "2026-07-01", [Bistro.line(Bistro.soup, 1, 500)])),
      Happening(added, at: "2026-07-02T01:00:00Z"))
    #expect(try whole.snapshot() == later.snapshot())
    #expect(later.pairs(at: Bistro.venue).pairs.map(\.together) == [1])
  }

  @Test(arguments: [true, false]) func whatIsCancelledOrRejectedWasNoSale(isCancelled: Bool) throws {
    var happenings = Self.evening()
    let placed = Bistro.placed(
      9, "2026-07-01", [Bistro.line(Bistro.soup, 4, 2000, [Self.olives]), Bistro.line(Bistro.cake, 1, 450)],
      by: Bistro.ann)
    happenings.append(Happening(placed))
    happenings.append(
      Happening(
        isCancelled
          ? OrderCancelled(order: Bistro.order(9), venue: Bistro.venue, reason: .mistake)
          : OrderRejected(order: Bistro.order(9), venue: Bistro.venue, reason: .tooBusy)))
    let (with, without) = (try Analytics.after(happenings), try Analytics.after(Self.evening()))
    #expect(with.sales(at: Bistro.venue) == without.sales(at: Bistro.venue))
    #expect(with.items(at: Bistro.venue) == without.items(at: Bistro.venue))
    #expect(with.options(at: Bistro.venue) == without.options(at: Bistro.venue))
    #expect(with.pairs(at: Bistro.venue) == without.pairs(at: Bistro.venue))
    #expect(with.histories(at: Bistro.venue) == without.histories(at: Bistro.venue))
  }

  @Test func whatIsHandedOverCannotBeUndone() throws {
    let served = Self.evening() + [Happening(OrderServed(order: Bistro.order(1)))]
    let undone =
      served + [
        Happening(OrderCancelled(order: Bistro.order(1), venue: Bistro.venue, reason: .mistake))
      ]
    #expect(try Analytics.after(served).snapshot() == Analytics.after(undone).snapshot())
  }

  @Test func venuesDoNotMix() throws {
    let analytics = try Analytics.after(
      Happening(Bistro.placed(1, "2026-07-01", [Bistro.line(Bistro.soup, 1, 500)], by: Bistro.ann)),
      Happening(
        Bistro.placed(2, "2026-07-01", [Bistro.line(Bistro.cake, 1, 700)], by: Bistro.ann, at: Bistro.other)))
    #expect(analytics.sales(at: Bistro.other).total.gross == Amount(minorUnits: 700))
    #expect(analytics.items(at: Bistro.venue).map(\.item) == [Bistro.soup])
    #expect(analytics.histories(at: Bistro.other).map(\.gross) == [Amount(minorUnits: 700)])
    #expect(analytics.histories(at: Bistro.venue).map(\.gross) == [Amount(minorUnits: 500)])
  }

  @Test func pairsHaveSupportConfidenceAndLift() throws {
    let both = [Bistro.line(Bistro.soup, 1, 500), Bistro.line(Bistro.bread, 1, 100)]
    let analytics = try Analytics.after(
      Happening(Bistro.placed(1, "2026-07-01", both)), Happening(Bistro.placed(2, "2026-07-01", both)),
      Happening(Bistro.placed(3, "2026-07-01", [both[0], both[0]])),
      Happening(Bistro.placed(4, "2026-07-01", [Bistro.line(Bistro.wine, 1, 600)])))
    let report = analytics.pairs(at: Bistro.venue)
    #expect(report.leftOut == 0)
    #expect(report.pairs.count == 1)
    let pair = try #require(report.pairs.first)
    #expect((pair.first.item, pair.second.item) == (Bistro.soup, Bistro.bread))
    #expect(pair.together == 2)
    #expect(pair.support == 0.5)
    #expect(pair.confidence == 2.0 / 3)
    #expect(pair.reverseConfidence == 1)
    #expect(pair.lift == 4.0 / 3)
  }

  @Test func paymentsAreCountedByMethodAndWhatIsGivenBackBeside() throws {
    let payment = PaymentID(RawUUID(version7: 5, 0, 1))
    func paid(_ method: PaymentMethod, _ minor: Int64, _ tip: Int64) -> PaymentRecorded {
      PaymentRecorded(
        payment: payment, order: Bistro.order(1), venue: Bistro.venue, method: method, amount: Bistro.money(minor),
        tip: Amount(minorUnits: tip), serviceDate: Bistro.day("2026-07-01"), utcOffsetMinutes: 60)
    }
    let refund = PaymentRefunded(
      refund: RefundID(RawUUID(version7: 6, 0, 1)), payment: payment, order: Bistro.order(1), venue: Bistro.venue,
      method: .cash, amount: Bistro.money(200), tip: Amount(minorUnits: 10), reason: .quality,
      serviceDate: Bistro.day("2026-07-03"), utcOffsetMinutes: 60)
    let analytics = try Analytics.after(
      Happening(paid(.cash, 1000, 100)), Happening(paid(.cash, 500, 0)), Happening(paid(.cardPresent, 700, 70)),
      Happening(refund))
    let all = analytics.payments(at: Bistro.venue)
    #expect(all.map(\.method) == [.cash, .cardPresent])
    #expect(all.map(\.payments) == [2, 1])
    #expect(all.map(\.amount.minorUnits) == [1500, 700])
    #expect(all.map(\.refunded.minorUnits) == [200, 0])
    #expect(all[0].tipRate == 90.0 / 1300)
    let first = DateRange(to: Bistro.day("2026-07-02"))
    #expect(analytics.payments(at: Bistro.venue, in: first).map(\.refunds) == [0, 0])
  }

  @Test func itemsAndOptionsHaveTheNamesOfTheMenu() throws {
    var item = MenuItem(id: Bistro.soup, section: 1, name: "Soup", price: Amount(minorUnits: 500))
    item.groups = [
      ModifierGroup(
        number: 1, name: "Extras", min: 0, max: 3, repeats: true,
        options: [ModifierOption(number: 2, name: "Olives")])
    ]
    var renamed = item
    renamed.name = "Soup of the day"
    var happenings = Self.evening()
    happenings.insert(Happening(MenuItemAdded(venue: Bistro.venue, item: item)), at: 0)
    happenings.append(Happening(MenuItemChanged(venue: Bistro.venue, item: renamed)))
    let analytics = try Analytics.after(happenings)
    #expect(analytics.items(at: Bistro.venue).map(\.name).contains("Soup of the day"))
    #expect(analytics.options(at: Bistro.venue).map(\.name) == ["Olives"])
  }
}
