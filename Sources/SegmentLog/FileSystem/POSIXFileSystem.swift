internal import CLinux
internal import Glibc
internal import Synchronization
public import SystemPackage

/// The operating system's files.
public struct POSIXFileSystem: FileSystem {
  /// There is nothing to configure.
  public init() {}

  /// `open` with `O_RDONLY`.
  public func openForReading(_ path: FilePath) throws(Errno) -> any File {
    // A pipe in a file's place is an error, not a wait for somebody to write into it.
    try POSIXFile(path, flags: O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  }

  /// `open` with `O_RDWR | O_CREAT`, mode 0644.
  public func openForWriting(_ path: FilePath) throws(Errno) -> any File {
    try POSIXFile(path, flags: O_RDWR | O_CREAT | O_CLOEXEC)
  }

  /// `mkdir`, mode 0755, parents first; what is made is durable.
  public func createDirectory(_ path: FilePath) throws(Errno) {
    if try identity(of: path) != nil { return }
    let parent = path.removingLastComponent()
    if !parent.isEmpty, parent != path { try createDirectory(parent) }
    do {
      try posix { unsafe path.withPlatformString { unsafe mkdir($0, 0o755) } }
    } catch Errno.fileExists {
      // Somebody else was faster, which is as good.
    }
    try synchronizeDirectory(parent.isEmpty ? "." : parent)
  }

  /// `readdir` to the end.
  public func list(_ directory: FilePath) throws(Errno) -> [String] {
    guard let stream = unsafe directory.withPlatformString({ unsafe opendir($0) }) else { throw Errno.current }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(stream) else {
        if errno != 0 { throw Errno.current }
        return names
      }
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        unsafe $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { unsafe String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
  }

  /// `rename`, atomic on every local file system.
  public func rename(_ path: FilePath, to target: FilePath) throws(Errno) {
    try posix {
      unsafe path.withPlatformString { from in unsafe target.withPlatformString { unsafe Glibc.rename(from, $0) } }
    }
  }

  /// `unlink`.
  public func remove(_ path: FilePath) throws(Errno) {
    try posix { unsafe path.withPlatformString { unsafe unlink($0) } }
  }

  /// `fsync` on the directory.
  public func synchronizeDirectory(_ path: FilePath) throws(Errno) {
    let descriptor = try posix {
      unsafe path.withPlatformString { unsafe open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    }
    defer { close(descriptor) }
    try posix { fsync(descriptor) }
  }

  /// `stat`; nil if there is no such file.
  public func identity(of path: FilePath) throws(Errno) -> FileIdentity? {
    var status = Glibc.stat()
    do {
      try posix { unsafe path.withPlatformString { unsafe stat($0, &status) } }
    } catch Errno.noSuchFileOrDirectory {
      return nil
    }
    return FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
  }

  /// The device's physical sector where the kernel tells it, else 4 KiB.
  public func alignment(of directory: FilePath) -> ByteCount {
    BlockDevice.physicalSector(holding: directory) ?? BlockDevice.safeSector
  }

  /// inotify on the file and its directory.
  public func watch(_ path: FilePath) throws(Errno) -> any FileWatch { try InotifyWatch(path) }
}

/// An open file descriptor.
final class POSIXFile: File {
  let identity: FileIdentity
  private let descriptor: CInt
  private let isLocked = Atomic(false)

  init(_ path: FilePath, flags: CInt) throws(Errno) {
    let descriptor = try posix { unsafe path.withPlatformString { unsafe open($0, flags, 0o644) } }
    var status = Glibc.stat()
    do {
      try posix { unsafe fstat(descriptor, &status) }
    } catch {
      close(descriptor)
      throw error
    }
    self.descriptor = descriptor
    identity = FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
  }

  deinit {
    // Closing is not enough: a process that another thread is starting shares the lock until it runs its own program.
    if isLocked.load(ordering: .relaxed) { _ = clinux_unlock(descriptor) }
    close(descriptor)
  }

  func size() throws(Errno) -> ByteCount {
    var status = Glibc.stat()
    try posix { unsafe fstat(descriptor, &status) }
    return ByteCount(Int(status.st_size))
  }

  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: ByteCount) throws(Errno) -> Int {
    var done = 0
    while done < buffer.count {
      let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
      let got = unsafe pread(descriptor, rest.baseAddress, rest.count, off_t(offset.rawValue + done))
      if got < 0 {
        if errno == EINTR { continue }
        throw Errno.current
      }
      if got == 0 { break }
      done += got
    }
    return done
  }

  func write(_ bytes: UnsafeRawBufferPointer, at offset: ByteCount) throws(Errno) {
    var done = 0
    while done < bytes.count {
      let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[done...])
      let put = unsafe pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset.rawValue + done))
      if put < 0 {
        if errno == EINTR { continue }
        throw Errno.current
      }
      done += put
    }
  }

  func synchronizeData() throws(Errno) {
    // Not repeated on any error: the kernel may have dropped the pages that it could not write.
    if fdatasync(descriptor) != 0 { throw Errno.current }
  }

  func truncate(to size: ByteCount) throws(Errno) {
    try posix { ftruncate(descriptor, off_t(size.rawValue)) }
  }

  func allocate(to size: ByteCount) throws(Errno) {
    while true {
      // Tells its error as a result. Where the file system cannot reserve space, the C library writes to every block.
      let result = posix_fallocate(descriptor, 0, off_t(size.rawValue))
      if result == 0 { return }
      if result != EINTR { throw Errno(rawValue: result) }
    }
  }

  func lockExclusively() throws(Errno) -> Bool {
    do {
      try linux(clinux_lock_exclusive(descriptor))
      isLocked.store(true, ordering: .relaxed)
      return true
    } catch Errno.resourceTemporarilyUnavailable {
      return false
    }
  }

  func dropCache() throws(Errno) {
    let result = posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
    if result != 0 { throw Errno(rawValue: result) }
  }
}

extension Errno {
  /// What the last failed call of this thread left behind.
  fileprivate static var current: Errno { Errno(rawValue: errno) }
}

/// Runs a call that reports failure by -1 and `errno`, again when a signal interrupted it.
@discardableResult
private func posix(_ call: () -> CInt) throws(Errno) -> CInt {
  while true {
    let result = call()
    if result >= 0 { return result }
    if errno != EINTR { throw Errno.current }
  }
}

/// Checks a result of CLinux: not negative, or a negated error number.
@discardableResult
func linux(_ result: CInt) throws(Errno) -> CInt {
  if result < 0 { throw Errno(rawValue: -result) }
  return result
}
