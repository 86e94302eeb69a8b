public import EventSourcing

/// An option was added to a choice of an item.
public struct ModifierOptionAdded: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(1036, "modifier_option_added") }

  /// The venue.
  public var venue: VenueID = .none
  /// The item.
  public var item: ItemID = .none
  /// The number of the choice.
  public var group: UInt32 = 0
  /// The option.
  public var option: ModifierOption

  /// An event with these fields.
  public init(venue: VenueID, item: ItemID, group: UInt32, option: ModifierOption) {
    self.venue = venue
    self.item = item
    self.group = group
    self.option = option
  }

  /// An empty value, to be read into.
  public init(_ blank: Blank) { option = ModifierOption(blank) }

  /// What the event is found by.
  public var tags: Tags { [.venue(venue)] }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "item", &item)
    try f.field(3, "group", &group)
    try f.field(4, "option", &option)
  }
}
