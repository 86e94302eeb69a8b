/// Where the content of a frame is divided into blocks.
///
/// A commit that is larger than a block is cut at entries, into blocks of about the same size: such a block is a frame's
/// content by itself, and packing takes it over as it is. There are never more blocks than if every one of them was
/// full, which tells a frame that is cut short from a whole one.
package struct BlockCuts: Hashable {
  /// Where each block ends; nothing if all but the last are full.
  private let ends: [Int]

  /// All blocks but the last are full.
  package static let everyBlock = BlockCuts(ends: [])

  private init(ends: [Int]) { self.ends = ends }

  /// The cuts of a commit's entries.
  init(entries: [UInt8]) {
    let blocks = SegmentFormat.blocks(contentBytes: entries.count)
    ends = blocks < 2 ? [] : Self.evenEnds(entries, blocks: blocks) ?? []
  }

  /// Where a block ends that starts at an offset.
  func end(ofBlock number: Int, from start: Int, contentBytes: Int) -> Int {
    ends.isEmpty ? min(start + SegmentFormat.blockBytes, contentBytes) : ends[number]
  }

  /// The ends of so many blocks, each behind the first entry that reaches its share; nil if a block would be too large.
  private static func evenEnds(_ entries: [UInt8], blocks: Int) -> [Int]? {
    unsafe entries.withUnsafeBytes { bytes in
      var ends: [Int] = []
      var parser = unsafe EntryParser(bytes)
      for number in 1..<blocks {
        while parser.offset < bytes.count * number / blocks {
          switch parser.next() {
          case .malformed, .end: preconditionFailure("a commit's entries are well-formed")
          default: break
          }
        }
        ends.append(parser.offset)
      }
      ends.append(bytes.count)
      let isWithinLimit = zip([0] + ends, ends).allSatisfy { $0 < $1 && $1 - $0 <= SegmentFormat.blockBytes }
      return isWithinLimit ? ends : nil
    }
  }
}
