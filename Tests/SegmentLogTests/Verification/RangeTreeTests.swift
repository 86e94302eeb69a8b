import Synchronization
import Testing

@testable import SegmentLog

final class ProgressRecorder: Sendable {
  private let reports = Mutex<[VerificationProgress]>([])
  func add(_ progress: VerificationProgress) { reports.withLock { $0.append(progress) } }
  var all: [VerificationProgress] { reports.withLock { $0 } }
}

@Suite struct IndependentHashes {
  /// From the specification's reference implementation.
  @Test(
    arguments: [
      ("", 0x02CC_5D05), ("a", 0x550D_7456), ("abc", 0x32D1_53FF),
      ("Nobody inspects the spammish repetition", 0xE229_3B2F),
    ] as [(String, UInt32)])
  func `XXH32 agrees with published values`(_ text: String, _ expected: UInt32) {
    let bytes = Array(text.utf8)
    unsafe #expect(XXHash32.hash(bytes.span.bytes) == expected)
  }

  /// The test tree of the certificate transparency project.
  @Test func `tree roots agree with the published ones`() {
    let records: [[UInt8]] = [
      [], [0], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43], Array(0x50...0x57), Array(0x60...0x6F),
    ]
    let roots = [
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]
    let leaves = records.map { RangeHash.leaf($0.span) }
    let tree = RangeTree(start: 0, peaks: [], leaves: leaves)
    for size in 1...8 { #expect(tree?.root(of: UInt64(size)).description == roots[size - 1]) }
    #expect(
      tree?.root(of: 0).description == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  @Test func `any stretch of a tree has the same roots as the whole`() throws {
    let leaves = (0..<70).map { RangeHash.leaf([UInt8($0)].span) }
    let whole = try #require(RangeTree(start: 0, peaks: [], leaves: leaves))
    for start in 0...70 {
      let before = try #require(RangeTree(start: 0, peaks: [], leaves: Array(leaves[..<start])))
      for end in start...70 {
        let part = try #require(
          RangeTree(start: UInt64(start), peaks: before.peaks, leaves: Array(leaves[start..<end])))
        for size in start...end { #expect(part.root(of: UInt64(size)) == whole.root(of: UInt64(size))) }
        #expect(part.peaks == RangeTree(start: 0, peaks: [], leaves: Array(leaves[..<end]))?.peaks)
      }
    }
  }

  @Test func `a tree needs one peak for every set bit of its size`() {
    #expect(RangeTree(start: 5, peaks: [.zero], leaves: []) == nil)
    #expect(RangeTree(start: 5, peaks: [.zero, .zero], leaves: []) != nil)
  }
}
