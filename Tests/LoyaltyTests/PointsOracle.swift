import Foundation

/// What points and payments must come to, told without lots: every single point is a token. Shares no code with the
/// deciders.
struct PointsOracle {
  enum State { case held, spent, gone, writtenOff, lapsed }

  struct Token {
    var lot: Int
    var activates: Date
    var expires: Date
    var state = State.held
  }

  struct Payment {
    var order: Int
    var amount: Int
    var refunded = 0
    var isPoints = false
    var base = 0
    var visit = 0
    var reversed = 0
    var lots: Set<Int> = []
    var redemption = -1
  }

  struct Redemption {
    var tokens: [Int]
    var restored = 0
  }

  struct Order {
    var total: Int
    var paid = 0
    var isVisited = false
  }

  static let visitPoints = 3
  let activationHours: Int
  var tokens: [Token] = []
  var debt = 0
  var lots = 0
  var orders: [Order] = []
  var payments: [Payment] = []
  var redemptions: [Redemption] = []

  func isLive(_ token: Token, _ now: Date) -> Bool { token.state == .held && token.expires > now }
  func active(_ now: Date) -> Int { tokens.count { isLive($0, now) && $0.activates <= now } }
  func pending(_ now: Date) -> Int { tokens.count { isLive($0, now) && $0.activates > now } }
  func void(_ now: Date) -> Int { tokens.count { $0.state == .held && $0.expires <= now } }
  var held: Int { tokens.count { $0.state == .held } }

  /// The tokens that `isTaken` allows, those that expire first in front.
  private func ordered(_ isTaken: (Token) -> Bool) -> [Int] {
    tokens.indices.filter { isTaken(tokens[$0]) }.sorted { one, other in
      let (a, b) = (tokens[one], tokens[other])
      if a.expires != b.expires { return a.expires < b.expires }
      return a.activates != b.activates ? a.activates < b.activates : a.lot < b.lot
    }
  }

  /// A month later, at the midnight that starts the day.
  static func expiry(_ now: Date) -> Date {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let day = calendar.startOfDay(for: now)
    return calendar.date(byAdding: .month, value: 1, to: day) ?? day
  }

  mutating func earn(_ points: Int, _ now: Date, delayed: Bool = true) -> Int {
    lots += 1
    let activates = delayed ? now.addingTimeInterval(Double(activationHours) * 3600) : now
    for _ in 0..<points {
      if debt > 0 {
        debt -= 1
      } else {
        tokens.append(Token(lot: lots, activates: activates, expires: Self.expiry(now)))
      }
    }
    return lots
  }

  mutating func pay(_ order: Int, _ amount: Int, _ now: Date) -> Bool {
    guard amount > 0, amount <= orders[order].total - orders[order].paid else { return false }
    orders[order].paid += amount
    var payment = Payment(order: order, amount: amount)
    payment.base = amount / 100
    if payment.base > 0 { payment.lots.insert(earn(payment.base, now)) }
    if !orders[order].isVisited {
      orders[order].isVisited = true
      payment.visit = Self.visitPoints
      payment.lots.insert(earn(payment.visit, now))
    }
    payments.append(payment)
    return true
  }

  mutating func spend(_ points: Int, _ now: Date) -> Int? {
    let chosen = ordered { isLive($0, now) && $0.activates <= now }.prefix(points)
    guard chosen.count == points else { return nil }
    for index in chosen { tokens[index].state = .spent }
    redemptions.append(Redemption(tokens: Array(chosen)))
    return redemptions.count - 1
  }

  /// A point pays two pence.
  mutating func tender(_ order: Int, _ amount: Int, _ now: Date) -> Bool {
    guard amount > 0, amount <= orders[order].total - orders[order].paid, let made = spend((amount + 1) / 2, now)
    else { return false }
    orders[order].paid += amount
    payments.append(Payment(order: order, amount: amount, isPoints: true, redemption: made))
    return true
  }

  /// Half up.
  private func part(_ points: Int, _ refunded: Int, _ amount: Int) -> Int {
    (points * refunded * 2 + amount) / (2 * amount)
  }

  mutating func refund(_ index: Int, _ amount: Int, reopens: Bool, _ now: Date) -> Bool {
    let payment = payments[index]
    guard amount > 0, amount <= payment.amount - payment.refunded else { return false }
    payments[index].refunded += amount
    if reopens { orders[payment.order].paid -= amount }
    let upTo = payment.refunded + amount
    if payment.isPoints {
      let all = redemptions[payment.redemption].tokens.count
      restore(payment.redemption, part(all, upTo, payment.amount) - redemptions[payment.redemption].restored, now)
    } else {
      let goal = part(payment.base, upTo, payment.amount) + (upTo == payment.amount ? payment.visit : 0)
      reverse(index, goal - payment.reversed, now)
      payments[index].reversed = max(payment.reversed, goal)
      // Paid again, the order counts as a visit again.
      if upTo == payment.amount, payment.visit > 0 { orders[payment.order].isVisited = false }
    }
    return true
  }

  private mutating func reverse(_ index: Int, _ points: Int, _ now: Date) {
    let own = payments[index].lots
    var missing = max(0, points)
    func take(_ state: State, _ chosen: [Int], _ missing: inout Int) {
      for token in chosen.prefix(missing) { tokens[token].state = state }
      missing -= min(missing, chosen.count)
    }
    take(.gone, ordered { own.contains($0.lot) && isLive($0, now) }, &missing)
    let gone = ordered {
      own.contains($0.lot) && ($0.state == .writtenOff || $0.state == .held && $0.expires <= now)
    }
    // A void token that a refund counted is not counted again, and is still written off later.
    let uncounted = gone.filter { !counted.contains($0) }
    for token in uncounted.prefix(missing) { counted.insert(token) }
    missing -= min(missing, uncounted.count)
    take(.gone, ordered { !own.contains($0.lot) && isLive($0, now) }, &missing)
    debt += missing
  }

  /// The expired tokens that refunds have taken for gone.
  private var counted: Set<Int> = []

  mutating func restore(_ redemption: Int, _ points: Int, _ now: Date) {
    guard points > 0 else { return }
    let start = redemptions[redemption].restored
    redemptions[redemption].restored += points
    var replaced = 0
    for token in redemptions[redemption].tokens[start..<start + points] {
      if debt > 0 {
        debt -= 1
        tokens[token].state = .gone
      } else if tokens[token].expires <= now {
        replaced += 1
        tokens[token].state = .gone
      } else {
        tokens[token].state = .held
      }
    }
    if replaced > 0 { _ = earn(replaced, now, delayed: false) }
  }

  mutating func adjust(_ points: Int, _ now: Date) -> Bool {
    if points > 0 {
      _ = earn(points, now, delayed: false)
      return true
    }
    let chosen = ordered { isLive($0, now) }.prefix(-points)
    guard points < 0, chosen.count == -points else { return false }
    for index in chosen { tokens[index].state = .gone }
    return true
  }

  mutating func writeOff(_ now: Date) {
    for index in tokens.indices where tokens[index].state == .held && tokens[index].expires <= now {
      tokens[index].state = .writtenOff
    }
  }

  init(activationHours: Int) { self.activationHours = activationHours }
}
