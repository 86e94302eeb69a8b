import Foundation
import Synchronization

/// Shows how far long work has come: a bar with rate and time left, on a terminal only.
final class Progress: Sendable {
  private struct State {
    var shownAt: TimeInterval = 0
    var isShown = false
  }

  private let what: String
  private let unit: String?
  private let total: Int
  private let started = ProcessInfo.processInfo.systemUptime
  private let state = Mutex(State())

  /// How long the bar is: the line must not be wider than a terminal, which could not take it back.
  private static let cells = 16
  /// Between two pictures of the bar, in seconds.
  private static let interval: TimeInterval = 0.1

  /// Progress towards a total number of units; without a name for them only the share is told, and what is left.
  init(_ what: String, total: Int, unit: String?) {
    self.what = what
    self.total = total
    self.unit = unit
  }

  /// So much is done.
  func update(_ done: Int) {
    let now = ProcessInfo.processInfo.systemUptime
    guard Output.isWatched else { return }
    let shows = state.withLock { state in
      guard now - state.shownAt >= Self.interval else { return false }
      state.shownAt = now
      state.isShown = true
      return true
    }
    guard shows else { return }
    Output.complain(raw: "\r\u{1B}[K\(line(done, seconds: now - started))")
  }

  /// Takes the bar away.
  func finish() {
    if Output.isWatched, state.withLock({ $0.isShown }) { Output.complain(raw: "\r\u{1B}[K") }
  }

  private func line(_ done: Int, seconds: TimeInterval) -> String {
    let rate = Double(done) / max(seconds, 0.001)
    let share = total > 0 ? min(1, Double(done) / Double(total)) : 0
    let filled = Int(share * Double(Self.cells))
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: Self.cells - filled)
    let left = rate > 0 && total > done ? ", \(Self.duration(Double(total - done) / rate)) left" : ""
    let counts = unit.map { "  \(done.grouped) of \(total.grouped) \($0), \(Int(rate).grouped)/s" } ?? ""
    return "\(what) [\(bar)] \(Int(share * 100))%\(counts)\(left)"
  }

  private static func duration(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded(.up))
    return whole < 60 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
  }
}
