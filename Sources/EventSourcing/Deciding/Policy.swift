/// Turns what happened into a command: points accrue when a payment was recorded.
///
/// A policy lives in the module whose command it gives. It has no state and decides nothing: the command's decider does.
/// Each event is answered once, whatever crashes: see ``PolicyCause``. The command takes the event's business time, so
/// that a late answer is the same as a prompt one.
///
///     public enum PointsAccrual: Policy {
///       public static let name = "points_accrual"
///       public static func lane(of fact: Paid) -> CustomerID? { fact.customer }
///       public static func answer<E: CommandExecutor>(
///         _ fact: Paid, _ context: EventContext, on executor: E
///       ) async throws -> E.Outcome {
///         try await executor.execute(EarnPoints(payment: fact.payment, at: context.occurredAt), Decider.earnPoints)
///       }
///     }
public protocol Policy: Sendable {
  /// The closed enum of what the policy answers.
  associatedtype Fact: Facts
  /// Names what must be answered in order, such as a customer.
  associatedtype Lane: Hashable & Sendable
  /// The stored name in snake case; part of the tag that makes each answer unique, so it never changes.
  static var name: String { get }
  /// What it does, in one line.
  static var summary: String { get }
  /// The lane of a fact: facts of one lane are answered one behind the other, others at the same time. Nil if there is
  /// nothing to answer.
  static func lane(of fact: Fact) -> Lane?
  /// Gives one command. Throws what the executor throws.
  static func answer<E: CommandExecutor>(
    _ fact: Fact, _ context: EventContext, on executor: E
  ) async throws -> E.Outcome
}

/// What a policy's decision answers. The events of the decision carry it as a tag, and are appended only if none
/// carries it yet.
public struct PolicyCause: Hashable, Sendable {
  /// The position of the event that is answered.
  public let position: Position
  /// The policy; one event may have answers of several.
  public let policy: String

  /// The answer of a policy to an event.
  public init(_ position: Position, policy: String) {
    self.position = position
    self.policy = policy
  }

  /// The tag of the decision: `cause:17/points_accrual`.
  public var tag: Tag { Tag(.cause, text: "\(position)/\(policy)") }
}
