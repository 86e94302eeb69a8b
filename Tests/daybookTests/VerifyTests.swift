import Foundation
import SystemPackage
import Testing

/// What `verify` says of damage, and that it changes nothing.
@Suite struct VerifyTests {
  /// Something done to the data, and what `verify` must say.
  struct Damage: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var status: Int32
    /// The file that must be named, and words of the finding.
    var names: [String]
    var apply: @Sendable (FilePath) throws -> Void
  }

  private static let segment = "log/00000000000000000001.lz4"

  /// The log of these tests: nine events of `init` in a frame at 4096, one event of `do` in a frame behind it.
  static let damages: [Damage] = [
    Damage(testDescription: "none", status: 0, names: []) { _ in },
    Damage(testDescription: "a segment without its end", status: 76, names: [segment, "offset"]) {
      try truncate($0.appending(segment), to: 4200)
    },
    Damage(testDescription: "an empty segment", status: 76, names: [segment]) {
      try truncate($0.appending(segment), to: 0)
    },
    Damage(testDescription: "a bit flipped in a frame", status: 76, names: [segment, "offset 4096", "position 1"]) {
      try flip($0.appending(segment), at: 4300)
    },
    Damage(testDescription: "a bit flipped between frames", status: 76, names: [segment, "offset"]) {
      try flip($0.appending(segment), at: 600)
    },
    Damage(testDescription: "a bit flipped in the segment's header", status: 76, names: [segment]) {
      try flip($0.appending(segment), at: 20)
    },
    Damage(testDescription: "no segment", status: 76, names: ["log", "position 1"]) {
      try FileManager.default.removeItem(atPath: $0.appending(segment).string)
    },
    Damage(testDescription: "no head file", status: 0, names: ["log/head"]) {
      try FileManager.default.removeItem(atPath: $0.appending("log/head").string)
    },
    Damage(testDescription: "a snapshot with a bit flipped", status: 76, names: ["snapshots/menu.snapshot.lz4"]) {
      try flip($0.appending("snapshots/menu.snapshot.lz4"), at: 100)
    },
    Damage(testDescription: "no snapshots", status: 0, names: []) {
      try FileManager.default.removeItem(atPath: $0.appending("snapshots").string)
    },
  ]

  @Test(arguments: damages) func `damage is named by its place, and nothing is changed`(damage: Damage) throws {
    try Trattoria.withData { data throws in
      let price = try Terminal.daybook(
        "do", "change_menu_item_price", "--json", Trattoria.price("1300"), "--data", data.string)
      #expect(price.status == 0)
      try damage.apply(data)
      let before = try fingerprint(data)
      let text = try Terminal.daybook("verify", "--data", data.string)
      #expect(text.status == damage.status, "\(text.text) \(text.errors)")
      for name in damage.names { #expect(text.text.contains(name), "\(name): \(text.text) \(text.errors)") }
      let json = try Terminal.daybook("verify", "--data", data.string, "--format", "json")
      #expect(json.status == damage.status)
      #expect(try json.json()["clean"] as? Bool == (damage.status == 0))
      #expect(try fingerprint(data) == before)
    }
  }

  @Test(arguments: damages.filter { $0.status == 76 && $0.names.first != "snapshots/menu.snapshot.lz4" })
  func `a writer refuses a damaged log, and changes nothing`(damage: Damage) throws {
    try Trattoria.withData { data throws in
      try damage.apply(data)
      let before = try fingerprint(data, but: "lock")
      let run = try Terminal.daybook(
        "do", "change_menu_item_price", "--json", Trattoria.price("1300"), "--data", data.string)
      #expect(run.status == 76, "\(run.errors)")
      #expect(run.errors.contains("log") && run.errors.contains("restore"), "\(run.errors)")
      #expect(try fingerprint(data, but: "lock") == before)
    }
  }

  @Test(arguments: ["log/head", "snapshots"]) func `a log without segments is damaged, whatever is left of it`(
    removed: String
  ) throws {
    try Trattoria.withData { data throws in
      try FileManager.default.removeItem(atPath: data.appending(Self.segment).string)
      try FileManager.default.removeItem(atPath: data.appending(removed).string)
      let before = try fingerprint(data)
      let venue = data.removingLastComponent().appending("venue.json")
      try write(Trattoria.file.utf8, to: venue)
      for command in [
        ["do", "accept_order", "--json", "{}"], ["init", "--venue", venue.string], ["tail"], ["verify"],
      ] {
        let run = try Terminal.run(Terminal.executable, command + ["--data", data.string])
        #expect(run.status == 76, "\(command): \(run.errors)")
        let said = run.text + run.errors
        #expect(said.contains("\(data)/log") && said.contains("restore"), "\(command): \(said)")
      }
      #expect(try fingerprint(data) == before)
    }
  }

  @Test func `damage is told in words by those who read, and what lies before it is shown`() throws {
    try Trattoria.withData { data throws in
      let run = try Terminal.daybook(
        "do", "change_menu_item_price", "--json", Trattoria.price("1300"), "--data", data.string)
      #expect(run.status == 0)
      let found = try Terminal.daybook("inspect", "10", "--data", data.string, "--format", "json").json()
      let frame = try #require((found["frame"] as? [String: Any])?["offset"] as? Int)
      try Self.flip(data.appending(Self.segment), at: UInt64(frame) + 40)
      for command in [["inspect", "10"], ["tail"], ["tail", "--after", "9", "--limit", "1"]] {
        let run = try Terminal.run(Terminal.executable, command + ["--data", data.string])
        #expect(run.status == 76, "\(command)")
        for words in ["\(data)/\(Self.segment)", "offset \(frame)", "position 10", "the LZ4 frame is damaged"] {
          #expect(run.errors.contains(words), "\(command): \(words): \(run.errors)")
        }
        #expect(!run.errors.contains("block("), "no source text: \(run.errors)")
      }
      let tags = ["--tag", "item:\(Trattoria.tiramisu)", "--limit", "1"]
      for options in [["--limit", "1"], ["--limit", "9"], tags] {
        let run = try Terminal.run(Terminal.executable, ["tail", "--data", data.string] + options)
        #expect(run.status == 0, "\(options): \(run.errors)")
        #expect(run.errors.isEmpty && !run.text.isEmpty)
      }
      #expect(try Terminal.daybook("inspect", "9", "--data", data.string).status == 0)
    }
  }

  @Test func `a snapshot that cannot be read is not said to be damaged, nor to be whole`() throws {
    try Trattoria.withData { data throws in
      let snapshot = data.appending("snapshots/menu.snapshot.lz4").string
      try FileManager.default.removeItem(atPath: snapshot)
      // Whoever runs the tests may be allowed to read anything; a link to itself can be read by nobody.
      try FileManager.default.createSymbolicLink(atPath: snapshot, withDestinationPath: snapshot)
      let text = try Terminal.daybook("verify", "--data", data.string)
      #expect(text.status == 77, "\(text.text) \(text.errors)")
      #expect(text.text.contains("menu: it cannot be read") && text.text.contains(snapshot), "\(text.text)")
      #expect(!text.text.contains("DAMAGE"), "\(text.text)")
      let json = try Terminal.daybook("verify", "--data", data.string, "--format", "json")
      #expect(json.status == 77)
      #expect(try json.json()["clean"] as? Bool == false)
      #expect(try Terminal.daybook("show", "menu", "--data", data.string).status == 0, "it is rebuilt")
    }
  }

  @Test func `damaged or lost snapshots and head lose nothing`() throws {
    try Trattoria.withData { data throws in
      let menu = try Terminal.daybook("show", "menu", "--data", data.string, "--format", "json").output
      try Self.flip(data.appending("snapshots/menu.snapshot.lz4"), at: 100)
      try FileManager.default.removeItem(atPath: data.appending("snapshots/orders.snapshot.lz4").string)
      #expect(try Terminal.daybook("show", "menu", "--data", data.string, "--format", "json").output == menu)
      try FileManager.default.removeItem(atPath: data.appending("log/head").string)
      let run = try Terminal.daybook(
        "do", "change_menu_item_price", "--json", Trattoria.price("1300"), "--data", data.string)
      #expect(run.status == 0, "\(run.errors)")
      let verified = try Terminal.daybook("verify", "--data", data.string, "--format", "json")
      #expect(verified.status == 0, "\(verified.text)")
      #expect(try verified.json()["head"] as? Int == Trattoria.events + 1)
    }
  }

  @Test func `a log that is shorter than its snapshots know is damaged`() throws {
    try Trattoria.withData { data throws in
      let older = data.removingLastComponent().appending("older")
      try Trattoria.copy(data, to: older)
      let run = try Terminal.daybook(
        "do", "change_menu_item_price", "--json", Trattoria.price("1300"), "--data", data.string)
      #expect(run.status == 0)
      for file in ["menu", "orders"].map({ "snapshots/\($0).snapshot.lz4" }) {
        try FileManager.default.removeItem(atPath: older.appending(file).string)
        try FileManager.default.copyItem(atPath: data.appending(file).string, toPath: older.appending(file).string)
      }
      let verified = try Terminal.daybook("verify", "--data", older.string)
      #expect(verified.status == 76 && verified.text.contains("menu.snapshot.lz4"), "\(verified.text)")
      let refused = try Terminal.daybook("do", "add_menu_section", "--json", "{}", "--data", older.string)
      #expect(refused.status == 76, "\(refused.errors)")
    }
  }

  @Test func `stats does not pass over damage`() throws {
    try Trattoria.withData { data throws in
      try Self.flip(data.appending(Self.segment), at: 600)
      let run = try Terminal.daybook("stats", "--data", data.string)
      #expect(run.status == 76 && run.errors.contains("verify"), "\(run.status) \(run.errors)")
    }
  }

  // MARK: Damaging

  private static func truncate(_ path: FilePath, to size: UInt64) throws {
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path.string))
    try file.truncate(atOffset: size)
    try file.close()
  }

  private static func flip(_ path: FilePath, at offset: UInt64) throws {
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: path.string))
    try file.seek(toOffset: offset)
    let byte = try #require(try file.read(upToCount: 1)?.first)
    try file.seek(toOffset: offset)
    try file.write(contentsOf: Data([byte ^ 1]))
    try file.close()
  }

  /// Every name, mode, size, time and byte of the files under a directory, but of those with a name.
  private func fingerprint(_ directory: FilePath, but left: String = "") throws -> String {
    let files = "find . -type f ! -name '\(left)'"
    let run = try Terminal.shell(
      "cd '\(directory)' && \(files) -printf '%p %m %s %T@\\n' | sort && \(files) | sort | xargs sha256sum")
    #expect(run.status == 0)
    return run.text
  }
}
