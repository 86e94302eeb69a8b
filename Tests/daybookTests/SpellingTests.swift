import Foundation
import SystemPackage
import Testing

@testable import daybook

/// What is said to somebody who mistypes.
@Suite struct SpellingTests {
  @Test func `what is like a name is suggested, and nothing else`() {
    let names = ["orders", "reservations", "kitchen"]
    #expect(Spelling.nearest(to: "order", among: names) == "orders")
    #expect(Spelling.nearest(to: "odrers", among: names) == "orders")
    #expect(Spelling.nearest(to: "Kitchen", among: names) == "kitchen")
    #expect(Spelling.nearest(to: "res", among: names) == "reservations", "the only one that begins so")
    #expect(Spelling.nearest(to: "sales", among: names) == nil)
    #expect(Spelling.nearest(to: "x", among: ["y"]) == nil, "half of a word must be right")
    #expect(Spelling.nearest(to: "", among: names) == nil)
    #expect(Spelling.nearest(to: String(repeating: "o", count: 1_000), among: names) == nil)
  }

  static let misspelt: [(words: [String], says: String)] = [
    (["imprt"], "there is no command \"imprt\"; did you mean \"import\"?"),
    (["show", "order"], "there is no command \"show order\"; did you mean \"orders\"?"),
    (["import", "order", "x"], "did you mean \"orders\"? `daybook import --help` lists all"),
    (["help", "shw"], "did you mean \"show\"?"), (["help", "show", "menus"], "did you mean \"menu\"?"),
    (["do", "place_ordr"], "did you mean \"place_order\"? `daybook do --list` shows all"),
    (["do", "--fields", "place_ordr"], "did you mean \"place_order\"?"),
    (["tail", "--type", "order_place"], "did you mean \"order_placed\"?"),
    (["replay", "--model", "menus"], "did you mean \"menu\"?"),
    (["nonsense"], "command \"nonsense\"; `daybook --help` lists all"),
  ]

  @Test(arguments: misspelt) func `a misspelt name is answered with the right one`(
    words: [String], says: String
  ) throws {
    let run = try Terminal.run(Terminal.executable, words)
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.errors.hasPrefix("daybook: ") && run.errors.contains(says), "\(run.errors)")
  }

  @Test func `every mistake is told in one form, without a line of usage that is longer than a screen is wide`() throws
  {
    for words in [
      ["init"], ["show", "statement"], ["show", "orders", "--limit", "-1"], ["show", "availability", "--party", "-1"],
      ["show", "availability", "--party", "many"], ["show", "orders", "extra"], ["tail", "--output", "xml"], ["do"],
      ["do", "--list", "--fields", "place_order"], ["--verson"],
    ] {
      let run = try Terminal.run(Terminal.executable, words)
      #expect(run.status == 64 && run.output.isEmpty)
      #expect(run.errors.hasPrefix("daybook: ") && !run.errors.contains("Usage:"), "\(run.errors)")
      #expect(run.errors.split(separator: "\n").allSatisfy { $0.count <= 120 }, "\(run.errors)")
    }
    let negative = try Terminal.daybook("show", "orders", "--limit", "-1")
    #expect(negative.errors.contains("--limit is at least 0"), "\(negative.errors)")
  }

  @Test func `a venue is found by its name however it is written`() throws {
    try Trattoria.withData { data throws in
      #expect(try Terminal.daybook("show", "menu", "--venue", "trattoria", "--data", data.string).status == 0)
      let wrong = try Terminal.daybook("show", "menu", "--venue", "Tratoria", "--data", data.string)
      #expect(wrong.status == 66 && wrong.errors.contains("did you mean \"Trattoria\"?"), "\(wrong.errors)")
    }
  }

  @Test func `a date in another form is told with its option and the right form`() throws {
    try Trattoria.withData { data throws in
      for view in ["bookings", "availability", "waitlist"] {
        let run = try Terminal.daybook("show", view, "--date", "28/11/2026", "--data", data.string)
        #expect(run.status == 64)
        #expect(run.errors.contains("--date 28/11/2026: not a date such as 2026-11-22"), "\(run.errors)")
      }
    }
  }

  @Test func `fields that a command does not take are answered with how they are written`() throws {
    try Trattoria.withData { data throws in
      let file = data.removingLastComponent().appending("order.json")
      try write(Trattoria.order().utf8, to: file)
      let missing = try Terminal.daybook("do", "place_order", "--data", data.string)
      #expect(missing.status == 65 && missing.errors.contains("`daybook do --fields place_order`"), "\(missing.errors)")
      let path = try Terminal.daybook("do", "place_order", "--json", file.string, "--data", data.string)
      #expect(path.status == 65 && path.errors.contains("--json @\(file)"), "\(path.errors)")
    }
  }

  @Test func `a shell completes the names of commands, event types and read models`() throws {
    let script = try Terminal.daybook("--generate-completion-script", "bash").text
    let ask = """
      COMP_WORDS=(daybook $1 "$2"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE="${COMP_WORDS[*]}"
      COMP_POINT=${#COMP_LINE}; COMPREPLY=(); _daybook daybook "$2" "${COMP_WORDS[COMP_CWORD - 1]}"
       echo "${COMPREPLY[*]}"
      """
    func completed(_ words: String, _ start: String) throws -> String {
      try Terminal.run("/bin/bash", ["-c", script + "\n" + ask, "bash", words, start]).text
    }
    #expect(try completed("do --fields", "place_o") == "place_order\n")
    #expect(try completed("tail --type", "order_pl") == "order_placed\n")
    #expect(try completed("replay --model", "anal") == "analytics\n")
    #expect(try completed("show", "wai") == "waitlist\n")
  }
}
