internal import Dispatch
internal import SegmentLog
internal import Synchronization
public import SystemPackage

/// Something that goes wrong once, or from then on.
public struct SimulatedFault: Hashable, Sendable {
  /// The calls that can fail.
  public enum Operation: Hashable, Sendable, CaseIterable {
    case open, list, read, write, synchronize, truncate, allocate, rename, remove, synchronizeDirectory, lock

    /// Whether the call changes something or makes it durable.
    public var isChange: Bool {
      switch self {
      case .open, .list, .read, .lock: false
      case .write, .synchronize, .truncate, .allocate, .rename, .remove, .synchronizeDirectory: true
      }
    }
  }

  /// What fails; nil: whatever changes something or makes it durable.
  public var operation: Operation?
  /// The last component of the path ends like this; nil: any file.
  public var nameSuffix: String?
  /// How many such calls succeed before.
  public var after: Int
  /// Whether every later call of any kind fails as well.
  public var isForGood: Bool
  /// What the call reports.
  public var error: Errno

  /// The call number `after + 1` of this kind fails, once.
  public init(_ operation: Operation, of nameSuffix: String? = nil, after: Int = 0, error: Errno = .ioError) {
    self.operation = operation
    self.nameSuffix = nameSuffix
    self.after = after
    self.error = error
    isForGood = false
  }

  /// The power goes during the call number `after + 1` of those that change something: it may have been done, or in
  /// part, and it and everything later fails. `crash()` then gives what is left.
  public static func powerCut(after: Int) -> SimulatedFault {
    var fault = SimulatedFault(.write, after: after)
    fault.operation = nil
    fault.isForGood = true
    return fault
  }
}

/// Holds back syncs of one file, so that a test can look at the world between a write and its durability.
public final class SynchronizationGate: Sendable {
  let name: String
  private let arrivals = DispatchSemaphore(value: 0)
  private let opened = DispatchSemaphore(value: 0)
  private let isOpen = Mutex(false)

  init(name: String) { self.name = name }

  /// Waits until a sync has come to the gate; false if none does in time.
  public func waitForArrival(seconds: Int = 30) -> Bool {
    arrivals.wait(timeout: .now() + .seconds(seconds)) == .success
  }

  /// Lets the sync that waits go on, and all later ones pass.
  public func open() {
    isOpen.withLock { $0 = true }
    opened.signal()
  }

  /// Called by a sync.
  func pass() {
    if isOpen.withLock({ $0 }) { return }
    arrivals.signal()
    opened.wait()
    opened.signal()
  }
}

/// Waits for changes of one path.
final class SimulatedWatch: FileWatch {
  let path: FilePath
  private let changes = DispatchSemaphore(value: 0)
  private let isCancelled = Mutex(false)

  init(_ path: FilePath) { self.path = path }

  func changed() { changes.signal() }

  func wait(milliseconds: Int?) throws(Errno) -> Bool {
    let limit = milliseconds.map { DispatchTime.now() + .milliseconds($0) } ?? .distantFuture
    if isCancelled.withLock({ $0 }) { return false }
    guard changes.wait(timeout: limit) == .success else { return false }
    if isCancelled.withLock({ $0 }) {
      changes.signal()
      return false
    }
    return true
  }

  func cancel() {
    isCancelled.withLock { $0 = true }
    changes.signal()
  }
}
