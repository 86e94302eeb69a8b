internal import Dispatch
public import SegmentLog
internal import Synchronization
public import SystemPackage

/// A file system in memory that knows what was written, what is on stable storage, and what a crash may leave.
///
/// Reads and writes see the page cache; `crash()` gives the file system as it may be after the power went:
///
/// | written since the last successful sync | may be, each for itself                                     |
/// |----------------------------------------|-------------------------------------------------------------|
/// | a 512-byte sector                      | as synced, as after any of the writes to it, or garbage     |
/// | a file's length                        | as synced, or any that it had since                         |
/// | a name created, renamed or removed     | done, or not done                                           |
///
/// Garbage only if `sectorsMayTear`: a device that writes sectors whole leaves none. A sync that fails writes some of the
/// sectors and forgets the others, so that the next sync reports success without them, as Linux does.
///
/// Everything random comes from one seed, in the order of calls: the same calls give the same world. Thread-safe.
public final class SimulatedFileSystem: FileSystem {
  /// The state of all files; open files refer to it.
  let disk: Mutex<SimulatedDisk>
  /// Holds back syncs.
  let gates = Mutex<[SynchronizationGate]>([])
  private let watches = Mutex<[WeakWatch]>([])

  /// An empty file system.
  ///
  /// `sectorsMayTear`: whether a crash may leave a sector half-written. `alignment`: what is told to the log.
  public convenience init(seed: UInt64, sectorsMayTear: Bool = false, alignment: ByteCount = ByteCount(512)) {
    self.init(SimulatedDisk(seed: seed, sectorsMayTear: sectorsMayTear, alignment: alignment))
  }

  private init(_ disk: sending SimulatedDisk) { self.disk = Mutex(disk) }

  /// What the power cut leaves: a new file system with no page cache, no locks and no faults. This one, and every file
  /// open in it, goes on as before and has nothing to do with the new one.
  public func crash() -> SimulatedFileSystem {
    SimulatedFileSystem(disk.withLock { $0.crashed() })
  }

  /// What ending the process leaves, by `kill -9` say: everything written is there, locks are gone. A copy.
  public func processEnded() -> SimulatedFileSystem {
    SimulatedFileSystem(disk.withLock { $0.copy() })
  }

  /// Adds a fault. Several may be waiting.
  public func inject(_ fault: SimulatedFault) { disk.withLock { $0.faults.append(fault) } }

  /// Lets all faults be forgotten.
  public func clearFaults() { disk.withLock { $0.faults.removeAll() } }

  /// How many bytes all files together may have; nil for no limit. Writing more fails with `ENOSPC` after what fits.
  public var capacity: ByteCount? {
    get { disk.withLock { $0.capacity } }
    set { disk.withLock { $0.capacity = newValue } }
  }

  /// What all files together have.
  public var usedBytes: ByteCount { disk.withLock { $0.usedBytes } }

  /// How many calls were made that change something or make it durable. A power cut can be set between any two.
  public var operations: Int { disk.withLock { $0.operations } }

  /// Every later sync of a file of this name (its last component) waits until the gate is opened.
  public func holdSynchronization(of name: String) -> SynchronizationGate {
    let gate = SynchronizationGate(name: name)
    gates.withLock { $0.append(gate) }
    return gate
  }

  // MARK: FileSystem

  /// Opens a file that is there; see `FileSystem`.
  public func openForReading(_ path: FilePath) throws(Errno) -> any File {
    SimulatedFile(
      try change { disk throws(Errno) in try disk.open(path, create: false) }, self, isWritable: false)
  }

  /// Opens a file, which is created if it is not there; its name is durable after `synchronizeDirectory`.
  public func openForWriting(_ path: FilePath) throws(Errno) -> any File {
    let inode = try change { disk throws(Errno) in try disk.open(path, create: true) }
    notify(path)
    return SimulatedFile(inode, self, isWritable: true)
  }

  /// Creates a directory, durable at once.
  public func createDirectory(_ path: FilePath) throws(Errno) {
    try change { disk throws(Errno) in try disk.createDirectory(path) }
  }

  /// The names in a directory, sorted.
  public func list(_ directory: FilePath) throws(Errno) -> [String] {
    try change { disk throws(Errno) in try disk.list(directory) }
  }

  /// Renames a file; a crash may undo it until `synchronizeDirectory`.
  public func rename(_ path: FilePath, to target: FilePath) throws(Errno) {
    try change { disk throws(Errno) in try disk.rename(path, to: target) }
    notify(target)
  }

  /// Removes a name; a crash may bring it back until `synchronizeDirectory`.
  public func remove(_ path: FilePath) throws(Errno) {
    try change { disk throws(Errno) in try disk.remove(path) }
    notify(path)
  }

  /// Makes the names in a directory durable.
  public func synchronizeDirectory(_ path: FilePath) throws(Errno) {
    try change { disk throws(Errno) in try disk.synchronizeDirectory(path) }
  }

  /// Which file a path leads to.
  public func identity(of path: FilePath) throws(Errno) -> FileIdentity? {
    disk.withLock { disk in disk.names[path.string].map(SimulatedDisk.identity) }
  }

  /// What the file system was made with.
  public func alignment(of directory: FilePath) -> ByteCount { disk.withLock { $0.alignment } }

  /// Watches a path for changes made through this file system.
  public func watch(_ path: FilePath) throws(Errno) -> any FileWatch {
    let watch = SimulatedWatch(path)
    watches.withLock { $0.append(WeakWatch(watch: watch)) }
    return watch
  }

  // MARK: shared with files

  /// Runs a call on the disk, under its lock.
  func change<R: Sendable>(_ body: (inout SimulatedDisk) throws(Errno) -> R) throws(Errno) -> R {
    try disk.withLock { (disk: inout SimulatedDisk) throws(Errno) -> R in try body(&disk) }
  }

  /// Tells the watches of a path that it changed.
  func notify(_ path: FilePath) {
    let all = watches.withLock { watches in
      watches.removeAll { $0.watch == nil }
      return watches
    }
    for case let watch? in all.map(\.watch) where watch.path == path { watch.changed() }
  }

  private struct WeakWatch: Sendable {
    weak let watch: SimulatedWatch?
  }
}
