public import EventSourcing
import Ordering
public import Vocabulary

/// Where an import's commands go, and what it asks about: the application service, seen by the importer.
public protocol CommandSink: Sendable {
  /// All venues of the data directory.
  func venues() async throws -> [ImportVenue]
  /// The menu of a venue, with what earlier commands of this import put on it.
  func menu(of venue: VenueID) async throws -> ImportMenu
  /// Gives a command; returns once its events are durable.
  ///
  /// Commands that are begun one behind the other from one task executor that runs one job at a time are sequenced in
  /// that order.
  ///
  /// - Throws: ``CommandRefusal`` if a rule forbids it or the idempotency key was used for another request; any other
  ///   error means that the log does not take commands now, and ends the import.
  func give<C: Command>(_ command: C, as actor: Actor, idempotencyKey: String?) async throws -> CommandAnswer
  /// What the log holds of these orders.
  func recorded(_ orders: [OrderID]) async throws -> RecordedOrders
  /// The customer that a text of the file stands for: always the same for one text, and of no use to find the text
  /// again without the data directory's key.
  func customer(named text: String) async throws -> CustomerID
}

/// What became of a command.
public enum CommandAnswer: Sendable, Equatable {
  /// So many events were appended.
  case appended(events: Int)
  /// What it asks for was so already, or it was answered before under its idempotency key.
  case nothingNew
}

/// A venue that orders can be recorded at.
public struct ImportVenue: Sendable, Equatable {
  /// Its ID.
  public var id: VenueID
  /// What it is called.
  public var name: String
  /// What it charges in.
  public var currency: Currency

  /// A venue of these parts.
  public init(id: VenueID, name: String, currency: Currency) {
    self.id = id
    self.name = name
    self.currency = currency
  }
}

/// What the importer must know of a menu.
public struct ImportMenu: Sendable, Equatable {
  /// The numbers of the sections, by name.
  public var sections: [String: UInt32] = [:]
  /// The items that orders may name, by name.
  public var items: [String: MenuItem] = [:]
  /// The numbers of options by every name that they ever had.
  var formerOptions: [MenuNames.Option: OptionChoice] = [:]

  /// A menu of these parts.
  public init(sections: [String: UInt32] = [:], items: [String: MenuItem] = [:]) {
    self.sections = sections
    self.items = items
  }
}

/// What the log holds of the orders of a file.
public struct RecordedOrders: Sendable, Equatable {
  /// How many of them were found.
  public var orders = 0
  /// Their lines.
  public var lines = 0
  /// The quantities of their lines.
  public var quantity: Int64 = 0
  /// What they came to, in minor units.
  public var gross = Amount.zero

  /// Nothing yet.
  public init() {}
}
