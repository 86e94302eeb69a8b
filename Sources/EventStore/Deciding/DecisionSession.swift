import EventSourcing

/// What one attempt at a decision rests on. Used by one thread at a time.
final class DecisionSession {
  /// What was read from the log for this attempt, each with the position up to which it was read.
  private var loaded: [WarmModelID: (model: any WarmModel, position: Position)] = [:]
  /// The warm models that the decision was shown.
  private(set) var warm: [any WarmModel] = []
  /// The models that were loaded for it and shown to it.
  private(set) var cold: [(model: any WarmModel, position: Position)] = []
  /// False if a model that was warm when the attempt began has been evicted since.
  private(set) var isComplete = true
  /// Why a model could not be loaded.
  var failure: EventLogError?

  /// Takes a model that was read up to a position.
  func take<M: Model>(_ model: M, _ key: M.Key, readUpTo position: Position) {
    let warm = Warm(model, key)
    loaded[warm.id] = (warm, position)
  }

  /// Puts a boundary together from warm models and what was loaded.
  func assemble<Loaded: Boundary>(_ type: Loaded.Type, _ key: Loaded.Key, _ models: WarmModels) -> Loaded {
    Loaded(key, parts: Loaded.parts(key).map { part(Loaded.Part.self, $0, models) })
  }

  private func part<M: Model>(_ kind: M.Type, _ key: M.Key, _ models: WarmModels) -> M {
    if let known = models.warm(kind, key) {
      known.recentlyUsed = true
      if !warm.contains(where: { $0 === known }) { warm.append(known) }
      return known.model
    }
    let id = WarmModelID(kind, key)
    guard let (model, position) = loaded[id], let typed = model as? Warm<M> else {
      isComplete = false
      return M(key)
    }
    if !cold.contains(where: { $0.model === model }) { cold.append((model, position)) }
    return typed.model
  }

  /// The position up to which everything cold was read, if it is the same for all.
  var commonPosition: Position? {
    guard let first = cold.first?.position, cold.allSatisfy({ $0.position == first }) else { return nil }
    return first
  }

  /// What must not have happened behind the back of the decision: for each cold model since it was read, for the warm
  /// ones since the handler last saw the log. One condition for all, after the lowest of these positions, would take
  /// the progress of a warm model for a conflict of a cold one.
  func conditions(seen: Position) -> [AppendCondition] {
    var conditions = cold.map { AppendCondition(failIfEventsMatch: Query([$0.model.item]), after: $0.position) }
    if !warm.isEmpty {
      conditions.append(AppendCondition(failIfEventsMatch: Query(warm.map(\.item)), after: seen))
    }
    return conditions
  }
}
