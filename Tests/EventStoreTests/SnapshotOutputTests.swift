import EventSourcing
import EventStoreTesting
import SegmentLog
import Synchronization
import SystemPackage
import Testing

@testable import EventStore

/// Snapshots are written while their rows are made.
@Suite struct SnapshotOutputTests {
  /// A model of 4 MiB of rows, which looks at its own file while it writes them.
  private final class Heavy: FoldingReadModel {
    static let rows = 4_096
    let name = "heavy"
    let version: UInt32 = 1
    let position = Position(rawValue: 7)
    let held = Mutex(0)
    private let disk: SimulatedFileSystem
    private let file: FilePath

    init(_ disk: SimulatedFileSystem, _ file: FilePath) {
      self.disk = disk
      self.file = file
    }

    func fold(_ run: RecordRun) { preconditionFailure("nothing is folded here") }
    func load(_ rows: inout SnapshotReader, at position: Position) throws(FieldError) {}
    func close(because reason: EventLogError) {}

    func save(
      _ rows: inout SnapshotWriter, begin: (Position) throws(FieldError) -> Void
    ) throws(FieldError) -> Position {
      try begin(position)
      var random = SeededGenerator(seed: 1)
      var made = 0
      for _ in 0..<Self.rows {
        // Rows that do not compress, so that the file shows how much of them has been written.
        let text = String((0..<1_024).map { _ in Character(UnicodeScalar(UInt8.random(in: 33...126, using: &random))) })
        try rows.row(1, Coats.Row(text, 1))
        made += text.utf8.count
        let written = (try? disk.openForReading(file).size().rawValue) ?? 0
        let waiting = made * 3 / 4 - written
        held.withLock { $0 = max($0, waiting) }
      }
      return position
    }
  }

  @Test func noMoreThanAChunkOfRowsWaitsInMemory() throws {
    let disk = SimulatedFileSystem(seed: 1)
    let directory = FilePath("/snapshots")
    let file = SnapshotFile(directory: directory, fileSystem: disk)
    let model = Heavy(disk, FilePath(file.path("heavy").string + ".new"))
    let log = try #require(LogID(Array(repeating: 7, count: 16)))
    let (position, digest) = try file.save(model, of: log)
    #expect(model.held.withLock { $0 } <= 2 * SnapshotWriter.chunkBytes)
    let (header, checked) = try file.check("heavy")
    #expect(header.position == position.rawValue && checked == digest)
  }
}
