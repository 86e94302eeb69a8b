import SegmentLog
import SystemPackage
import Testing

/// Bytes that are not what was written.
@Suite struct VerifyingDamagedLogs {
  /// Three small commits in one active segment, and where the frames stand.
  private func withSmallLog(_ body: (inout VerifiedLog, SegmentID, DurableHead, TreeHead) throws -> Void) throws {
    try withVerifiedLog { log in
      log.options.segmentBytes = .kibibytes(32)
      log.options.preparedBytes = .kibibytes(32)
      let writer = try log.open()
      try log.append([2, 64, 1], to: writer)
      let head = writer.published.current
      try body(&log, head.segment, head, writer.treeHead())
    }
  }

  /// The whole truth about one flipped bit: before the durable offset every bit counts. Behind it, nothing was ever
  /// acknowledged, and nothing proves that anything was written: harmless, and noted.
  @Test func `every flipped byte of an active segment is found, or lies behind everything acknowledged and is noted`()
    throws
  {
    try withSmallLog { log, id, head, tree in
      let intact = try log.bytes(log.path(id))
      let durable = head.offset.rawValue
      // Every byte up to two sectors behind the durable offset, and then samples of the zeros.
      let places = Array(0..<(durable + 1024)) + stride(from: durable + 1024, to: intact.count, by: 997)
      for place in places {
        var damaged = intact
        damaged[place] ^= 1 << UInt8(place % 8)
        try log.replace(log.path(id), with: damaged)
        let report = try log.verify()
        if place < durable {
          #expect(!report.isClean, "byte \(place) was flipped and not noticed")
          #expect(report.findings.allSatisfy { $0.place.file == log.path(id) }, "byte \(place)")
          #expect(report.findings.contains { ($0.place.offset?.rawValue ?? .max) <= place }, "byte \(place)")
        } else {
          #expect(report.findings == [], "byte \(place) was never acknowledged")
          #expect(report.notes.contains { $0.kind == .tornTail }, "byte \(place)")
          #expect(report.head == tree, "byte \(place)")
        }
      }
    }
  }

  @Test func `without a head file, damage in the last frame is torn and damage before it is corruption`() throws {
    try withSmallLog { log, id, head, _ in
      try log.remove("head")
      let intact = try log.bytes(log.path(id))
      let last = head.offset.rawValue - 512
      for place in stride(from: 0, to: head.offset.rawValue, by: 3) {
        var damaged = intact
        damaged[place] ^= 0x10
        try log.replace(log.path(id), with: damaged)
        let report = try log.verify()
        if place >= last {
          #expect(report.findings == [], "byte \(place)")
          #expect(report.tail == .torn, "byte \(place)")
        } else {
          #expect(report.findings.map(\.code) == [.corrupt], "byte \(place)")
          #expect(report.tail == .damaged, "byte \(place)")
        }
      }
    }
  }

  @Test func `a log cut off anywhere before its durable offset has lost records`() throws {
    try withSmallLog { log, id, head, _ in
      let intact = try log.bytes(log.path(id))
      for length in stride(from: 0, to: head.offset.rawValue, by: 61) {
        try log.replace(log.path(id), with: Array(intact[..<length]))
        #expect(!(try log.verify()).isClean, "cut to \(length) bytes")
      }
    }
  }

  @Test func `a flipped byte of the head file is noted, and never counts as evidence`() throws {
    try withSmallLog { log, _, _, tree in
      let path = log.directory.appending("head")
      let intact = try log.bytes(path)
      for place in intact.indices {
        var damaged = intact
        damaged[place] ^= 4
        try log.replace(path, with: damaged)
        let report = try log.verify()
        #expect(report.findings == [])
        #expect(report.notes.contains { $0.kind == .disposable })
        #expect(report.head == tree)
        #expect(report.published == nil)
      }
    }
  }

  @Test func `every flipped byte of a closed segment is found`() throws {
    try withVerifiedLog { log in
      log.options.segmentBytes = .kibibytes(32)
      log.options.preparedBytes = .kibibytes(32)
      log.options.packsClosedSegments = false
      let writer = try log.open()
      while try log.segments().count < 2 { try log.append([30], to: writer) }
      let path = log.path(try #require(try log.segments().first))
      let intact = try log.bytes(path)
      for place in stride(from: 0, to: intact.count, by: 17) {
        var damaged = intact
        damaged[place] ^= 0x40
        try log.replace(path, with: damaged)
        let report = try log.verify()
        #expect(report.findings.contains { $0.place.file == path }, "byte \(place) was flipped and not noticed")
        // The other segment does not depend on this one.
        #expect(report.findings.allSatisfy { $0.place.file == path }, "byte \(place)")
        #expect(report.head == writer.treeHead())
      }
    }
  }

  @Test func `a missing segment is named by the positions that it held`() throws {
    try withVerifiedLog { log in
      log.options.segmentBytes = .kibibytes(32)
      let writer = try log.open()
      while try log.segments().count < 4 { try log.append([50], to: writer) }
      try writer.close()
      let segments = try log.segments()
      for index in 0..<3 {
        let bytes = try log.bytes(log.path(segments[index]))
        try log.remove(segments[index].fileName)
        let report = try log.verify()
        #expect(report.findings.map(\.code) == [.missing])
        #expect(report.findings.first?.place.position == segments[index].firstPosition)
        let last = segments[index + 1].firstPosition.rawValue - 1
        #expect(
          report.findings.first?.what == "no segment holds the records \(segments[index].firstPosition) to \(last)")
        try log.replace(log.path(segments[index]), with: bytes)
      }
      #expect(try log.verify().isClean)
      // The last one: its predecessor is sealed and looks like an end; the head knows better.
      try log.remove(segments[3].fileName)
      #expect(try log.verify().findings.map(\.code) == [.corrupt])
      for segment in segments.dropLast() { try log.remove(segment.fileName) }
      #expect(try log.verify().findings.map(\.code) == [.missing])
    }
  }

