import Foundation
import SystemPackage

/// A running program.
///
/// Foundation's `Process` hands the signals that the calling thread blocks on to the child; here the child starts with
/// none blocked, so that it can be interrupted.
struct Child {
  /// How a program ended.
  enum Ending: Equatable {
    case exited(Int32)
    case signalled(Int32)
  }

  struct NotStarted: Error {
    let executable: String
    let error: Errno
  }

  let pid: pid_t

  /// Starts a program with its standard streams on these descriptors.
  init(
    _ executable: String, _ arguments: [String], input: FileDescriptor, output: FileDescriptor, errors: FileDescriptor
  ) throws {
    var actions = unsafe posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    var none = sigset_t()
    unsafe posix_spawn_file_actions_init(&actions)
    unsafe posix_spawnattr_init(&attributes)
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
    }
    for (number, descriptor) in [input, output, errors].enumerated() {
      unsafe posix_spawn_file_actions_adddup2(&actions, descriptor.rawValue, Int32(number))
    }
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var words: [UnsafeMutablePointer<CChar>?] = unsafe ([executable] + arguments).map { unsafe strdup($0) }
    unsafe words.append(nil)
    defer { unsafe words.forEach { unsafe free($0) } }
    var pid: pid_t = 0
    let result = unsafe posix_spawn(&pid, executable, &actions, &attributes, words, environ)
    guard result == 0 else { throw NotStarted(executable: executable, error: Errno(rawValue: result)) }
    self.pid = pid
  }

  /// Sends a signal.
  func send(_ signal: Int32) { kill(pid, signal) }

  /// Waits for the end. Call once.
  func wait() -> Ending {
    var status: Int32 = 0
    while unsafe waitpid(pid, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7f
    return signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal)
  }
}

/// The lines that a child writes, one after the other.
final class Lines {
  private let descriptor: FileDescriptor
  private var buffer: [UInt8] = []

  init(_ descriptor: FileDescriptor) { self.descriptor = descriptor }

  deinit { try? descriptor.close() }

  /// The next line; waits for it. Nil at the end.
  func next() throws -> String? {
    while true {
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        defer { buffer.removeSubrange(...end) }
        return String(decoding: buffer[..<end], as: UTF8.self)
      }
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      let count = try unsafe chunk.withUnsafeMutableBytes { unsafe try descriptor.read(into: $0) }
      guard count > 0 else { return nil }
      buffer += chunk[..<count]
    }
  }
}
