import Foundation
import Glibc
import SystemPackage

/// What trials share that measure from one process to another on one machine.
enum CrossProcess {
  /// Events sent one by one; enough for a p99.
  static let eventCount = 3_000

  /// Nanoseconds of the monotonic clock, which all processes share.
  static func now() -> UInt64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// Waits 0.5 to 1.5 ms, a different time before every event, so that sends do not fall in step with anything.
  static func pause(before index: Int) {
    usleep(UInt32(500 + index * 7_919 % 1_000))
  }

  /// From the acknowledgement of each event at its sender to its arrival.
  static func latencies(from sent: [UInt64], to received: [UInt64]) throws -> LatencyRecorder {
    guard sent.count == received.count else {
      throw TrialError.wrongCount(stored: received.count, expected: sent.count)
    }
    var latencies = LatencyRecorder()
    for (sent, received) in zip(sent, received) {
      // A receiver may see an event before its sender is told that it is durable: a negative latency.
      latencies.record(.nanoseconds(Int64(bitPattern: received) - Int64(bitPattern: sent)))
    }
    return latencies
  }
}

/// A second process of this executable, which receives events and reports when.
final class Follower {
  private let process = Process()
  private let output = Pipe()

  /// Starts the follower and returns when it says that it is ready.
  init(_ arguments: [String], input: Pipe) throws {
    process.executableURL = URL(filePath: "/proc/self/exe")
    process.arguments = arguments
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    guard try output.fileHandleForReading.read(upToCount: 1) == Self.ready else {
      throw TrialError.process("the following process did not start")
    }
  }

  /// Waits for the follower's end and returns its times.
  func receivedTimes() throws -> [UInt64] {
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw TrialError.process("the following process ended with status \(process.terminationStatus)")
    }
    return try JSONDecoder().decode([UInt64].self, from: data)
  }

  private static let ready = Data([UInt8(ascii: "\n")])

  /// Called in the following process, before it waits for the first event.
  static func reportReady() throws {
    try FileHandle.standardOutput.write(contentsOf: ready)
  }

  /// Called in the following process at its end.
  static func report(_ times: [UInt64]) throws {
    try FileHandle.standardOutput.write(contentsOf: JSONEncoder().encode(times))
  }
}
