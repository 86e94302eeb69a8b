internal import Synchronization

/// Where a frame starts and which record is its first.
struct FrameEntry: Hashable, Sendable {
  var offset: ByteCount
  /// The position of the first record in the frame, or of the next to come if it holds none.
  var firstPosition: LogPosition
  /// How many frames back the commit begins inside which this frame starts; 0 if it starts with a commit.
  var commitFramesBack: UInt32 = 0
}

/// The frames of one segment file in order. Grows while the segment is active. Thread-safe.
final class FrameTable: Sendable {
  /// The file that the offsets are of.
  let file: FileIdentity
  private let state: Mutex<Contents>

  struct Contents: Hashable, Sendable {
    var frames: [FrameEntry] = []
    /// The decompressed length of all frames.
    var entryBytes = 0
  }

  init(of file: FileIdentity, _ contents: Contents = Contents()) {
    self.file = file
    state = Mutex(contents)
  }

  func append(_ entry: FrameEntry, entryBytes: Int) {
    state.withLock { state in
      state.frames.append(entry)
      state.entryBytes += entryBytes
    }
  }

  /// Everything; not for a table that is growing, whose next `append` would have to copy it.
  var contents: Contents { state.withLock { $0 } }
  var last: FrameEntry? { state.withLock(\.frames.last) }
  /// The decompressed length of all frames.
  var entryBytes: Int { state.withLock(\.entryBytes) }
  var count: Int { state.withLock(\.frames.count) }

  /// Whether the file is packed: only then does the first frame hold more than the segment's first entry.
  var isPacked: Bool {
    state.withLock { $0.frames.count > 1 && $0.frames[1].firstPosition > $0.frames[0].firstPosition }
  }

  /// Where a position's frame is.
  struct Location {
    var frame: FrameEntry
    /// The frame in which the commit begins that `frame` starts inside of; `frame` itself if it starts with a commit.
    var commitFrame: FrameEntry
    /// The start of the frame behind it; nil for the last.
    var end: ByteCount?
  }

  /// The frame that holds a position, if any of these does.
  func location(of position: LogPosition) -> Location? {
    state.withLock { state in
      var low = 0
      var high = state.frames.count
      while low < high {
        let middle = (low + high) / 2
        if state.frames[middle].firstPosition <= position { low = middle + 1 } else { high = middle }
      }
      guard low > 0 else { return nil }
      let found = state.frames[low - 1]
      let back = Int(found.commitFramesBack)
      guard back < low else { return nil }
      return Location(
        frame: found, commitFrame: state.frames[low - 1 - back],
        end: low < state.frames.count ? state.frames[low].offset : nil)
    }
  }
}
