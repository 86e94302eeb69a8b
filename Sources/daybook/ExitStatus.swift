import ArgumentParser

/// What the exit code of `daybook` says; the numbers are those of BSD's sysexits where one fits.
enum ExitStatus: Int32, CaseIterable {
  case done = 0
  case usage = 64
  case badData = 65
  case noInput = 66
  case refused = 67
  case storageFailed = 74
  case busy = 75
  case damaged = 76
  case notPermitted = 77
  case otherVersion = 78
  case full = 79
  /// As shells say it of a program that Ctrl-C ended.
  case interrupted = 130

  /// What it means, for the help.
  var meaning: String {
    switch self {
    case .done: "done"
    case .usage: "the command line is wrong"
    case .badData: "a file, or a command's JSON, is not as it must be"
    case .noInput: "a file or the data directory is not there"
    case .refused: "a rule of the restaurant forbids it"
    case .storageFailed: "reading or writing failed; a write may have taken effect or not"
    case .busy: "another process keeps the log open for writing; try again later"
    case .damaged: "the log, or what was verified, is damaged"
    case .notPermitted: "the files may not be read or written"
    case .otherVersion: "the data was written by another version, or belongs to another log"
    case .full: "the disk is full; what did not fit was not stored"
    case .interrupted: "it was interrupted; an import goes on when it is run again"
    }
  }

  /// All codes, one a line.
  static var table: String {
    "Exit codes:\n"
      + allCases.map { "  \("\($0.rawValue)".padded(3))  \($0.meaning)" }.joined(separator: "\n")
  }

  var code: ExitCode { ExitCode(rawValue) }
}
