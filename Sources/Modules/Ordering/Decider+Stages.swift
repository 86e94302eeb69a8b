public import EventSourcing
import Vocabulary

/// The rules of moving an order on: the table in ``OrderStage``.
extension OrderingDecider {
  /// Takes an order on.
  public static let acceptOrder = Decider<AcceptOrder, OrderingRejection, OrderState>(
    keys: { $0.order },
    decide: { (command, order) throws(OrderingRejection) in
      switch try order.requirePlaced() {
      case .placed: [OrderAccepted(order: order.id, readyBy: command.readyBy)]
      case .accepted: []
      case let stage: throw .orderNotAwaitingAnswer(order.id, stage)
      }
    })

  /// Declines an order; its stock and its slot become free.
  public static let rejectOrder = Decider<RejectOrder, OrderingRejection, OrderState>(
    keys: { $0.order },
    decide: { (command, order) throws(OrderingRejection) in
      switch (try order.requirePlaced(), order.terms) {
      case (.placed, let terms?):
        [
          OrderRejected(
            order: order.id, venue: terms.venue, reason: command.reason, stockReturned: order.stockByItem,
            pickup: terms.pickup)
        ]
      case (.rejected, _): []
      case (let stage, _): throw .orderNotAwaitingAnswer(order.id, stage)
      }
    })

  /// Begins to make an order.
  public static let startOrder = Decider<StartOrder, OrderingRejection, OrderState>(
    keys: { $0.order },
    decide: { (_, order) throws(OrderingRejection) in
      switch try order.requirePlaced() {
      case .accepted: [OrderPreparationStarted(order: order.id)]
      case .preparing: []
      case let stage: throw .orderNotAccepted(order.id, stage)
      }
    })

  /// Finishes making an order.
  public static let markOrderReady = Decider<MarkOrderReady, OrderingRejection, OrderState>(
    keys: { $0.order },
    decide: { (_, order) throws(OrderingRejection) in
      switch try order.requirePlaced() {
      case .preparing: [OrderReady(order: order.id)]
      case .ready: []
      case let stage: throw .orderNotPreparing(order.id, stage)
      }
    })

  /// Brings a dine-in order to its table.
  public static let serveOrder = Decider<ServeOrder, OrderingRejection, OrderState>(
    keys: { $0.order },
    decide: { (_, order) throws(OrderingRejection) in
      let stage = try order.requirePlaced()
      guard order.terms?.service == .dineIn else { throw .orderIsForPickup(order.id) }
      return switch stage {
      case .ready: [OrderServed(order: order.id)]
      case .served: []
      default: throw .orderNotReady(order.id, stage)
      }
    })

  /// Hands a takeout order over.
  public static let collectOrder = Decider<CollectOrder, OrderingRejection, OrderState>(
    keys: { $0.order },
    decide: { (_, order) throws(OrderingRejection) in
      let stage = try order.requirePlaced()
      guard order.terms?.service == .takeout else { throw .orderIsForTable(order.id) }
      return switch stage {
      case .ready: [OrderCollected(order: order.id)]
      case .collected: []
      default: throw .orderNotReady(order.id, stage)
      }
    })

  /// Calls an order off. What the kitchen has begun is not given back.
  public static let cancelOrder = Decider<CancelOrder, OrderingRejection, OrderState>(
    keys: { $0.order },
    decide: { (command, order) throws(OrderingRejection) in
      let stage = try order.requirePlaced()
      let givesBack: Bool
      switch stage {
      case .placed, .accepted: givesBack = true
      case .preparing, .ready:
        guard command.reason != .customerRequest else { throw .tooLateToCancel(order.id, stage) }
        givesBack = false
      case .cancelled: return []
      case .unspecified, .served, .collected, .rejected: throw .orderClosed(order.id, stage)
      }
      guard let terms = order.terms else { throw .orderUnknown(order.id) }
      return [
        OrderCancelled(
          order: order.id, venue: terms.venue, reason: command.reason,
          stockReturned: givesBack ? order.stockByItem : [], pickup: givesBack ? terms.pickup : nil)
      ]
    })
}

extension OrderState {
  /// The stage of an order that was placed.
  func requirePlaced() throws(OrderingRejection) -> OrderStage {
    guard terms != nil else { throw .orderUnknown(id) }
    return stage
  }

  /// What the order has taken of counted stock, by item.
  var stockByItem: [StockMovement] {
    var taken: [ItemID: UInt32] = [:]
    for movement in stockTaken { taken[movement.item, default: 0] &+= movement.quantity }
    return taken.sorted { $0.key < $1.key }.map { StockMovement(item: $0.key, quantity: $0.value) }
  }
}
