import Foundation
import SegmentLog
import Synchronization
import SystemPackage
import Testing

@Suite struct HeadTests {
  @Test func `a follower wakes when a commit is durable, and not before`() throws {
    try withTemporaryDirectory { directory in
      let writer = try openWriter(directory)
      let follower = try HeadFollower(directory: directory, fileSystem: POSIXFileSystem())
      let reader = try LogReader.open(directory: directory, fileSystem: POSIXFileSystem(), source: .headFile)
      #expect(try follower.wait(milliseconds: 20) == false)
      _ = try writer.commit([batch(1)])
      #expect(try follower.wait(milliseconds: 5_000))
      #expect(try reader.head().position == LogPosition(1))
      follower.cancel()
      #expect(try follower.wait() == false)
    }
  }

  @Test(arguments: [0, 1, 5, 300]) func `the tree head of segments is of the moment at which they were told`(count: Int)
    throws
  {
    try withTemporaryDirectory { directory in
      let writer = try openWriter(directory)
      let reader = try LogReader.open(directory: directory, fileSystem: POSIXFileSystem(), source: .headFile)
      if count > 0 { for position in 1...count { _ = try writer.commit([batch(position)]) } }
      let (segments, head) = (try reader.segments(), writer.treeHead())
      #expect(count < 300 || segments.count > 1)
      for position in count + 1...count + 3 { _ = try writer.commit([batch(position)]) }
      #expect(try reader.treeHead(of: segments) == head)
      #expect(try reader.treeHead(of: reader.segments()) == writer.treeHead())
    }
  }

  @Test func `another process sees nothing of a commit whose sync is held back`() throws {
    try withTemporaryDirectory { directory in
      let system = FaultyFileSystem()
      let writer = try openWriter(directory, fileSystem: system)
      _ = try writer.commit([batch(1)])
      let reader = try LogReader.open(directory: directory, fileSystem: POSIXFileSystem(), source: .headFile)
      let segment = SegmentID(firstPosition: LogPosition(1)).fileName
      let seen = Mutex<[Int]>([])
      system.setFault { operation in
        // Runs inside the sync: the frame is written, and not durable.
        if operation == .synchronize(segment) {
          let count = (try? reader.records().count) ?? -1
          seen.withLock { $0.append(count) }
        }
        return nil
      }
      _ = try writer.commit([batch(2)])
      #expect(seen.withLock { $0 } == [1])
      #expect(try reader.records().count == 2)
    }
  }

  @Test func `observers are told of every advance, in order`() throws {
    try withTemporaryDirectory { directory in
      let writer = try openWriter(directory)
      let seen = Mutex<[UInt64]>([])
      let observation = writer.published.observe { head in seen.withLock { $0.append(head.position.rawValue) } }
      for position in 1...3 { _ = try writer.commit([batch(position)]) }
      writer.published.remove(observation)
      _ = try writer.commit([batch(4)])
      #expect(seen.withLock { $0 } == [1, 2, 3])
    }
  }

  @Test func `a damaged or missing head is said so to readers and restored by the next writer`() throws {
    try withTemporaryDirectory { directory in
      try write(3, to: directory, close: true)
      try flip(directory.appending("head"), at: 41)
      let reader = try LogReader.open(directory: directory, fileSystem: POSIXFileSystem(), source: .headFile)
      let error = #expect(throws: SegmentError.self) { try reader.head() }
      #expect(error?.code == .missing)
      try openWriter(directory).close()
      #expect(try reader.head().position == LogPosition(3))
    }
  }

  @Test func `a reader notices the file that takes the place of the active one`() throws {
    try withTemporaryDirectory { directory in
      try write(3, to: directory, close: false)
      let reader = try LogReader.open(directory: directory, fileSystem: POSIXFileSystem(), source: .headFile)
      #expect(try reader.record(at: LogPosition(3))?.bytes == recordBytes(3))
      let writer = try openWriter(directory)
      #expect(writer.recovery.outcome == .copied)
      _ = try writer.commit([batch(4)])
      #expect(try reader.record(at: LogPosition(4))?.bytes == recordBytes(4))
    }
  }

  @Test(arguments: [true, false])
  func `a reader names the closed segment that was cut short, and tells it from one that is missing`(isCut: Bool) throws
  {
    try withTemporaryDirectory { directory in
      var options = LogOptions.small
      options.packsClosedSegments = false
      let count = 400
      try write(count, to: directory, close: true, options: options)
      let reader = try LogReader.open(directory: directory, fileSystem: POSIXFileSystem(), source: .headFile)
      let ids = try reader.segments().map(\.id)
      try #require(ids.count > 2)
      let lost = LogPosition(ids[1].firstPosition.rawValue + (isCut ? 10 : 0))
      if isCut {
        // Inside the padding behind a frame, as if the file ended with an unused rest.
        let path = directory.segment(ids[1].firstPosition.rawValue)
        let bytes = try contents(path)
        let starts = stride(from: 0, to: bytes.count, by: 512).filter {
          Array(bytes[$0..<$0 + 4]) == [0x04, 0x22, 0x4D, 0x18]
        }
        try replace(path, with: Array(bytes[..<(starts[11] - 1)]))
      } else {
        try remove(directory.segment(ids[1].firstPosition.rawValue))
      }
      let again = try LogReader.open(directory: directory, fileSystem: POSIXFileSystem(), source: .headFile)
      let error = #expect(throws: SegmentError.self) { try again.records(from: lost) }
      #expect(error?.code == (isCut ? .corrupt : .missing))
      #expect(error?.place.position == lost)
      #expect(error?.place.file == (isCut ? directory.segment(ids[1].firstPosition.rawValue) : directory))
    }
  }

  @Test func `positions that are not durable are out of range`() throws {
    try withTemporaryDirectory { directory in
      try write(3, to: directory, close: true)
      let reader = try LogReader.open(directory: directory, fileSystem: POSIXFileSystem(), source: .headFile)
      for position in [0, 4, UInt64.max] {
        let error = #expect(throws: SegmentError.self) { try reader.block(containing: LogPosition(position)) }
        #expect(error?.code == .outOfRange)
      }
      #expect(try reader.records(from: LogPosition(4)).isEmpty)
    }
  }
}
