import EventSourcing

/// What one decision rests on, over all attempts at it. Used by one thread at a time.
final class DecisionSession {
  /// What was read from the log for this decision, each with the position up to which it was read.
  private var readUpTo: [(model: HeldModel, position: Position)] = []
  private var assembly: ModelAssembly?

  /// Begins to put together what the decision is shown, out of what is warm and what was read for it.
  func begin(_ warm: WarmModels) -> ModelAssembly {
    let assembly = ModelAssembly(warm.shelves, loaded: readUpTo.map(\.model))
    self.assembly = assembly
    return assembly
  }

  /// The warm models that the decision was shown.
  var warm: [HeldModel] { assembly?.kept ?? [] }

  /// The models that were read for it and shown to it.
  var cold: [(model: HeldModel, position: Position)] {
    guard let loaded = assembly?.loaded, !loaded.isEmpty else { return [] }
    return readUpTo.filter { read in loaded.contains { $0 === read.model } }
  }

  /// The models that the decision was shown and that must be read before it counts.
  var missing: [HeldModel] { assembly?.missing ?? [] }

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
  /// the progress of a warm model for a conflict of a cold one.
  func conditions(seen: Position) -> [AppendCondition] {
    let warm = warm
    var conditions = cold.map { AppendCondition(failIfEventsMatch: Query([$0.model.item]), after: $0.position) }
    if !warm.isEmpty {
      conditions.append(AppendCondition(failIfEventsMatch: Query(warm.map(\.item)), after: seen))
    }
    return conditions
  }
}
