import SegmentLog
import Synchronization
import SystemPackage
import Testing

@Suite struct VerifyingCleanLogs {
  @Test func `a directory without segments is an empty log`() throws {
    try withVerifiedLog { log in
      let report = try log.verify()
      #expect(report.isClean)
      #expect(report.tail == .empty)
      #expect(report.head == nil)
    }
  }

  @Test func `a directory that is not there is an error`() throws {
    let verifier = LogVerifier(directory: "/nonexistent/log", fileSystem: POSIXFileSystem())
    let error = #expect(throws: SegmentError.self) { try verifier.verify() }
    #expect(error?.code == .missing)
  }

  @Test func `a new log has the head of an empty tree`() throws {
    try withVerifiedLog { log in
      let writer = try log.open()
      let report = try log.verify()
      #expect(report.findings == [])
      #expect(report.tail == .open)
      #expect(report.head == writer.treeHead())
      #expect(report.published == writer.treeHead())
      #expect(report.logID == writer.logID)
      try writer.close()
      #expect(try log.verify().tail == .closed)
    }
  }

  @Test func `a log is checked while its writer is open, after every commit`() throws {
    try withVerifiedLog { log in
      let writer = try log.open()
      for commit in 1...40 {
        try log.append([commit % 5 + 1], to: writer)
        let report = try log.verify()
        #expect(report.findings == [])
        #expect(report.head == writer.treeHead())
        #expect(report.published == writer.treeHead())
        #expect(report.commits == commit)
        #expect(report.notes.map(\.kind) == [.notClosed])
      }
    }
  }

  @Test func `a frame that is being written while it is read, and is overtaken then, is no damage`() throws {
    try withVerifiedLog { log in
      log.options.segmentBytes = .mebibytes(4)
      log.options.preparedBytes = .mebibytes(4)
      let writer = try log.open()
      let (segment, head) = (log.path(SegmentID(firstPosition: LogPosition(1))), log.directory.appending("head"))
      try log.append([3], to: writer)
      let before = (segment: try log.bytes(segment), head: try log.bytes(head))
      try log.append([40, 1], to: writer)
      let after = (segment: try log.bytes(segment), head: try log.bytes(head))
      let frame = try #require(zip(before.segment, after.segment).enumerated().first { $1.0 != $1.1 }?.offset)
      try log.replace(segment, with: Array(after.segment[..<(frame + 100)] + before.segment[(frame + 100)...]))
      try log.replace(head, with: before.head)

      // The writer goes on after the verifier has seen that the head is where it was.
      let heads = Mutex(0)
      let fileSystem = FaultyFileSystem()
      fileSystem.beforeReading { [log] name in
        guard
          name == "head"
            ? heads.withLock({
              $0 += 1; return false
            }) : heads.withLock({ $0 }) == 2
        else { return }
        #expect(throws: Never.self) {
          try log.replace(segment, with: after.segment)
          try log.replace(head, with: after.head)
        }
      }
      let report = try LogVerifier(directory: log.directory, fileSystem: fileSystem).verify()
      #expect(report.findings == [])
      #expect(report.head == writer.treeHead())
      #expect(heads.withLock { $0 } > 2)
    }
  }

  @Test func `many segments are checked one by one and together`() throws {
    try withVerifiedLog { log in
      log.options.segmentBytes = .kibibytes(32)
      let writer = try log.open()
      try log.append((0..<400).map { $0 % 9 + 1 }, to: writer)
      try writer.close()
      let report = try log.verify()
      #expect(report.findings == [])
      #expect(report.notes == [])
      #expect(report.segments > 3)
      #expect(report.records == writer.treeHead().size)
      #expect(report.head == writer.treeHead())
      #expect(report.tail == .closed)
    }
  }

  @Test func `a log whose writer ended without closing is clean`() throws {
    try withVerifiedLog { log in
      var writer: LogWriter? = try log.open()
      if let writer { try log.append([3, 70, 1], to: writer) }
      let head = writer?.treeHead()
      writer = nil
      try log.remove("head")
      let report = try log.verify()
      #expect(report.findings == [])
      #expect(report.head == head)
      #expect(report.published == nil)
      #expect(report.tail == .open)
    }
  }

  @Test func `a commit larger than a block, and than a chunk of leaves, is checked`() throws {
    try withVerifiedLog { log in
      log.options.segmentBytes = .mebibytes(16)
      log.options.preparedBytes = .mebibytes(16)
      let writer = try log.open()
      try log.append([100, 70_000, 1], to: writer)
      let report = try log.verify()
      #expect(report.findings.map(\.what) == [])
      #expect(report.head == writer.treeHead())
    }
  }

  @Test func `progress ends at the whole log`() throws {
    try withVerifiedLog { log in
      log.options.segmentBytes = .mebibytes(2)
      log.options.preparedBytes = .mebibytes(2)
      let writer = try log.open()
      try log.append((0..<60).map { _ in 2000 }, to: writer)
      let seen = ProgressRecorder()
      let report = try LogVerifier(directory: log.directory, fileSystem: POSIXFileSystem()).verify { seen.add($0) }
      #expect(report.isClean)
      #expect(seen.all.last?.done == report.fileBytes)
      #expect(seen.all.allSatisfy { $0.done <= $0.total && $0.total == report.fileBytes })
      #expect(seen.all.map(\.done) == seen.all.map(\.done).sorted())
    }
  }
}
