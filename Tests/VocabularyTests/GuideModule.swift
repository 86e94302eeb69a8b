// swift-format-ignore-file: AllPublicDeclarationsHaveDocumentation
// The module that the guide *How to add a module* builds, so that the compiler reads the guide, too.
//
// `GuideTests` compares the two. What is here and not there is what the guide leaves to its reader.
public import EventSourcing
import EventStoreTesting
import Foundation
import Testing
public import Vocabulary

private let order = OrderID(RawUUID(high: 1, low: 1))
private let placed = OrderPlaced(
  order: order, venue: VenueID(RawUUID(high: 1, low: 2)), service: .dineIn, channel: .counter, provenance: .taken,
  serviceDate: .epoch, utcOffsetMinutes: 0, total: Money(Amount(minorUnits: 1_200), .gbp))
private let finished = given(placed, OrderServed(order: order))

/// The customer said how an order was.
public struct OrderReviewed: Event {
  @inlinable public static var type: EventType { EventType(401, "order_reviewed") }

  /// The order.
  public var order: OrderID = .none
  /// The order's venue.
  public var venue: VenueID = .none
  /// From 1 to 5.
  public var stars: UInt32 = 0

  /// An event with these fields.
  public init(order: OrderID, venue: VenueID, stars: UInt32) {
    self.order = order
    self.venue = venue
    self.stars = stars
  }

  public init(_: Blank) {}

  public var tags: Tags { [.order(order)] }

  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(2, "venue", &venue)
    try f.field(3, "stars", &stars)
  }
}

/// Says how an order was.
public struct ReviewOrder: Command {
  public static let name = "review_order"
  public static let summary = "Review an order that was served or collected"

  /// The order.
  public var order: OrderID = .none
  /// From 1 to 5.
  public var stars: UInt32 = 0
  /// When it happened; now, if it is left out.
  public var at: Timestamp?

  /// A command of these parts.
  public init(order: OrderID, stars: UInt32, at: Timestamp? = nil) {
    self.order = order
    self.stars = stars
    self.at = at
  }

  public init(_: Blank) {}

  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "order", &order)
    try f.field(2, "stars", &stars)
    try f.field(15, "at", &at)
  }
}

/// An order, as far as its review goes.
public struct ReviewedOrder: Model {
  /// The order.
  public let id: OrderID
  /// Its venue; nil before it was placed.
  public private(set) var venue: VenueID?
  /// Whether it was served or collected.
  public private(set) var isFinished = false
  /// What was said; nil before that.
  public private(set) var stars: UInt32?

  public init(_ key: OrderID) { id = key }

  public static func tags(_ key: OrderID) -> Tags { [.order(key)] }

  public mutating func evolve(_ fact: ReviewFact) {
    switch fact {
    case .placed(let place): venue = place.venue
    case .finished: isFinished = true
    case .reviewed(let review): stars = review.stars
    }
  }
}

/// What happens to an order, as far as its review goes.
public enum ReviewFact: Facts {
  /// It was placed, at this venue.
  case placed(PlacedVenue)
  /// It was served or collected.
  case finished
  /// It was reviewed.
  case reviewed(OrderReviewed)

  public static let types: Set<EventType> = [
    OrderPlaced.type, OrderServed.type, OrderCollected.type, OrderReviewed.type,
  ]

  public static func read(_ type: EventType, _ r: inout WireReader) throws(FieldError) -> ReviewFact? {
    switch type {
    case OrderPlaced.type: .placed(try PlacedVenue.read(from: &r))
    case OrderServed.type, OrderCollected.type: .finished
    case OrderReviewed.type: .reviewed(try OrderReviewed.read(from: &r))
    default: nil
    }
  }
}

/// What a review reads of `OrderPlaced`.
public struct PlacedVenue: FieldMessage {
  public static let schemaName = "OrderPlaced"

  /// The venue.
  public var venue: VenueID = .none

  public init(_: Blank) {}

  @inlinable public mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(2, "venue", &venue)
  }
}

/// The rules of reviewing.
public enum ReviewsDecider {
  /// Reviews an order, once.
  public static let reviewOrder = Decider<ReviewOrder, ReviewRejection, ReviewedOrder>(
    keys: { $0.order },
    decide: { (command, order) throws(ReviewRejection) in
      guard (1...5).contains(command.stars) else { throw .starsOutOfRange(command.stars) }
      guard let venue = order.venue else { throw .orderUnknown(order.id) }
      guard order.isFinished else { throw .orderNotFinished(order.id) }
      if order.stars == command.stars { return [] }
      guard order.stars == nil else { throw .alreadyReviewed(order.id) }
      return [OrderReviewed(order: order.id, venue: venue, stars: command.stars)]
    })
}

