import Foundation
import Glibc

/// Says on standard error what is being measured; the running line appears on a terminal only.
final class Progress {
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let startTime = ContinuousClock.now
  private var total = 0
  private var done = 0

  func start(total: Int) {
    self.total = total
  }

  func step(_ text: String) {
    done += 1
    let elapsed = Int(startTime.duration(to: .now).seconds)
    if isTerminal { write("\r\u{1B}[K[\(done)/\(total), \(elapsed) s] \(text)") }
  }

  /// A line that stays.
  func note(_ text: String) {
    write(isTerminal ? "\r\u{1B}[K\(text)\n" : "\(text)\n")
  }

  func finish() {
    if isTerminal { write("\r\u{1B}[K") }
  }

  private func write(_ text: String) {
    FileHandle.standardError.write(Data(text.utf8))
  }
}
