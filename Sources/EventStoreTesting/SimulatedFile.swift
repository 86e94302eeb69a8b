internal import SegmentLog
internal import Synchronization
internal import SystemPackage

/// An open file of a simulated file system.
final class SimulatedFile: File {
  let identity: FileIdentity
  private let inode: UInt64
  private let fileSystem: SimulatedFileSystem
  private let isWritable: Bool

  init(_ inode: UInt64, _ fileSystem: SimulatedFileSystem, isWritable: Bool) {
    self.inode = inode
    self.fileSystem = fileSystem
    self.isWritable = isWritable
    identity = SimulatedDisk.identity(inode)
  }

  deinit {
    let holder = ObjectIdentifier(self)
    fileSystem.disk.withLock { [inode] in $0.unlock(inode, for: holder) }
  }

  /// The file's name now; it may have been renamed since it was opened.
  private var path: String { fileSystem.disk.withLock { [inode] in $0.path(of: inode) } }

  func size() throws(Errno) -> ByteCount {
    fileSystem.disk.withLock { [inode] in ByteCount($0.files[inode]?.bytes.count ?? 0) }
  }

  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: ByteCount) throws(Errno) -> Int {
    let count = buffer.count
    let bytes = try fileSystem.change { [inode] disk throws(Errno) in
      if let fault = disk.fault(in: .read, disk.path(of: inode)) { throw fault }
      guard let bytes = disk.files[inode]?.bytes, offset.rawValue < bytes.count else { return [UInt8]() }
      return Array(bytes[offset.rawValue..<min(bytes.count, offset.rawValue + count)])
    }
    unsafe buffer.copyBytes(from: bytes)
    return bytes.count
  }

  func write(_ bytes: UnsafeRawBufferPointer, at offset: ByteCount) throws(Errno) {
    let new = unsafe Array(bytes)
    defer { fileSystem.notify(FilePath(path)) }
    try change(.write) { disk, content throws(Errno) in
      // What extends the file needs space; what lies inside has it.
      let growth = max(0, offset.rawValue + new.count - content.bytes.count)
      let free = disk.capacity.map { max(0, $0.rawValue - disk.usedBytes.rawValue) } ?? growth
      content.write(Array(new.dropLast(max(0, growth - free))), at: offset.rawValue)
      if growth > free { throw .noSpace }
    }
  }

  func synchronizeData() throws(Errno) {
    let name = SimulatedDisk.lastComponent(path)
    let gates = fileSystem.gates.withLock { gates in gates.filter { $0.name == name } }
    for gate in gates { gate.pass() }
    try change(.synchronize) { _, content throws(Errno) in content.synchronize() }
  }

  func truncate(to size: ByteCount) throws(Errno) { try resize(.truncate, to: size) }

  func allocate(to size: ByteCount) throws(Errno) { try resize(.allocate, to: size) }

  private func resize(_ operation: SimulatedFault.Operation, to size: ByteCount) throws(Errno) {
    try change(operation) { disk, content throws(Errno) in
      let growth = size.rawValue - content.bytes.count
      if let capacity = disk.capacity, growth > capacity.rawValue - disk.usedBytes.rawValue, growth > 0 {
        throw .noSpace
      }
      content.truncate(to: size.rawValue)
    }
  }

  func lockExclusively() throws(Errno) -> Bool {
    let holder = ObjectIdentifier(self)
    return try fileSystem.change { [inode] disk throws(Errno) in
      if let fault = disk.fault(in: .lock, disk.path(of: inode)) { throw fault }
      return disk.lock(inode, for: holder)
    }
  }

  func dropCache() throws(Errno) {
    fileSystem.disk.withLock { [inode] in $0.files[inode]?.dropCache() }
  }

  /// Runs a call that changes the file or makes it durable.
  private func change(
    _ operation: SimulatedFault.Operation,
    _ body: (SimulatedDisk, inout SimulatedContent) throws(Errno) -> Void
  ) throws(Errno) {
    guard isWritable || operation == .synchronize else { throw .badFileDescriptor }
    try fileSystem.change { [inode] disk throws(Errno) in
      var content = disk.files[inode] ?? SimulatedContent()
      defer { disk.files[inode] = content }
      if let fault = disk.fault(in: operation, disk.path(of: inode)) {
        // A sync that fails has written something; another call that fails may have been done.
        if operation == .synchronize {
          content.failSynchronization(using: &disk.random)
        } else if Bool.random(using: &disk.random) {
          try body(disk, &content)
        }
        throw fault
      }
      try body(disk, &content)
    }
  }
}
