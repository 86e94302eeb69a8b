import ArgumentParser
import EventSourcing
import Foundation
import Restaurant
import SegmentLog
import SystemPackage

/// Options that every command has.
struct CommonOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("The data directory.", valueName: "dir"), completion: .directory)
  var data = "./daybook-data"

  @Option(name: .long, help: "How results are printed: for people, or for programs.")
  var format = Format.text

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  /// Whether the result is for programs; errors follow.
  var isJSON: Bool {
    if format == .json { Output.isJSON = true }
    return format == .json
  }

  var directory: DataDirectory { DataDirectory(FilePath(data)) }

  /// A command holds the log for some milliseconds: whoever gives one at the same moment waits for its turn, at most
  /// this long. Behind an import or a server nobody should wait without knowing why.
  private static let patience = Duration.seconds(5)
  /// Between two attempts; shorter than a command.
  private static let pause = Duration.milliseconds(20)

  /// Opens the data for commands, after those of others that are about to end.
  ///
  /// The only place, with ``openForReading(_:)`` and ``now``, that makes clocks, file systems and ids.
  ///
  /// - Parameter models: the read models that the command asks; one that gives single commands needs none.
  func openForWriting(
    create: Bool = false, _ models: [any Projection.Type] = [],
    policies: RestaurantConfiguration.PolicyMode = .following
  ) async throws -> Restaurant {
    let deadline = ContinuousClock.now + Self.patience
    while true {
      do {
        return try open(.writing(create: create), models, policies)
      } catch  where Failure.describe(error).status == .busy && ContinuousClock.now < deadline {
        try await Task.sleep(for: Self.pause)
      }
    }
  }

  /// Opens the data for reading, beside a writer if there is one, with the read models that the command asks.
  func openForReading(_ models: [any Projection.Type] = []) throws -> Restaurant { try open(.reading, models) }

  private func open(
    _ mode: RestaurantConfiguration.Mode, _ models: [any Projection.Type],
    _ policies: RestaurantConfiguration.PolicyMode = .following
  ) throws -> Restaurant {
    Output.isJSON = format == .json
    let clock = SystemLogClock()
    let ids = UUIDv7Generator { Timestamp(microseconds: clock.now().rawValue) }
    var configuration = RestaurantConfiguration(
      directory: FilePath(data), mode: mode, fileSystem: POSIXFileSystem(), clock: clock, ids: ids)
    configuration.readModels = Set(models.map { $0.name })
    configuration.policies = policies
    configuration.options.report = { Output.complain("daybook: \($0)") }
    return try Restaurant.open(configuration)
  }

  /// What time it is, for answers that depend on it, such as which points have expired.
  var now: Timestamp { Timestamp(microseconds: SystemLogClock().now().rawValue) }

  /// Prints one of two forms of a result.
  func print(text: @autoclosure () throws -> String, json: @autoclosure () throws -> JSONTree) throws {
    try Output.write(isJSON ? try json().text : try text().withoutControls)
  }
}
