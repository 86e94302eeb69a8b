public import EventSourcing
import Vocabulary

/// What an import of reservations did, and what the log holds of its file now.
///
/// `rows` = `imported` + `repeated` + `refused`. The sums `bookings`, `covers` and `slots` are read back from the books
/// for exactly the reservations of this file, whenever they were imported.
public struct ReservationImportSummary: Sendable, Equatable {
  /// Rows of the file, without the header and empty lines.
  public var rows = 0
  /// Rows that this run booked.
  public var imported = 0
  /// Rows that had been booked before.
  public var repeated = 0
  /// Rows that are not in the log.
  public var refused = 0
  /// How many rows were refused for each reason: the code of the rule, or of what is wrong with the row.
  public var refusals: [String: Int] = [:]
  /// Warnings among the findings.
  public var warnings = 0
  /// Events that this run appended, those of the set-up included.
  public var events = 0
  /// Venues that this run set up.
  public var venues = 0
  /// Reservations of the file that stand in the books.
  public var bookings = 0
  /// Their guests.
  public var covers: Int64 = 0
  /// How many different starts at a venue they have.
  public var slots = 0
  /// When the first reservation of the file was made.
  public var firstBookedAt: Timestamp?
  /// When the last one was.
  public var lastBookedAt: Timestamp?
  /// How long the import took, reading the file included; set by the caller.
  public var duration = Duration.zero
  /// Everything that was refused or is odd, in the order of lines.
  public var findings: [ImportFinding] = []

  /// Nothing imported yet.
  public init() {}

  init(_ file: ReservationFile) {
    rows = file.rows
    firstBookedAt = file.reservations.first?.bookedAt
    lastBookedAt = file.reservations.last?.bookedAt
  }

  /// Seconds that the import took.
  public var seconds: Double { duration.inSeconds }

  /// Rows read and booked in a second.
  public var rowsPerSecond: Double { seconds > 0 ? Double(rows) / seconds : 0 }

  /// Takes the findings in and counts them.
  mutating func report(_ found: [ImportFinding]) {
    findings = found.inOrderOfLines
    refused = findings.reduce(0) { $0 + ($1.severity == .refused ? $1.rows : 0) }
    warnings = findings.count { $0.severity == .warning }
    for finding in findings where finding.severity == .refused {
      refusals[finding.rule ?? finding.code.rawValue, default: 0] += finding.rows
    }
  }
}

extension ReservationImportSummary: Encodable {
  private enum Key: String, CodingKey {
    case rows, imported, repeated, refused, refusals, warnings, events, venues, bookings, covers, slots
    case firstBookedAt = "first_booked_at"
    case lastBookedAt = "last_booked_at"
    case seconds
    case rowsPerSecond = "rows_per_second"
    case findings
  }

  /// The summary as one JSON object, with keys in snake case.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(rows, forKey: .rows)
    try container.encode(imported, forKey: .imported)
    try container.encode(repeated, forKey: .repeated)
    try container.encode(refused, forKey: .refused)
    try container.encode(refusals, forKey: .refusals)
    try container.encode(warnings, forKey: .warnings)
    try container.encode(events, forKey: .events)
    try container.encode(venues, forKey: .venues)
    try container.encode(bookings, forKey: .bookings)
    try container.encode(covers, forKey: .covers)
    try container.encode(slots, forKey: .slots)
    try container.encodeIfPresent(firstBookedAt?.description, forKey: .firstBookedAt)
    try container.encodeIfPresent(lastBookedAt?.description, forKey: .lastBookedAt)
    try container.encode((seconds * 1000).rounded() / 1000, forKey: .seconds)
    try container.encode(rowsPerSecond.rounded(), forKey: .rowsPerSecond)
    try container.encode(findings, forKey: .findings)
  }
}
