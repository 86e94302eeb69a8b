import EventSourcing
import Venue
import Vocabulary

/// What lines come to at a venue.
///
/// Prices are those of the menu; every line is rounded by itself, half away from zero, so the tax of an order is the
/// sum of what its lines show. Where prices include the tax it is taken out of the line's amount, elsewhere it is
/// added to it; either way the line's `total` is what was charged.
struct Bill {
  private(set) var lines: [OrderLine] = []
  private(set) var stockTaken: [StockMovement] = []
  private(set) var serviceCharge: ServiceCharge?
  private(set) var taxes: [TaxTotal] = []
  private(set) var total = Amount.zero

  private let venue: VenueSetup
  private var includesTax: Bool { venue.taxRules?.pricesIncludeTax ?? true }

  /// A bill of lines whose totals are known.
  init(recorded lines: [OrderLine], at venue: VenueSetup) throws(OrderingRejection) {
    self.venue = venue
    self.lines = lines
    try sumUp()
  }

  /// A bill of lines that are ordered now.
  ///
  /// - Parameters:
  ///   - moment: when they are to be served.
  ///   - party: whom a service charge is asked of; nil for takeout.
  init(
    _ ordered: [OrderedLine], at venue: VenueSetup, _ moment: ServiceMoment, party: UInt32?,
    _ onHand: Each<StockOnHand>
  ) throws(OrderingRejection) {
    self.venue = venue
    for (index, line) in ordered.enumerated() {
      lines.append(try price(line, number: index + 1, moment))
    }
    stockTaken = try Self.stock(of: lines, onHand)
    if let party, let rule = venue.serviceCharge, max(party, 1) >= rule.minParty {
      serviceCharge = try charge(rule)
    }
    try sumUp()
  }

  private func price(
    _ line: OrderedLine, number: Int, _ moment: ServiceMoment
  ) throws(OrderingRejection) -> OrderLine {
    let quantity = line.quantity ?? 1
    guard (1...OrderLimits.quantity).contains(quantity) else {
      throw .quantityOutOfRange(line: number, quantity)
    }
    guard let item = venue.item(line.item) else { throw .itemUnknown(line: number, line.item) }
    guard item.isServed(moment.time, on: moment.date) else {
      throw .itemNotServed(line: number, name: item.name, at: moment.time)
    }
    let options = try item.choose(line.options, line: number)
    let rate = venue.taxRate(of: item.taxClass)
    do throws(MoneyError) {
      var unit = item.price
      for option in options { unit = try unit.adding(option.price.times(option.count)) }
      let (total, tax) = try taxed(unit.times(quantity), rate)
      return OrderLine(
        item: item.id, quantity: quantity, guest: line.guest, options: options, name: item.name, unitPrice: unit,
        total: total, taxRate: rate, tax: tax, allergens: item.allergens)
    } catch { throw .amountTooLarge }
  }

  /// What is charged for a price, and the tax in it.
  private func taxed(_ price: Amount, _ rate: BasisPoints) throws(MoneyError) -> (total: Amount, tax: Amount) {
    if includesTax { return (price, try rate.contained(in: price)) }
    let tax = try rate.of(price)
    return (try price.adding(tax), tax)
  }

  private func charge(_ rule: ServiceChargeRule) throws(OrderingRejection) -> ServiceCharge? {
    do throws(MoneyError) {
      var base = Amount.zero
      for line in lines { base = try base.adding(includesTax ? line.total : line.total.subtracting(line.tax)) }
      let rate = venue.taxRate(of: rule.taxClass)
      let (total, tax) = try taxed(rule.rate.of(base), rate)
      return total == .zero ? nil : ServiceCharge(total: total, taxRate: rate, tax: tax)
    } catch { throw .amountTooLarge }
  }

  private mutating func sumUp() throws(OrderingRejection) {
    do throws(MoneyError) {
      total = try lines.map(\.total).sum()
      var byRate: [BasisPoints: TaxTotal] = [:]
      for line in lines { try Self.add(line.total, line.tax, line.taxRate, to: &byRate) }
      if let serviceCharge {
        total = try total.adding(serviceCharge.total)
        try Self.add(serviceCharge.total, serviceCharge.tax, serviceCharge.taxRate, to: &byRate)
      }
      taxes = byRate.values.sorted { $0.rate < $1.rate }
    } catch { throw .amountTooLarge }
  }

  private static func add(
    _ total: Amount, _ tax: Amount, _ rate: BasisPoints, to byRate: inout [BasisPoints: TaxTotal]
  ) throws(MoneyError) {
    guard rate > .zero else { return }
    let before = byRate[rate] ?? TaxTotal(rate: rate, taxed: .zero, tax: .zero)
    byRate[rate] = TaxTotal(rate: rate, taxed: try before.taxed.adding(total), tax: try before.tax.adding(tax))
  }

  /// What the lines take of counted stock, in the order of the items' IDs.
  private static func stock(
    of lines: [OrderLine], _ onHand: Each<StockOnHand>
  ) throws(OrderingRejection) -> [StockMovement] {
    var ordered: [ItemID: Int64] = [:]
    for (index, line) in lines.enumerated() {
      let stock = onHand[line.item]
      switch stock.policy {
      case .unlimited, .unspecified: continue
      case .out: throw .itemOut(line: index + 1, name: line.name)
      case .counted:
        ordered[line.item, default: 0] += Int64(line.quantity)
        if let total = ordered[line.item], total > stock.count {
          let all = lines.reduce(0) { $1.item == line.item ? $0 + Int64($1.quantity) : $0 }
          throw .itemSoldOut(name: line.name, left: stock.count, ordered: all)
        }
      }
    }
    guard ordered.count <= OrderLimits.countedItems else { throw .tooManyCountedItems(ordered.count) }
    // A quantity is at most lines x items of a line, which fits 32 bits.
    return ordered.sorted { $0.key < $1.key }.map { StockMovement(item: $0.key, quantity: UInt32($0.value)) }
  }
}

/// Makes a recorded line: prices as charged, names as on the menu.
extension VenueSetup {
  func line(recorded line: RecordedLine, number: Int) throws(OrderingRejection) -> OrderLine {
    guard (1...OrderLimits.quantity).contains(line.quantity) else {
      throw .quantityOutOfRange(line: number, line.quantity)
    }
    guard let item = items[line.item] else { throw .itemUnknown(line: number, line.item) }
    let options = try item.options(line.options, line: number)
    let rate = taxRate(of: item.taxClass)
    guard (line.unitPrice == nil) != (line.total == nil) else { throw .amountMissing(line: number) }
    guard !(line.unitPrice ?? line.total ?? .zero).isNegative else { throw .amountNegative(line: number) }
    do throws(MoneyError) {
      let product = try (line.unitPrice ?? .zero).times(line.quantity)
      let total = line.total ?? product
      return OrderLine(
        item: item.id, quantity: line.quantity, guest: line.guest, options: options, name: item.name,
        unitPrice: line.unitPrice, total: total, taxRate: rate, tax: try rate.contained(in: total),
        allergens: item.allergens)
    } catch { throw .amountTooLarge }
  }
}
