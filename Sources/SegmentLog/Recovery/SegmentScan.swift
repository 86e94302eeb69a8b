internal import SystemPackage

/// Reads an active or closed segment from its first byte: every checksum, count, position, time and root, and the tree
/// over its records. Ends at the first thing that is not a valid frame. Changes nothing.
struct SegmentScan {
  /// Behind the last valid frame; where the next would start.
  private(set) var end = ByteCount.zero
  /// Behind the last valid frame's own bytes, before its padding.
  private(set) var frameEnd = ByteCount.zero
  private(set) var tree: MerkleTree
  private(set) var lastRootSize: UInt64
  /// Nil if the segment holds no commit.
  private(set) var lastCommittedAt: LogTimestamp?
  private(set) var commits = RunningDigest()
  private(set) var frames = FrameTable.Contents()
  private(set) var isSealed = false
  private(set) var tail = RecoveryFacts.Tail.clean
  /// What is wrong with the tail, for people.
  private(set) var tailReason = ""
  let size: ByteCount

  let start: SegmentEntry
  private let id: SegmentID
  private let file: any File
  private let path: FilePath
  private var lastFrameIsClosing = false
  /// Padding that is not as it was written, behind the last valid frame.
  private(set) var paddingIsDamaged = false

  init(_ id: SegmentID, start: SegmentStart, in directory: LogDirectory) throws(SegmentError) {
    self.id = id
    self.start = start.entry
    file = start.file
    path = directory.path(id)
    do {
      size = try start.file.size()
    } catch {
      throw .system(error, "reading a segment's length", path)
    }
    guard let tree = MerkleTree(size: id.firstPosition.rawValue - 1, peaks: start.entry.peaks) else {
      preconditionFailure("the number of peaks was checked when the first entry was read")
    }
    self.tree = tree
    lastRootSize = tree.size
    try scan()
  }

  /// Whether the file can be gone on with as it is: there is room for a seal at least, unless somebody cut it.
  var isCleanlyClosed: Bool {
    lastFrameIsClosing && !paddingIsDamaged && size.rawValue % start.alignment.rawValue == 0
      && end + start.alignment <= size
  }

  /// The position of the last valid record.
  var lastPosition: LogPosition { LogPosition(tree.size) }

  private mutating func scan() throws(SegmentError) {
    let stream = FrameStream(file, from: .zero, limit: size)
    do {
      while try step(stream) {}
    } catch {
      switch error {
      case .system(let errno, let offset): throw .system(errno, "reading a segment", path, offset: offset)
      case .damage(let damage, _):
        tail = .damaged
        tailReason = damage.text
      }
    }
  }

  /// Reads the frame at `end`; false if there is none.
  private mutating func step(_ stream: FrameStream) throws(FrameReadError) -> Bool {
    guard end < size else { return false }
    stream.seek(to: end)
    let header = try stream.peek(SegmentFormat.skippableHeaderBytes)
    // A file that was cut may end in the middle of that header.
    let headerBytes = ByteCount(SegmentFormat.skippableHeaderBytes)
    let rest = size - end < headerBytes ? nil : FrameLayout.skippable(size - end, written: headerBytes)
    if isSealed {
      // The write of the seal may have been torn in the sector with the header of the rest; the segment is rewritten.
      try look(behind: end + start.alignment)
      return false
    }
    if header.allSatisfy({ $0 == 0 }) || header == rest {
      try look(behind: header == rest ? end + ByteCount(header.count) : end)
      return false
    }
    let frame = try stream.frame()
    // Something was written behind the padding, so that the padding was durable.
    if paddingIsDamaged {
      fail(.contradiction, "the padding before this frame was changed")
      return false
    }
    do {
      try take(frame)
    } catch .unknownKind {
      fail(.unknownEntry, "an entry of a kind that this version does not know")
      return false
    } catch .contradiction(let text) {
      fail(.contradiction, text)
      return false
    } catch {
      fail(.contradiction, "a malformed entry")
      return false
    }
    let layout = FrameLayout(
      offset: frame.offset, frameBytes: frame.byteCount.rawValue, alignment: start.alignment.rawValue)
    let padding = layout.next - layout.end
    paddingIsDamaged = try stream.peek(padding.rawValue) != FrameLayout.skippable(padding, written: padding)
    frameEnd = layout.end
    end = layout.next
    return true
  }

  private mutating func fail(_ tail: RecoveryFacts.Tail, _ reason: String) {
    self.tail = tail
    tailReason = reason
  }

  /// Whether anything but zeros follows.
  private mutating func look(behind offset: ByteCount) throws(FrameReadError) {
    guard let stray = try NonZeroSearch(file, limit: size).first(from: offset) else { return }
    fail(.stray, "bytes at offset \(stray.rawValue) where nothing was acknowledged")
  }

  // MARK: content

  /// Checks a frame's content against everything before it, then adds it.
  private mutating func take(_ frame: Frame) throws(EntryFault) {
    let block = try RecordBlock(
      frame, segment: id, next: lastPosition.next, continuing: nil, mark: start.logID.commitMark)
    guard block.unfinished == nil else { throw .contradiction("a commit lacks records") }
    let isFirst = frame.offset == .zero
    var entries = FrameEntries(frame.content)
    var grown = tree
    switch entries.next() {
    case .segment where isFirst:
      guard entries.isAtEnd else { throw .contradiction("the last segment is packed, so that a newer one is missing") }
    case .commit where !isFirst:
      guard let commit = entries.commit else { throw .malformed(at: 0) }
      if let last = lastCommittedAt, commit.committedAt <= last { throw .contradiction("commit times go backwards") }
      while entries.next() == .record { grown.append(entries.leaf) }
      if let root = commit.root {
        guard grown.root == root else { throw .contradiction("the records do not match the commit's tree root") }
        lastRootSize = grown.size
      }
      lastCommittedAt = commit.committedAt
      lastFrameIsClosing = commit.count == 0
      commits.append(entries.firstEntry)
    case .seal where !isFirst:
      guard let seal = entries.seal, seal.root == tree.root else {
        throw .contradiction("the records do not match the seal's tree root")
      }
      guard seal.commitsDigest == commits.value else { throw .contradiction("the commits do not match the seal") }
      isSealed = true
    default: throw .contradiction("a frame of an active segment holds something else than one commit")
    }
    guard entries.isAtEnd else { throw .contradiction("a frame holds more than one commit") }
    frames.frames.append(FrameEntry(offset: frame.offset, firstPosition: lastPosition.next))
    frames.entryBytes += frame.content.count
    tree = grown
  }
}
