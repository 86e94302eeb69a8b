/// A wish, in the imperative: what somebody wants to have happened. A decider answers it with events or a rejection.
///
/// A command describes its fields as an event does, so that it has one JSON form, on the command line and over HTTP.
/// What a caller may leave out is optional; ``stamp(_:)`` fills it in, once, before the command is decided.
public protocol Command: FieldMessage {
  /// The name that callers use, in snake case: `place_order`.
  static var name: String { get }
  /// What it does, in one line for a list of commands.
  static var summary: String { get }
  /// Who may give it. Everybody, unless the command says otherwise.
  static var givers: Set<Actor.Kind> { get }
  /// The name of a field in which this command says what one of ``givers`` may not say: a customer, that a deposit was
  /// taken. Nil if there is none, unless the command says otherwise.
  func fieldWithheld(from giver: Actor.Kind) -> StaticString?
  /// The business time: when this happened in the world. Nil until stamped, if the caller leaves it to the clock.
  var at: Timestamp? { get set }
  /// Fills in what the caller left out: new ids, and the time. The digest that recognises a repeated request is taken
  /// before, so that stamps do not make a repetition look like another request.
  mutating func stamp(_ stamps: inout some Stamps)
}

extension Command {
  /// The message's name in the schema, from the stored name: `place_order` is `PlaceOrder`.
  public static var schemaName: String {
    name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  /// Everybody.
  public static var givers: Set<Actor.Kind> { Set(Actor.Kind.allCases) }

  /// None.
  public func fieldWithheld(from giver: Actor.Kind) -> StaticString? { nil }

  /// Takes the clock's time if the command has none.
  public mutating func stamp(_ stamps: inout some Stamps) { stampTime(&stamps) }

  /// Takes the clock's time if the command has none; for commands with more than the time to stamp.
  public mutating func stampTime(_ stamps: inout some Stamps) { at = at ?? stamps.now }

  /// The business time of a command that has been stamped.
  public var occurredAt: Timestamp {
    guard let at else { preconditionFailure("\(Self.name) was decided before it was stamped") }
    return at
  }
}

extension Set<Actor.Kind> {
  /// Everybody but customers: who speaks for the house.
  public static var house: Set<Actor.Kind> { [.staff, .system, .importer] }
}

/// What a command handler fills in: the outside world, as far as deciding needs it.
public protocol Stamps {
  /// The time of the clock.
  var now: Timestamp { get }
  /// An id that no entity has yet.
  mutating func newID<Kind: IDKind>() -> TypeID<Kind>
}

/// The name of a broken rule, with what a person needs to know about it.
public protocol Rejection: Error, Hashable, Sendable, CustomStringConvertible {
  /// The stable code and the message, from one exhaustive switch.
  var explanation: RejectionExplanation { get }
}

extension Rejection {
  /// The stable code in snake case, for programs: `item_sold_out`.
  public var code: String { explanation.code.description }
  /// What, where, and what to do: for people.
  public var message: String { explanation.message }
  /// The message.
  public var description: String { message }
}

/// The two faces of a rejection.
public struct RejectionExplanation: Sendable {
  /// The stable code in snake case, for programs.
  public let code: StaticString
  /// What, where, and what to do: for people.
  public let message: String

  /// A code with its message.
  public init(_ code: StaticString, _ message: String) {
    self.code = code
    self.message = message
  }
}
