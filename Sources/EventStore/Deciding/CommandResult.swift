public import EventSourcing

/// What became of a command that was not rejected. Durable when it is handed out.
public struct CommandResult: Sendable {
  /// How the command ended.
  public enum Outcome: String, Sendable {
    /// Events were appended.
    case appended
    /// The command asked for what was so already; nothing was appended.
    case unchanged
    /// The idempotency key was accepted before with the same request, or the policy has answered before: this is that
    /// answer, nothing was appended.
    case repeated
  }

  /// How the command ended.
  public let outcome: Outcome
  /// The positions of the command's events, now or when it was first accepted.
  public let first: Position?
  /// The last of those positions: read at or behind it to see one's own write.
  public let last: Position?
  /// The events, if they were appended just now; a repeated answer is read from the log.
  public let events: [any Event]

  init(_ outcome: Outcome, first: Position?, last: Position?, events: [any Event]) {
    self.outcome = outcome
    self.first = first
    self.last = last
    self.events = events
  }
}

/// Who asks, when, and under which idempotency key.
public struct CommandContext: Sendable {
  /// What the events record beside their fields.
  public var metadata: AppendMetadata
  /// The idempotency key, if the caller gave one.
  public var idempotency: IdempotentRequest?
  /// What a policy answers with the command; it is decided once.
  public var cause: PolicyCause?

  /// The context of one command.
  public init(_ metadata: AppendMetadata, idempotency: IdempotentRequest? = nil, cause: PolicyCause? = nil) {
    self.metadata = metadata
    self.idempotency = idempotency
    self.cause = cause
  }

  /// Who asks; idempotency keys of different actors are different keys.
  public var actor: Actor? { metadata.actor }
}

/// Why a command did not lead to events.
public enum CommandError<Rejection: Error>: Error {
  /// A rule forbids it; the rejection names the rule. Holds at least up to the durable head.
  case rejected(Rejection)
  /// The idempotency key was accepted before, for another request; that one's first event is at the position.
  case keyReused(Position)
  /// Other sequencers kept moving the ground under the decision; nothing was appended.
  case contended(attempts: Int)
  /// The log did not take it, or could not be read.
  case log(EventLogError)
}

extension CommandError: CustomStringConvertible {
  /// One line for people.
  public var description: String {
    switch self {
    case .rejected(let rejection): "rejected: \(rejection)"
    case .keyReused(let position):
      "the idempotency key was used before for another request (its event is at position \(position)); "
        + "use a new key for a new request"
    case .contended(let attempts): "decided \(attempts) times and overtaken every time; try again"
    case .log(let error): "\(error)"
    }
  }
}
