public import EventSourcing
public import Vocabulary

/// One order, as far as decisions about it need to know.
public struct OrderState: Model {
  /// The order.
  public let id: OrderID
  /// How far it has come.
  public private(set) var stage = OrderStage.unspecified
  /// What was agreed on when it was placed; nil before that.
  public private(set) var terms: OrderTerms?
  /// What it has taken of counted stock.
  public private(set) var stockTaken: [StockMovement] = []
  /// How many lines it has.
  public private(set) var lineCount = 0
  /// What it comes to.
  public private(set) var total = Amount.zero

  /// The state before anything happened.
  public init(_ key: OrderID) { id = key }

  /// The tags that every event of this instance carries.
  public static func tags(_ key: OrderID) -> Tags { [.order(key)] }

  /// Takes a fact in.
  public mutating func evolve(_ fact: OrderFact) {
    switch fact {
    case .placed(let terms):
      stage = .placed
      self.terms = terms
      stockTaken = terms.stockTaken
      lineCount = terms.lines.count
      total = terms.total.amount
    case .itemsAdded(let addition):
      stockTaken += addition.stockTaken
      lineCount += addition.lines.count
      total = Amount(minorUnits: total.minorUnits &+ addition.total.amount.minorUnits)
    case .accepted: stage = .accepted
    case .rejected: stage = .rejected
    case .preparationStarted: stage = .preparing
    case .ready: stage = .ready
    case .served: stage = .served
    case .collected: stage = .collected
    case .cancelled: stage = .cancelled
    }
  }
}

/// What happens to an order.
public enum OrderFact: Facts {
  /// It was placed, on these terms.
  case placed(OrderTerms)
  /// Lines were added.
  case itemsAdded(OrderAddition)
  /// It was taken on.
  case accepted
  /// It was declined.
  case rejected
  /// The kitchen began.
  case preparationStarted
  /// It was made.
  case ready
  /// It was served.
  case served
  /// It was handed over.
  case collected
  /// It was called off.
  case cancelled

  /// The events that are read.
  public static let types: Set<EventType> = [
    OrderPlaced.type, ItemsAddedToOrder.type, OrderAccepted.type, OrderRejected.type, OrderPreparationStarted.type,
    OrderReady.type, OrderServed.type, OrderCollected.type, OrderCancelled.type,
  ]

  /// Reads the fact that an event states.
  public static func read(_ type: EventType, _ r: inout WireReader) throws(FieldError) -> OrderFact? {
    switch type {
    case OrderPlaced.type: .placed(try OrderTerms.read(from: &r))
    case ItemsAddedToOrder.type: .itemsAdded(try OrderAddition.read(from: &r))
    case OrderAccepted.type: .accepted
    case OrderRejected.type: .rejected
    case OrderPreparationStarted.type: .preparationStarted
    case OrderReady.type: .ready
    case OrderServed.type: .served
    case OrderCollected.type: .collected
    case OrderCancelled.type: .cancelled
    default: nil
    }
  }
}

/// The orders that take a pickup slot.
public struct PickupSlotLoad: Model {
  /// Names a slot of a venue.
  public struct Key: Hashable, Sendable {
    /// The venue.
    public var venue: VenueID
    /// The slot.
    public var slot: PickupSlot

    /// A slot of a venue.
    public init(_ venue: VenueID, _ slot: PickupSlot) {
      self.venue = venue
      self.slot = slot
    }
  }

  /// How many orders are to be picked up in the slot.
  public private(set) var orders = 0

  /// The state before anything happened.
  public init(_ key: Key) {}

  /// The tags that every event of this instance carries.
  public static func tags(_ key: Key) -> Tags { [.slot(key.venue, key.slot)] }

  /// Takes a fact in.
  public mutating func evolve(_ fact: PickupSlotFact) {
    switch fact {
    case .taken: orders += 1
    case .freed: orders -= 1
    }
  }
}

/// What happens to a pickup slot.
public enum PickupSlotFact: Facts {
  /// An order took a place in it.
  case taken
  /// A rejected or cancelled order gave its place back.
  case freed

  /// The events that are read.
  public static let types: Set<EventType> = [OrderPlaced.type, OrderRejected.type, OrderCancelled.type]

  /// Reads the fact that an event states.
  public static func read(_ type: EventType, _ r: inout WireReader) throws(FieldError) -> PickupSlotFact? {
    switch type {
    case OrderPlaced.type: .taken
    case OrderRejected.type, OrderCancelled.type: .freed
    default: nil
    }
  }
}
