import ArgumentParser
import EventSourcing
import EventStore
import Foundation
import Restaurant
import SegmentLog
import SystemPackage

/// An error that the command line itself found, with its exit code.
struct Failure: Error {
  var status: ExitStatus
  var message: String

  init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }
}

extension Failure {
  /// Says what went wrong and ends the process with the code for it.
  static func end(_ error: any Error) -> Never {
    if error is Output.Closed { exit(ExitStatus.done.rawValue) }
    if !(error is ValidationError), error is ExitCode || error is CleanExit || isParserError(error) {
      endByParser(error)
    }
    var failure = describe(error)
    failure.message = clipped(failure.message)
    if Output.isJSON {
      complain(failure.message, failure.status.rawValue)
    } else {
      Output.complain("daybook: \(failure.message)")
    }
    exit(failure.status.rawValue)
  }

  /// How much of a message is told. Messages quote what was given, which may be a megabyte.
  private static let messageLimit = 4_000

  /// The beginning of a message, without control characters.
  private static func clipped(_ message: String) -> String {
    let start = String(message.unicodeScalars.prefix(messageLimit)).withoutControls
    let isWhole = message.unicodeScalars.count <= messageLimit
    return start + (isWhole ? "" : "... (and so on)")
  }

  private static func complain(_ message: String, _ status: Int32) {
    guard !message.isEmpty else { return }
    let json: JSONTree = ["error": .string(message), "exit_code": JSONTree(status)]
    Output.complain(json.text)
  }

  private static func endByParser(_ error: any Error) -> Never {
    let code = Daybook.exitCode(for: error)
    if code == .success {
      do { try Output.write(Daybook.fullMessage(for: error)) } catch let error { end(error) }
      exit(0)
    }
    let status = code == .validationFailure ? ExitStatus.usage.rawValue : code.rawValue
    if Output.isJSON {
      complain(clipped(Daybook.message(for: error)), status)
    } else {
      let message = clipped(usageMessage(error))
      if !message.isEmpty { Output.complain(message) }
    }
    exit(status)
  }

  /// What the parser says, in the form of every other message. Its line with the whole usage, which is longer than two
  /// lines of a terminal, buries it; the help that it names has that, too.
  private static func usageMessage(_ error: any Error) -> String {
    let full = Daybook.fullMessage(for: error)
    let lines = full.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("Usage: ") }
    let message = lines.joined(separator: "\n")
    let mark = "Error: "
    return message.hasPrefix(mark) ? "daybook: " + message.dropFirst(mark.count) : message
  }

  private static func isParserError(_ error: any Error) -> Bool {
    String(reflecting: type(of: error)).hasPrefix("ArgumentParser.")
  }

  /// The message and the code of an error.
  static func describe(_ error: any Error) -> Failure {
    switch error {
    case let failure as Failure: failure
    // Found by a running command: the parser, which wraps its own, no longer knows which command that was.
    case let error as ValidationError: Failure(.usage, error.message)
    case let refusal as CommandRefusal: Failure(.refused, "\(refusal)")
    case let error as RestaurantError: describe(error)
    case let error as EventLogError: describe(error)
    case let error as SegmentError: describe(error)
    case let error as FieldError: Failure(.badData, "\(error)")
    case is CancellationError: Failure(.done, "")
    default: Failure(.storageFailed, "\(error)")
    }
  }

  private static func describe(_ error: RestaurantError) -> Failure {
    switch error {
    case .noData: Failure(.noInput, "\(error)")
    case .logLost: Failure(.damaged, "\(error)")
    case .otherVersion: Failure(.otherVersion, "\(error)")
    case .unwritable(_, let cause), .unreadable(_, let cause): Failure(describe(cause), "\(error)")
    case .badFile, .badCommand: Failure(.badData, "\(error)")
    case .unknownCommand: Failure(.usage, "\(error)")
    case .contended: Failure(.busy, "\(error)")
    case .log(let cause): describe(cause)
    }
  }

  /// The code of a call to the system that failed.
  static func describe(_ cause: Errno) -> ExitStatus {
    switch cause {
    case .noSpace, .diskQuotaExceeded: .full
    case .permissionDenied, .notPermitted, .readOnlyFileSystem, .fileExists, .notDirectory: .notPermitted
    case .noSuchFileOrDirectory: .noInput
    default: .storageFailed
    }
  }

  private static func describe(_ error: EventLogError) -> Failure {
    switch error {
    case .storage(let cause), .notWritten(let cause), .outcomeUnknown(let cause):
      Failure(describe(cause).status, "\(error)")
    case .overloaded: Failure(.busy, "\(error)")
    case .malformedEvent: Failure(.damaged, "\(error)")
    case .readOnly: Failure(.notPermitted, "\(error)")
    case .refused, .invalidEvent: Failure(.badData, "\(error)")
    case .conflict, .superseded, .closed: Failure(.busy, "\(error)")
    }
  }

  private static func describe(_ error: SegmentError) -> Failure {
    let status: ExitStatus =
      switch error.code {
      case .corrupt, .torn, .missing: .damaged
      case .unsupportedVersion, .wrongLog: .otherVersion
      case .locked: .busy
      case .full: .full
      case .readOnly: .notPermitted
      case .outOfRange, .invalidOption: .usage
      case .tooLarge: .badData
      default: .storageFailed
      }
    return Failure(status, "\(error)")
  }
}

extension String {
  /// The text with a mark for every control character but line ends and tabs: what is quoted from a file, or from what
  /// a caller gave, must not steer the terminal.
  var withoutControls: String {
    var text = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      let isControl = scalar.properties.generalCategory == .control && scalar != "\n" && scalar != "\t"
      text.append(isControl ? "\u{FFFD}" : scalar)
    }
    return String(text)
  }
}
