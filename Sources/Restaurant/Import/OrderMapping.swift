import EventSourcing
import Venue
public import Vocabulary

/// How the rows of an export become orders: the content of a mapping file.
///
/// A mapping file is one JSON object. Unknown keys are refused, and everything that is wrong is reported at once with
/// its path. A column is named as in the file's header; in a file without a header it is numbered from `"1"`.
///
/// ```json
/// {
///   "source": "takeaway-till",
///   "file":   { "delimiter": ",", "encoding": "utf-8", "header": true, "quotes": true },
///   "order":  { "columns": ["OrderNumber"], "service": "takeout", "channel": "phone", "incomplete": "record" },
///   "time":   { "columns": ["OrderDate"], "format": "dd/MM/yyyy HH:mm", "zone": "Europe/London",
///               "skipped": "refuse", "repeated": "first" },
///   "item":   { "column": "ItemName", "section": "Imported" },
///   "quantity": { "column": "Quantity" },
///   "price":  { "column": "ProductPrice", "means": "unit_price", "currency": "GBP" },
///   "declared_lines": { "column": "TotalProducts" },
///   "venue":  { "set_up": { "name": "Takeaway", "zone": "Europe/London", "currency": "GBP" } }
/// }
/// ```
///
/// | Section | Key | Means | If absent |
/// |---|---|---|---|
/// | | `source` | who numbers the orders: a till, a shop. Two sources may use one number for different orders | required |
/// | `file` | `delimiter` | one ASCII character, or `whitespace`: any run of blanks and tabs | `,` |
/// | | `encoding` | `utf-8`, `windows-1252` or `iso-8859-1` | `utf-8` |
/// | | `header` | whether the first row names the columns; a list of names, for a file whose first row does not | `true` |
/// | | `quotes` | whether `"` quotes fields | `true` |
/// | `order` | `columns` | rows that agree in these columns are one order, wherever in the file they stand | each row is an order |
/// | | `service` | `takeout` or `dine_in` | `takeout` |
/// | | `channel` | `counter`, `phone`, `web`, `app`, `kiosk` or `partner` | `counter` |
/// | | `incomplete` | what becomes of an order some of whose rows are refused: `record` the others, or `refuse` it | `record` |
/// | `time` | `columns` | joined by one blank, they hold local date and time | see `start` |
/// | | `format` | see ``DatePattern`` | required with `columns` |
/// | | `time_of_day` | for a format of days only: when on each day, such as `12:00`. Invented, so say so in `source` | the format must have it |
/// | | `zone` | the IANA name of the zone of those times | required |
/// | | `skipped` | a time that daylight saving skipped: `refuse` the row, or take it as that much `later` | `refuse` |
/// | | `repeated` | a time that daylight saving shows twice: the `first`, with a warning, the `second`, or `refuse` | `first` |
/// | | `start` | for a file without times: when its first order was placed, such as `2012-01-02T11:00`. Invented, so say so in `source` | see `columns` |
/// | | `every_seconds` | how long after each order the next one in the file was placed | 60 |
/// | `item` | `column` | the name of what was sold | see `constant` |
/// | | `constant` | the name of what was sold in every row | required without `column` |
/// | | `section` | the section of the menu into which unknown items are put | `Imported` |
/// | `quantity` | `column` | how many | the quantity is 1 |
/// | `price` | `column` | an amount, not negative | required |
/// | | `means` | `unit_price`, or `line_total` for the whole quantity | required |
/// | | `currency` | an ISO 4217 code; must be the venue's | required |
/// | | `symbol` | taken off before or behind the amount | nothing |
/// | | `decimal_separator`, `group_separator` | one character each | `.` and `,`, or `,` and `.` |
/// | `declared_lines` | `column` | how many rows the order has; where it has another number, a warning says so | not checked |
/// | `modifiers` | `column` | the options that were chosen | no options |
/// | | `syntax` | `nested_list` for `[Salsa, [Rice, Beans]]`, `flat` for `Rice; Beans` | required |
/// | | `separator` | stands between flat options | `;` |
/// | | `none` | texts that mean no options | none but the empty text |
/// | | `groups` | names of the choices, by place in the outer list | `Choice 1`, ... |
/// | `customer` | `column` | who ordered: `cus_...` is taken as it is, any other text becomes a pseudonym under the data directory's key | no customer |
/// | | `constant` | the `cus_...` of all orders | no customer |
/// | `venue` | `column` | the name or `ven_...` of the venue | see `constant` |
/// | | `constant` | the name or `ven_...` of the venue of all orders | the venue of `set_up`, else the only one |
/// | | `set_up` | a venue, as in a venue file; set up if the data directory does not have it | the venue must be there |
public struct OrderMapping: Sendable, Equatable {
  /// Who numbers the orders.
  public internal(set) var source: String
  /// How bytes become fields.
  public internal(set) var file: ExportFormat
  /// Which rows are one order, and of what kind it is.
  public internal(set) var order: Grouping
  /// When an order was placed.
  public internal(set) var time: TimeSource
  /// What was sold: the column of its name, or the same in every row.
  public internal(set) var item: ValueOrigin
  /// The section of the menu into which unknown items are put.
  public internal(set) var section: String
  /// The column of the quantity; nil if it is always 1.
  public internal(set) var quantity: String?
  /// Where prices stand and what they mean.
  public internal(set) var price: PriceFormat
  /// The column that says how many rows the order has.
  public internal(set) var declaredLines: String?
  /// Where options stand.
  public internal(set) var modifiers: ModifierFormat?
  /// Who ordered.
  public internal(set) var customer: ValueOrigin?
  /// Where orders were placed; nil for the one that the mapping sets up, or the only one.
  public internal(set) var venue: ValueOrigin?
  /// A venue to set up, as in a venue file.
  var venueSetUp: SetUpVenue?

