import SystemPackage
import Workload

/// A store that the shared trials can drive: appends that are durable when they return, and a scan of everything.
protocol DurableStore: AnyObject {
  static var contender: ContenderName { get }

  /// Creates an empty store in an empty directory, with room for `capacity`.
  static func create(in directory: FilePath, capacity: StoreCapacity) async throws -> Self

  /// Opens a store that was closed before, for reading.
  static func open(in directory: FilePath) async throws -> Self

  /// Appends `batch` as one durable commit. With ``Expectation/keyRevisions``, fails when the key of any event has
  /// another revision than the one that precedes the event's.
  func append(_ batch: [PendingEvent], expecting: Expectation) async throws

  /// Events of one commit where 64 writers wait; asked of limits, which have no writers of their own.
  static var groupSize: Int { get }

  /// Whether a load leaves work behind that ``settle()`` does.
  static var settles: Bool { get }

  /// Does everything that follows a load: checkpoint, compaction, packing.
  func settle() async throws

  /// The number of events stored.
  func eventCount() async throws -> Int

  /// Reads all events in the order of their positions.
  func scan<Fold: WorkloadFold>(into fold: inout Fold) async throws
}

extension DurableStore {
  /// All that wait.
  static var groupSize: Int { 64 }
}

/// What an append requires of the keys that it writes to.
enum Expectation: Sendable {
  case nothing
  case keyRevisions
}

/// How much a store must be able to hold.
struct StoreCapacity: Sendable {
  let events: Int
  let bytes: Int
}

/// An event that is about to be appended under a key of the trial's choice.
@safe
struct PendingEvent {
  let event: WorkloadEvent
  let key: UnsafeRawBufferPointer
  /// The number of events that the key has before this one.
  let revision: Int
}

/// Why a trial did not yield a figure.
enum TrialError: Error, CustomStringConvertible {
  case library(String, code: Int, message: String)
  case conflict(key: String)
  case wrongCount(stored: Int, expected: Int)
  case wrongFold(FoldSummary, expected: FoldSummary)
  case unsupported(Row, ContenderName)
  /// The data in the directory is of an earlier build, whose read models were of another version.
  case otherSnapshots(FilePath)
  case process(String)

  var description: String {
    switch self {
    case .library(let call, let code, let message): "\(call) failed with \(code): \(message)"
    case .conflict(let key): "an append that had to succeed was refused: \(key) has another revision"
    case .wrongCount(let stored, let expected): "\(stored) events are stored, not the \(expected) that were appended"
    case .wrongFold(let found, let expected): "the scan read \(found), not \(expected)"
    case .unsupported(let row, let contender): "\(contender.rawValue) has no trial for \(row.rawValue)"
    case .otherSnapshots(let directory):
      "\(directory) held snapshots of an earlier build; they are renewed now, so run it once more"
    case .process(let reason): reason
    }
  }
}
