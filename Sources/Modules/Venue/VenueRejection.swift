public import EventSourcing
public import Vocabulary

/// Why a venue is not set up as asked.
public enum VenueRejection: Rejection {
  /// The description of the venue contradicts itself; everything that does.
  case descriptionInvalid([VenueProblem])
  /// The time zone of an opened venue is another.
  case timeZoneFixed(VenueID, is: String)
  /// The currency of an opened venue is another.
  case currencyFixed(VenueID, is: Currency)
  /// There is no such venue.
  case venueUnknown(VenueID)
  /// The venue's menu has no such item.
  case itemUnknown(ItemID)
  /// The venue's menu has no section of this number.
  case sectionUnknown(UInt32)
  /// A section cannot be removed while items stand in it.
  case sectionNotEmpty(UInt32, items: Int)
  /// Another item of the menu has this key; it is described differently.
  case itemAlreadyOnMenu(ItemID, name: String)
  /// The choice has no room for the option.
  case tooManyOptions(String)
  /// Only a counted item can be restocked.
  case itemNotCounted(ItemID, name: String)
  /// More portions than a venue may have at hand.
  case stockTooLarge(UInt32)

  /// The stable code, and the message for people.
  public var explanation: RejectionExplanation {
    switch self {
    case .descriptionInvalid(let problems):
      .init("description_invalid", problems.map(\.description).joined(separator: "\n"))
    case .timeZoneFixed(let venue, let zone):
      .init("time_zone_fixed", "\(venue) was opened in \(zone): stored dates rest on it, so open another venue instead")
    case .currencyFixed(let venue, let currency):
      .init("currency_fixed", "\(venue) was opened in \(currency): stored amounts rest on it, so open another venue")
    case .venueUnknown(let venue): .init("venue_unknown", "there is no venue \(venue); set it up with set_up_venue")
    case .itemUnknown(let item): .init("item_unknown", "\(item) is not on the venue's menu; `show menu` lists what is")
    case .sectionUnknown(let number): .init("section_unknown", "the menu has no section \(number); add it first")
    case .sectionNotEmpty(let number, let items):
      .init("section_not_empty", "section \(number) still has \(items) items; remove or move them first")
    case .itemAlreadyOnMenu(let item, let name):
      .init("item_already_on_menu", "\(name) is on the menu as \(item), described differently; change that one")
    case .tooManyOptions(let group):
      .init("too_many_options", "\(group) already has \(VenueLimits.options) options, the most that a choice may have")
    case .itemNotCounted(let item, let name):
      .init("item_not_counted", "portions of \(name) (\(item)) are not counted; set its stock to counted first")
    case .stockTooLarge(let count):
      .init("stock_too_large", "\(count) portions are more than the \(VenueLimits.stock) that may be at hand")
    }
  }
}

/// Something wrong in the description of a venue, and where.
public struct VenueProblem: Hashable, Sendable, CustomStringConvertible {
  /// The field, such as `sections[2].items[0].price_minor`.
  public var path: String
  /// What is wrong with it, and what would be right.
  public var message: String

  /// Path and message.
  public var description: String { "\(path): \(message)" }
}
