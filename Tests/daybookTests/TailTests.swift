import Foundation
import SystemPackage
import Testing

/// Events, shown and followed.
@Suite struct TailTests {
  @Test func `text, JSON lines and CloudEvents show the same events`() throws {
    try Trattoria.withData { data throws in
      let text = try Terminal.daybook("tail", "--data", data.string)
      #expect(text.status == 0)
      #expect(
        text.text.split(separator: "\n").map { $0.prefix { $0 != " " } } == (1...Trattoria.events).map { "\($0)" })
      let lines = try Terminal.daybook("tail", "--data", data.string, "--format", "json").jsonLines()
      #expect(lines.map { $0["position"] as? Int } == Array(1...Trattoria.events))
      let clouds = try Terminal.daybook("tail", "--data", data.string, "--output", "cloudevents").jsonLines()
      #expect(clouds.map { $0["id"] as? String } == (1...Trattoria.events).map { "\($0)" })
      for (line, cloud) in zip(lines, clouds) {
        #expect(cloud["data"] as? NSDictionary == line["data"] as? NSDictionary)
        #expect(cloud["type"] as? String == "daybook.\(line["type"] as? String ?? "")")
      }
    }
  }

  @Test func `a CloudEvent has the attributes of CloudEvents 1.0, and is about its order`() throws {
    try Trattoria.withData { data throws in
      let placed = try Terminal.daybook(
        "do", "place_order", "--json", Trattoria.order(), "--key", "k", "--data", data.string, "--format", "json")
      let events = try #require(try placed.json()["events"] as? [[String: Any]])
      let order = try #require((events.first?["data"] as? [String: Any])?["order"] as? String)
      let run = try Terminal.daybook(
        "tail", "--data", data.string, "--after", "\(Trattoria.events)", "--output", "cloudevents")
      let cloud = try #require(try run.jsonLines().first)
      #expect(cloud["specversion"] as? String == "1.0")
      #expect((cloud["source"] as? String)?.hasPrefix("urn:daybook:log:") == true)
      #expect(cloud["datacontenttype"] as? String == "application/json")
      #expect(cloud["subject"] as? String == "order:\(order)")
      #expect(cloud["time"] as? String == "2026-11-23T19:00:00.000000Z")
      let names = try Regex("[a-z0-9]+")
      #expect(cloud.keys.allSatisfy { $0.wholeMatch(of: names) != nil })
    }
  }

  @Test func `position, type, tag and limit narrow what is shown`() throws {
    try Trattoria.withData { data throws in
      func positions(_ arguments: String...) throws -> [Int] {
        let run = try Terminal.run(
          Terminal.executable, ["tail", "--data", data.string, "--format", "json"] + arguments)
        #expect(run.status == 0)
        return try run.jsonLines().compactMap { $0["position"] as? Int }
      }
      #expect(try positions("--after", "7") == [8, 9])
      #expect(try positions("--after", "9").isEmpty)
      #expect(try positions("--after", "\(UInt64.max)").isEmpty)
      #expect(try positions("--limit", "3") == [1, 2, 3])
      #expect(try positions("--type", "menu_item_added") == [7, 8])
      #expect(try positions("--type", "menu_item_added", "--type", "venue_opened", "--limit", "2") == [1, 7])
      #expect(try positions("--tag", "venue:\(Trattoria.venue)").count == Trattoria.events)
      #expect(try positions("--tag", "item:\(Trattoria.tiramisu)", "--tag", "venue:\(Trattoria.venue)").contains(9))
    }
  }

  @Test(.timeLimit(.minutes(1))) func `a follower sees what another process writes, in order and without a gap`() throws
  {
    try Trattoria.withData { data throws in
      let (child, lines) = try Terminal.follow(
        ["tail", "--follow", "--data", data.string, "--format", "json", "--after", "5"],
        errors: data.removingLastComponent().appending("errors"))
      var seen: [Int] = []
      func next() throws {
        let line = try #require(try lines.next())
        let event = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        seen.append(try #require(event?["position"] as? Int))
      }
      for _ in 6...9 { try next() }
      for price in 0..<6 {
        let run = try Terminal.daybook(
          "do", "change_menu_item_price", "--json", Trattoria.price("\(2000 + price)"), "--data", data.string)
        #expect(run.status == 0)
        try next()
      }
      #expect(seen == Array(6...15))
      child.send(SIGINT)
      #expect(try lines.next() == nil)
      #expect(child.wait() == .exited(0))
    }
  }

  @Test(.timeLimit(.minutes(1)), arguments: [SIGINT, SIGTERM]) func `an interrupted follower ends quietly`(
    signal: Int32
  ) throws {
    try Trattoria.withData { data throws in
      let errors = data.removingLastComponent().appending("errors")
      let (child, lines) = try Terminal.follow(["tail", "--follow", "--data", data.string], errors: errors)
      for _ in 0..<Trattoria.events { #expect(try lines.next() != nil) }
      child.send(signal)
      #expect(child.wait() == .exited(0))
      #expect(try read(errors).isEmpty)
      #expect(try Terminal.daybook("verify", "--data", data.string).status == 0)
    }
  }

  @Test(.timeLimit(.minutes(1))) func `one interruption ends a follower whose reader has stopped reading`() throws {
    try Trattoria.withData { data throws in
      // More than any pipe holds, so that it is written in parts, the last of which wait for the reader.
      let placed = try Terminal.daybook(
        "do", "place_order", "--json", Trattoria.order(1, lines: 1_000), "--data", data.string)
      try #require(placed.status == 0, "\(placed.errors)")
      let errors = data.removingLastComponent().appending("errors")
      let (child, lines) = try Terminal.follow(["tail", "--follow", "--data", data.string], errors: errors)
      for _ in 0..<Trattoria.events { #expect(try lines.next() != nil) }
      child.send(SIGINT)
      #expect(child.wait() == .exited(0))
      #expect(try read(errors).isEmpty)
    }
  }

  @Test func `a reader that is ahead of the log is told so`() throws {
    try Trattoria.withData { data throws in
      let run = try Terminal.daybook("tail", "--after", "500", "--data", data.string)
      #expect(run.status == 0 && run.output.isEmpty)
      #expect(run.errors.contains("the log ends at \(Trattoria.events)"), "\(run.errors)")
      let level = try Terminal.daybook("tail", "--after", "\(Trattoria.events)", "--data", data.string)
      #expect(level.status == 0 && level.errors.isEmpty, "\(level.errors)")
    }
  }

  @Test func `a reader that goes away ends it quietly`() throws {
    try Trattoria.withData { data throws in
      let run = try Terminal.shell(
        "\"$daybook\" tail --data '\(data)' --limit 9 > >(head -n 0) ; echo $? ; \"$daybook\" events | head -n 1")
      #expect(run.text.hasPrefix("0\n"))
      #expect(run.errors.isEmpty, "\(run.errors)")
    }
  }
}
