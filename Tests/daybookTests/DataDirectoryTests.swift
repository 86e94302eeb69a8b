import EventStore
import Foundation
import Restaurant
import SegmentLog
import SystemPackage
import Testing

/// Data directories that cannot be used as they are.
@Suite struct DataDirectoryTests {
  private func change(_ data: FilePath, price: Int = 1300) throws -> Run {
    try Terminal.daybook(
      "do", "change_menu_item_price", "--json", Trattoria.price("\(price)"), "--data", data.string)
  }

  @Test(arguments: [
    ["tail"], ["verify"], ["stats"], ["replay"], ["show", "orders"], ["inspect", "1"], ["do", "accept_order"],
  ])
  func `where there is no data, init is named`(command: [String]) throws {
    try withTemporaryDirectory { directory throws in
      let run = try Terminal.run(Terminal.executable, command + ["--data", directory.appending("none").string])
      #expect(run.status == 66)
      #expect(run.errors.contains("daybook init") && run.errors.contains("none"))
      #expect(!FileManager.default.fileExists(atPath: directory.appending("none").string))
    }
  }

  @Test(arguments: [["tail"], ["verify"], ["show", "orders"], ["do", "accept_order"]])
  func `a log that cannot be looked at is not taken for none`(command: [String]) throws {
    try Trattoria.withData { data throws in
      let log = data.appending("log").string
      try FileManager.default.moveItem(atPath: log, toPath: log + ".away")
      try FileManager.default.createSymbolicLink(atPath: log, withDestinationPath: "log")
      let run = try Terminal.run(Terminal.executable, command + ["--data", data.string])
      #expect(run.status == 74 && run.errors.contains("\(log): it cannot be read"), "\(run.errors)")
      try FileManager.default.removeItem(atPath: log)
      try FileManager.default.moveItem(atPath: log + ".away", toPath: log)
      #expect(try Terminal.daybook("verify", "--data", data.string).status == 0)
    }
  }

  @Test func `data of another version is refused by name`() throws {
    try Trattoria.withData { data throws in
      try write("daybook data 9\n".utf8, to: data.appending("format"))
      for command in [["tail"], ["verify"], ["do", "accept_order"]] {
        let run = try Terminal.run(Terminal.executable, command + ["--data", data.string])
        #expect(run.status == 78, "\(command) \(run.errors)")
        #expect(run.errors.contains("daybook data 9") && run.errors.contains("\(data)/format"))
      }
    }
  }

  @Test func `data without its format file is refused by name`() throws {
    try Trattoria.withData { data throws in
      try FileManager.default.removeItem(atPath: data.appending("format").string)
      let run = try Terminal.daybook("tail", "--data", data.string)
      #expect(run.status == 65 && run.errors.contains("\(data)/format"))
    }
  }

  @Test func `a segment of another log is refused`() throws {
    try Trattoria.withData { data throws in
      try withTemporaryDirectory { directory throws in
        let (file, other) = (directory.appending("venue.json"), directory.appending("other"))
        try write(Trattoria.file.utf8, to: file)
        #expect(try Terminal.daybook("init", "--venue", file.string, "--data", other.string).status == 0)
        let segment = "log/00000000000000000001.lz4"
        try FileManager.default.removeItem(atPath: data.appending(segment).string)
        try Trattoria.copy(other.appending(segment), to: data.appending(segment))
        for command in [["tail"], ["do", "accept_order", "--json", "{}"]] {
          let run = try Terminal.run(Terminal.executable, command + ["--data", data.string])
          #expect(run.status == 78 && run.errors.contains("wrongLog"), "\(run.errors)")
        }
        let run = try Terminal.daybook("verify", "--data", data.string)
        #expect(run.status == 76 && run.text.contains("log/head"))
      }
    }
  }

