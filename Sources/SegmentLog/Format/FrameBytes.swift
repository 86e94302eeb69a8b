internal import Glibc

/// The decompressed bytes of one frame: written once by the decompressor, then immutable.
///
/// `@unchecked Sendable`: the memory is owned by this object alone and nothing writes to it after `init` returned.
@safe final class FrameBytes: @unchecked Sendable {
  private let memory: UnsafeMutableRawBufferPointer
  let count: Int

  /// Allocates `count` bytes and lets `fill` write them.
  init<E: Error>(count: Int, fill: (UnsafeMutableRawBufferPointer) throws(E) -> Void) throws(E) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
    do {
      try unsafe fill(memory)
    } catch {
      unsafe memory.deallocate()
      throw error
    }
    unsafe self.memory = unsafe memory
    self.count = count
  }

  deinit { unsafe memory.deallocate() }

  /// Appends the bytes to an array.
  func append(to bytes: inout [UInt8]) { unsafe bytes.append(contentsOf: raw) }

  /// Whether a part of these bytes equals a part of others.
  func isEqual(from start: Int, count: Int, to other: FrameBytes, from otherStart: Int) -> Bool {
    let mine = unsafe UnsafeRawBufferPointer(rebasing: raw[start..<start + count])
    let others = unsafe UnsafeRawBufferPointer(rebasing: other.raw[otherStart..<otherStart + count])
    guard let left = mine.baseAddress, let right = others.baseAddress else { return count == 0 }
    return unsafe memcmp(left, right, count) == 0
  }

  /// The bytes; valid for as long as this object lives.
  var raw: UnsafeRawBufferPointer { unsafe UnsafeRawBufferPointer(rebasing: memory[..<count]) }
}
