import Foundation
import SystemPackage
import Testing

/// A venue to try commands on, and the ids that follow from its names.
enum Trattoria {
  static let venue = "ven_0000000000fyhsh0xqpvmpt5g7"
  static let pizza = "itm_0000000000fa1vf22bdkq5xc9s"
  static let tiramisu = "itm_0000000000e8drxfwm6rhf8tn6"
  static let table = "tbl_0000000000f08vekpg6ek1jr83"
  /// How many events its file amounts to.
  static let events = 9

  static let file = """
    {"key": "trattoria", "name": "Trattoria", "zone": "Europe/London", "currency": "GBP",
     "hours": [{"weekdays": ["monday","tuesday","wednesday","thursday","friday","saturday","sunday"],
                "opens": "12:00", "closes": "26:00"}],
     "tables": [{"name": "1", "min_seats": 1, "max_seats": 4}],
     "tax": {"prices_include_tax": true, "rates": [{"name": "standard", "rate_bp": 2000}]},
     "sections": [{"number": 1, "name": "Food", "items": [
       {"name": "Pizza", "price_minor": 1000, "allergens": ["milk", "gluten"]},
       {"name": "Tiramisu", "price_minor": 555, "stock": {"policy": "counted", "count": 3}}]}]}
    """

  /// Runs `body` with the trattoria's data, as `init` made it.
  static func withData<R>(_ body: (FilePath) throws -> R) throws -> R {
    try withTemporaryDirectory { directory in
      let data = directory.appending("data")
      try copy(template(), to: data)
      return try body(data)
    }
  }

  /// The bytes of a data directory, holes left as holes.
  static func copy(_ from: FilePath, to path: FilePath) throws {
    let copied = try Terminal.run("/bin/cp", ["-a", "--sparse=always", from.string, path.string])
    #expect(copied.status == 0, "\(copied.errors)")
  }

  /// A takeout order of so many pizzas, at seven in the evening.
  static func order(_ quantity: Int = 1, lines: Int = 1) -> String {
    let line = "{\"item\":\"\(pizza)\",\"quantity\":\(quantity)}"
    return
      "{\"venue\":\"\(venue)\",\"service\":\"takeout\",\"channel\":\"counter\",\"at\":\"2026-11-23T19:00:00Z\",\"lines\":["
      + Array(repeating: line, count: lines).joined(separator: ",") + "]}"
  }

  static func price(_ minor: String) -> String {
    "{\"venue\":\"\(venue)\",\"item\":\"\(pizza)\",\"price_minor\":\(minor)}"
  }

  /// Made once; the copies are cheaper than the 64 MiB that `init` prepares.
  private static let made = Result {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("daybook-template-\(getpid())")
    try? FileManager.default.removeItem(at: url)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    let directory = FilePath(url.path)
    let file = directory.appending("venue.json")
    try write(Self.file.utf8, to: file)
    let run = try Terminal.daybook("init", "--venue", file.string, "--data", directory.appending("made").string)
    try #require(run.status == 0, "\(run.errors)")
    try copy(directory.appending("made"), to: directory.appending("data"))
    try FileManager.default.removeItem(atPath: directory.appending("made").string)
    atexit { Trattoria.forget() }
    return directory
  }

  private static func template() throws -> FilePath { try made.get().appending("data") }

  private static func forget() {
    guard let directory = try? made.get() else { return }
    try? FileManager.default.removeItem(atPath: directory.string)
  }
}
