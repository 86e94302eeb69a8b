import EventSourcing
import SegmentLog
import SystemPackage

/// The `.tags` files beside a log's closed segments.
struct TagFiles: Sendable {
  let directory: FilePath
  let fileSystem: any FileSystem
  private let recent = RecentTagPages()

  init(directory: FilePath, fileSystem: any FileSystem) {
    self.directory = directory
    self.fileSystem = fileSystem
  }

  private func path(_ segment: SegmentID) -> FilePath { directory.appending(segment.fileName + ".tags") }

  /// The index over a log's closed segments: files where they are usable, tables for the rest.
  ///
  /// - Parameter writing: nil where nothing is written. Otherwise missing files are written at once, so that no more than
  ///   one table is in memory, and told is which could not be, for instance on a full disk: its table stays in memory.
  func open(_ reader: LogReader, writing: ((SegmentError) -> Void)?) throws(SegmentError) -> TagIndex {
    let index = TagIndex { (base, last) throws(EventLogError) in
      do throws(SegmentError) {
        return try Self.table(of: reader, after: base, through: last)
      } catch {
        throw .storage(error)
      }
    }
    for segment in try reader.closedSegments() {
      if let file = try usableFile(segment, reader) {
        index.adopt(file)
      } else {
        let table = try Self.table(
          of: reader, after: Position(segment.firstPosition).previous, through: Position(segment.lastPosition))
        guard let writing else {
          index.adopt(table)
          continue
        }
        do throws(SegmentError) {
          index.adopt(try write(table, segment, reader))
        } catch {
          writing(error)
          index.adopt(table)
        }
      }
    }
    return index
  }

  /// The file of a closed segment, if it is there, whole, and of exactly this segment.
  private func usableFile(_ segment: SegmentInfo, _ reader: LogReader) throws(SegmentError) -> TagFile? {
    let subject = try Self.subject(of: segment, reader)
    do throws(TagFile.Damage) {
      let file = try TagFile(source(path(segment.id)), recent: recent)
      return file.header.subject == subject ? file : nil
    } catch {
      return nil
    }
  }

  private func source(_ path: FilePath) -> TagFile.Source {
    let fileSystem = fileSystem
    return { () throws(TagFile.Damage) in
      let file: any File
      do throws(Errno) {
        file = try fileSystem.openForReading(path)
      } catch {
        throw TagFile.Damage(reason: "it cannot be opened: \(error)")
      }
      return { (offset, count) throws(TagFile.Damage) in
        do throws(Errno) {
          return try file.read(count: count, at: ByteCount(offset))
        } catch {
          throw TagFile.Damage(reason: "it cannot be read: \(error)")
        }
      }
    }
  }

  /// Writes the file of a closed segment, and opens it.
  func write(_ table: PostingTable, _ segment: SegmentInfo, _ reader: LogReader) throws(SegmentError) -> TagFile {
    let bytes = TagFileLayout.encode(table, try Self.subject(of: segment, reader))
    let target = path(segment.id)
    let temporary = FilePath(target.string + ".new")
    do throws(Errno) {
      let file = try fileSystem.openForWriting(temporary)
      try file.truncate(to: .zero)
      try file.write(bytes, at: .zero)
      try file.synchronizeData()
      try fileSystem.rename(temporary, to: target)
      try fileSystem.synchronizeDirectory(directory)
    } catch {
      // What is there of it takes room that the log may need; the next attempt would write over it.
      try? fileSystem.remove(temporary)
      let place = SegmentError.Place(file: target)
      throw SegmentError(.io, "the tag index of a closed segment cannot be written", cause: error, place: place)
    }
    do throws(TagFile.Damage) {
      return try TagFile(source(target), recent: recent)
    } catch {
      let place = SegmentError.Place(file: target)
      throw SegmentError(.io, "the tag index just written is damaged: \(error.reason)", place: place)
    }
  }

  private static func subject(
    of segment: SegmentInfo, _ reader: LogReader
  ) throws(SegmentError) -> TagFileLayout.Subject {
    TagFileLayout.Subject(
      logID: reader.logID.bytes, base: Position(segment.firstPosition).previous,
      last: Position(segment.lastPosition), sealRoot: try reader.sealRoot(of: segment).bytes)
  }

  /// The postings of a range of positions, read from the log itself.
  private static func table(
    of reader: LogReader, after base: Position, through last: Position
  ) throws(SegmentError) -> PostingTable {
    var table = PostingTable(after: base)
    try forEachRecord(reader, after: base, through: last) { type, tags in table.append(type: type, tags: tags) }
    return table
  }

  /// Takes a range of positions from the log into an index.
  static func read(
    _ reader: LogReader, after base: Position, through last: Position, into index: TagIndex
  ) throws(SegmentError) {
    try forEachRecord(reader, after: base, through: last) { type, tags in index.append(type: type, tags: tags) }
  }

  private static func forEachRecord(
    _ reader: LogReader, after base: Position, through last: Position, _ body: (EventType, Tags) -> Void
  ) throws(SegmentError) {
    guard base < last else { return }
    let cursor = try reader.cursor(from: base.next.logPosition, through: last.logPosition)
    while let block = try cursor.next() {
      guard !block.isEmpty else { continue }
      do throws(EventLogError) {
        try unsafe EventBlock(block).forEach(from: base.next, through: last) { (_, record, _) throws(FieldError) in
          body(record.type, try record.tags())
        }
      } catch {
        let place = SegmentError.Place(position: block.firstPosition)
        throw SegmentError(.corrupt, "\(error)", place: place)
      }
    }
  }
}
