public import EventSourcing
import Vocabulary

/// What the catalogue sees of Analytics.
public enum AnalyticsModule {
  /// Figures of what the other modules' events tell. It decides nothing: it has no events and no commands.
  public static let definition = ModuleDefinition(
    name: "analytics", events: [], commands: [],
    readModels: [
      ReadModelDefinition(
        Analytics.self, summary: "sales by day, hour, channel, item and option; customers' histories; payments")
    ])
}
