import EventSourcing
import Foundation
import Synchronization
import SystemPackage
import Testing

/// `kill -9` at random moments, with a record of what was acknowledged that the killed program does not write.
@Suite(.serialized) struct KillTests {
  /// How often; the environment variable `DAYBOOK_KILLS` says so for long campaigns.
  private static let rounds = ProcessInfo.processInfo.environment["DAYBOOK_KILLS"].flatMap { Int($0) } ?? 25
  private static let seed = ProcessInfo.processInfo.environment["DAYBOOK_SEED"].flatMap { UInt64($0) } ?? 20_261_122

  @Test(.timeLimit(.minutes(20))) func `nothing acknowledged is lost, nothing unacknowledged is half visible`() throws {
    var random = SplitMix64(seed: Self.seed)
    print("KillTests: seed \(Self.seed), \(Self.rounds) rounds")
    try Trattoria.withData { data throws in
      let errors = data.removingLastComponent().appending("errors")
      var acknowledged: [String] = []
      var killed = 0
      var pace = KillPace(
        run: try ContinuousClock().measure {
          _ = try Terminal.daybook(
            "do", "change_menu_item_price", "--json", Trattoria.price("1100"), "--data", data.string)
        })
      for round in 0..<Self.rounds {
        // Two sections in one command: its events are visible together or not at all.
        let name = "Round \(round)"
        let file = data.removingLastComponent().appending("venue.json")
        try write(Self.venue(sections: "\(name) a", "\(name) b", from: 2 + 2 * round).utf8, to: file)
        let (child, lines) = try Terminal.follow(
          ["init", "--venue", file.string, "--data", data.string], errors: errors)
        let killer = Killer(child, after: pace.delay(using: &random))
        var answer = ""
        while let line = try lines.next() { answer += line }
        killer.disarm()
        let ending = child.wait()
        pace.note(wasKilled: ending == .signalled(SIGKILL))
        if ending == .signalled(SIGKILL) {
          killed += 1
        } else {
          let complaints = String(decoding: try read(errors), as: UTF8.self)
          #expect(ending == .exited(0), "round \(round): \(complaints)")
        }
        if answer.contains("menu_section_added") { acknowledged.append(name) }
        try check(data, acknowledged, through: round)
      }
      print("KillTests: \(killed) of \(Self.rounds) were killed, \(acknowledged.count) had answered")
      let last = try Terminal.daybook(
        "do", "change_menu_item_price", "--json", Trattoria.price("1300"), "--data", data.string)
      #expect(last.status == 0, "\(last.errors)")
      let verified = try Terminal.daybook("verify", "--data", data.string)
      #expect(verified.status == 0, "\(verified.text)")
    }
  }

  private func check(_ data: FilePath, _ acknowledged: [String], through round: Int) throws {
    let verified = try Terminal.daybook("verify", "--data", data.string)
    #expect(verified.status == 0, "round \(round): \(verified.text) \(verified.errors)")
    let tail = try Terminal.daybook("tail", "--data", data.string, "--format", "json")
    #expect(tail.status == 0, "round \(round): \(tail.errors)")
    let events = try tail.jsonLines()
    #expect(events.map { $0["position"] as? Int } == Array(1...max(1, events.count)), "round \(round)")
    let names = Set(events.compactMap { ($0["data"] as? [String: Any])?["name"] as? String })
    for name in acknowledged { #expect(names.contains("\(name) a"), "round \(round): \(name) was acknowledged") }
    for number in 0...round {
      #expect(names.contains("Round \(number) a") == names.contains("Round \(number) b"), "round \(round)")
    }
    // A group of events that says how many it is of is whole.
    var position = 0
    while position < events.count {
      position += events[position]["append_count"] as? Int ?? 1
    }
    #expect(position == events.count, "round \(round): the last append is whole")
  }

  /// The trattoria with two more sections. What a venue file does not name stays.
  private static func venue(sections first: String, _ second: String, from number: Int) -> String {
    Trattoria.file.replacing(
      "\"sections\": [",
      with:
        "\"sections\": [{\"number\": \(number), \"name\": \"\(first)\"}, {\"number\": \(number + 1), \"name\": \"\(second)\"}, "
    )
  }
}

/// When to kill a run, so that kills fall evenly over it, however long a run takes here and now: behind a kill it
/// takes longer, and so it does beside others.
struct KillPace {
  /// About as long as a run takes.
  private var run: Duration

  init(run: Duration) { self.run = run }

  mutating func delay(using random: inout some RandomNumberGenerator) -> Duration {
    run * Double.random(in: 0...1.2, using: &random)
  }

  /// Two of three runs are killed in the long run.
  mutating func note(wasKilled: Bool) { run = run * (wasKilled ? 1.1 : 0.82) }
}

/// Kills a child after a time, unless it is disarmed before; it must be, before the child is waited for.
final class Killer: Sendable {
  private let isArmed = Mutex(true)

  init(_ child: Child, after delay: Duration) {
    let thread = Thread { [self] in
      Thread.sleep(forTimeInterval: delay / .seconds(1))
      isArmed.withLock { if $0 { child.send(SIGKILL) } }
    }
    thread.start()
  }

  func disarm() { isArmed.withLock { $0 = false } }
}
