internal import Glibc
internal import SystemPackage

/// The lock that makes a process the log's only writer, held until this object goes away.
final class WriterLock: Sendable {
  static let name = "lock"
  private let file: any File

  /// Takes the lock, or tells who has it. Never waits.
  init(_ directory: LogDirectory, now: LogTimestamp) throws(SegmentError) {
    let path = directory.path(Self.name)
    do {
      file = try directory.fileSystem.openForWriting(path)
      guard try file.lockExclusively() else {
        let bytes = try file.read(count: Self.maximumNoteBytes, at: .zero)
        let holder = String(decoding: bytes, as: UTF8.self).split(separator: "\n").joined(separator: ", ")
        throw SegmentError(
          .locked,
          "the log is open for writing by another process (\(holder.isEmpty ? "unknown" : holder)); stop it first",
          place: SegmentError.Place(file: path))
      }
      try file.truncate(to: .zero)
      try file.write(Array(Self.note(now: now).utf8), at: .zero)
    } catch let error as SegmentError {
      throw error
    } catch let error as Errno {
      throw .system(error, "taking the writer's lock", path)
    } catch {
      preconditionFailure("no other error is thrown here")
    }
  }

  /// Enough for a process number, a host name and a time.
  private static let maximumNoteBytes = 512

  private static func note(now: LogTimestamp) -> String {
    var name = [CChar](repeating: 0, count: 256)
    let result = unsafe gethostname(&name, name.count - 1)
    let host = result == 0 ? String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self) : "?"
    return "pid \(getpid())\nhost \(host)\nsince \(utc(now))\n"
  }

  /// A moment as ISO 8601 writes it, to the second.
  private static func utc(_ time: LogTimestamp) -> String {
    var seconds = time_t(time.rawValue / 1_000_000)
    var parts = unsafe tm()
    guard unsafe gmtime_r(&seconds, &parts) != nil else { return "?" }
    func digits(_ number: Int32) -> String { (number < 10 ? "0" : "") + String(number) }
    let date = unsafe "\(parts.tm_year + 1900)-\(digits(parts.tm_mon + 1))-\(digits(parts.tm_mday))"
    return unsafe "\(date)T\(digits(parts.tm_hour)):\(digits(parts.tm_min)):\(digits(parts.tm_sec))Z"
  }
}
