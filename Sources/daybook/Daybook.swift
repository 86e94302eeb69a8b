import ArgumentParser
import Foundation
import SegmentLog

/// The command line of Daybook: one file per subcommand.
@main
struct Daybook: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "daybook",
    abstract: "The book of original entry of a restaurant's customer side.",
    discussion: """
      Every action of a customer is an event in an append-only log of LZ4 files; what \
      you see is folded from it.

      Start here:
        daybook demo                            a month at a restaurant, from nothing
        daybook init --venue venue.json         your own venue
        daybook import orders FILE --mapping M  what an old till exported
        daybook do --list                       everything that can be done
        daybook tail --follow                   events as they happen

      \(ExitStatus.table)
      """,
    version: "0.1.0",
    subcommands: [
      Demo.self, Init.self, Generate.self, Import.self, Do.self, Events.self, Replay.self, Show.self, Tail.self,
      Inspect.self, Verify.self, Schema.self, Stats.self,
    ])

  static func main() async {
    ProcessHeap.growInLargePieces()
    Output.openMissingStreams()
    // A reader that went away (`daybook tail | head`) is noticed at the next write, which then ends quietly.
    signal(SIGPIPE, SIG_IGN)
    // Known before the command line is understood: what is wrong with it is told in the form that was asked for.
    let arguments = CommandLine.arguments
    Output.isJSON =
      arguments.contains("--format=json")
      || zip(arguments, arguments.dropFirst()).contains { $0 == ("--format", "json") }
    do {
      try checkArguments()
      try Spelling.checkSubcommand(Array(arguments.dropFirst()))
      try await Interruption.run {
        var command = try parseAsRoot()
        if var asynchronous = command as? any AsyncParsableCommand {
          try await asynchronous.run()
        } else {
          try command.run()
        }
      }
    } catch {
      Failure.end(error)
    }
  }

  /// Refuses what is not text, which would otherwise be stored with replacement characters in its place.
  private static func checkArguments() throws {
    for index in 1..<max(1, Int(CommandLine.argc)) {
      guard let argument = unsafe CommandLine.unsafeArgv[index] else { continue }
      guard unsafe String(validatingCString: argument) != nil else {
        throw Failure(.usage, "argument \(index) is not valid UTF-8")
      }
    }
  }
}
