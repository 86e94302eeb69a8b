public import EventSourcing
import Vocabulary

/// What the catalogue sees of Ordering.
public enum OrderingModule {
  /// Orders for a table and to take away, from placing to handing over.
  public static let definition = ModuleDefinition(
    name: "ordering",
    events: [
      OrderPlaced.self, OrderAccepted.self, OrderRejected.self, OrderPreparationStarted.self, OrderReady.self,
      OrderServed.self, OrderCollected.self, OrderCancelled.self, ItemsAddedToOrder.self,
    ],
    commands: [
      CommandDefinition(OrderingDecider.placeOrder), CommandDefinition(OrderingDecider.addOrderItems),
      CommandDefinition(OrderingDecider.acceptOrder), CommandDefinition(OrderingDecider.rejectOrder),
      CommandDefinition(OrderingDecider.startOrder), CommandDefinition(OrderingDecider.markOrderReady),
      CommandDefinition(OrderingDecider.serveOrder), CommandDefinition(OrderingDecider.collectOrder),
      CommandDefinition(OrderingDecider.cancelOrder), CommandDefinition(OrderingDecider.recordOrder),
    ],
    readModels: [
      ReadModelDefinition(Orders.self, summary: "every order and its stage, the kitchens' queues, what was sold")
    ])
}
