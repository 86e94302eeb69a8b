import EventStoreTesting
import SegmentLog
import SystemPackage
import Testing

/// The simulation itself: what it keeps, what it may lose, and that both happen.
@Suite struct SimulatedDiskContract {
  private func write(_ value: UInt8, _ count: Int, to file: any File, at offset: Int = 0) throws {
    let bytes = [UInt8](repeating: value, count: count)
    try unsafe bytes.withUnsafeBytes { try unsafe file.write($0, at: ByteCount(offset)) }
  }

  private func read(_ path: FilePath, _ fileSystem: SimulatedFileSystem) throws -> [UInt8] {
    let file = try fileSystem.openForReading(path)
    var bytes = [UInt8](repeating: 0, count: try file.size().rawValue)
    _ = try unsafe bytes.withUnsafeMutableBytes { try unsafe file.read(into: $0, at: .zero) }
    return bytes
  }

  /// A file system with one durable file of two sectors of ones.
  private func fileSystemWithFile(seed: UInt64) throws -> (SimulatedFileSystem, any File) {
    let fileSystem = SimulatedFileSystem(seed: seed)
    try fileSystem.createDirectory("/d")
    let file = try fileSystem.openForWriting("/d/f")
    try write(1, 1024, to: file)
    try file.synchronizeData()
    try fileSystem.synchronizeDirectory("/d")
    return (fileSystem, file)
  }

  @Test func `what was synced survives every crash`() throws {
    for seed in 0..<50 as Range<UInt64> {
      let (fileSystem, _) = try fileSystemWithFile(seed: seed)
      #expect(try read("/d/f", fileSystem.crash()) == [UInt8](repeating: 1, count: 1024))
    }
  }

  @Test func `each sector that was not synced is old or new, and every combination happens`() throws {
    var seen: Set<[UInt8]> = []
    for seed in 0..<100 as Range<UInt64> {
      let (fileSystem, file) = try fileSystemWithFile(seed: seed)
      try write(2, 1024, to: file)
      #expect(try read("/d/f", fileSystem) == [UInt8](repeating: 2, count: 1024))
      let left = try read("/d/f", fileSystem.crash())
      #expect(Set(left[..<512]).count == 1 && Set(left[512...]).count == 1)
      seen.insert([left[0], left[512]])
    }
    #expect(seen == [[1, 1], [1, 2], [2, 1], [2, 2]])
  }

  @Test func `a name that was not synced is there or not, and a renamed file is one of the two`() throws {
    var seen: Set<[String]> = []
    for seed in 0..<100 as Range<UInt64> {
      let (fileSystem, _) = try fileSystemWithFile(seed: seed)
      _ = try fileSystem.openForWriting("/d/g")
      try fileSystem.rename("/d/f", to: "/d/h")
      #expect(try fileSystem.list("/d") == ["g", "h"])
      seen.insert(try fileSystem.crash().list("/d"))
    }
    #expect(seen == [["f"], ["h"], ["f", "g"], ["g", "h"]])
  }

  @Test func `a failed sync loses sectors that the next sync does not bring back`() throws {
    var isLost = false
    for seed in 0..<20 as Range<UInt64> {
      let (fileSystem, file) = try fileSystemWithFile(seed: seed)
      try write(2, 1024, to: file)
      fileSystem.inject(SimulatedFault(.synchronize))
      #expect(throws: Errno.ioError) { try file.synchronizeData() }
      try file.synchronizeData()
      #expect(try read("/d/f", fileSystem) == [UInt8](repeating: 2, count: 1024), "the page cache still shows it")
      let left = try read("/d/f", fileSystem.crash())
      if left.contains(1) { isLost = true }
      try file.dropCache()
      #expect(try read("/d/f", fileSystem) == left)
    }
    #expect(isLost)
  }

  @Test func `a power cut stops everything, and only a crash goes on`() throws {
    let (fileSystem, file) = try fileSystemWithFile(seed: 3)
    fileSystem.inject(.powerCut(after: 1))
    try write(2, 10, to: file)
    #expect(throws: Errno.ioError) { try write(3, 10, to: file) }
    #expect(throws: Errno.ioError) { try file.synchronizeData() }
    #expect(throws: Errno.ioError) { _ = try fileSystem.openForReading("/d/f") }
    #expect(try read("/d/f", fileSystem.crash()).count == 1024)
  }

  @Test func `the same seed and the same calls give the same world`() throws {
    func left() throws -> [UInt8] {
      let fileSystem = SimulatedFileSystem(seed: 99, sectorsMayTear: true)
      let file = try fileSystem.openForWriting("/f")
      for step in 0..<30 { try write(UInt8(step), 700, to: file, at: step * 311) }
      try fileSystem.synchronizeDirectory("/")
      return try read("/f", fileSystem.crash())
    }
    #expect(try left() == left())
  }

  @Test func `a full device takes what fits`() throws {
    let (fileSystem, file) = try fileSystemWithFile(seed: 1)
    fileSystem.capacity = ByteCount(1100)
    #expect(throws: Errno.noSpace) { try write(2, 200, to: file, at: 1024) }
    #expect(fileSystem.usedBytes == ByteCount(1100))
    try write(3, 1024, to: file)
  }

  @Test func `a lock is held until its file goes away, and not after the process ended`() throws {
    let (fileSystem, _) = try fileSystemWithFile(seed: 1)
    do {
      let first = try fileSystem.openForWriting("/d/f")
      let second = try fileSystem.openForWriting("/d/f")
      #expect(try first.lockExclusively())
      #expect(!(try second.lockExclusively()))
      #expect(try fileSystem.processEnded().openForWriting("/d/f").lockExclusively())
      withExtendedLifetime(first) {}
    }
    #expect(try fileSystem.openForWriting("/d/f").lockExclusively())
  }

  @Test func `a watch reports changes, and ends when it is cancelled`() throws {
    let (fileSystem, file) = try fileSystemWithFile(seed: 1)
    let watch = try fileSystem.watch("/d/f")
    #expect(!(try watch.wait(milliseconds: 0)))
    try write(5, 1, to: file)
    #expect(try watch.wait(milliseconds: nil))
    watch.cancel()
    #expect(!(try watch.wait(milliseconds: nil)))
  }
}
