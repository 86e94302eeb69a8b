import EventSourcing
import Vocabulary

/// A row that was understood.
struct ImportedRow: Equatable {
  /// Where it starts in the file, from 1.
  var line: Int
  /// What it shares with the other rows of its order; empty if each row is an order.
  var group: [String]
  /// When the order was placed; nil if the file has no times.
  var time: Timestamp?
  /// Whether daylight saving leaves the time in doubt.
  var isTimeAmbiguous = false
  var item: String
  var quantity: UInt32
  /// What one was charged at, if the file says that.
  var unitPrice: Amount?
  /// What was charged for the whole quantity.
  var total: Amount
  /// The names of the chosen options, by the place of their choice.
  var options: [[String]] = []
  /// How many rows the order has by its own account.
  var declaredLines: UInt32?
  var customer: String?
  var venue: String?
}

/// Why a row is not imported.
struct RowRefusal: Error, Equatable {
  var code: ImportFinding.Code
  var column: String?
  var reason: String
}
