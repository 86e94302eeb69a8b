internal import Glibc
public import SystemPackage

/// A workload file mapped into memory, with an index of its events.
///
/// Reading is free of copies: an event is four views of the mapping.
@safe
public final class Workload: @unchecked Sendable {
  // Sendable: the mapping is private and read-only, and everything is immutable after `init`.

  /// Where the mapping starts.
  private let base: UnsafeRawPointer
  /// The bytes of the whole file.
  public let byteCount: Int
  private let entries: [Entry]

  /// The number of distinct keys.
  public let keyCount: Int

  /// The number of events.
  public var count: Int { entries.count }

  /// The indices of all events.
  public var indices: Range<Int> { 0..<entries.count }

  /// What the index knows of one event.
  private struct Entry {
    var offset: UInt32
    var key: UInt32
    var revision: UInt32
  }

  /// Maps the file at `path` and indexes at most `limit` of its events.
  ///
  /// - Throws: `Errno` when the file cannot be opened or mapped; ``WorkloadError/malformed(_:offset:)``.
  public init(contentsOf path: FilePath, limit: Int = .max) throws {
    let file = try FileDescriptor.open(path, .readOnly)
    let mapping = try unsafe file.closeAfter {
      let size = try Int(file.seek(offset: 0, from: .end))
      guard size > 0, size <= Int(UInt32.max) else { throw WorkloadError.malformed(path, offset: 0) }
      let start = unsafe mmap(nil, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file.rawValue, 0)
      guard let start = unsafe start, unsafe start != MAP_FAILED else { throw Errno(rawValue: errno) }
      return unsafe UnsafeRawBufferPointer(start: start, count: size)
    }
    guard let start = mapping.baseAddress else { throw WorkloadError.malformed(path, offset: 0) }
    unsafe base = start
    byteCount = mapping.count

    var entries: [Entry] = []
    var keys = KeyTable<UInt32>()
    var offset = 0
    while offset < mapping.count, entries.count < limit {
      guard mapping.count - offset >= WorkloadEvent.headerSize else {
        throw WorkloadError.malformed(path, offset: offset)
      }
      let event = unsafe WorkloadEvent(at: start + offset)
      guard event.size <= mapping.count - offset else { throw WorkloadError.malformed(path, offset: offset) }
      let (key, revision) = unsafe keys.withValue(of: WorkloadKey(event.key)) { revision, index in
        defer { revision += 1 }
        return (UInt32(index), revision)
      }
      entries.append(Entry(offset: UInt32(offset), key: key, revision: revision))
      offset += event.size
    }
    self.entries = entries
    keyCount = keys.count
  }

  deinit {
    unsafe munmap(UnsafeMutableRawPointer(mutating: base), byteCount)
  }

  /// The event at `index`. Its views are valid as long as this workload lives.
  public subscript(index: Int) -> WorkloadEvent {
    unsafe WorkloadEvent(at: base + Int(entries[index].offset))
  }

  /// How many events of the same key come before the one at `index`.
  public func revision(at index: Int) -> Int {
    Int(entries[index].revision)
  }

  /// A small dense number for the key of the event at `index`.
  public func keyNumber(at index: Int) -> Int {
    Int(entries[index].key)
  }
}

/// Views of one stored event; see the layout at `WorkloadRecord.write(to:)`.
@safe
public struct WorkloadEvent {
  @inlinable static var headerSize: Int { 10 }

  /// All bytes of the event, with its length prefix.
  public let stored: UnsafeRawBufferPointer
  @usableFromInline let keyEnd: Int
  @usableFromInline let typeEnd: Int
  @usableFromInline let metadataEnd: Int

  /// The event whose stored form starts at `start`, which is trusted to be a whole one.
  @inlinable
  public init(at start: UnsafeRawPointer) {
    let size = unsafe 4 + Int(UInt32(littleEndian: start.loadUnaligned(as: UInt32.self)))
    unsafe keyEnd = Self.headerSize + Int(start.load(fromByteOffset: 4, as: UInt8.self))
    unsafe typeEnd = keyEnd + Int(start.load(fromByteOffset: 5, as: UInt8.self))
    unsafe metadataEnd =
      typeEnd + Int(UInt16(littleEndian: start.loadUnaligned(fromByteOffset: 6, as: UInt16.self)))
    unsafe stored = UnsafeRawBufferPointer(start: start, count: size)
  }

  /// The number of stored bytes, with the length prefix.
  @inlinable public var size: Int { unsafe stored.count }
  /// The entity that the event belongs to.
  @inlinable public var key: UnsafeRawBufferPointer { unsafe view(Self.headerSize, keyEnd) }
  /// The name of the event's type.
  @inlinable public var type: UnsafeRawBufferPointer { unsafe view(keyEnd, typeEnd) }
  /// 40 bytes of metadata.
  @inlinable public var metadata: UnsafeRawBufferPointer { unsafe view(typeEnd, metadataEnd) }
  /// JSON, or a binary reading.
  @inlinable public var payload: UnsafeRawBufferPointer { unsafe view(metadataEnd, stored.count) }

  @inlinable
  func view(_ start: Int, _ end: Int) -> UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(rebasing: stored[start..<end])
  }
}