  @Test func `a second writer is told who the first is`() async throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("daybook-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: url) }
    let directory = FilePath(url.path)
    try Trattoria.withData { try Trattoria.copy($0, to: directory) }
    let log = try SegmentedEventLog(
      writing: directory.appending("log"), fileSystem: POSIXFileSystem(), clock: SystemLogClock())
    let run = try change(directory)
    #expect(run.status == 75)
    #expect(run.errors.contains("\(getpid())") && run.errors.contains("lock"), "\(run.errors)")
    #expect(try Terminal.daybook("tail", "--data", directory.string).status == 0, "readers are not kept out")
    try log.close()
    #expect(try change(directory).status == 0)
  }

  @Test func `a lost, damaged or open secret keeps commands out, not readers`() throws {
    try Trattoria.withData { data throws in
      let key = data.appending("secrets/idempotency.key")
      let secret = try read(key)
      func refused(_ words: String) throws {
        let run = try change(data)
        #expect(run.status == 65 && run.errors.contains(key.string) && run.errors.contains(words), "\(run.errors)")
        let reading = try Terminal.daybook("tail", "--data", data.string)
        #expect(reading.status == 0)
      }
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key.string)
      try refused("chmod 600")
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key.string)
      try write(secret.dropLast(), to: key)
      try refused("32")
      try FileManager.default.removeItem(atPath: key.string)
      try refused("missing")
      try write(secret, to: key)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key.string)
      let run = try change(data)
      #expect(run.status == 0, "\(run.errors)")
    }
  }

  @Test func `the secret is made for its owner alone`() throws {
    try Trattoria.withData { data throws in
      let mode = try FileManager.default.attributesOfItem(atPath: "\(data)/secrets/idempotency.key")[.posixPermissions]
      #expect(mode as? Int == 0o600)
      #expect(try read(data.appending("secrets/idempotency.key")).count == 32)
    }
  }

  // MARK: Disks; these need to mount, which only root may

  private static let mounts: Bool = {
    guard getuid() == 0 else { return false }
    let run = try? Terminal.shell(
      "d=$(mktemp -d) && mount -t tmpfs -o size=1m tmpfs $d && umount $d; r=$?; rmdir $d; exit $r")
    return run?.status == 0
  }()

  @Test(.enabled(if: mounts, "only root may mount")) func `a read-only disk can be read, and says so to writers`()
    throws
  {
    try Trattoria.withData { data throws in
      try mounted("--bind '\(data)'", on: data) {
        let remounted = try Terminal.shell("mount -o remount,ro,bind '\(data)'")
        #expect(remounted.status == 0)
        for command in [["tail"], ["verify"], ["show", "menu"], ["replay"]] {
          let run = try Terminal.run(Terminal.executable, command + ["--data", data.string])
          #expect(run.status == 0, "\(command) \(run.errors)")
        }
        let run = try change(data)
        #expect(run.status == 77 && run.errors.contains("log/lock"), "\(run.errors)")
        let file = data.removingLastComponent().appending("venue.json")
        try write(Trattoria.file.utf8, to: file)
        let made = try Terminal.daybook("init", "--venue", file.string, "--data", data.appending("new").string)
        #expect(made.status == 77 && made.errors.contains("new"), "\(made.errors)")
      }
    }
  }

  @Test(.enabled(if: mounts, "only root may mount")) func `init on a full disk says so, and works once there is space`()
    throws
  {
    try withTemporaryDirectory { directory throws in
      let file = directory.appending("venue.json")
      try write(Trattoria.file.utf8, to: file)
      let disk = directory.appending("disk")
      try FileManager.default.createDirectory(atPath: disk.string, withIntermediateDirectories: false)
      try mounted("-t tmpfs -o size=8m tmpfs", on: disk) {
        let data = disk.appending("data").string
        let full = try Terminal.daybook("init", "--venue", file.string, "--data", data)
        #expect(full.status == 79 && full.errors.contains(data) && full.errors.contains("space"), "\(full.errors)")
        let grown = try Terminal.shell("mount -o remount,size=160m '\(disk)'")
        #expect(grown.status == 0)
        let run = try Terminal.daybook("init", "--venue", file.string, "--data", data)
        #expect(run.status == 0, "\(run.errors)")
        let verified = try Terminal.daybook("verify", "--data", data)
        #expect(verified.status == 0)
      }
    }
  }

  @Test(.enabled(if: mounts, "only root may mount")) func `a disk that fills up loses no event and no clean close`()
    throws
  {
    try withTemporaryDirectory { directory throws in
      let file = directory.appending("venue.json")
      try write(Trattoria.file.utf8, to: file)
      let disk = directory.appending("disk")
      try FileManager.default.createDirectory(atPath: disk.string, withIntermediateDirectories: false)
      try mounted("-t tmpfs -o size=70m tmpfs", on: disk) {
        let data = disk.appending("data")
        let made = try Terminal.daybook("init", "--venue", file.string, "--data", data.string)
        #expect(made.status == 0, "\(made.errors)")
        _ = try Terminal.shell("dd if=/dev/zero of='\(disk)/filler' bs=4k; true")
        for price in [1301, 1302] {
          let run = try change(data, price: price)
          #expect(run.status == 0 && run.text.contains("\(price)"), "\(run.errors)")
          #expect(run.errors.contains("snapshot"), "what could not be written is named")
        }
        try FileManager.default.removeItem(atPath: disk.appending("filler").string)
        let verified = try Terminal.daybook("verify", "--data", data.string, "--format", "json")
        #expect(verified.status == 0)
        let report = try verified.json()
        #expect(report["head"] as? Int == Trattoria.events + 2)
      }
    }
  }

  @Test(.enabled(if: mounts, "only root may mount"))
  func `an import whose disk fills up says that it goes on, and does`()
    throws
  {
    try withTemporaryDirectory { directory throws in
      let (export, mapping) = (directory.appending("till.csv"), directory.appending("till.json"))
      try write(
        """
        {"source": "till", "order": {"columns": ["order"]}, "item": {"column": "item"},
         "time": {"columns": ["time"], "format": "yyyy-MM-dd HH:mm", "zone": "Europe/London"},
         "price": {"column": "price", "means": "unit_price", "currency": "GBP"},
         "venue": {"set_up": {"key": "till", "name": "Till", "zone": "Europe/London", "currency": "GBP"}}}
        """.utf8, to: mapping)
      func importing(_ orders: Int, into data: FilePath) throws -> Run {
        let rows = (1...orders).map { "\($0),2026-11-02 10:00,Tea,2.50" }
        try write((["order,time,item,price"] + rows).joined(separator: "\n").utf8, to: export)
        return try Terminal.daybook(
          "import", "orders", export.string, "--mapping", mapping.string, "--data", data.string, "--format", "json")
      }
      let made = directory.appending("made")
      #expect(try importing(1, into: made).status == 0)
      let disk = directory.appending("disk")
      try FileManager.default.createDirectory(atPath: disk.string, withIntermediateDirectories: false)
      try mounted("-t tmpfs -o size=400k tmpfs", on: disk) {
        // The room that the active segment's file has in advance is a hole in the copy, and takes none.
        let data = disk.appending("data")
        let copied = try Terminal.shell("cp -a --sparse=always '\(made)' '\(data)'")
        try #require(copied.status == 0, "\(copied.errors)")
        let full = try importing(2_000, into: data)
        #expect(full.status == 79 && full.errors.contains("running the import again goes on"), "\(full.errors)")
        #expect(try Terminal.shell("mount -o remount,size=160m '\(disk)'").status == 0)
        let again = try importing(2_000, into: data)
        #expect(again.status == 0, "\(again.errors)")
        let summary = try again.json()
        #expect(summary["orders"] as? Int == 2_000 && summary["refused"] as? Int == 0)
        #expect(try Terminal.daybook("verify", "--data", data.string).status == 0)
      }
    }
  }

  private func mounted(_ what: String, on path: FilePath, _ body: () throws -> Void) throws {
    let mounted = try Terminal.shell("mount \(what) '\(path)'")
    try #require(mounted.status == 0, "\(mounted.errors)")
    defer { _ = try? Terminal.shell("umount '\(path)'") }
    try body()
  }
}
