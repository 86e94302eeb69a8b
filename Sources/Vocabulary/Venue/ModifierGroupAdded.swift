public import EventSourcing

/// A choice was added to an item.
public struct ModifierGroupAdded: Event {
  /// The stored number and name.
  @inlinable public static var type: EventType { EventType(1035, "modifier_group_added") }

  /// The venue.
  public var venue: VenueID = .none
  /// The item.
  public var item: ItemID = .none
  /// The choice with its options.
  public var group: ModifierGroup

  /// An event with these fields.
  public init(venue: VenueID, item: ItemID, group: ModifierGroup) {
    self.venue = venue
    self.item = item
    self.group = group
  }

  /// An empty value, to be read into.
  public init(_ blank: Blank) { group = ModifierGroup(blank) }

  /// What the event is found by.
  public var tags: Tags { [.venue(venue)] }

  /// Every field by its stored number and name.
  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "item", &item)
    try f.field(3, "group", &group)
  }
}
