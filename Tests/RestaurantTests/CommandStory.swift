import EventSourcing
import Venue
import Vocabulary

/// A few days at a venue, in which every command of the catalogue is given once at least and none is refused.
enum CommandStory {
  /// A command as it comes in from outside.
  struct Step {
    var command: String
    var json: String
    /// Given again without a key it has its effect again: it says how much more, not how much.
    var adds = false
  }

  /// The commands, in order.
  static let steps: [Step] = setUp + orders + points + bookings + waitlist + later

  private static let venue = VenueID.named("story")
  private static let guest = CustomerID(RawUUID(version7: 9, 1, 1))
  private static func table(_ name: String) -> TableID { .named(name, in: venue) }
  private static func item(_ name: String) -> ItemID { .named(name, in: venue) }
  private static func order(_ number: UInt64) -> OrderID { OrderID(RawUUID(version7: 9, 2, number)) }
  private static func booking(_ number: UInt64) -> ReservationID { ReservationID(RawUUID(version7: 9, 3, number)) }
  private static let payment = PaymentID(RawUUID(version7: 9, 4, 1))
  private static func redemption(_ number: UInt64) -> RedemptionID { RedemptionID(RawUUID(version7: 9, 5, number)) }

  private static func step(
    _ command: String, at time: String, _ fields: String, ofVenue: Bool = true, adds: Bool = false
  ) -> Step {
    let venue = ofVenue ? #""venue":"\#(venue)","# : ""
    return Step(command: command, json: "{\(venue)\(fields),\"at\":\"\(time)\"}", adds: adds)
  }

