internal import CLZ4

/// Compresses commits into LZ4 frames, one each. Keeps its memory between frames; for one thread at a time.
///
/// Only LZ4's block compressor is used. What stands around the blocks is written here, because packing takes blocks over
/// as they are, and because the frame compressor of liblz4 1.9.4 spends a quarter of its time on checksums: its XXH32
/// is several times slower than that of libxxhash.
@safe package final class FrameCompressor {
  private let state: UnsafeMutableRawPointer
  private let level: Int32

  /// `level`: 0 as usual, negative for speed, from 3 on the slow compressor that takes the best match.
  package init(level: Int32) {
    self.level = level
    let bytes = level < Self.firstSlowLevel ? LZ4_sizeofState() : LZ4_sizeofStateHC()
    unsafe state = UnsafeMutableRawPointer.allocate(byteCount: Int(bytes), alignment: 16)
  }

  deinit { unsafe state.deallocate() }

  /// Writes the frame that holds `content` at `offset` of `output`, which grows as needed, and returns its length.
  ///
  /// - Parameters:
  ///   - cuts: where the content is divided into blocks.
  ///   - spare: so many bytes are left free behind the frame.
  package func compress(
    _ content: [UInt8], _ cuts: BlockCuts = .everyBlock, into output: inout [UInt8], at offset: Int = 0, spare: Int
  ) -> Int {
    let count = content.count
    Self.makeRoom(FrameHeader.largestFrame(contentBytes: count) + spare, in: &output, at: offset)
    return unsafe output.withUnsafeMutableBytes { output in
      unsafe content.withUnsafeBytes { content in
        let frame = unsafe UnsafeMutableRawBufferPointer(rebasing: output[offset...])
        var end = unsafe FrameHeader(contentBytes: count).write(to: frame)
        var start = 0
        var number = 0
        while start < count {
          let next = cuts.end(ofBlock: number, from: start, contentBytes: count)
          end += unsafe block(
            UnsafeRawBufferPointer(rebasing: content[start..<next]),
            to: UnsafeMutableRawBufferPointer(rebasing: frame[end...]))
          start = next
          number += 1
        }
        return unsafe end
          + FrameHeader.writeEnd(of: content, to: UnsafeMutableRawBufferPointer(rebasing: frame[end...]))
      }
    }
  }

  /// Writes a frame around one block of another frame, which is not touched, and returns the frame's length.
  ///
  /// - Parameter block: the block's length, its bytes and their checksum, as they stand there.
  static func enclose(
    _ block: ArraySlice<UInt8>, contentBytes: Int, into output: inout [UInt8], at offset: Int
  ) -> Int {
    precondition(contentBytes <= SegmentFormat.blockBytes, "one block")
    makeRoom(FrameHeader.largestFrame(contentBytes: contentBytes), in: &output, at: offset)
    return unsafe output.withUnsafeMutableBytes { output in
      let frame = unsafe UnsafeMutableRawBufferPointer(rebasing: output[offset...])
      var end = unsafe FrameHeader(contentBytes: contentBytes).write(to: frame)
      unsafe block.withUnsafeBytes { block in
        unsafe UnsafeMutableRawBufferPointer(rebasing: frame[end..<end + block.count]).copyMemory(from: block)
      }
      end += block.count
      unsafe frame.storeBytes(of: 0, toByteOffset: end, as: UInt32.self)
      return end + 4
    }
  }

  /// Writes a block's length, its bytes and their checksum. It is stored as it is where it does not become smaller.
  private func block(_ content: UnsafeRawBufferPointer, to output: UnsafeMutableRawBufferPointer) -> Int {
    let target = unsafe UnsafeMutableRawBufferPointer(rebasing: output[4..<4 + content.count])
    let compressed = unsafe compress(content, to: target)
    if compressed == 0 { unsafe target.copyMemory(from: content) }
    let length = compressed == 0 ? content.count : compressed
    let word = compressed == 0 ? UInt32(length) | SegmentFormat.storedBlockFlag : UInt32(length)
    unsafe output.storeBytes(of: word.littleEndian, as: UInt32.self)
    let checksum = unsafe FrameHeader.checksum(UnsafeRawBufferPointer(rebasing: output[4..<4 + length]))
    unsafe output.storeBytes(of: checksum.littleEndian, toByteOffset: 4 + length, as: UInt32.self)
    return 4 + length + SegmentFormat.blockChecksumBytes
  }

  /// Answers how long the block became; 0 if not shorter.
  private func compress(_ content: UnsafeRawBufferPointer, to target: UnsafeMutableRawBufferPointer) -> Int {
    let count = Int32(content.count)
    if level < Self.firstSlowLevel {
      let acceleration = max(1, 1 - level)
      return Int(
        unsafe LZ4_compress_fast_extState(
          state, content.baseAddress, target.baseAddress, count, count - 1, acceleration))
    }
    return Int(
      unsafe LZ4_compress_HC_extStateHC(state, content.baseAddress, target.baseAddress, count, count - 1, level))
  }

  private static func makeRoom(_ count: Int, in output: inout [UInt8], at offset: Int) {
    let missing = offset + count - output.count
    if missing > 0 { output.append(contentsOf: repeatElement(0, count: max(missing, output.count / 2))) }
  }

  private static let firstSlowLevel: Int32 = 3
}
