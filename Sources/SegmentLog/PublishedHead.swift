internal import Synchronization

/// How far the log is durable.
public struct DurableHead: Hashable, Sendable {
  /// The last durable record; `.origin` in an empty log.
  public var position: LogPosition
  /// When it was committed.
  public var committedAt: LogTimestamp
  /// The segment that is written to.
  public var segment: SegmentID
  /// Everything before this offset of the segment's file is durable; the next frame starts here.
  public var offset: ByteCount

  /// Describes how far a log is durable; the log's writer makes those that count.
  public init(position: LogPosition, committedAt: LogTimestamp, segment: SegmentID, offset: ByteCount) {
    self.position = position
    self.committedAt = committedAt
    self.segment = segment
    self.offset = offset
  }
}

/// The durable head as the writer publishes it, for every reader in the writer's process. Thread-safe.
///
/// A head never shows a record before its `fdatasync` returned.
public final class PublishedHead: Sendable {
  private struct State {
    var head: DurableHead
    var frames: FrameTable
    var observers: [UInt64: @Sendable (DurableHead) -> Void] = [:]
    var nextObserver: UInt64 = 0
  }

  private let state: Mutex<State>

  init(_ head: DurableHead, frames: FrameTable) {
    state = Mutex(State(head: head, frames: frames))
  }

  /// The durable head now.
  public var current: DurableHead { state.withLock(\.head) }

  /// Ends an observation.
  public struct Observation: Sendable {
    fileprivate let id: UInt64
  }

  /// Calls `body` after every advance, on the writer's thread, without any lock held. It must be quick: the next commit
  /// waits for it. An observer that was added sees every later head; compare with `current` after adding.
  public func observe(_ body: @escaping @Sendable (DurableHead) -> Void) -> Observation {
    state.withLock { state in
      state.nextObserver += 1
      state.observers[state.nextObserver] = body
      return Observation(id: state.nextObserver)
    }
  }

  /// Ends an observation. A call that is under way may still finish.
  public func remove(_ observation: Observation) {
    state.withLock { state in state.observers[observation.id] = nil }
  }

  /// Where the frames of the active segment are.
  var frames: FrameTable { state.withLock(\.frames) }

  func advance(to head: DurableHead, frames: FrameTable? = nil) {
    let observers = state.withLock { state in
      state.head = head
      if let frames { state.frames = frames }
      return state.observers
    }
    for observer in observers.values { observer(head) }
  }
}
