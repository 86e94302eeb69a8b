import Foundation
import Synchronization

/// Shows how far long work has come: a bar with rate and time left on a terminal, a line now and then elsewhere.
final class Progress: Sendable {
  private struct State {
    var shownAt: TimeInterval = 0
    var isShown = false
  }

  private let what: String
  private let unit: String
  private let total: Int
  private let started = ProcessInfo.processInfo.systemUptime
  private let state = Mutex(State())

  /// Between two lines where nobody watches, in seconds.
  private static let quietInterval: TimeInterval = 10
  /// Between two pictures of the bar, in seconds.
  private static let interval: TimeInterval = 0.1

  /// Progress towards a total number of units.
  init(_ what: String, total: Int, unit: String) {
    self.what = what
    self.total = total
    self.unit = unit
  }

  /// So much is done.
  func update(_ done: Int) {
    let now = ProcessInfo.processInfo.systemUptime
    let isWatched = Output.isWatched
    let shows = state.withLock { state in
      let interval = isWatched ? Self.interval : Self.quietInterval
      guard now - max(state.shownAt, isWatched ? 0 : started) >= interval else { return false }
      state.shownAt = now
      state.isShown = true
      return true
    }
    guard shows else { return }
    let line = line(done, seconds: now - started)
    if isWatched {
      Output.complain(raw: "\r\u{1B}[K\(line)")
    } else {
      Output.complain(line)
    }
  }

  /// Takes the bar away.
  func finish() {
    if Output.isWatched, state.withLock({ $0.isShown }) { Output.complain(raw: "\r\u{1B}[K") }
  }

  private func line(_ done: Int, seconds: TimeInterval) -> String {
    let rate = Double(done) / max(seconds, 0.001)
    let share = total > 0 ? min(1, Double(done) / Double(total)) : 0
    let filled = Int(share * 24)
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 24 - filled)
    let left = rate > 0 && total > done ? ", \(Self.duration(Double(total - done) / rate)) left" : ""
    return "\(what) [\(bar)] \(Int(share * 100))%  \(done.grouped) of \(total.grouped) \(unit), "
      + "\(Int(rate).grouped)/s\(left)"
  }

  private static func duration(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded(.up))
    return whole < 60 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
  }
}
