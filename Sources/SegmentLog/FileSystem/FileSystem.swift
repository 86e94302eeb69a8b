public import SystemPackage

/// The file system that the log stands on: POSIX in production, simulated in tests.
///
/// What a call promises about stable storage is said at the call; nothing else is durable. Every call may fail with the
/// operating system's error. Calls may come from several threads.
public protocol FileSystem: Sendable {
  /// Opens an existing file for reading only.
  func openForReading(_ path: FilePath) throws(Errno) -> any File
  /// Opens a file for reading and writing, and creates it (mode 0644) if it is not there.
  /// Its name is durable only after `synchronizeDirectory`.
  func openForWriting(_ path: FilePath) throws(Errno) -> any File
  /// Creates a directory and those above it; one that is there already is fine. What was created is durable.
  func createDirectory(_ path: FilePath) throws(Errno)
  /// The names in a directory, without `.` and `..`, in no order.
  func list(_ directory: FilePath) throws(Errno) -> [String]
  /// Puts a file in the place of another (or of none), so that every observer sees either the old or the new one.
  /// Durable only after `synchronizeDirectory`.
  func rename(_ path: FilePath, to target: FilePath) throws(Errno)
  /// Removes a file's name. Durable only after `synchronizeDirectory`.
  func remove(_ path: FilePath) throws(Errno)
  /// Makes the names in a directory durable: created, renamed and removed files.
  func synchronizeDirectory(_ path: FilePath) throws(Errno)
  /// Which file a path leads to now; nil if there is none.
  func identity(of path: FilePath) throws(Errno) -> FileIdentity?
  /// What commits should be aligned to, so that no write touches a sector of an earlier one: the device's physical
  /// sector where it is known.
  func alignment(of directory: FilePath) -> ByteCount
  /// Watches a file for changes made by another process. Works before the file exists.
  func watch(_ path: FilePath) throws(Errno) -> any FileWatch
}

/// Tells files apart, whatever their names: a file renamed over another has a different identity.
public struct FileIdentity: Hashable, Sendable {
  /// The device's number.
  public var device: UInt64
  /// The file's number on the device.
  public var inode: UInt64

  /// Wraps the numbers that the file system gave a file.
  public init(device: UInt64, inode: UInt64) {
    self.device = device
    self.inode = inode
  }
}

/// An open file. Closed when the last reference goes away.
public protocol File: AnyObject, Sendable {
  /// Which file this is.
  var identity: FileIdentity { get }
  /// Its length in bytes.
  func size() throws(Errno) -> ByteCount
  /// Reads from `offset` until `buffer` is full or the file ends, and tells how many bytes were read.
  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: ByteCount) throws(Errno) -> Int
  /// Writes all of `bytes` at `offset`. After an error any part may have been written.
  func write(_ bytes: UnsafeRawBufferPointer, at offset: ByteCount) throws(Errno)
  /// Returns after every byte written so far, and the file's length, are on stable storage (`fdatasync`).
  /// After an error nothing is known, and another attempt proves nothing.
  func synchronizeData() throws(Errno)
  /// Sets the length; what is added reads as zeros.
  func truncate(to size: ByteCount) throws(Errno)
  /// Lengthens the file to `size` and reserves the space, so that later writes inside do not run out of it. What is added
  /// reads as zeros, which the device need not have been given.
  func allocate(to size: ByteCount) throws(Errno)
  /// Takes an exclusive lock for as long as the file is open; false if somebody else holds it. Never waits.
  func lockExclusively() throws(Errno) -> Bool
  /// Forgets what is cached of the file, so that the next read comes from the device where the system allows that.
  func dropCache() throws(Errno)
}

/// Waits for a file to change.
public protocol FileWatch: AnyObject, Sendable {
  /// Blocks until the file changed, was created or replaced (true), `milliseconds` passed or `cancel` was called (false).
  /// Nil waits without limit. May return true for no reason.
  func wait(milliseconds: Int?) throws(Errno) -> Bool
  /// Makes the present and every later `wait` return false at once. May be called from any thread.
  func cancel()
}

extension File {
  /// Writes an array's bytes, or the first `count` of them.
  package func write(_ bytes: [UInt8], count: Int? = nil, at offset: ByteCount) throws(Errno) {
    try unsafe bytes.span.bytes.withUnsafeBytes { (raw) throws(Errno) in
      try unsafe write(UnsafeRawBufferPointer(rebasing: raw[..<(count ?? raw.count)]), at: offset)
    }
  }

  /// Reads up to `count` bytes; fewer only at the end of the file.
  package func read(count: Int, at offset: ByteCount) throws(Errno) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let got = try read(into: &bytes, count: count, at: offset)
    if got < count { bytes.removeLast(count - got) }
    return bytes
  }

  /// Fills the start of an array, or all of it, from the file; fewer bytes only at the end of the file.
  package func read(into bytes: inout [UInt8], count: Int?, at offset: ByteCount) throws(Errno) -> Int {
    var span = bytes.mutableSpan
    var raw = unsafe span.mutableBytes
    return try unsafe raw.withUnsafeMutableBytes { (raw) throws(Errno) in
      let wanted = unsafe raw[..<(count ?? raw.count)]
      return try unsafe read(into: UnsafeMutableRawBufferPointer(rebasing: wanted), at: offset)
    }
  }
}
