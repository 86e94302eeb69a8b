import Foundation
import SegmentLog
import SystemPackage
import Testing

@Suite struct RecoveryTests {
  @Test func `a log that was closed cleanly opens as it is`() throws {
    try withTemporaryDirectory { directory in
      try write(3, to: directory, close: true)
      let before = try contents(directory.segment(1))
      let writer = try openWriter(directory)
      #expect(writer.recovery.outcome == .clean)
      #expect(writer.nextPosition == LogPosition(4))
      #expect(try contents(directory.segment(1)) == before)
      try writer.close()
      #expect(try contents(directory.segment(1)) == before, "no change, no commit")
    }
  }

  @Test func `a log that was not closed is copied to a new file with the same bytes`() throws {
    try withTemporaryDirectory { directory in
      let head = try write(3, to: directory, close: false)
      let before = try contents(directory.segment(1))
      let identity = try POSIXFileSystem().identity(of: directory.segment(1))
      let writer = try openWriter(directory)
      #expect(writer.recovery.outcome == .copied)
      #expect(writer.treeHead() == head)
      #expect(try contents(directory.segment(1)) == before)
      #expect(try POSIXFileSystem().identity(of: directory.segment(1)) != identity)
      _ = try writer.commit([batch(4)])
      #expect(try records(directory).map(\.bytes) == (1...4).map(recordBytes))
    }
  }

  @Test func `a torn last frame is cut and its bytes are kept`() throws {
    try withTemporaryDirectory { directory in
      try write(3, to: directory, close: false)
      let offset = try lastFrameOffset(directory)
      try flip(directory.segment(1), at: offset + 30)
      try remove(directory.appending("head"))
      let writer = try openWriter(directory)
      guard case .cutTorn(let torn) = writer.recovery.outcome else {
        Issue.record("\(writer.recovery.outcome)")
        return
      }
      #expect(torn.offset == ByteCount(offset) && torn.position == LogPosition(3))
      #expect(try !contents(torn.keptAs).isEmpty)
      #expect(writer.nextPosition == LogPosition(3))
      _ = try writer.commit([batch(3)])
      #expect(try records(directory).map(\.bytes) == (1...3).map(recordBytes))
    }
  }

  @Test func `a closed log can be opened again while a child that is being started shares its lock`() throws {
    try withTemporaryDirectory { directory in
      var writer: LogWriter? = try openWriter(directory)
      let lock = directory.appending("lock").string
      let shared = try #require(
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").first {
          (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == lock
        })
      // As a fork does until it executes another program.
      let copy = try FileDescriptor(rawValue: #require(Int32(shared))).duplicate()
      try writer?.close()
      writer = nil
      #expect(throws: Never.self) { try openWriter(directory) }
      try copy.close()
    }
  }

  @Test(arguments: [true, false])
  func `a file that was cut behind its last frame loses nothing, wherever it was cut`(isClosed: Bool) throws {
    try withTemporaryDirectory { directory in
      try write(3, to: directory, close: isClosed)
      let bytes = try contents(directory.segment(1))
      let end = try #require(bytes.lastIndex { $0 != 0 }) + 1
      // The last bytes that are not zero are those of the header of the rest, which begins on a boundary.
      let boundary = end / 512 * 512
      for length in Array((end - 8)...(end + 16)) + (0...3).map({ boundary + $0 * 512 }) {
        try withTemporaryDirectory { copy in
          try write(3, to: copy, close: isClosed)
          let file = try POSIXFileSystem().openForWriting(copy.segment(1))
          try file.truncate(to: ByteCount(length))
          let writer = try openWriter(copy)
          #expect(writer.nextPosition == LogPosition(4), "cut to \(length)")
          _ = try writer.commit([batch(4)])
          try writer.close()
          #expect(try records(copy).map(\.bytes) == (1...4).map(recordBytes), "cut to \(length)")
        }
      }
    }
  }

