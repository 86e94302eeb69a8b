public import EventSourcing
import Vocabulary

/// What the catalogue sees of Payments.
public enum PaymentsModule {
  /// Payments in cash, by card at the venue and out of deposits, and what was given back.
  public static let definition = ModuleDefinition(
    name: "payments",
    events: [PaymentRecorded.self, PaymentRefunded.self],
    commands: [
      CommandDefinition(PaymentsDecider.recordPayment), CommandDefinition(PaymentsDecider.refundPayment),
    ],
    readModels: [
      ReadModelDefinition(Ledger.self, summary: "money and points of every venue in double entry; sums to zero"),
      ReadModelDefinition(Payments.self, summary: "every payment, what is due for each order, what each venue took"),
    ])
}
