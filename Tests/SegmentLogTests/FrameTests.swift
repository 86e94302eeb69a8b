@testable import SegmentLog
import Testing

@Suite struct FrameTests {
  @Test(arguments: [0, 1, 100, 65_535, 65_536, 65_537, 131_072, 300_000])
  func `a frame holds what it was made of`(count: Int) throws {
    for content in [recordBytes(count).cycled(to: count), noise(count)] {
      var frame: [UInt8] = []
      let length = FrameCompressor(level: 0).compress(content, into: &frame, at: 3, spare: 5)
      #expect(frame.count >= 3 + length + 5)
      var read: [UInt8] = [9]
      #expect(try FrameDecompressor.decompress(frame[3...], into: &read) == length)
      #expect(read == content)
    }
  }

  @Test func `the slow compressor and the hasty one make frames as well`() throws {
    let content = recordBytes(7).cycled(to: 90_000)
    for level in [-20, 9] as [Int32] {
      var frame: [UInt8] = []
      let length = FrameCompressor(level: level).compress(content, into: &frame, spare: 0)
      #expect(length < content.count)
      var read: [UInt8] = []
      #expect(try FrameDecompressor.decompress(frame[..<length], into: &read) == length)
      #expect(read == content)
    }
  }

  /// 65,600 bytes of noise at the end of which something repeats: one block stored, one compressed.
  @Test func `no flipped bit and no missing end is overlooked`() throws {
    let content = noise(65_536) + [UInt8](repeating: 7, count: 64)
    var frame: [UInt8] = []
    let length = FrameCompressor(level: 0).compress(content, into: &frame, spare: 0)
    frame.removeLast(frame.count - length)
    let looked = Array(0..<64) + stride(from: 64, to: length - 64, by: 997) + Array(length - 64..<length)
    for offset in looked {
      for bit in 0..<8 {
        var damaged = frame
        damaged[offset] ^= 1 << bit
        var read: [UInt8] = []
        #expect(throws: FrameDamage.self, "bit \(bit) of byte \(offset)") {
          try FrameDecompressor.decompress(damaged[...], into: &read)
        }
      }
      var read: [UInt8] = []
      #expect(throws: FrameDamage.truncated) { try FrameDecompressor.decompress(frame[..<offset], into: &read) }
    }
  }

  @Test func `a large commit is cut at entries, into no more blocks than needed`() throws {
    for (records, bytes) in [(330, 200), (1_000, 300), (2_000, 500), (70, 1_900)] {
      let entries = entries(Array(repeating: bytes, count: records))
      let ends = ends(of: entries)
      #expect(ends.count == (entries.count + 65_535) / 65_536)
      #expect(ends.allSatisfy(boundaries(of: entries).contains))
      let sizes = zip([0] + ends, ends).map { $1 - $0 }
      #expect(sizes.allSatisfy { $0 <= 65_536 })
      #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 2 * bytes)
    }
  }

  @Test func `a commit that cannot be cut evenly at entries has full blocks`() {
    for sizes in [[200_000], [40_000, 40_000, 40_000], [100, 65_500, 65_500]] {
      let entries = entries(sizes)
      let full = Array(stride(from: 65_536, to: entries.count, by: 65_536)) + [entries.count]
      #expect(ends(of: entries) == full)
    }
  }

  private func entries(_ sizes: [Int]) -> [UInt8] {
    var batch = RecordBatch()
    for (index, size) in sizes.enumerated() { batch.append(recordBytes(index).cycled(to: size)) }
    return batch.entries
  }

  /// Where the entries end.
  private func boundaries(of entries: [UInt8]) -> Set<Int> {
    unsafe entries.withUnsafeBytes { bytes in
      var parser = unsafe EntryParser(bytes)
      var ends: Set<Int> = []
      while parser.next() == .record { ends.insert(parser.offset) }
      return ends
    }
  }

  private func ends(of entries: [UInt8]) -> [Int] {
    let cuts = BlockCuts(entries: entries)
    var ends: [Int] = []
    while ends.last != entries.count {
      ends.append(cuts.end(ofBlock: ends.count, from: ends.last ?? 0, contentBytes: entries.count))
    }
    return ends
  }

  /// Bytes that do not compress.
  private func noise(_ count: Int) -> [UInt8] {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 33)
    }
  }
}
