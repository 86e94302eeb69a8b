import EventSourcing
import Foundation
import Restaurant
import Testing

/// `Fixtures/events` holds one stored example of every version of every event, on the wire and as JSON:
/// `301-order_placed-1.pb` and `.json`. What was stored once is read for ever.
///
/// With DAYBOOK_WRITE_FIXTURES=1 the missing first versions are written; files that exist are never overwritten.
@Suite struct StoredExampleTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/events")
  private static let writes = ProcessInfo.processInfo.environment["DAYBOOK_WRITE_FIXTURES"] == "1"

  /// The names of the examples, without what follows the dot.
  private static func stored() throws -> Set<String> {
    Set(
      try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        .map { $0.deletingPathExtension().lastPathComponent })
  }

  @Test func `every event of the catalogue has an example, and every example an event`() throws {
    if Self.writes { for event in Catalogue.events { try Self.write(event) } }
    let names = try Self.stored()
    let types = Set(Catalogue.events.map { "\($0.type.number)-\($0.type.name)" })
    for type in types { #expect(names.contains("\(type)-1"), "\(type) has no example") }
    for name in names {
      let type = name.split(separator: "-").dropLast().joined(separator: "-")
      #expect(types.contains(type), "\(name) is of no event of the catalogue")
      #expect(name.split(separator: "-").last.flatMap { Int($0) } != nil, "\(name) names no version")
    }
  }

  @Test func `every example is read, and shown and written as it was`() throws {
    for event in Catalogue.events {
      for name in try Self.stored() where name.hasPrefix("\(event.type.number)-") { try Self.check(event, name) }
    }
  }

  private static func write<E: Event>(_ type: E.Type) throws {
    let wire = folder.appending(path: "\(E.type.number)-\(E.type.name)-1.pb")
    guard !FileManager.default.fileExists(atPath: wire.path) else { return }
    let example = try type.example()
    try Data(example.encoded()).write(to: wire)
    try Data((example.json() + "\n").utf8)
      .write(to: wire.deletingPathExtension().appendingPathExtension("json"))
  }

  private static func check<E: Event>(_ type: E.Type, _ name: String) throws {
    let wire = try Array(Data(contentsOf: folder.appending(path: "\(name).pb")))
    let json = try String(contentsOf: folder.appending(path: "\(name).json"), encoding: .utf8)
    let event = try E(decoding: wire)
    #expect(try event.json() + "\n" == json, "\(name)")
    #expect(try event.encoded() == wire, "\(name)")
  }
}
