public import Vocabulary

/// What customers are expected to be worth, by ``PurchaseRateModel`` and ``SpendingModel``.
public struct LifetimeValue: Sendable {
  /// How far ahead values look: a year. They are not discounted.
  public static let weeks = 52.0

  /// The last day that was observed.
  public let end: ServiceDate
  /// How often customers come; nil if it cannot be fitted.
  public let rates: PurchaseRateModel?
  /// What they spend; nil if it cannot be fitted.
  public let spending: SpendingModel?
  /// The customers by ID.
  public let customers: [Customer]

  /// One customer.
  public struct Customer: Sendable {
    /// What was observed.
    public let history: PurchaseHistory
    /// The same in weeks.
    public let times: PurchaseTimes
    /// The probability that the customer has not stayed away for good.
    public let probabilityActive: Double?
    /// On how many days the customer is expected to come within ``LifetimeValue/weeks``.
    public let purchases: Double?
    /// What she is expected to spend on each of them, in whole units of the currency.
    public let spending: Double?

    /// What she is expected to spend within ``LifetimeValue/weeks``, in whole units of the currency.
    public var value: Double? { purchases.flatMap { purchases in spending.map { purchases * $0 } } }
  }

  /// Fits both models to what was observed through a day.
  ///
  /// - Parameters:
  ///   - histories: what each customer bought, and when.
  ///   - end: the last day of the observation.
  ///   - currency: tells how many minor units a whole unit has.
  public init(_ histories: [PurchaseHistory], through end: ServiceDate, in currency: Currency) {
    let unit = (0..<currency.decimals).reduce(1.0) { scale, _ in scale * 10 }
    let times = histories.map { PurchaseTimes($0, through: end) }
    let spent = histories.map { history in
      RepeatSpending(repeats: history.repeats, average: (history.averageRepeat ?? 0) / unit)
    }
    let rates = PurchaseRateModel.fit(times)
    let spending = SpendingModel.fit(spent.compactMap(\.self))
    self.end = end
    self.rates = rates
    self.spending = spending
    customers = histories.indices.map { index in
      Customer(
        history: histories[index], times: times[index],
        probabilityActive: rates?.probabilityActive(times[index]),
        purchases: rates?.expectedPurchases(times[index], weeks: Self.weeks),
        spending: spending?.expectedSpending(spent[index]))
    }
  }
}
