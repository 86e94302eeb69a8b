import EventSourcing

/// What one decision rests on, over all attempts at it.
///
/// `@unchecked Sendable`: one thread at a time uses it, that of the task that decides or the one that decides for it.
final class DecisionSession: @unchecked Sendable {
  /// What was read from the log for this decision, each with the position up to which it was read.
  private var readUpTo: [(model: HeldModel, position: Position)] = []
  /// What nothing has happened to yet, each with the position up to which that is certain. Of the present turn only:
  /// a write that fails takes positions back, and others get them.
  private var untouched: [(model: HeldModel, position: Position)] = []
  /// The models that the decision was shown and that must be read before it counts.
  private(set) var missing: [HeldModel] = []
  private var assembly: ModelAssembly?

  /// Begins to put together what the decision is shown, out of what is warm and what was read for it.
  func begin(_ warm: WarmModels) -> ModelAssembly {
    let assembly = ModelAssembly(warm.shelves, loaded: readUpTo.map(\.model))
    self.assembly = assembly
    untouched = []
    missing = []
    return assembly
  }

  /// Whether everything that was put together is as it stands in the log: warm, read, or certainly untouched.
  func isComplete(_ log: any EventLog) -> Bool {
    for model in assembly?.missing ?? [] {
      if let position = log.lastPosition(without: model.item.tags) {
        untouched.append((model, position))
      } else {
        missing.append(model)
      }
    }
    return missing.isEmpty
  }

  /// The warm models that the decision was shown.
  var warm: [HeldModel] { assembly?.kept ?? [] }

  /// The models that were not warm and were shown to it.
  var cold: [(model: HeldModel, position: Position)] {
    guard let loaded = assembly?.loaded, !loaded.isEmpty else { return untouched }
    return untouched + readUpTo.filter { read in loaded.contains { $0 === read.model } }
  }

  /// Takes a model that was read up to a position.
  func take(_ model: HeldModel, readUpTo position: Position) { readUpTo.append((model, position)) }

  /// The position up to which everything cold was read, if it is the same for all.
  var commonPosition: Position? {
    let cold = cold
    guard let first = cold.first?.position, cold.allSatisfy({ $0.position == first }) else { return nil }
    return first
  }

  /// What must not have happened behind the back of the decision: for each cold model since it was read, for the warm
  /// ones since the handler last saw the log. One condition for all, after the lowest of these positions, would take
  /// the progress of a warm model for a conflict of a cold one; those of one position share a condition.
  func conditions(seen: Position) -> [AppendCondition] {
    var conditions: [AppendCondition] = []
    var current = warm.map(\.item)
    for (model, position) in cold {
      if position == seen {
        current.append(model.item)
      } else {
        conditions.append(AppendCondition(failIfEventsMatch: Query([model.item]), after: position))
      }
    }
    if !current.isEmpty {
      conditions.append(AppendCondition(failIfEventsMatch: Query(current), after: seen))
    }
    return conditions
  }
}
