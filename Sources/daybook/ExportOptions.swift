import ArgumentParser
import EventSourcing
import EventStore
import Foundation
import Restaurant
import Synchronization

/// The export that an import reads, and the mapping that says what it means.
struct ExportOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The export.", valueName: "file"), completion: .file())
  var file: String

  @Option(help: ArgumentHelp("The mapping file.", valueName: "file"), completion: .file(extensions: ["json"]))
  var mapping: String

  @Flag(help: "Read and report only; write nothing.")
  var check = false

  /// Reads the mapping, and the export by it, with errors that name their file.
  func read<Mapping, File>(
    _ file: ([UInt8], Mapping) throws(MappingError) -> File, mapping: ([UInt8]) throws(MappingError) -> Mapping
  ) throws -> File {
    let text = try readInput(self.mapping, upTo: textLimit)
    let rules = try naming(self.mapping) { () throws(MappingError) in try mapping(text) }
    let bytes = try readInput(self.file)
    guard bytes.count <= ImportLimits.fileBytes else {
      throw Failure(.badData, "\(self.file): larger than \(ImportLimits.fileBytes) bytes; split it, by month or year")
    }
    return try naming(self.file) { () throws(MappingError) in try file(bytes, rules) }
  }

  /// Tells a program that nothing of a file was taken: every row is refused.
  func requireAny(rows: Int, refused: Int) throws {
    guard rows > 0, refused == rows else { return }
    throw Failure(
      .badData, "\(file): no row of \(rows.grouped) can be imported; does \(mapping) describe this file?")
  }

  /// Runs an import with progress bars.
  func importing<Summary>(
    _ units: ImportBars.Units, _ run: (ImportBars) async throws -> Summary
  ) async throws -> Summary {
    let bars = ImportBars(units)
    defer { bars.finish() }
    do {
      try Interruption.cancelsCommand()
      return try await run(bars)
    } catch is CancellationError {
      bars.finish()
      throw Failure(
        .interrupted, "interrupted; what was recorded stays, and running the import again goes on from there")
    } catch let error as ImportError {
      throw Failure(.badData, "\(mapping): \(error)")
    } catch  where error is EventLogError || error is RestaurantError {
      bars.finish()
      throw Self.interrupting(error)
    }
  }

  /// What stopped an import, and that it goes on where that can be done by running it again: of a full disk, not of a
  /// damaged log.
  static func interrupting(_ error: any Error) -> Failure {
    var failure = Failure.describe(error)
    switch failure.status {
    case .full, .busy, .notPermitted, .storageFailed:
      // What the error says of being written is of one append only.
      failure.message += "; what was recorded before stays, and running the import again goes on from there"
    default: break
    }
    return failure
  }

  private func naming<R>(_ path: String, _ body: () throws(MappingError) -> R) throws(Failure) -> R {
    do throws(MappingError) { return try body() } catch { throw Failure(.badData, "\(path): \(error)") }
  }
}

extension Output {
  /// Writes a value as one line of JSON.
  static func write(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try write(Array(try encoder.encode(value)) + [UInt8(ascii: "\n")])
  }
}

/// Names and values in two columns.
func aligned(_ rows: [(String, String)]) -> String {
  let width = max(18, (rows.map(\.0.count).max() ?? 0) + 2)
  return rows.map { $0.0 + String(repeating: " ", count: max(1, width - $0.0.count)) + $0.1 }
    .joined(separator: "\n")
}

/// A progress bar for each part of an import.
final class ImportBars: Sendable {
  /// What is counted in each part.
  struct Units {
    var preparing: String
    var recording: String
  }

  private let state = Mutex<(phase: ImportProgress.Phase, bar: Progress)?>(nil)
  private let units: Units

  init(_ units: Units) { self.units = units }

  func update(_ progress: ImportProgress) {
    let bar = state.withLock { state -> Progress in
      if let state, state.phase == progress.phase { return state.bar }
      state?.bar.finish()
      let unit = progress.phase == .preparing ? units.preparing : units.recording
      let bar = Progress(progress.phase.rawValue, total: progress.total, unit: unit)
      state = (progress.phase, bar)
      return bar
    }
    bar.update(progress.done)
  }

  func finish() { state.withLock { $0?.bar.finish() } }
}

extension Timestamp {
  /// As ``description``, without fractions of a second where there are none: `2018-12-31T21:56:00Z`.
  var brief: String { description.replacing(".000000Z", with: "Z") }
}