  @Test(arguments: ["head", "evidence", "later frame", "non-zero byte"])
  func `the same damage is corruption as soon as something proves the frame durable`(proof: String) throws {
    try withTemporaryDirectory { directory in
      try write(3, to: directory, close: proof == "later frame")
      let offset = try lastFrameOffset(directory, count: proof == "later frame" ? 2 : 1)
      try flip(directory.segment(1), at: offset + 30)
      if proof != "head" { try remove(directory.appending("head")) }
      if proof == "non-zero byte" { try flip(directory.segment(1), at: offset + 2_000) }
      let before = try contents(directory.segment(1))
      let evidence = DurableEvidence([
        DurableEvidence.Claim(source: "snapshot", position: LogPosition(proof == "evidence" ? 3 : 0))
      ])
      let error = #expect(throws: SegmentError.self) { try openWriter(directory, evidence: evidence) }
      #expect(error?.code == .corrupt)
      #expect(error?.place.offset == ByteCount(offset) && error?.place.position == LogPosition(3))
      #expect(try contents(directory.segment(1)) == before)
    }
  }

  @Test func `acknowledged records that are gone without a trace are noticed by the head`() throws {
    try withTemporaryDirectory { directory in
      try write(3, to: directory, close: false)
      let offset = try lastFrameOffset(directory)
      try zero(directory.segment(1), from: offset)
      let error = #expect(throws: SegmentError.self) { try openWriter(directory) }
      #expect(error?.code == .corrupt)
      try remove(directory.appending("head"))
      #expect(try openWriter(directory).nextPosition == LogPosition(3), "a legal cut without any proof")
    }
  }

  @Test func `a missing segment, a missing newest segment and a foreign segment are told apart`() throws {
    try withTemporaryDirectory { directory in
      try write(400, to: directory, close: true)
      let segments = try LogReader.open(directory: directory, fileSystem: POSIXFileSystem(), source: .headFile)
        .segments()
      try #require(segments.count >= 3)
      for (index, code) in [(1, SegmentError.Code.missing), (0, .missing), (segments.count - 1, .missing)] {
        let path = directory.appending(segments[index].id.fileName)
        let kept = try contents(path)
        try remove(path)
        #expect(throws: SegmentError.self) { try openWriter(directory) }
        do { _ = try openWriter(directory) } catch {
          #expect((error as? SegmentError)?.code == code, "\(index): \(error)")
        }
        try replace(path, with: kept)
      }
      try openWriter(directory).close()
    }
    try withTemporaryDirectory { directory in
      try write(400, to: directory, close: true)
      try withTemporaryDirectory { other in
        var options = LogOptions.small
        options.newLogID = LogID(Array(16..<32))
        try write(400, to: other, close: true, options: options)
        try replace(directory.segment(1), with: contents(other.segment(1)))
      }
      let error = #expect(throws: SegmentError.self) { try openWriter(directory) }
      #expect(error?.code == .wrongLog)
    }
  }

  @Test func `a head of another log is named, however far it reaches`() throws {
    try withTemporaryDirectory { directory in
      try write(3, to: directory, close: true)
      try withTemporaryDirectory { other in
        var options = LogOptions.small
        options.newLogID = LogID(Array(16..<32))
        try write(400, to: other, close: true, options: options)
        try replace(directory.appending("head"), with: contents(other.appending("head")))
      }
      let error = #expect(throws: SegmentError.self) { try openWriter(directory) }
      #expect(error?.code == .wrongLog)
      #expect(error?.place.file == directory.appending("head"))
    }
  }

  @Test func `a second writer is refused and told who has the log`() throws {
    try withTemporaryDirectory { directory in
      let writer = try openWriter(directory)
      let error = #expect(throws: SegmentError.self) { try openWriter(directory) }
      #expect(error?.code == .locked)
      #expect(error?.message.contains("pid ") == true)
      try writer.close()
    }
  }

