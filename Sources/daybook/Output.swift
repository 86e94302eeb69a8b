import EventSourcing
import Foundation
import Synchronization
import SystemPackage

/// Standard output and standard error.
enum Output {
  /// Nobody reads standard output any more.
  struct Closed: Error {}

  private static let json = Atomic(false)

  /// Whether errors are told as JSON, too.
  static var isJSON: Bool {
    get { json.load(ordering: .relaxed) }
    set { json.store(newValue, ordering: .relaxed) }
  }

  /// Writes lines to standard output.
  static func write(_ text: String) throws {
    try write(Array((text + "\n").utf8))
  }

  /// Writes bytes to standard output.
  static func write(_ bytes: [UInt8]) throws {
    switch writeAll(bytes, STDOUT_FILENO) {
    case nil: return
    case .brokenPipe?: throw Closed()
    case .interrupted?: throw CancellationError()
    case let error?: throw Failure(.storageFailed, "standard output cannot be written: \(error)")
    }
  }

  /// Writes a line to standard error.
  static func complain(_ text: String) { complain(raw: text.withoutControls + "\n") }

  /// Writes text to standard error as it is. Where that cannot be written there is nobody left to tell, and what the
  /// command does is no worse for it.
  static func complain(raw text: String) { _ = writeAll(Array(text.utf8), STDERR_FILENO) }

  /// What kept bytes from being written; nil if all were.
  private static func writeAll(_ bytes: [UInt8], _ descriptor: Int32) -> Errno? {
    var rest = bytes[...]
    while !rest.isEmpty {
      guard Interruption.waitUntilWritable(descriptor) else { return .interrupted }
      let part = rest.prefix(Interruption.isCancelling ? Int(PIPE_BUF) : rest.count)
      let count = unsafe part.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        return Errno(rawValue: errno)
      }
      rest = rest.dropFirst(count)
    }
    return nil
  }

  /// Lets standard streams that the caller closed lead nowhere. The next file to be opened, a segment perhaps, would
  /// take the number of one, and what is printed would be written into it.
  static func openMissingStreams() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      // The lowest free number is taken, which is this one.
      guard unsafe open("/dev/null", O_RDWR) == descriptor else { exit(ExitStatus.storageFailed.rawValue) }
    }
  }

  /// Whether people watch standard error.
  static var isWatched: Bool { isatty(STDERR_FILENO) == 1 }
}

extension Int {
  /// With a separator between thousands.
  var grouped: String { UInt64(magnitude).grouped(negative: self < 0) }
}

extension Int64 {
  var grouped: String { magnitude.grouped(negative: self < 0) }
}

extension UInt64 {
  var grouped: String { grouped(negative: false) }

  fileprivate func grouped(negative: Bool) -> String {
    var digits = String(self)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return (negative ? "-" : "") + ([digits] + groups).joined(separator: ",")
  }
}
