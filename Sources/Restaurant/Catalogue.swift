import Analytics
public import EventSourcing
public import EventStore
import Loyalty
import Ordering
import Payments
import Reservations
import SegmentLog
import Venue
import Vocabulary

/// Every module, and what they have together: the events, commands and read models of a restaurant.
public enum Catalogue {
  /// The modules, by name.
  public static let modules: [ModuleDefinition] = [
    AnalyticsModule.definition, LoyaltyModule.definition, OrderingModule.definition, PaymentsModule.definition,
    ReservationsModule.definition, VenueModule.definition,
  ]

  /// Every event type, by number.
  public static let events: [any Event.Type] = modules.flatMap(\.events).sorted { $0.type < $1.type }

  /// Every command, by name.
  public static let commands: [CommandDefinition] = modules.flatMap(\.commands).sorted { $0.name < $1.name }

  /// Every read model, by name.
  public static let readModels: [ReadModelDefinition] = modules.flatMap(\.readModels).sorted { $0.name < $1.name }

  /// What keeps the read models, by name.
  public static let projections: [any Projection.Type] = readModels.map(\.projection)

  /// What happens by itself, by name.
  public static let policies: [any Policy.Type] = modules.flatMap(\.policies).sorted { $0.name < $1.name }

  /// How tags are shown and read.
  public static let tags = TagVocabulary(TagKind.ofLog + TagKind.domain)

  private static let eventsByNumber: [UInt32: any Event.Type] = Dictionary(
    uniqueKeysWithValues: events.map { ($0.type.number, $0) })

  /// The event type with a number, if it is known here.
  public static func event(number: UInt32) -> (any Event.Type)? { eventsByNumber[number] }

  /// The event type with a name, if it is known here.
  public static func event(named name: String) -> (any Event.Type)? { events.first { $0.type.name == name } }

  private static let commandsByName = Dictionary(uniqueKeysWithValues: commands.map { ($0.name, $0) })

  /// The command with a name, if there is one.
  public static func command(named name: String) -> CommandDefinition? { commandsByName[name] }

  /// The module that an event or a command belongs to.
  public static func module(ofCommand name: String) -> String {
    modules.first { $0.commands.contains { $0.name == name } }?.name ?? ""
  }

  /// The module whose event this is.
  public static func module(of event: any Event.Type) -> String {
    modules.first { $0.events.contains { $0 == event } }?.name ?? ""
  }

  /// The fields of a stored event; nil if its type is not known here.
  public static func decode(_ stored: StoredEvent) throws(EventLogError) -> (any Event)? {
    guard let type = event(number: stored.type.number) else { return nil }
    return try decode(stored, as: type)
  }

  private static func decode<E: Event>(_ stored: StoredEvent, as type: E.Type) throws(EventLogError) -> (any Event)? {
    try stored.decode(E.self)
  }

  /// A read model that has seen nothing yet; one that shows a business time, if one is given.
  public static func makeReadModel(
    _ definition: ReadModelDefinition, at time: Timestamp? = nil
  ) -> any FoldingReadModel {
    make(definition.projection, time)
  }

  private static func make<P: Projection>(_ projection: P.Type, _ time: Timestamp?) -> any FoldingReadModel {
    ReadModel<P>(at: time)
  }
}

extension Catalogue {
  /// The Protocol Buffers schema of the whole log: container, record, every event.
  public static func schema() throws(ProtoFile.Problem) -> String {
    try ProtoFile(events: events, tags: tags, container: SegmentFormat.schema).text
  }
}
