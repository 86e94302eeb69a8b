import Foundation
import Glibc
import SystemPackage
import Workload

/// How fast news of a durable write can reach another process: `write`, `fdatasync`, then one byte through a pipe; the
/// other process reads the new bytes of the file before it takes the time.
struct PipeLimit: Contender {
  let name = ContenderName.pipe
  let trials: Set<Row> = [.tail]

  func measure(_ row: Row, with settings: TrialSettings) throws -> Measurement {
    let workload = try Workload(contentsOf: settings.workload, limit: settings.events)
    let directory = settings.directory(of: name, row.rawValue)
    try directory.makeEmptyDirectory()
    defer { directory.discard() }
    let path = directory.appending("events.log")
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .truncate], permissions: [.ownerReadWrite])
    let count = min(CrossProcess.eventCount, workload.count)
    let wakeUp = Pipe()
    let follower = try Follower(["follow-pipe", path.string, String(count)], input: wakeUp)
    var acknowledged: [UInt64] = []
    try file.closeAfter {
      for index in 0..<count {
        _ = try unsafe file.writeAll(workload[index].stored)
        guard fdatasync(file.rawValue) == 0 else { throw Errno(rawValue: errno) }
        acknowledged.append(CrossProcess.now())
        try wakeUp.fileHandleForWriting.write(contentsOf: Data([1]))
        CrossProcess.pause(before: index + 1)
      }
    }
    try wakeUp.fileHandleForWriting.close()
    let latencies = try CrossProcess.latencies(from: acknowledged, to: follower.receivedTimes())
    return Measurement(row: row, contender: name, events: count, commits: count, values: latencies.values)
  }
}

/// The other side of ``PipeLimit``.
enum PipeFollower {
  /// Reads `count` events of the file at `path` as bytes arrive on standard input.
  static func receive(count: Int, from path: FilePath) throws -> [UInt64] {
    let file = try FileDescriptor.open(path, .readOnly)
    return try file.closeAfter {
      var times: [UInt64] = []
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      var offset: Int64 = 0
      while times.count < count {
        guard try unsafe buffer.withUnsafeMutableBytes({ try unsafe FileDescriptor.standardInput.read(into: $0) }) > 0
        else { break }
        let length = try unsafe buffer.withUnsafeMutableBytes {
          try unsafe file.read(fromAbsoluteOffset: offset, into: $0)
        }
        var start = 0
        while length - start >= 4 {
          let size = unsafe buffer.withUnsafeBytes {
            unsafe 4 + Int($0.loadUnaligned(fromByteOffset: start, as: UInt32.self))
          }
          guard length - start >= size else { break }
          times.append(CrossProcess.now())
          start += size
        }
        offset += Int64(start)
      }
      return times
    }
  }
}
