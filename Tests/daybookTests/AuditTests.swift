import Foundation
import SystemPackage
import Testing

/// What auditors ask: one event, sums, the schema, replays.
@Suite struct AuditTests {
  @Test func `inspect shows the first and the last event with everything an auditor asks`() throws {
    try Trattoria.withData { data throws in
      for position in [1, Trattoria.events] {
        let text = try Terminal.daybook("inspect", "\(position)", "--data", data.string)
        #expect(text.status == 0)
        for word in ["segment", "frame", "offset", "commit", "leaf hash", "record", "000000  "] {
          #expect(text.text.contains(word), "\(word)")
        }
        let found = try Terminal.daybook("inspect", "\(position)", "--data", data.string, "--format", "json").json()
        #expect(found["position"] as? Int == position)
        let record = try #require(found["record"] as? String)
        #expect(record.count == 2 * (found["record_bytes"] as? Int ?? 0))
        let leaf = try Terminal.shell(
          "perl -e 'print pack(q(xH*), q(\(record)))' | sha256sum | cut -d' ' -f1")
        #expect(leaf.text == "\(found["leaf_hash"] as? String ?? "")\n", "RFC 6962, recomputed by strangers")
      }
    }
  }

  @Test(.needs("lz4")) func `the frame is where inspect says, a standard LZ4 frame`() throws {
    try Trattoria.withData { data throws in
      let found = try Terminal.daybook("inspect", "9", "--data", data.string, "--format", "json").json()
      let frame = try #require(found["frame"] as? [String: Any])
      let (offset, bytes) = (try #require(frame["offset"] as? Int), try #require(frame["bytes"] as? Int))
      let segment = try #require(found["segment"] as? String)
      let run = try Terminal.shell(
        "dd if='\(segment)' iflag=skip_bytes,count_bytes skip=\(offset) count=\(bytes) status=none | lz4 -dc | wc -c")
      #expect(run.text == "\(try #require(frame["decompressed_bytes"] as? Int))\n", "\(run.errors)")
      let text = try Terminal.daybook("inspect", "9", "--data", data.string).text
      let command = try #require(text.split(separator: "\n").first { $0.hasPrefix("read it with ") })
      let shown = try #require(command.dropFirst("read it with ".count).split(separator: " | protoc").first)
      #expect(try Terminal.shell("\(shown) | wc -c").text == run.text, "the command that it shows reads the same")
    }
  }

  @Test(arguments: ["0", "10", "\(UInt64.max)"]) func `a position that the log does not hold is named`(
    position: String
  ) throws {
    try Trattoria.withData { data throws in
      let run = try Terminal.daybook("inspect", position, "--data", data.string)
      #expect(run.status == 64)
      #expect(run.errors.contains("\(position); the log holds 1 to 9"))
    }
  }

  @Test func `stats add up`() throws {
    try Trattoria.withData { data throws in
      let stats = try Terminal.daybook("stats", "--data", data.string, "--format", "json").json()
      let segments = try #require(stats["segments"] as? [[String: Any]])
      let events = try #require(stats["events"] as? [[String: Any]])
      let sum = { (rows: [[String: Any]], key: String) in rows.reduce(0) { $0 + ($1[key] as? Int ?? 0) } }
      #expect(sum(events, "count") == Trattoria.events && stats["head"] as? Int == Trattoria.events)
      #expect(sum(segments, "bytes") == stats["bytes"] as? Int)
      #expect(sum(segments, "stored_bytes") == stats["stored_bytes"] as? Int)
      let size =
        try FileManager.default.attributesOfItem(
          atPath: data.appending("log/00000000000000000001.lz4").string)[.size] as? Int
      #expect(stats["file_bytes"] as? Int == size)
      let stored = try #require(stats["stored_bytes"] as? Int)
      #expect(stored > 0 && stored < (size ?? 0))
      let verified = try Terminal.daybook("verify", "--data", data.string, "--format", "json").json()
      #expect(verified["root"] as? String == stats["root"] as? String)
      for key in ["bytes", "stored_bytes", "file_bytes"] {
        #expect(verified[key] as? Int == stats[key] as? Int, "\(key)")
      }
      #expect(try Terminal.daybook("stats", "--data", data.string).text.contains("menu_item_added"))
    }
  }

  @Test func `replays come to the live digests, and to the past`() throws {
    try Trattoria.withData { data throws in
      let before = try Terminal.daybook("replay", "--data", data.string, "--format", "json").json()
      let models = try #require(before["models"] as? [[String: Any]])
      #expect(models.allSatisfy { $0["equals_live"] as? Bool == true } && models.count >= 2)
      #expect(before["events"] as? Int == Trattoria.events)
      let placed = try Terminal.daybook("do", "place_order", "--json", Trattoria.order(), "--data", data.string)
      #expect(placed.status == 0)
      let last = try #require(
        try Terminal.daybook("tail", "--after", "8", "--limit", "1", "--data", data.string, "--format", "json")
          .jsonLines().first?["committed_at"] as? String)
      for point in ["\(Trattoria.events)", last] {
        let past = try Terminal.daybook("replay", "--as-of", point, "--data", data.string, "--format", "json").json()
        let digests = { (models: Any?) in (models as? [[String: Any]])?.map { $0["digest"] as? String } }
        #expect(digests(past["models"]) == digests(models), "as of \(point)")
      }
      let one = try Terminal.daybook("replay", "--model", "orders", "--data", data.string, "--format", "json").json()
      #expect((one["models"] as? [[String: Any]])?.count == 1)
      for point in ["500", "yesterday", "-1"] {
        #expect(try Terminal.daybook("replay", "--as-of=\(point)", "--data", data.string).status == 64)
      }
    }
  }

