import Foundation
import SegmentLog
import SystemPackage
import Testing

/// Made-up histories and the demo, through the program.
@Suite struct GenerateTests {
  @Test func `a history is summed up for programs, repeatable, verified, and replays to what is live`() throws {
    var roots: [String] = []
    for _ in 0..<2 {
      try withTemporaryDirectory { directory in
        let data = directory.appending("data").string
        let run = try Terminal.daybook(
          "generate", "--seed", "21", "--events", "1500", "--venues", "2", "--data", data, "--format", "json")
        try #require(run.status == 0, "\(run.errors)")
        let summary = try run.json()
        for key in ["events", "orders", "bookings", "payments", "members", "seconds"] {
          #expect((summary[key] as? NSNumber)?.doubleValue ?? -1 >= 0, "\(key)")
        }
        #expect(summary["refused"] is [String: Int])
        #expect((summary["events"] as? Int ?? 0) >= 1_500)
        #expect(try Terminal.daybook("verify", "--data", data).status == 0)
        let replay = try Terminal.daybook("replay", "--data", data, "--format", "json").json()
        let models = try #require(replay["models"] as? [[String: Any]])
        #expect(models.allSatisfy { $0["equals_live"] as? Bool == true })
        let stats = try Terminal.daybook("stats", "--data", data, "--format", "json").json()
        roots.append(try #require(stats["root"] as? String))
      }
    }
    #expect(roots[0] == roots[1])
  }

  @Test func `a second history stands behind the first, and none overlaps it`() throws {
    try withTemporaryDirectory { directory in
      let data = directory.appending("data").string
      func generate(_ more: String...) throws -> Run {
        try Terminal.run(
          Terminal.executable,
          ["generate", "--seed", "4", "--events", "800", "--venues", "1", "--format", "json", "--data", data] + more)
      }
      let first = try generate()
      try #require(first.status == 0, "\(first.errors)")
      let last = try #require(try first.json()["last_at"] as? String)
      let second = try generate()
      try #require(second.status == 0, "\(second.errors)")
      let summary = try second.json()
      #expect(try #require(summary["last_at"] as? String) > last)
      let refused = try #require(summary["refused"] as? [String: Int])
      #expect(refused["reservation_closed"] == nil && refused["diner_already_booked"] == nil, "\(refused)")

      let stats = try Terminal.daybook("stats", "--data", data).text
      let third = try generate("--start", "2026-03-02")
      #expect(third.status == 65)
      #expect(third.errors.contains("begin on 2026-"), "\(third.errors)")
      #expect(try Terminal.daybook("stats", "--data", data).text == stats)
    }
  }

  @Test(arguments: [["--events", "0"], ["--venues", "0"], ["--start", "yesterday"]])
  func `what makes no sense is refused`(arguments: [String]) throws {
    let run = try Terminal.run(Terminal.executable, ["generate"] + arguments)
    #expect(run.status == 64)
    #expect(run.errors.contains(arguments[0]))
  }

  @Test func `the demo shows a month, and the line that it ends with books a table`() throws {
    try withTemporaryDirectory { directory in
      let data = directory.appending("a demo").string
      let run = try Terminal.daybook("demo", "--data", data)
      try #require(run.status == 0, "\(run.errors)")
      for heading in ["A month at The Harbour Lamp", "A GUEST'S STATEMENT", "THE MONTH", "VERIFIED", "TRY NEXT"] {
        #expect(run.text.contains(heading), "\(heading)")
      }
      let lines = run.text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      let booking = try #require(lines.first { $0.contains(" do book_table ") })
      let booked = try Terminal.shell(booking)
      #expect(booked.status == 0, "\(booked.errors)")
      let watching = try #require(lines.first { $0.contains(" tail --follow ") }).replacing("--follow ", with: "")
      let tail = try Terminal.shell(watching)
      // It shows what was booked, and none of the month before.
      #expect(tail.text.split(separator: "\n").count == 1 && tail.text.contains("reservation_booked"), "\(tail.text)")
    }
  }

  @Test func `of two demos in one directory one plays, and the other leaves it alone`() throws {
    try withTemporaryDirectory { directory in
      let data = directory.appending("demo").string
      // The first two begin with nothing, the next two with what the first left behind.
      for _ in 0..<2 {
        let both = try Terminal.shell(
          """
          "$daybook" demo --data '\(data)' >'\(directory)/a' 2>&1 & first=$!
          "$daybook" demo --data '\(data)' >'\(directory)/b' 2>&1; second=$?
          wait $first; echo $? $second; cat '\(directory)/a' '\(directory)/b'
          """)
        let lines = both.text.split(separator: "\n")
        #expect(["0 75", "75 0"].contains(lines.first), "\(both.text)")
        #expect(lines.count { $0.contains("another demo is playing in \(data)") } == 1)
        #expect(try Terminal.daybook("verify", "--data", data).status == 0)
      }
    }
  }

  @Test func `a demo does not remove a log that somebody writes`() throws {
    try withTemporaryDirectory { directory in
      let data = directory.appending("demo")
      try #require(try Terminal.daybook("demo", "--data", data.string).status == 0)
      let stats = try Terminal.daybook("stats", "--data", data.string).text
      let lock = try POSIXFileSystem().openForWriting(data.appending("log/lock"))
      #expect(try lock.lockExclusively())
      let second = try Terminal.daybook("demo", "--data", data.string)
      #expect(second.status == 75 && second.errors.contains("open for writing"), "\(second.errors)")
      #expect(try Terminal.daybook("stats", "--data", data.string).text == stats)
    }
  }
}
