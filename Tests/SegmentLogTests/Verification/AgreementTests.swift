import SegmentLog
import SystemPackage
import Testing

/// The verifier and the writer share no code; they must not contradict each other.
@Suite struct VerifierAndRecovery {
  /// One flipped bit at a time, with and without a head file: what the writer refuses, the verifier reports, and what
  /// the verifier calls clean or torn, the writer opens with the same head.
  @Test(arguments: [true, false])
  func `what recovery refuses is reported, and what is reported as torn is cut`(_ hasHead: Bool) throws {
    try withVerifiedLog { log in
      log.options.segmentBytes = .kibibytes(32)
      log.options.preparedBytes = .kibibytes(32)
      let durable: Int
      do {
        let writer = try log.open()
        try log.append([2, 3, 30], to: writer)
        durable = writer.published.current.offset.rawValue
      }
      let names = try POSIXFileSystem().list(log.directory).filter { hasHead || $0 != "head" }
      let files = try names.map { ($0, try log.bytes(log.directory.appending($0))) }
      let segment = try #require(try log.segments().first).fileName
      for place in stride(from: 0, to: durable + 2048, by: 11) {
        for name in try POSIXFileSystem().list(log.directory) { try log.remove(name) }
        for (name, bytes) in files {
          var bytes = bytes
          if name == segment { bytes[place] ^= 1 << UInt8(place % 8) }
          try log.replace(log.directory.appending(name), with: bytes)
        }
        let report = try log.verify()
        do {
          let writer = try log.open()
          if report.isClean { #expect(writer.treeHead() == report.head, "byte \(place)") }
          #expect(try log.verify().findings == [], "byte \(place) after recovery")
        } catch let error as SegmentError {
          #expect(report.findings.contains { $0.code == error.code }, "byte \(place): \(error), \(report.findings)")
        }
      }
    }
  }

  @Test func `a damaged frame index is noted, and so is one of another file`() throws {
    try withVerifiedLog { log in
      log.options.segmentBytes = .kibibytes(32)
      let writer = try log.open()
      while try log.segments().count < 4 { try log.append([1, 200], to: writer) }
      try writer.close()
      #expect(try log.verify().notes == [])
      let sidecars = try log.segments().dropLast().map { log.directory.appending($0.fileName + ".frames") }
      let intact = try log.bytes(sidecars[0])
      for place in stride(from: 0, to: intact.count, by: 5) {
        var damaged = intact
        damaged[place] ^= 1
        try log.replace(sidecars[0], with: damaged)
        let report = try log.verify()
        #expect(report.isClean)
        #expect(report.notes.map(\.kind) == [.disposable])
      }
      try log.replace(sidecars[0], with: try log.bytes(sidecars[1]))
      #expect(try log.verify().notes.map(\.kind) == [.disposable])
      try POSIXFileSystem().remove(sidecars[0])
      #expect(try log.verify().notes == [])
    }
  }

  @Test func `every flipped byte of a packed segment is found`() throws {
    try withVerifiedLog { log in
      log.options.segmentBytes = .kibibytes(32)
      let writer = try log.open()
      while try log.segments().count < 2 { try log.append([1, 40], to: writer) }
      try writer.close()
      let path = log.path(try #require(try log.segments().first))
      let intact = try log.bytes(path)
      #expect(intact.count < 32_768)
      for place in stride(from: 0, to: intact.count, by: 7) {
        var damaged = intact
        damaged[place] ^= 0x20
        try log.replace(path, with: damaged)
        let report = try log.verify()
        #expect(report.findings.map(\.place.file) == [path], "byte \(place)")
        #expect(report.head == writer.treeHead())
      }
    }
  }
}