  @Test func `read models of an empty evening are shown, not refused`() throws {
    try Trattoria.withData { data throws in
      for view in ["orders", "kitchen", "menu"] {
        let text = try Terminal.daybook("show", view, "--data", data.string)
        #expect(text.status == 0 && text.text.contains("Trattoria"), "\(view): \(text.errors)")
        let json = try Terminal.daybook("show", view, "--data", data.string, "--format", "json").json()
        #expect((json["venues"] as? [[String: Any]])?.count == 1)
        let missing = try Terminal.daybook("show", view, "--data", data.string, "--venue", "nowhere")
        #expect(missing.status == 66 && missing.errors.contains("Trattoria"))
      }
    }
  }

  @Test func `orders and the kitchen show what was ordered`() throws {
    try Trattoria.withData { data throws in
      _ = try Terminal.daybook("do", "place_order", "--json", Trattoria.order(2), "--data", data.string)
      let orders = try Terminal.daybook("show", "orders", "--data", data.string, "--format", "json").json()
      let venue = try #require((orders["venues"] as? [[String: Any]])?.first)
      #expect(venue["orders"] as? Int == 1 && venue["quantity"] as? Int == 2 && venue["gross_minor"] as? Int == 2000)
      let kitchen = try Terminal.daybook("show", "kitchen", "--data", data.string)
      #expect(kitchen.text.contains("2 x Pizza") && kitchen.text.contains("2026-11-23 19:00"))
    }
  }

  @Test(.needs("lz4", "protoc")) func `the schema is accepted by protoc and decodes a real segment`() throws {
    try Trattoria.withData { data throws in
      let run = try Terminal.shell(
        "cd '\(data)' && \"$daybook\" schema > daybook.proto && lz4 -dc log/00000000000000000001.lz4 "
          + "| protoc --decode=daybook.Log daybook.proto")
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.text.components(separatedBy: "record {").count - 1 == Trattoria.events)
      #expect(run.text.contains("venue_opened {") && run.text.contains("name: \"Trattoria\""))
      #expect(
        !run.text.split(separator: "\n").contains { $0.contains(/^\s+\d+:/) }, "no field is unknown to the schema")
    }
  }

  @Test func `events are listed with numbers, fields and tags`() throws {
    let listed = try Terminal.daybook("events", "--format", "json").json()
    let events = try #require(listed["events"] as? [[String: Any]])
    #expect(events.contains { $0["name"] as? String == "order_placed" && $0["number"] as? Int == 301 })
    #expect(events.allSatisfy { ($0["fields"] as? [Any])?.isEmpty == false })
    #expect(try Terminal.daybook("events").text.contains("order_placed"))
  }
}