  private static let setUp: [Step] = [
    Step(
      command: "set_up_venue",
      json: """
        {"key":"story","name":"Story","zone":"Europe/London","currency":"GBP",
         "hours":[{"weekdays":["monday","tuesday","wednesday","thursday","friday","saturday","sunday"],
                   "opens":"11:00","closes":"23:00"}],
         "tables":[{"name":"1","min_seats":1,"max_seats":4},{"name":"2","min_seats":1,"max_seats":4},
                   {"name":"3","min_seats":1,"max_seats":4}],
         "ordering":{"dine_in":true,"takeout":true,"slot_minutes":0},
         "reservations":{"slot_minutes":30,"turn_minutes":90,"hold_minutes":10,"horizon_days":60},
         "loyalty":{"points":1,"per_minor":100,"birthday_points":50,"expiry":{"months":1,"to":"day"},
                    "rewards":[{"number":1,"name":"Coffee","points":100}],"tender":{"points":1,"value_minor":1}},
         "sections":[{"number":1,"name":"Food","items":[{"name":"Pie","price_minor":1450},
                                                        {"name":"Soup","price_minor":700}]}],
         "at":"2026-11-23T08:00:00Z"}
        """),
    step("add_menu_section", at: "2026-11-23T08:01:00Z", #""section":2,"name":"Desserts""#),
    step(
      "add_menu_item", at: "2026-11-23T08:02:00Z",
      #""section":2,"item":{"name":"Cake","price_minor":600,"stock":{"policy":"counted","count":10}}"#),
    step(
      "add_modifier_option", at: "2026-11-23T08:03:00Z",
      #""item":"\#(item("Cake"))","group":"Sauce","option":"Cream","price_minor":50"#),
    step("change_menu_item_price", at: "2026-11-23T08:04:00Z", #""item":"\#(item("Cake"))","price_minor":650"#),
    step(
      "set_item_stock", at: "2026-11-23T08:05:00Z",
      #""item":"\#(item("Cake"))","stock":{"policy":"counted","count":12}"#),
    step("restock_item", at: "2026-11-23T08:06:00Z", #""item":"\#(item("Cake"))","added":5"#, adds: true),
    step("remove_menu_item", at: "2026-11-23T08:07:00Z", #""item":"\#(item("Soup"))""#),
    step("add_menu_section", at: "2026-11-23T08:08:00Z", #""section":3,"name":"Specials""#),
    step("remove_menu_section", at: "2026-11-23T08:09:00Z", #""section":3"#),
    step(
      "set_day_hours", at: "2026-11-23T08:10:00Z",
      #""date":"2026-12-24","periods":[{"opens":"12:00","closes":"18:00"}]"#),
    step("clear_day_hours", at: "2026-11-23T08:11:00Z", #""date":"2026-12-24""#),
  ]

  private static let lines = #""lines":[{"item":"\#(item("Pie"))","quantity":2}]"#

  private static func placed(_ number: UInt64, at time: String, _ fields: String) -> Step {
    step("place_order", at: time, #""order":"\#(order(number))","channel":"web",\#(fields),\#(lines)"#)
  }

  private static func stage(_ command: String, _ number: UInt64, at time: String, _ more: String = "") -> Step {
    step(command, at: time, #""order":"\#(order(number))"\#(more)"#, ofVenue: false)
  }

  private static let orders: [Step] = [
    placed(1, at: "2026-11-23T12:00:00Z", #""service":"dine_in","table":"\#(table("3"))","party":2"#),
    step(
      "add_order_items", at: "2026-11-23T12:01:00Z",
      #""order":"\#(order(1))","lines":[{"item":"\#(item("Cake"))","quantity":1}]"#, adds: true),
    stage("accept_order", 1, at: "2026-11-23T12:02:00Z"),
    stage("start_order", 1, at: "2026-11-23T12:03:00Z"),
    stage("mark_order_ready", 1, at: "2026-11-23T12:04:00Z"),
    stage("serve_order", 1, at: "2026-11-23T12:05:00Z"),
    placed(2, at: "2026-11-23T12:10:00Z", #""service":"takeout""#),
    stage("accept_order", 2, at: "2026-11-23T12:11:00Z"),
    stage("start_order", 2, at: "2026-11-23T12:12:00Z"),
    stage("mark_order_ready", 2, at: "2026-11-23T12:13:00Z"),
    stage("collect_order", 2, at: "2026-11-23T12:14:00Z"),
    placed(3, at: "2026-11-23T12:20:00Z", #""service":"takeout""#),
    stage("reject_order", 3, at: "2026-11-23T12:21:00Z", #","reason":"too_busy""#),
    placed(4, at: "2026-11-23T12:22:00Z", #""service":"takeout""#),
    stage("cancel_order", 4, at: "2026-11-23T12:23:00Z", #","reason":"mistake""#),
    step(
      "record_order", at: "2026-11-23T12:24:00Z",
      #""order":"\#(order(5))","service":"takeout","channel":"counter","#
        + #""lines":[{"item":"\#(item("Pie"))","quantity":1,"total_minor":1450}]"#),
  ]

  private static func ofGuest(_ command: String, at time: String, _ more: String = "") -> Step {
    step(command, at: time, #""customer":"\#(guest)"\#(more)"#)
  }

  private static let points: [Step] = [
    ofGuest("enrol_member", at: "2026-11-23T13:00:00Z"),
    ofGuest("grant_birthday_points", at: "2026-11-23T13:01:00Z"),
    ofGuest(
      "adjust_points", at: "2026-11-23T13:02:00Z",
      #","adjustment":"\#(AdjustmentID(RawUUID(version7: 9, 6, 1)))","points":1000,"reason":"goodwill""#),
    step(
      "record_payment", at: "2026-11-23T13:03:00Z",
      #""payment":"\#(payment)","order":"\#(order(1))","method":"cash","#
        + #""amount":{"amount_minor":1000,"currency":"GBP"},"tip_minor":100"#),
    step(
      "refund_payment", at: "2026-11-23T13:04:00Z",
      #""refund":"\#(RefundID(RawUUID(version7: 9, 7, 1)))","payment":"\#(payment)","#
        + #""amount":{"amount_minor":400,"currency":"GBP"},"reason":"quality""#),
    ofGuest("redeem_reward", at: "2026-11-23T13:05:00Z", #","redemption":"\#(redemption(1))","reward":1"#),
    ofGuest("cancel_redemption", at: "2026-11-23T13:06:00Z", #","redemption":"\#(redemption(1))""#),
    ofGuest(
      "redeem_points_as_tender", at: "2026-11-23T13:07:00Z",
      #","redemption":"\#(redemption(2))","payment":"\#(PaymentID(RawUUID(version7: 9, 4, 2)))","#
        + #""order":"\#(order(2))","amount":{"amount_minor":200,"currency":"GBP"}"#),
  ]

  private static func asked(
    _ command: String, _ number: UInt64, at time: String, _ start: String, _ more: String = ""
  ) -> Step {
    step(
      command, at: time,
      #""reservation":"\#(booking(number))","date":"2026-11-23","time":"\#(start)","party":2\#(more)"#)
  }

  private static func visit(_ command: String, _ number: UInt64, at time: String, _ more: String = "") -> Step {
    step(command, at: time, #""reservation":"\#(booking(number))"\#(more)"#, ofVenue: false)
  }

  private static func seated(_ command: String, _ number: UInt64, at time: String, _ more: String = "") -> Step {
    step(command, at: time, #""reservation":"\#(booking(number))","date":"2026-11-23"\#(more)"#)
  }

  private static let bookings: [Step] = [
    asked("place_hold", 1, at: "2026-11-23T14:00:00Z", "18:00"),
    visit("release_hold", 1, at: "2026-11-23T14:01:00Z"),
    asked("place_hold", 2, at: "2026-11-23T14:02:00Z", "18:00"),
    asked("book_table", 2, at: "2026-11-23T14:03:00Z", "18:00", #","deposit_minor":500"#),
    visit("confirm_reservation", 2, at: "2026-11-23T14:04:00Z"),
    asked("modify_reservation", 2, at: "2026-11-23T14:05:00Z", "18:30"),
    asked("book_table", 3, at: "2026-11-23T14:06:00Z", "19:00"),
    visit("cancel_reservation", 3, at: "2026-11-23T14:07:00Z", #","reason":"diner_request""#),
    asked("book_table", 4, at: "2026-11-23T14:08:00Z", "18:00"),
    seated("seat_party", 2, at: "2026-11-23T18:30:00Z"),
    seated("reassign_tables", 2, at: "2026-11-23T18:31:00Z", #","tables":["\#(table("3"))"]"#),
    visit("mark_no_show", 4, at: "2026-11-23T18:45:00Z"),
    seated("seat_walk_in", 5, at: "2026-11-23T18:50:00Z", #","party":2"#),
    step(
      "record_payment", at: "2026-11-23T19:55:00Z",
      #""payment":"\#(PaymentID(RawUUID(version7: 9, 4, 3)))","order":"\#(order(2))","method":"deposit","#
        + #""amount":{"amount_minor":300,"currency":"GBP"},"reservation":"\#(booking(2))""#),
    visit("finish_visit", 2, at: "2026-11-23T20:00:00Z"),
  ]

  private static func waits(_ number: UInt64, at time: String) -> Step {
    step(
      "join_waitlist", at: time,
      #""reservation":"\#(booking(number))","date":"2026-11-24","earliest":"18:00","latest":"20:00","party":2"#)
  }

  private static func offered(_ number: UInt64, at time: String) -> Step {
    step(
      "offer_waitlist", at: time,
      #""reservation":"\#(booking(number))","date":"2026-11-24","time":"19:00""#)
  }

  private static let waitlist: [Step] = [
    waits(6, at: "2026-11-24T09:00:00Z"),
    offered(6, at: "2026-11-24T09:01:00Z"),
    visit("decline_waitlist_offer", 6, at: "2026-11-24T09:02:00Z"),
    offered(6, at: "2026-11-24T09:03:00Z"),
    visit("expire_waitlist_offer", 6, at: "2026-11-24T10:00:00Z"),
    visit("leave_waitlist", 6, at: "2026-11-24T10:01:00Z"),
  ]

  private static let later: [Step] = [ofGuest("record_expiry", at: "2027-06-01T09:00:00Z")]
}