  @Test func `segments under each other's names are told from malformed ones`() throws {
    try withVerifiedLog { log in
      log.options.segmentBytes = .kibibytes(32)
      let writer = try log.open()
      while try log.segments().count < 3 { try log.append([50], to: writer) }
      try writer.close()
      let paths = try log.segments().map(log.path)
      let (one, other) = (try log.bytes(paths[0]), try log.bytes(paths[1]))
      try log.replace(paths[0], with: other)
      try log.replace(paths[1], with: one)
      let report = try log.verify()
      for path in paths[..<2] {
        let finding = report.findings.first { $0.place.file == path }
        #expect(finding?.what.contains("the file's name and its first entry") == true)
      }
    }
  }

  @Test func `a newest segment that is missing is found, also while it holds no records`() throws {
    try withVerifiedLog { log in
      log.options.segmentBytes = .kibibytes(32)
      let system = FaultyFileSystem()
      // The first commit of the second segment fails: what is left is a segment that was begun.
      system.setFault { operation in
        guard case .write(let name, _, _) = operation, let id = SegmentID(fileName: name) else { return nil }
        return id.firstPosition > LogPosition(1) ? .ioError : nil
      }
      let writer = try LogWriter.open(
        directory: log.directory, fileSystem: system, clock: TickingClock(), options: log.options)
      #expect(throws: SegmentError.self) { while true { try log.append([50], to: writer) } }
      let newest = try #require(try log.segments().last)
      try #require(newest.firstPosition > LogPosition(1))
      #expect(try log.verify().isClean)
      try log.remove(newest.fileName)
      let report = try log.verify()
      #expect(report.findings.map(\.code) == [.missing])
      #expect(report.findings.first?.place.file == log.path(newest))
      #expect(report.findings.first?.place.position == newest.firstPosition)
    }
  }

  @Test func `a log that ends before a checkpoint has lost records`() throws {
    try withSmallLog { log, _, head, _ in
      let position = head.position
      #expect(try log.verify(DurableEvidence([.init(source: "snapshot orders", position: position)])).isClean)
      let report = try log.verify(DurableEvidence([.init(source: "snapshot orders", position: position.next)]))
      #expect(report.findings.map(\.code) == [.corrupt])
      #expect(report.findings.first?.what.contains("snapshot orders knows \(position.next)") == true)
    }
  }

  @Test func `a segment and a head of another log are named`() throws {
    try withSmallLog { log, id, _, _ in
      let bytes = try log.bytes(log.path(id))
      try withVerifiedLog { other in
        other.options.newLogID = LogID(Array(repeating: 9, count: 16))
        let writer = try other.open()
        try other.append([1], to: writer)
        try other.replace(other.path(id), with: bytes)
        #expect(try other.verify().findings.contains { $0.code == .wrongLog })
      }
    }
  }

  @Test func `other files are not part of the log`() throws {
    try withSmallLog { log, id, _, _ in
      for name in ["1.lz4", "next.new", "\(id.fileName).4096.torn", "\(id.fileName).tags", "\(id.fileName).recovering"]
      {
        try log.replace(log.directory.appending(name), with: [1, 2, 3])
      }
      let report = try log.verify()
      #expect(report.isClean)
      #expect(report.notes.map(\.kind).filter { $0 == .leftover }.count == 2)
    }
  }

  @Test func `verifying changes nothing`() throws {
    try withSmallLog { log, id, _, _ in
      var damaged = try log.bytes(log.path(id))
      damaged[600] ^= 1
      try log.replace(log.path(id), with: damaged)
      let names = try POSIXFileSystem().list(log.directory).sorted()
      let before = try names.map { try log.bytes(log.directory.appending($0)) }
      #expect(!(try log.verify()).isClean)
      #expect(try POSIXFileSystem().list(log.directory).sorted() == names)
      #expect(try names.map { try log.bytes(log.directory.appending($0)) } == before)
    }
  }
}
