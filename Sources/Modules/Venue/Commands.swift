public import EventSourcing
public import Vocabulary

/// A venue as it is to be. A venue file is this command in JSON.
///
/// Applying it again changes nothing; applying a changed one appends the differences only. What the file does not
/// name is left alone: sections (an import adds its own) and dated hours. A section that it names, and the list of
/// tables, are the whole truth.
public struct SetUpVenue: Command {
  /// The stored name.
  public static let name = "set_up_venue"
  /// What the command does, in one line.
  public static let summary =
    "Set a venue up, or change it: hours, tables, rules and menu (a venue file is this command)"
  /// Who may give the command.
  public static let givers = Set<Actor.Kind>.house

  /// Names the venue for good; its name, if left out.
  public var key: String = ""
  /// What the venue is called.
  public var name: String = ""
  /// Its IANA time zone: `"Europe/London"`. Fixed once the venue is opened.
  public var zone: String = ""
  /// The ISO 4217 code of the currency that it charges in: `"GBP"`. Fixed once the venue is opened.
  public var currency: Currency = .none
  /// The weekly opening hours: `weekdays`, `opens`, `closes`.
  public var hours: [WeeklyHours] = []
  /// Exceptions for dates: `date`, `periods`.
  public var days: [DayHours] = []
  /// All tables: `key`, `name`, `min_seats`, `max_seats`, `area`.
  public var tables: [TableDescription] = []
  /// `prices_include_tax`, and `rates` with `name` and `rate_bp` (2000 is 20 %). Untaxed, if left out.
  public var tax: TaxRules?
  /// `rate_bp`, `min_party`, `tax_class`. No service charge, if left out.
  public var serviceCharge: ServiceChargeRule?
  /// `dine_in`, `takeout`, `slot_minutes`, `orders_per_slot`, `lead_minutes`, `horizon_days`. Both kinds without
  /// pickup slots, if left out.
  public var ordering: OrderingRules?
  /// `points`, `per_minor`, `rounding`, `multipliers`, bonuses, `tiers`, `expiry`, `rewards`, `tender`. No programme, if
  /// left out; what members have, they keep.
  public var loyalty: LoyaltyDescription?
  /// `slot_minutes`, `turn_minutes`, `turn_times`, pacing, deposits and deadlines. No reservations, if left out; what
  /// was promised stands.
  public var reservations: ReservationRules?
  /// Tables that can be pushed together: `tables` (their keys), `min_seats`, `max_seats`.
  public var combinations: [CombinationDescription] = []
  /// The menu: `number`, `name`, `items`.
  public var sections: [SectionDescription] = []
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(
    key: String = "", name: String, zone: String, currency: Currency, hours: [WeeklyHours] = [],
    days:
      [DayHours] = [], tables: [TableDescription] = [], tax: TaxRules? = nil,
    serviceCharge: ServiceChargeRule? =
      nil, ordering: OrderingRules? = nil, loyalty: LoyaltyDescription? = nil,
    reservations: ReservationRules? = nil, combinations: [CombinationDescription] = [],
    sections: [SectionDescription] = [], at: Timestamp? = nil
  ) {
    self.key = key
    self.name = name
    self.zone = zone
    self.currency = currency
    self.hours = hours
    self.days = days
    self.tables = tables
    self.tax = tax
    self.serviceCharge = serviceCharge
    self.ordering = ordering
    self.loyalty = loyalty
    self.reservations = reservations
    self.combinations = combinations
    self.sections = sections
    self.at = at
  }

  /// An empty value, to be read into.
  public init(_: Blank) {}

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "key", &key)
    try f.field(2, "name", &name)
    try f.field(3, "zone", &zone)
    try f.field(4, "currency", &currency)
    try f.field(5, "hours", &hours)
    try f.field(6, "days", &days)
    try f.field(7, "tables", &tables)
    try f.field(8, "tax", &tax)
    try f.field(9, "service_charge", &serviceCharge)
    try f.field(10, "ordering", &ordering)
    try f.field(11, "sections", &sections)
    try f.field(12, "loyalty", &loyalty)
    try f.field(13, "reservations", &reservations)
    try f.field(14, "combinations", &combinations)
    try f.field(15, "at", &at)
  }

  /// The venue's ID, which follows from its key.
  public var venue: VenueID { .named(key.isEmpty ? name : key) }
}