  /// Whether the mapping sets a venue up that the data directory lacks; if not, one must be there.
  public var setsUpVenue: Bool { venueSetUp != nil }

  /// Which rows are one order.
  public struct Grouping: Sendable, Equatable {
    /// The columns in which the rows of an order agree; empty if each row is an order.
    public internal(set) var columns: [String] = []
    /// Where the orders were eaten.
    public internal(set) var service = ServiceKind.takeout
    /// How the orders came in.
    public internal(set) var channel = Channel.counter
    /// What becomes of an order some of whose rows are refused.
    public internal(set) var incomplete = Incomplete.record
  }

  /// What becomes of an order some of whose rows are refused.
  public enum Incomplete: String, CaseIterable, Sendable {
    /// The other rows are recorded.
    case record
    /// The other rows are refused as well.
    case refuse
  }

  /// Where prices stand and what they mean.
  public struct PriceFormat: Sendable, Equatable {
    /// What a price is the price of.
    public enum Meaning: String, CaseIterable, Sendable {
      /// One item.
      case unitPrice = "unit_price"
      /// The whole quantity.
      case lineTotal = "line_total"
    }

    /// The column.
    public internal(set) var column: String
    /// What a price is the price of.
    public internal(set) var means: Meaning
    /// What prices are in.
    public internal(set) var currency: Currency
    /// How numbers are written.
    var number: DecimalText
  }

  /// Where options stand.
  public struct ModifierFormat: Sendable, Equatable {
    /// The column.
    public internal(set) var column: String
    /// How options are written.
    public internal(set) var syntax: ModifierSyntax
    /// Texts that mean no options.
    public internal(set) var none: Set<String>
    /// The names of the choices, by place; those beyond are numbered.
    public internal(set) var groups: [String]

    /// The name of the choice at a place of the outer list, from 0.
    func groupName(_ index: Int) -> String { groups.indices.contains(index) ? groups[index] : "Choice \(index + 1)" }
  }
}
