import EventSourcing
import EventStore
import Vocabulary

/// Gives the commands of an import in their order, many at a time on their way to the disk.
///
/// They are sequenced as if each had waited for the one before; only the waits for durability overlap.
struct OrderedCommands {
  /// A command, and what its giver wants to know when it is answered.
  struct Request<C: Command, Note: Sendable>: Sendable {
    var command: C
    var idempotencyKey: String
    var note: Note
  }

  /// What became of a command.
  struct Answer<Note: Sendable>: Sendable {
    let note: Note
    let result: Result<CommandAnswer, CommandRefusal>
  }

  private let sink: any CommandSink
  private let progress: @Sendable (ImportProgress) -> Void

  init(_ sink: any CommandSink, _ progress: @escaping @Sendable (ImportProgress) -> Void) {
    self.sink = sink
    self.progress = progress
  }

  /// Gives the commands that `next` makes for each place; none where it answers nil.
  ///
  /// - Throws: the log's first failure, or `CancellationError`, once no command is on its way any more.
  func give<C: Command, Note: Sendable>(
    _ count: Int, _ next: (Int) async throws -> Request<C, Note>?, answered: (Answer<Note>) -> Void
  ) async throws {
    let executor = SequentialExecutor()
    try await withThrowingTaskGroup(of: Answer<Note>.self) { group in
      var onTheirWay = 0
      for place in 0..<count {
        try Task.checkCancellation()
        if place.isMultiple(of: ImportLimits.ordersPerProgress) {
          progress(ImportProgress(phase: .recording, done: place, total: count))
        }
        guard let request = try await next(place) else { continue }
        if onTheirWay == ImportLimits.ordersInFlight, let answer = try await group.next() {
          answered(answer)
          onTheirWay -= 1
        }
        group.addTask(executorPreference: executor) { try await give(request) }
        onTheirWay += 1
      }
      while let answer = try await group.next() { answered(answer) }
      progress(ImportProgress(phase: .recording, done: count, total: count))
    }
  }

  /// What no event can hold is refused like what a rule forbids: the rest of the file is imported.
  private static func refusal(_ command: String, _ error: FieldError) -> CommandRefusal {
    CommandRefusal(command: command, code: "invalid_value", message: "\(error)")
  }

  private func give<C: Command, Note: Sendable>(_ request: Request<C, Note>) async throws -> Answer<Note> {
    do {
      let answer = try await sink.give(request.command, as: .importing, idempotencyKey: request.idempotencyKey)
      return Answer(note: request.note, result: .success(answer))
    } catch let refusal as CommandRefusal {
      return Answer(note: request.note, result: .failure(refusal))
    } catch let error as FieldError {
      return Answer(note: request.note, result: .failure(Self.refusal(C.name, error)))
    } catch let error as RestaurantError {
      guard case .log(.invalidEvent(let cause)) = error else { throw error }
      return Answer(note: request.note, result: .failure(Self.refusal(C.name, cause)))
    }
  }
}

extension Actor {
  /// Who gives an import's commands. Idempotency keys belong to it, so it is the same for every file.
  static let importing = Actor(.importer)
}

/// The customers that texts of a file stand for, each looked up once.
struct CustomerNames {
  private let sink: any CommandSink
  private var known: [String: CustomerID] = [:]

  init(_ sink: any CommandSink) { self.sink = sink }

  mutating func id(of text: String?) async throws -> CustomerID? {
    guard let text else { return nil }
    if let id = known[text] { return id }
    let id: CustomerID
    if let stated = CustomerID(text) { id = stated } else { id = try await sink.customer(named: text) }
    known[text] = id
    return id
  }
}
