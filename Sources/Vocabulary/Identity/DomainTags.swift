public import EventSourcing

extension TagKind {
  /// Events of one customer.
  public static var customer: TagKind { TagKind(11, "customer", .id("cus")) }
  /// Events of one order.
  public static var order: TagKind { TagKind(12, "order", .id("ord")) }
  /// What sets a venue up.
  public static var venue: TagKind { TagKind(13, "venue", .id("ven")) }
  /// What moves the stock of a counted item.
  public static var item: TagKind { TagKind(14, "item", .id("itm")) }
  /// What takes or frees a pickup slot of a venue.
  public static var slot: TagKind { TagKind(15, "slot", .idAndTime("ven")) }
  /// Events of one reservation, from the hold or the waitlist on.
  public static var reservation: TagKind { TagKind(21, "reservation", .id("rsv")) }
  /// What takes or frees tables of a venue on a service day.
  public static var book: TagKind { TagKind(22, "book", .idAndDate("ven")) }
  /// Events of one payment.
  public static var payment: TagKind { TagKind(31, "payment", .id("pay")) }
  /// Events of one member of a venue's loyalty programme.
  public static var loyalty: TagKind { TagKind(32, "loyalty", .ids("ven", "cus")) }

  /// Every kind of tag of the domain, numbered from 11 (1 to 10 are the log's own), for a ``TagVocabulary``.
  public static var domain: [TagKind] { [customer, order, venue, item, slot, reservation, book, payment, loyalty] }
}

extension Tag {
  /// The tag of a customer, if there is one.
  public static func customer(_ id: CustomerID?) -> Tag? { id.map { Tag(.customer, $0) } }
  /// The tag of an order.
  public static func order(_ id: OrderID) -> Tag { Tag(.order, id) }
  /// The tag of a venue.
  public static func venue(_ id: VenueID) -> Tag { Tag(.venue, id) }
  /// The tag of a counted item.
  public static func item(_ id: ItemID) -> Tag { Tag(.item, id) }
  /// The tag of a reservation.
  public static func reservation(_ id: ReservationID) -> Tag { Tag(.reservation, id) }
  /// The tag of a venue's book of a service day: the venue and four bytes of days since 1970-01-01, big-endian.
  public static func book(_ venue: VenueID, _ date: ServiceDate) -> Tag {
    Tag(.book, venue, daysSinceEpoch: date.daysSinceEpoch)
  }
  /// The tag of a payment.
  public static func payment(_ id: PaymentID) -> Tag { Tag(.payment, id) }
  /// The tag of a member of a venue's loyalty programme: the venue and the customer, 32 bytes.
  public static func loyalty(_ venue: VenueID, _ customer: CustomerID) -> Tag {
    Tag(.loyalty, bytes: venue.uuid.bytes + customer.uuid.bytes)
  }

  /// The tag of a pickup slot, if there is one: the venue, four bytes of days since 1970-01-01 and two of minutes,
  /// both big-endian. 22 bytes stay inline.
  public static func slot(_ venue: VenueID, _ slot: PickupSlot?) -> Tag? {
    slot.map { slot in
      let days = UInt32(bitPattern: slot.date.daysSinceEpoch)
      let minutes = slot.starts.minutes
      let place = (0..<4).map { UInt8(truncatingIfNeeded: days >> (24 - 8 * $0)) }
      return Tag(.slot, bytes: venue.uuid.bytes + place + [UInt8(minutes >> 8 & 0xff), UInt8(minutes & 0xff)])
    }
  }
}

extension Tags {
  /// The tags of an event of an order: the order, and what it takes or frees.
  ///
  /// At most ``OrderLimits/countedItems`` items fit beside the others.
  static func ordering(
    _ order: OrderID, customer: CustomerID? = nil, venue: VenueID = .none, pickup: PickupSlot? = nil,
    stock: [StockMovement]
  ) -> Tags {
    var tags: Tags = [.order(order), .customer(customer), .slot(venue, pickup)]
    for movement in stock { tags.insert(.item(movement.item)) }
    return tags
  }
}

extension Tags {
  /// The tags of an event of a reservation: itself, the book that it stands in, and the diner if known.
  static func reserving(
    _ reservation: ReservationID, _ venue: VenueID, _ date: ServiceDate, _ customer: CustomerID?
  ) -> Tags { [.reservation(reservation), .book(venue, date), .customer(customer)] }
}
