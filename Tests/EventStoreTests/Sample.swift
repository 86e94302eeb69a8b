import EventSourcing
import EventStore
import EventStoreTesting
import Foundation
import SegmentLog
import SystemPackage

enum Thing: IDKind { static var prefix: StaticString { "thg" } }
typealias ThingID = TypeID<Thing>

extension TagKind {
  static let thing = TagKind(900, "thing", .id("thg"))
  static let colour = TagKind(901, "colour", .text)
}

struct ThingMade: Event {
  static let type = EventType(9001, "thing_made")
  var thing: ThingID = .none
  var size: UInt64 = 0

  init(_: Blank) {}
  init(_ thing: ThingID, size: UInt64 = 0) {
    self.thing = thing
    self.size = size
  }

  var tags: Tags { [Tag(.thing, thing)] }

  mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "thing", &thing)
    try f.field(2, "size", &size)
  }
}

struct ThingPainted: Event {
  static let type = EventType(9002, "thing_painted")
  var thing: ThingID = .none
  var colour = ""

  init(_: Blank) {}
  init(_ thing: ThingID, _ colour: String) {
    self.thing = thing
    self.colour = colour
  }

  var tags: Tags { [Tag(.thing, thing), Tag(.colour, text: colour)] }

  mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "thing", &thing)
    try f.field(2, "colour", &colour)
  }
}

enum ThingFact: Facts {
  case made(ThingMade)
  case painted(ThingPainted)

  static let types: Set<EventType> = [ThingMade.type, ThingPainted.type]

  static func read(_ type: EventType, _ r: inout WireReader) throws(FieldError) -> ThingFact? {
    switch type {
    case ThingMade.type: .made(try ThingMade.read(from: &r))
    case ThingPainted.type: .painted(try ThingPainted.read(from: &r))
    default: nil
    }
  }
}

/// A thing may be made once, and painted a bounded number of times.
struct ThingState: Model {
  var isMade = false
  var coats = 0

  init(_ key: ThingID) {}

  static func tags(_ key: ThingID) -> Tags { [Tag(.thing, key)] }

  mutating func evolve(_ fact: ThingFact) {
    switch fact {
    case .made: isMade = true
    case .painted: coats += 1
    }
  }
}

enum PaintRejection: Error, Equatable { case noSuchThing, tooManyCoats }

let paint = Decider<ThingPainted, PaintRejection, ThingState>(
  keys: { $0.thing },
  decide: { (command, thing) throws(PaintRejection) in
    guard thing.isMade else { throw .noSuchThing }
    guard thing.coats < 10 else { throw .tooManyCoats }
    return [command]
  })

/// Coats by colour, and things by number.
struct Coats: Projection {
  static let name = "coats"
  static let version: UInt32 = 1
  var byColour: [String: UInt64] = [:]
  var things: UInt64 = 0

  mutating func apply(_ fact: ThingFact, _ context: EventContext) {
    switch fact {
    case .made: things += 1
    case .painted(let painted): byColour[painted.colour, default: 0] += 1
    }
  }

  struct Row: FieldMessage {
    static let schemaName = "CoatsRow"
    var colour = ""
    var count: UInt64 = 0
    init(_: Blank) {}
    init(_ colour: String, _ count: UInt64) {
      self.colour = colour
      self.count = count
    }
    mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
      try f.field(1, "colour", &colour)
      try f.field(2, "count", &count)
    }
  }

  func save(_ rows: inout SnapshotWriter) throws(FieldError) {
    try rows.row(1, Row("", things))
    for colour in byColour.keys.sorted() { try rows.row(2, Row(colour, byColour[colour] ?? 0)) }
  }

  mutating func load(_ rows: inout SnapshotReader) throws(FieldError) {
    var state = Coats()
    try rows.forEach { (section, wire) throws(FieldError) in
      let row: Row = try wire.row()
      if section == 1 { state.things = row.count } else { state.byColour[row.colour] = row.count }
    }
    self = state
  }
}

func thing(_ number: UInt64) -> ThingID { ThingID(RawUUID(high: 0x0190_0000_0000_7000, low: 1 << 63 | number)) }

let noon = AppendMetadata(occurredAt: Timestamp(microseconds: 1_767_268_800_000_000))

/// A directory that goes away with the test.
final class TemporaryDirectory: Sendable {
  let path: FilePath

  init() throws {
    let base = FilePath(FileManager.default.temporaryDirectory.path)
    path = base.appending("daybook-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(atPath: path.string, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path.string) }
}

/// Small segments, so that tests cross their borders.
func smallSegments() -> LogOptions {
  var options = LogOptions()
  options.segmentBytes = .kibibytes(64)
  options.preparedBytes = .kibibytes(256)
  return options
}

func openLog(_ path: FilePath, _ options: LogOptions = smallSegments()) throws -> SegmentedEventLog {
  try SegmentedEventLog(writing: path, fileSystem: POSIXFileSystem(), clock: SystemLogClock(), options: options)
}

/// Runs a test on every kind of event log.
func onEveryLog(_ body: (any EventLog) async throws -> Void) async throws {
  let directory = try TemporaryDirectory()
  let durable = try openLog(directory.path)
  try await body(durable)
  try durable.close()
  var random = SystemRandomNumberGenerator()
  let memory = InMemoryEventLog(logID: .random(using: &random), clock: SystemLogClock())
  try await body(memory)
  memory.close()
}
