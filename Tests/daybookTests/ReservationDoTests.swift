import Foundation
import SystemPackage
import Testing

/// Reservations, given and looked at through the program.
@Suite struct ReservationDoTests {
  static let commands: Set<String> = [
    "place_hold", "release_hold", "book_table", "confirm_reservation", "modify_reservation", "cancel_reservation",
    "seat_party", "finish_visit", "mark_no_show", "seat_walk_in", "reassign_tables", "join_waitlist",
    "offer_waitlist", "decline_waitlist_offer", "expire_waitlist_offer", "leave_waitlist",
  ]
  static let venue = "\"venue\":\"\(Trattoria.venue)\""
  static let date = "\"date\":\"2026-11-23\""

  static func id(_ letter: Character) -> String { "\"reservation\":\"rsv_01h455vb4pex5vsknk084sn02\(letter)\"" }

  static func at(_ time: String) -> String { "\"at\":\"2026-11-23T\(time):00Z\"" }

  /// The trattoria with four more tables that can be reserved.
  static func setUp(_ data: FilePath) throws {
    let file = data.removingLastComponent().appending("venue.json")
    let more = (2...5).map { ",{\"name\": \"\($0)\", \"min_seats\": 1, \"max_seats\": 4}" }.joined()
    let json = Trattoria.file.replacing("\"max_seats\": 4}]", with: "\"max_seats\": 4}\(more)]")
      .replacing(
        "\"sections\":",
        with: """
          "reservations": {"slot_minutes": 30, "turn_minutes": 90, "horizon_days": 30, "hold_minutes": 10},
          "combinations": [{"tables": ["1", "2"], "min_seats": 5, "max_seats": 8}], "sections":
          """)
    try write(json.utf8, to: file)
    let applied = try Terminal.daybook("init", "--venue", file.string, "--data", data.string)
    try #require(applied.status == 0, "\(applied.errors)")
  }

  /// Gives commands one behind the other.
  struct Giver {
    let data: FilePath
    var given: Set<String> = []

    mutating func give(_ command: String, _ fields: String...) throws {
      let json = "{\(fields.joined(separator: ","))}"
      let run = try Terminal.daybook("do", command, "--json", json, "--data", data.string, "--format", "json")
      try #require(run.status == 0, "\(command): \(run.errors)")
      #expect(try run.json()["outcome"] as? String == "appended", "\(command)")
      given.insert(command)
    }
  }

  @Test func `every command can be given`() throws {
    try Trattoria.withData { data throws in
      try Self.setUp(data)
      var giver = Giver(data: data)
      let (venue, date) = (Self.venue, Self.date)
      let two = "\"party\":2"
      try giver.give("place_hold", Self.id("a"), venue, date, "\"time\":\"19:00\"", two, Self.at("12:00"))
      try giver.give("release_hold", Self.id("a"), Self.at("12:01"))
      for letter in "bcd" {
        try giver.give(
          "book_table", Self.id(letter), venue, date, "\"time\":\"19:00\"", two, "\"channel\":\"phone\"",
          Self.at("12:02"))
      }
      try giver.give("confirm_reservation", Self.id("b"), Self.at("12:03"))
      try giver.give(
        "modify_reservation", Self.id("c"), venue, date, "\"time\":\"20:30\"", "\"party\":6", Self.at("12:04"))
      try giver.give("cancel_reservation", Self.id("c"), "\"reason\":\"diner_request\"", Self.at("12:05"))
      try giver.give(
        "join_waitlist", Self.id("e"), venue, date, "\"earliest\":\"19:00\"", "\"latest\":\"21:00\"", two,
        Self.at("12:06"))
      let offer = [Self.id("e"), venue, date, "\"time\":\"20:00\""]
      try giver.give("offer_waitlist", offer[0], offer[1], offer[2], offer[3], Self.at("12:07"))
      try giver.give("decline_waitlist_offer", Self.id("e"), Self.at("12:08"))
      try giver.give("offer_waitlist", offer[0], offer[1], offer[2], offer[3], Self.at("12:09"))
      try giver.give("expire_waitlist_offer", Self.id("e"), Self.at("12:30"))
      try giver.give("leave_waitlist", Self.id("e"), Self.at("12:31"))
      try giver.give("seat_party", Self.id("b"), venue, date, Self.at("19:02"))
      try giver.give("seat_walk_in", Self.id("f"), venue, date, two, Self.at("19:03"))
      try giver.give("mark_no_show", Self.id("d"), Self.at("19:30"))
      let table = try #require(try Self.freeTable(data))
      try giver.give("reassign_tables", Self.id("b"), venue, date, "\"tables\":[\"\(table)\"]", Self.at("19:31"))
      try giver.give("finish_visit", Self.id("b"), Self.at("20:00"))
      #expect(giver.given == Self.commands)
      #expect(try Terminal.daybook("verify", "--data", data.string).status == 0)
      #expect(try Terminal.daybook("replay", "--data", data.string).status == 0)
    }
  }

  /// A table at which nobody is expected or sits.
  private static func freeTable(_ data: FilePath) throws -> String? {
    let day = ["--date", "2026-11-23", "--now", "2026-11-23T19:31:00Z", "--data", data.string, "--format", "json"]
    let free = try Terminal.run(Terminal.executable, ["show", "availability", "--party", "2"] + day).json()
    let venues = try #require(free["venues"] as? [[String: Any]])
    let times = try #require(venues.first?["times"] as? [[String: Any]])
    let next = try #require(times.first { $0["time"] as? String == "20:00" })
    return (next["tables"] as? [String])?.first
  }

  @Test func `a time that is taken is seen to go`() throws {
    try Trattoria.withData { data throws in
      try Self.setUp(data)
      var giver = Giver(data: data)
      let look = [
        "--venue", "Trattoria", "--date", "2026-11-23", "--now", "2026-11-23T12:00:00Z", "--data", data.string,
      ]
      func isFree(_ party: String) throws -> Bool? {
        let run = try Terminal.run(
          Terminal.executable, ["show", "availability", "--party", party, "--format", "json"] + look)
        let venues = try #require(try run.json()["venues"] as? [[String: Any]])
        let times = try #require(venues.first?["times"] as? [[String: Any]])
        return times.first { $0["time"] as? String == "19:00" }?["free"] as? Bool
      }
      #expect(try isFree("8") == true)
      try giver.give(
        "book_table", Self.id("a"), Self.venue, Self.date, "\"time\":\"19:30\"", "\"party\":7", Self.at("12:00"))
      #expect(try isFree("8") == false)
      #expect(try isFree("4") == true)
      let bookings = try Terminal.run(Terminal.executable, ["show", "bookings"] + look)
      #expect(bookings.text.contains("1 party, 7 guests"), "\(bookings.text)")
      #expect(bookings.text.contains("19:30") && bookings.text.contains("1 + 2"), "\(bookings.text)")
      try giver.give(
        "join_waitlist", Self.id("b"), Self.venue, Self.date, "\"earliest\":\"19:00\"", "\"latest\":\"19:30\"",
        "\"party\":8", Self.at("12:01"))
      let waitlist = try Terminal.run(Terminal.executable, ["show", "waitlist"] + look)
      #expect(waitlist.text.contains("1 waiting"), "\(waitlist.text)")
    }
  }
}