/// Why an order is not reviewed.
public enum ReviewRejection: Rejection {
  /// There is no such order.
  case orderUnknown(OrderID)
  /// It was neither served nor collected.
  case orderNotFinished(OrderID)
  /// Somebody reviewed it before, in another way.
  case alreadyReviewed(OrderID)
  /// Stars are from 1 to 5.
  case starsOutOfRange(UInt32)

  public var explanation: RejectionExplanation {
    switch self {
    case .orderUnknown(let order): .init("order_unknown", "there is no order \(order)")
    case .orderNotFinished(let order):
      .init("order_not_finished", "\(order) can be reviewed once it was served or collected")
    case .alreadyReviewed(let order): .init("already_reviewed", "\(order) was reviewed already")
    case .starsOutOfRange(let stars): .init("stars_out_of_range", "\(stars) is not from 1 to 5")
    }
  }
}

/// How each venue is rated.
public struct Ratings: Projection {
  public static let name = "ratings"
  public static let version: UInt32 = 1

  private var venues: [VenueID: RatingRow] = [:]

  public init() {}

  public mutating func apply(_ fact: RatingFact, _ context: EventContext) {
    switch fact {
    case .reviewed(let review): venues[review.venue, default: RatingRow(review.venue)].add(review.stars)
    }
  }

  public func save(_ rows: inout SnapshotWriter) throws(FieldError) {
    for (_, row) in venues.sorted(by: { $0.key < $1.key }) { try rows.row(1, row) }
  }

  public mutating func load(_ rows: inout SnapshotReader) throws(FieldError) {
    try rows.forEach { (_, wire) throws(FieldError) in
      let row: RatingRow = try wire.row()
      venues[row.venue] = row
    }
  }

  /// A venue's mean, computed on read; nil before its first review.
  public func mean(of venue: VenueID) -> Double? {
    venues[venue].map { Double($0.stars) / Double($0.reviews) }
  }
}

/// What ratings are folded from.
public enum RatingFact: Facts {
  /// An order was reviewed.
  case reviewed(OrderReviewed)

  public static let types: Set<EventType> = [OrderReviewed.type]

  public static func read(_ type: EventType, _ r: inout WireReader) throws(FieldError) -> RatingFact? {
    type == OrderReviewed.type ? .reviewed(try OrderReviewed.read(from: &r)) : nil
  }
}

/// A venue's reviews, in the state and in the snapshot.
struct RatingRow: FieldMessage {
  static let schemaName = "RatingRow"

  var venue: VenueID = .none
  var reviews: UInt64 = 0
  var stars: UInt64 = 0

  init(_: Blank) {}

  init(_ venue: VenueID) { self.venue = venue }

  mutating func add(_ stars: UInt32) {
    reviews += 1
    self.stars += UInt64(stars)
  }

  mutating func fields(_ f: inout some FieldCoding) throws(FieldError) {
    try f.field(1, "venue", &venue)
    try f.field(2, "reviews", &reviews)
    try f.field(3, "stars", &stars)
  }
}

/// What the catalogue sees of Reviews.
public enum ReviewsModule {
  /// What customers say about orders.
  public static let definition = ModuleDefinition(
    name: "reviews",
    events: [OrderReviewed.self],
    commands: [CommandDefinition(ReviewsDecider.reviewOrder)],
    readModels: [ReadModelDefinition(Ratings.self, summary: "how each venue is rated")])
}

@Suite struct ReviewOrderTests {
  // `placed` is an order with its venue, and `finished` what was served of it: given(placed, OrderServed(order: order))

  @Test func `a finished order is reviewed`() throws {
    try finished.when(ReviewOrder(order: order, stars: 5), ReviewsDecider.reviewOrder)
      .then(OrderReviewed(order: order, venue: placed.venue, stars: 5))
  }

  @Test func `the same review again has no effect, another is refused`() throws {
    let reviewed = finished.and(OrderReviewed(order: order, venue: placed.venue, stars: 5))
    try reviewed.when(ReviewOrder(order: order, stars: 5), ReviewsDecider.reviewOrder).thenNothing()
    try reviewed.when(ReviewOrder(order: order, stars: 1), ReviewsDecider.reviewOrder)
      .thenRejected(.alreadyReviewed(order))
  }

  @Test func `an order that is not finished is not reviewed`() throws {
    try given(placed).when(ReviewOrder(order: order, stars: 5), ReviewsDecider.reviewOrder)
      .thenRejected(.orderNotFinished(order))
  }

  @Test func `descriptions are complete and narrow readers agree`() {
    #expect(FieldInventory.problems(of: OrderReviewed.self) == [])
    #expect(FieldInventory.problems(narrowing: PlacedVenue.self, of: OrderPlaced.self) == [])
  }
}
