import EventSourcing
import Loyalty
import Payments
import Venue
import Vocabulary

/// From steps to commands, and from their outcomes to further steps.
extension History {
  /// The command of a step; nil if nothing is to be asked for.
  mutating func request(_ step: Step) async throws -> Request? {
    switch step.deed {
    case .planDay, .closeDay: return nil
    case .birthday(let index, let customer):
      return Request(
        GrantBirthdayPoints(venue: venues[index].id, customer: customer, at: step.at), as: Actor(.staff))
    case .stock(let index, let place, _):
      let counted = venues[index].counted[place]
      return Request(
        SetItemStock(venue: venues[index].id, item: counted.item, stock: counted.portions, at: step.at),
        as: Actor(.staff))
    case .outing(let number, let move):
      guard var outing = outings[number] else { return nil }
      let request =
        switch move.concern {
        case .table: try await tableRequest(move, &outing, at: step.at)
        case .wait: try await waitRequest(move, &outing, at: step.at)
        case .order: orderRequest(move, &outing, at: step.at)
        case .bill: try await billRequest(move, &outing, at: step.at)
        }
      outings[number] = outing
      if request == nil { followRefusal(step) }
      return request
    }
  }

  /// What follows from a command that was accepted.
  mutating func follow(_ step: Step, _ events: [any Event]) throws(SplitError) {
    if case .birthday(let index, let customer) = step.deed { return awaitBirthday(index, customer, after: step.at) }
    guard case .outing(let number, let move) = step.deed, var outing = outings[number] else { return }
    switch move.concern {
    case .table: followTable(number, move, &outing, events, at: step.at)
    case .wait: followWait(number, move, &outing, events, at: step.at)
    case .order: try followOrder(number, move, &outing, events, at: step.at)
    case .bill: followBill(number, move, &outing, events, at: step.at)
    }
    keep(outing, number, isOver: move.isLast)
  }

  /// What follows where a rule forbade the command, or there was nothing to ask for.
  mutating func followRefusal(_ step: Step) {
    guard case .outing(let number, let move) = step.deed, var outing = outings[number] else { return }
    switch move.concern {
    case .table: followNoTable(number, move, &outing, at: step.at)
    case .wait: followNoWait(number, move, &outing, at: step.at)
    case .order: followNoOrder(number, move, &outing, at: step.at)
    case .bill: followNoBill(number, move, outing, at: step.at)
    }
    keep(outing, number, isOver: false)
  }

  /// Remembers an outing unless it is over: what followed may have ended it.
  private mutating func keep(_ outing: Outing, _ number: Int, isOver: Bool) {
    outings[number] = isOver || outings[number] == nil ? nil : outing
  }
}

extension Move {
  /// What a move is about.
  enum Concern { case table, wait, order, bill }

  /// What it is about.
  var concern: Concern {
    switch self {
    case .book, .confirm, .change, .cancel, .seat, .miss, .walkIn, .reassign, .finish: .table
    case .hold, .release, .join, .offer, .decline, .lapse, .leaveList: .wait
    case .order, .accept, .reject, .callOff, .start, .addItems, .makeReady, .serve, .collect, .leaveUncollected: .order
    case .enrol, .redeem, .tender, .pay, .refund: .bill
    }
  }

  /// Whether nothing can follow from it. A refund comes after the end of a visit.
  var isLast: Bool {
    switch self {
    case .release, .leaveList, .cancel, .miss, .finish, .refund: true
    default: false
    }
  }
}