  @Test(arguments: [1, 7, 64, 100]) func `a root is stored at least every 64 positions and on closing`(size: Int) throws
  {
    try withTemporaryDirectory { directory in
      var options = LogOptions.small
      options.preparedBytes = .mebibytes(1)
      options.segmentBytes = .mebibytes(1)
      let writer = try openWriter(directory, options: options)
      for _ in 0..<200 / size {
        var batch = RecordBatch()
        for _ in 0..<size { batch.append(recordBytes(1)) }
        _ = try writer.commit([batch])
      }
      try writer.close()
      let bytes = try contents(directory.segment(1))
      let roots = try LogScan.commits(bytes).filter { $0.root != nil }.map { $0.endPosition.rawValue - 1 }
      #expect(roots.last == writer.nextPosition.rawValue - 1)
      #expect(zip([0] + roots, roots).allSatisfy { $1 - $0 <= UInt64(64 + size - 1) })
      if size >= 64 { #expect(roots.count == 200 / size + 1) }
    }
  }

  @Test func `a segment whose peaks contradict the seal before it is refused`() throws {
    try withTemporaryDirectory { directory in
      try withTemporaryDirectory { other in
        try write(300, to: directory, close: true)
        var options = LogOptions.small
        options.maintenance = .background
        let writer = try openWriter(other, options: options)
        for position in 1...300 { _ = try writer.commit([batch(position + 1)]) }
        try writer.close()
        let names = try LogReader.open(directory: other, fileSystem: POSIXFileSystem(), source: .headFile).segments()
        let last = try #require(names.last).id.fileName
        try replace(directory.appending(last), with: contents(other.appending(last)))
        let error = #expect(throws: SegmentError.self) { try openWriter(directory) }
        #expect(error?.code == .corrupt)
        #expect(error?.place.file == directory.appending(last))
      }
    }
  }

  @Test func `a newer format, also of a single entry, is told from corruption`() throws {
    try withTemporaryDirectory { directory in
      try write(2, to: directory, close: false)
      let original = try contents(directory.segment(1))
      let (frame, entry) = try LogScan.frameOfNewerFormat()
      try replace(directory.segment(1), with: frame + original[512...])
      #expect(throws: SegmentError.self) { try openWriter(directory) }
      do { _ = try openWriter(directory) } catch { #expect((error as? SegmentError)?.code == .unsupportedVersion) }
      try replace(directory.segment(1), with: original[..<1_536] + entry + original[2_048...])
      do { _ = try openWriter(directory) } catch { #expect((error as? SegmentError)?.code == .unsupportedVersion) }
      #expect(throws: SegmentError.self) { try openWriter(directory) }
    }
  }

  @Test func `a head file without segments is not an empty log`() throws {
    try withTemporaryDirectory { directory in
      try write(1, to: directory, close: true)
      try remove(directory.segment(1))
      let error = #expect(throws: SegmentError.self) { try openWriter(directory) }
      #expect(error?.code == .missing)
    }
  }

  @Test func `the log's time never goes back, also across restarts and new segments`() throws {
    try withTemporaryDirectory { directory in
      try write(200, to: directory, close: false, clock: FixedClock(microseconds: 1_000_000))
      try write(200, to: directory, close: true, clock: FixedClock(microseconds: 5))
      let times = try records(directory).map(\.commit.committedAt)
      #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 })
    }
  }

  /// Each byte of a small log: what opening it decides is never a silent loss.
  @Test(arguments: [false, true]) func `each flipped byte is detected or a legal cut`(keepsHead: Bool) throws {
    try withTemporaryDirectory { directory in
      var options = LogOptions.small
      options.preparedBytes = LogOptions.minimumBytes
      try write(3, to: directory, close: false, options: options)
      let path = directory.segment(1)
      let original = try contents(path)
      let head = try contents(directory.appending("head"))
      let quick = FaultyFileSystem(synchronizes: false)
      let last = try lastFrameOffset(directory)
      let end = last + 512 + 8
      // With a head every damage before its offset is refused; a sample shows that.
      for offset in stride(from: 0, to: end, by: keepsHead ? 7 : 1) {
        var damaged = original
        damaged[offset] ^= 0x10
        try replace(path, with: damaged)
        if keepsHead {
          try replace(directory.appending("head"), with: head)
        } else {
          try? remove(directory.appending("head"))
        }
        do {
          let writer = try openWriter(directory, options: options, fileSystem: quick)
          let kept = writer.nextPosition.rawValue - 1
          // Only the last frame may be cut, and only if nothing proves it durable; padding is repaired.
          #expect(kept == 3 || (kept == 2 && !keepsHead && offset >= last), "offset \(offset): \(writer.recovery)")
          #expect(
            try records(directory).map(\.bytes) == (0..<Int(kept)).map { recordBytes($0 + 1) }, "offset \(offset)")
        } catch let error as SegmentError {
          #expect([.corrupt, .unsupportedVersion].contains(error.code), "offset \(offset): \(error)")
          #expect(keepsHead || offset < last, "offset \(offset): \(error)")
          #expect(try contents(path) == damaged, "nothing was changed")
        }
      }
    }
  }
}
