import EventSourcing
import EventStoreTesting
import Ordering
import Testing
import Venue
import Vocabulary

/// Walks the table in `OrderStage`, cell by cell.
@Suite struct OrderStageTests {
  static let id = Trattoria.order
  static let at = Trattoria.evening

  enum Move: CaseIterable {
    case accept, reject, start, ready, serve, collect, customerCancels, venueCancels, add
  }

  /// A history in which the order has come to a stage.
  static func history(_ stage: OrderStage, _ service: ServiceKind) throws -> GivenEvents {
    let venue = try Trattoria.setUp()
    var command = PlaceOrder(
      order: id, venue: Trattoria.venue, service: service, channel: .counter,
      lines: [OrderedLine(item: Trattoria.tiramisu)], at: at)
    if service == .dineIn {
      command.table = Trattoria.table
    } else {
      command.pickup = try PickupSlot(
        date: #require(ServiceDate("2026-11-23")), starts: #require(TimeOfDay("20:00")))
    }
    let placed = try venue.when(command, OrderingDecider.placeOrder).history()
    let accepted = placed.and(OrderAccepted(order: id))
    let preparing = accepted.and(OrderPreparationStarted(order: id))
    let ready = preparing.and(OrderReady(order: id))
    return switch stage {
    case .unspecified: venue
    case .placed: placed
    case .accepted: accepted
    case .preparing: preparing
    case .ready: ready
    case .served: ready.and(OrderServed(order: id))
    case .collected: ready.and(OrderCollected(order: id))
    case .rejected: placed.and(OrderRejected(order: id, venue: Trattoria.venue, reason: .tooBusy))
    case .cancelled: placed.and(OrderCancelled(order: id, venue: Trattoria.venue, reason: .mistake))
    }
  }

  static func decide(_ move: Move, _ history: GivenEvents) throws -> Decided<OrderingRejection> {
    switch move {
    case .accept: try history.when(AcceptOrder(order: id, at: at), OrderingDecider.acceptOrder)
    case .reject: try history.when(RejectOrder(order: id, reason: .tooBusy, at: at), OrderingDecider.rejectOrder)
    case .start: try history.when(StartOrder(order: id, at: at), OrderingDecider.startOrder)
    case .ready: try history.when(MarkOrderReady(order: id, at: at), OrderingDecider.markOrderReady)
    case .serve: try history.when(ServeOrder(order: id, at: at), OrderingDecider.serveOrder)
    case .collect: try history.when(CollectOrder(order: id, at: at), OrderingDecider.collectOrder)
    case .customerCancels:
      try history.when(CancelOrder(order: id, reason: .customerRequest, at: at), OrderingDecider.cancelOrder)
    case .venueCancels:
      try history.when(CancelOrder(order: id, reason: .venueClosed, at: at), OrderingDecider.cancelOrder)
    case .add:
      try history.when(
        AddOrderItems(
          order: id, venue: Trattoria.venue, lines: [OrderedLine(item: Trattoria.pizza)], at: at),
        OrderingDecider.addOrderItems)
    }
  }

  /// What a dine-in order answers: the type of its event, "=" for nothing, or the code of the rejection.
  static let table: [(OrderStage, [Move: String])] = [
    (
      .placed,
      [
        .accept: "order_accepted", .reject: "order_rejected", .start: "order_not_accepted",
        .ready: "order_not_preparing", .serve: "order_not_ready", .customerCancels: "order_cancelled",
        .venueCancels: "order_cancelled", .add: "items_added_to_order",
      ]
    ),
    (
      .accepted,
      [
        .accept: "=", .reject: "order_not_awaiting_answer", .start: "order_preparation_started",
        .ready: "order_not_preparing", .serve: "order_not_ready", .customerCancels: "order_cancelled",
        .venueCancels: "order_cancelled", .add: "items_added_to_order",
      ]
    ),
    (
      .preparing,
      [
        .accept: "order_not_awaiting_answer", .reject: "order_not_awaiting_answer", .start: "=", .ready: "order_ready",
        .serve: "order_not_ready", .customerCancels: "too_late_to_cancel", .venueCancels: "order_cancelled",
        .add: "items_added_to_order",
      ]
    ),
    (
      .ready,
      [
        .accept: "order_not_awaiting_answer", .reject: "order_not_awaiting_answer", .start: "order_not_accepted",
        .ready: "=", .serve: "order_served", .customerCancels: "too_late_to_cancel", .venueCancels: "order_cancelled",
        .add: "too_late_to_add",
      ]
    ),
    (
      .served,
      [
        .accept: "order_not_awaiting_answer", .reject: "order_not_awaiting_answer", .start: "order_not_accepted",
        .ready: "order_not_preparing", .serve: "=", .customerCancels: "order_closed", .venueCancels: "order_closed",
        .add: "too_late_to_add",
      ]
    ),
    (
      .rejected,
      [
        .accept: "order_not_awaiting_answer", .reject: "=", .start: "order_not_accepted", .ready: "order_not_preparing",
        .serve: "order_not_ready", .customerCancels: "order_closed", .venueCancels: "order_closed",
        .add: "too_late_to_add",
      ]
    ),
    (
      .cancelled,
      [
        .accept: "order_not_awaiting_answer", .reject: "order_not_awaiting_answer", .start: "order_not_accepted",
        .ready: "order_not_preparing", .serve: "order_not_ready", .customerCancels: "=", .venueCancels: "=",
        .add: "too_late_to_add",
      ]
    ),
    (
      .unspecified,
      [
        .accept: "order_unknown", .reject: "order_unknown", .start: "order_unknown", .ready: "order_unknown",
        .serve: "order_unknown", .customerCancels: "order_unknown", .venueCancels: "order_unknown",
        .add: "order_unknown",
      ]
    ),
  ]

  static func answer(_ decided: Decided<OrderingRejection>) -> String {
    switch decided.outcome {
    case .success(let events): events.first.map { type(of: $0).type.name } ?? "="
    case .failure(let rejection): rejection.code
    }
  }

  @Test(arguments: table.map(\.0)) func everyMoveFromAStageOfADineInOrder(_ stage: OrderStage) throws {
    let row = try #require(Self.table.first { $0.0 == stage }?.1)
    let history = try Self.history(stage, .dineIn)
    for (move, expected) in row { #expect(try Self.answer(Self.decide(move, history)) == expected, "\(move)") }
  }

  @Test func aTakeoutOrderIsCollectedOnceAndNeverServedOrAddedTo() throws {
    let ready = try Self.history(.ready, .takeout)
    #expect(try Self.answer(Self.decide(.serve, ready)) == "order_is_for_pickup")
    #expect(try Self.answer(Self.decide(.collect, ready)) == "order_collected")
    #expect(try Self.answer(Self.decide(.collect, Self.history(.collected, .takeout))) == "=")
    #expect(try Self.answer(Self.decide(.collect, Self.history(.accepted, .takeout))) == "order_not_ready")
    #expect(try Self.answer(Self.decide(.add, Self.history(.accepted, .takeout))) == "order_is_for_pickup")
    #expect(try Self.answer(Self.decide(.collect, Self.history(.ready, .dineIn))) == "order_is_for_table")
  }

  @Test func givesBackWhatTheKitchenHasNotBegun() throws {
    let early = try Self.decide(.venueCancels, Self.history(.accepted, .takeout)).events()
    let cancelled = try #require(early.first as? OrderCancelled)
    #expect(cancelled.stockReturned == [StockMovement(item: Trattoria.tiramisu, quantity: 1)])
    #expect(cancelled.pickup != nil)
    let late = try Self.decide(.venueCancels, Self.history(.preparing, .takeout)).events()
    let wasted = try #require(late.first as? OrderCancelled)
    #expect(wasted.stockReturned.isEmpty)
    #expect(wasted.pickup == nil)
  }
}
