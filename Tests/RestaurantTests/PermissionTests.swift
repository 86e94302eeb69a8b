import EventSourcing
import Ordering
import Reservations
import Restaurant
import SystemPackage
import Testing
import Venue
import Vocabulary

/// What a customer may ask for by themselves, and what only the house may say.
@Suite struct PermissionTests {
  private let venue = VenueID.named("story")
  private let table = ReservationID(RawUUID(version7: 9, 3, 77))

  private func refused(_ restaurant: Restaurant, _ command: some Command, _ words: String) async throws {
    do {
      _ = try await restaurant.execute(command, as: Actor(.customer))
      Issue.record("a customer gave \(type(of: command).name)")
    } catch let refusal as CommandRefusal {
      #expect(refusal.code == CommandRefusal.notPermitted)
      #expect(refusal.message.contains(words))
    }
  }

  @Test func aCustomerCannotSayWhatOnlyTheHouseKnows() async throws {
    try await withTemporaryDirectory { directory in
      let restaurant = try openRestaurant(directory)
      let date = ServiceDate.epoch
      let deposit = Amount(minorUnits: 0)
      let book = BookTable(
        reservation: table, venue: venue, date: date, time: .midnight, party: 9, deposit: deposit, at: .zero)
      try await refused(restaurant, book, "deposit_minor of book_table")
      var modify = ModifyReservation(
        reservation: table, venue: venue, date: date, time: .midnight, party: 9, deposit: deposit, at: .zero)
      try await refused(restaurant, modify, "deposit_minor of modify_reservation")
      modify.deposit = nil
      modify.byVenue = true
      try await refused(restaurant, modify, "by_venue of modify_reservation")
      try await refused(
        restaurant, CancelReservation(reservation: table, reason: .mistake, at: .zero), "reason of cancel_reservation")
      let order = OrderID(RawUUID(version7: 9, 2, 77))
      try await refused(
        restaurant, CancelOrder(order: order, reason: .itemUnavailable, at: .zero), "reason of cancel_order")
      // The house may say it, and a customer may do without.
      var plain = book
      plain.deposit = nil
      for (command, kind) in [(book, .staff), (plain, .customer)] as [(BookTable, Actor.Kind)] {
        do {
          _ = try await restaurant.execute(command, as: Actor(kind))
          Issue.record("booked at a venue that is not there")
        } catch let refusal as CommandRefusal {
          #expect(refusal.code == "venue_unknown")
        }
      }
      try await restaurant.close()
    }
  }

  @Test func theSameHoldsForJSON() async throws {
    try await withTemporaryDirectory { directory in
      let restaurant = try openRestaurant(directory)
      let json = #"{"venue":"\#(venue)","date":"2026-11-23","time":"19:00","party":9,"deposit_minor":5000}"#
      do {
        _ = try await restaurant.execute("book_table", json: json, as: Actor(.customer))
        Issue.record("a customer said that a deposit was taken")
      } catch let refusal as CommandRefusal {
        #expect(refusal.code == CommandRefusal.notPermitted)
      }
      try await restaurant.close()
    }
  }

  /// What a customer does is asked for; the rest is done, counted and decided by the house.
  @Test func customersGiveTheseCommandsAndNoOthers() {
    let given = Catalogue.commands.filter { $0.givers.contains(.customer) }.map(\.name)
    #expect(
      given == [
        "add_order_items", "book_table", "cancel_order", "cancel_reservation", "confirm_reservation",
        "decline_waitlist_offer", "enrol_member", "join_waitlist", "leave_waitlist", "modify_reservation",
        "place_hold", "place_order", "redeem_points_as_tender", "redeem_reward", "release_hold",
      ])
  }
}
