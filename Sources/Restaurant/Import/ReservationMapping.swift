import EventSourcing
import Venue
public import Vocabulary

/// How the rows of an export become reservations: the content of a mapping file.
///
/// A mapping file is one JSON object, read as strictly as an ``OrderMapping``; the sections `file` and `venue` and the
/// rules of `time` are the same.
///
/// ```json
/// {
///   "source": "booking-site",
///   "reservation": { "column": "Id", "channel": "web" },
///   "time":  { "visit": ["visit_datetime"], "booked": ["reserve_datetime"], "format": "yyyy-MM-dd HH:mm:ss",
///              "zone": "Asia/Tokyo" },
///   "party": { "column": "reserve_visitors" },
///   "venue": { "column": "air_store_id",
///              "set_up": { "name": "any", "zone": "Asia/Tokyo", "currency": "JPY", "tables": [] } }
/// }
/// ```
///
/// | Section | Key | Means | If absent |
/// |---|---|---|---|
/// | | `source` | who took the reservations | required |
/// | `file` | | as for orders | |
/// | `reservation` | `column` | the reservation's number; each is there once | told by its content |
/// | | `channel` | how they came in: `phone`, `web`, `app`, `counter`, `kiosk` or `partner` | not known |
/// | | `area` | the column of the part of the house that was asked for | any |
/// | `time` | `visit` | columns that hold when the party comes, on the venue's clock | required |
/// | | `booked` | columns that hold when the reservation was made | required |
/// | | `format` | of both; see ``DatePattern`` | required |
/// | | `zone` | the IANA name of the zone of the time of booking | required |
/// | | `skipped`, `repeated` | as for orders, of the time of booking | `refuse`, `first` |
/// | `party` | `column` | how many guests | required |
/// | `customer` | `column` or `constant` | as for orders | no customer |
/// | `venue` | `column` | the name or `ven_...` of the venue | see `constant` |
/// | | `constant` | the name or `ven_...` of the venue of all reservations | the venue of `set_up`, else the only one |
/// | | `set_up` | a venue, as in a venue file. With `column` it is a template: every venue that the file names and the data directory lacks is set up by it, under its name in the file | the venue must be there |
public struct ReservationMapping: Sendable, Equatable {
  /// Who took the reservations.
  public internal(set) var source: String
  /// How bytes become fields.
  public internal(set) var file: ExportFormat
  /// The column of the reservation's number.
  public internal(set) var number: String?
  /// How they came in.
  public internal(set) var channel: Channel?
  /// The column of the area.
  public internal(set) var area: String?
  /// The columns of the time of the visit, on the venue's clock.
  public internal(set) var visit: [String]
  /// The columns of the time of booking.
  public internal(set) var booked: [String]
  /// How both are written.
  public internal(set) var pattern: DatePattern
  /// How the time of booking becomes a moment.
  public internal(set) var rules: TimeSource.ClockRules
  /// The column of the party.
  public internal(set) var party: String
  /// Whose it is.
  public internal(set) var customer: ValueOrigin?
  /// Where; nil for the venue that the mapping sets up, or the only one.
  public internal(set) var venue: ValueOrigin?
  /// A venue to set up, or the template of all venues of the file.
  var venueSetUp: SetUpVenue?

  /// Whether the mapping sets a venue up that the data directory lacks; if not, one must be there.
  public var setsUpVenue: Bool { venueSetUp != nil }
}

extension ReservationMapping {
  /// Reads a mapping file.
  ///
  /// - Throws: ``MappingError`` with everything that is wrong, each with its path.
  public init(json text: [UInt8]) throws(MappingError) {
    let reader = try MappingReader(json: text)
    let mapping = Self.read(reader)
    let problems = reader.finish()
    guard problems.isEmpty, let mapping else { throw MappingError(problems: problems) }
    self = mapping
  }

  private static func read(_ reader: MappingReader) -> ReservationMapping? {
    let source = reader.requiredString("source")
    let file = reader.section("file", ExportFormat.read) ?? ExportFormat()
    let reservation = reader.section("reservation") { reader in
      let channel = reader.has("channel") ? reader.stored("channel", default: Channel.web) : nil
      return (number: reader.string("column"), channel: channel, area: reader.string("area"))
    }
    let time = reader.requiredSection("time", readTime) ?? nil
    let party = reader.requiredSection("party") { $0.requiredString("column") } ?? nil
    let customer = reader.section("customer") { $0.origin(required: true) } ?? nil
    let venue = reader.section("venue") { reader in
      let origin = reader.origin(required: false)
      return (origin, reader.setUp(isTemplate: origin?.column != nil))
    }
    guard let source, let time, let party else { return nil }
    return ReservationMapping(
      source: source, file: file, number: reservation?.number, channel: reservation?.channel, area: reservation?.area,
      visit: time.visit, booked: time.booked, pattern: time.pattern, rules: time.rules, party: party,
      customer: customer, venue: venue?.0, venueSetUp: venue?.1)
  }

  private struct Times {
    var visit: [String]
    var booked: [String]
    var pattern: DatePattern
    var rules: TimeSource.ClockRules
  }

  private static func readTime(_ reader: MappingReader) -> Times? {
    func columns(_ key: String) -> [String] {
      let columns = reader.strings(key) ?? []
      if columns.isEmpty { reader.problem(key, "must name a column") }
      return columns
    }
    let (visit, booked) = (columns("visit"), columns("booked"))
    let rules = TimeSource.ClockRules.read(reader, reader.zone())
    guard let pattern = reader.pattern(), let rules else { return nil }
    return Times(visit: visit, booked: booked, pattern: pattern, rules: rules)
  }

  /// Every column that the mapping names, with the path of the key that names it.
  var columns: [(path: String, column: String)] {
    var columns = visit.map { ("time.visit", $0) } + booked.map { ("time.booked", $0) }
    columns.append(("party.column", party))
    if let number { columns.append(("reservation.column", number)) }
    if let area { columns.append(("reservation.area", area)) }
    if let name = customer?.column { columns.append(("customer.column", name)) }
    if let name = venue?.column { columns.append(("venue.column", name)) }
    return columns
  }

  /// What a mapping file says, for the help of a command line; see ``ReservationMapping`` for every key.
  public static let guide = """
    A mapping is a JSON object; unknown keys are refused:
      source          who took the reservations, such as the name of a site
                      (required)
      file            delimiter (","), encoding (utf-8, windows-1252, iso-8859-1),
                      header (true), quotes (true)
      reservation     column: its number (told by its content, if absent); channel
                      (phone, web, app, counter, kiosk, partner); area: the column
                      of the part of the house
      time            visit: columns of the time of the visit, on the venue's
                      clock; booked: columns of the time when it was made; format
                      (yyyy-MM-dd HH:mm), zone (Asia/Tokyo) of the time of booking;
                      skipped: what daylight saving skips (refuse, later); repeated
                      (first, second, refuse)
      party           column
      customer        column or constant; text that is no cus_... becomes a
                      pseudonym
      venue           column or constant: name or ven_...; set_up: a venue as in a
                      venue file, set up if absent; with column it is the template
                      of every venue that the file names
    """
}
