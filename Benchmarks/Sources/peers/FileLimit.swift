import Glibc
import SystemPackage
import Workload

/// The least that a durable append can cost: one gathered write and one `fdatasync` on one open file.
class FileLimit: DurableStore {
  class var contender: ContenderName { .plainFile }
  class var settles: Bool { false }
  class var groupSize: Int { 64 }

  private let file: FileDescriptor
  private var count = 0

  required init(in directory: FilePath, zeroedBytes: Int) throws {
    file = try FileDescriptor.open(
      directory.appending("events.log"), .readWrite, options: [.create, .truncate], permissions: [.ownerReadWrite])
    if zeroedBytes > 0 { try zero(bytes: zeroedBytes) }
  }

  deinit {
    // Nothing is left to report: every byte was synced when it was written, and the file is about to be deleted.
    try? file.close()
  }

  class func create(in directory: FilePath, capacity: StoreCapacity) throws -> Self {
    try Self(in: directory, zeroedBytes: 0)
  }

  static func open(in directory: FilePath) throws -> Self {
    throw TrialError.unsupported(.replay, contender)
  }

  func append(_ batch: [PendingEvent], expecting: Expectation) throws {
    var expected = 0
    let written = unsafe withUnsafeTemporaryAllocation(of: iovec.self, capacity: batch.count) { vectors in
      for index in batch.indices {
        let stored = unsafe batch[index].event.stored
        unsafe vectors.initializeElement(
          at: index,
          to: iovec(iov_base: UnsafeMutableRawPointer(mutating: stored.baseAddress), iov_len: stored.count))
        expected += stored.count
      }
      return unsafe writev(file.rawValue, vectors.baseAddress, Int32(batch.count))
    }
    guard written >= 0 else { throw Errno(rawValue: errno) }
    guard written == expected else { throw TrialError.process("a write of \(expected) bytes wrote \(written)") }
    guard fdatasync(file.rawValue) == 0 else { throw Errno(rawValue: errno) }
    count += batch.count
  }

  func settle() {}

  func eventCount() -> Int { count }

  func scan<Fold: WorkloadFold>(into fold: inout Fold) throws {
    throw TrialError.unsupported(.replay, Self.contender)
  }

  private func zero(bytes: Int) throws {
    let zeros = [UInt8](repeating: 0, count: 1 << 20)
    for _ in 0..<(bytes / zeros.count + 1) { try file.writeAll(zeros) }
    guard fsync(file.rawValue) == 0 else { throw Errno(rawValue: errno) }
    try file.seek(offset: 0, from: .start)
  }
}

/// The same on a file whose blocks were written before, so that a sync has no file size or extent to record.
final class PreallocatedFileLimit: FileLimit {
  override class var contender: ContenderName { .preallocatedFile }

  override class func create(in directory: FilePath, capacity: StoreCapacity) throws -> Self {
    try Self(in: directory, zeroedBytes: capacity.bytes)
  }
}

/// Two groups of the row's writers in turn: while the commit of one half is synced, the other half prepares the next,
/// which is written as soon as that returned. This thread does nothing but write and sync, so no log whose commits follow
/// each other can serve two groups sooner.
final class GroupsInTurnLimit: FileLimit {
  override class var contender: ContenderName { .groupsInTurn }
  override class var groupSize: Int { 32 }

  override class func create(in directory: FilePath, capacity: StoreCapacity) throws -> Self {
    try Self(in: directory, zeroedBytes: capacity.bytes)
  }
}
