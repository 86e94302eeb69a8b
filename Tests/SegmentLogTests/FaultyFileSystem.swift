import SegmentLog
import Synchronization
import SystemPackage

/// The real file system with faults that a test sets, and a list of what was called.
final class FaultyFileSystem: FileSystem {
  enum Operation: Hashable {
    case write(String, offset: Int, count: Int)
    case allocate(String)
    case synchronize(String)
    case rename(String)
    case synchronizeDirectory
  }

  private struct State {
    var operations: [Operation] = []
    var fault: (@Sendable (Operation) -> Errno?)?
    var partialBytes = 0
    var beforeReading: (@Sendable (String) -> Void)?
    /// Names follow files through renames.
    var names: [FileIdentity: String] = [:]
  }

  private let state = Mutex(State())
  private let base = POSIXFileSystem()
  fileprivate let synchronizes: Bool

  /// `synchronizes`: false saves the time where no crash is of interest.
  init(synchronizes: Bool = true) { self.synchronizes = synchronizes }

  /// Everything since the last time this was asked.
  var operations: [Operation] {
    state.withLock { state in
      defer { state.operations = [] }
      return state.operations
    }
  }

  /// Fails operations for which `fault` names an error; a write that fails has written `partialBytes` first.
  func setFault(partialBytes: Int = 0, _ fault: (@Sendable (Operation) -> Errno?)?) {
    state.withLock { state in
      state.fault = fault
      state.partialBytes = partialBytes
    }
  }

  /// Calls a test with a file's name before each read of it.
  func beforeReading(_ hook: (@Sendable (String) -> Void)?) { state.withLock { $0.beforeReading = hook } }

  fileprivate func willRead(_ name: String) { state.withLock { $0.beforeReading }?(name) }

  /// Notes an operation; returns the fault for it and how many bytes are written before it.
  fileprivate func note(_ operation: Operation) -> (Errno, Int)? {
    state.withLock { state in
      state.operations.append(operation)
      return state.fault?(operation).map { ($0, state.partialBytes) }
    }
  }

  func openForReading(_ path: FilePath) throws(Errno) -> any File { named(try base.openForReading(path), path) }

  func openForWriting(_ path: FilePath) throws(Errno) -> any File { named(try base.openForWriting(path), path) }

  private func named(_ file: any File, _ path: FilePath) -> any File {
    state.withLock { $0.names[file.identity] = path.lastComponent?.string }
    return FaultyFile(file, self)
  }

  fileprivate func name(of file: any File) -> String { state.withLock { $0.names[file.identity] ?? "" } }

  func rename(_ path: FilePath, to target: FilePath) throws(Errno) {
    if let (error, _) = note(.rename(target.lastComponent?.string ?? "")) { throw error }
    try base.rename(path, to: target)
    if let identity = try base.identity(of: target) {
      state.withLock { $0.names[identity] = target.lastComponent?.string }
    }
  }

  func synchronizeDirectory(_ path: FilePath) throws(Errno) {
    if let (error, _) = note(.synchronizeDirectory) { throw error }
    if synchronizes { try base.synchronizeDirectory(path) }
  }

  func createDirectory(_ path: FilePath) throws(Errno) { try base.createDirectory(path) }
  func list(_ directory: FilePath) throws(Errno) -> [String] { try base.list(directory) }
  func remove(_ path: FilePath) throws(Errno) { try base.remove(path) }
  func identity(of path: FilePath) throws(Errno) -> FileIdentity? { try base.identity(of: path) }
  func alignment(of directory: FilePath) -> ByteCount { base.alignment(of: directory) }
  func watch(_ path: FilePath) throws(Errno) -> any FileWatch { try base.watch(path) }
}

private final class FaultyFile: File {
  let base: any File
  let system: FaultyFileSystem

  init(_ base: any File, _ system: FaultyFileSystem) {
    self.base = base
    self.system = system
  }

  var name: String { system.name(of: base) }
  var identity: FileIdentity { base.identity }
  func size() throws(Errno) -> ByteCount { try base.size() }
  func truncate(to size: ByteCount) throws(Errno) { try base.truncate(to: size) }
  func lockExclusively() throws(Errno) -> Bool { try base.lockExclusively() }
  func dropCache() throws(Errno) { try base.dropCache() }

  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: ByteCount) throws(Errno) -> Int {
    system.willRead(name)
    return try unsafe base.read(into: buffer, at: offset)
  }

  func allocate(to size: ByteCount) throws(Errno) {
    if let (error, _) = system.note(.allocate(name)) { throw error }
    try base.allocate(to: size)
  }

  func write(_ bytes: UnsafeRawBufferPointer, at offset: ByteCount) throws(Errno) {
    if let (error, partial) = system.note(.write(name, offset: offset.rawValue, count: bytes.count)) {
      let part = unsafe UnsafeRawBufferPointer(rebasing: bytes[..<min(partial, bytes.count)])
      try unsafe base.write(part, at: offset)
      throw error
    }
    try unsafe base.write(bytes, at: offset)
  }

  func synchronizeData() throws(Errno) {
    if let (error, _) = system.note(.synchronize(name)) { throw error }
    if system.synchronizes { try base.synchronizeData() }
  }
}
