internal import Glibc

/// Decompressed bytes, of one frame or one block: written once by the decompressor, then immutable.
///
/// `@unchecked Sendable`: the memory is owned by this object alone and nothing writes to it after `init` returned.
@safe final class FrameBytes: @unchecked Sendable {
  private let memory: UnsafeMutableRawBufferPointer
  let count: Int

  /// Allocates `room` bytes and lets `fill` write to them, which answers how many it wrote.
  init<E: Error>(room: Int, fill: (UnsafeMutableRawBufferPointer) throws(E) -> Int) throws(E) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: room, alignment: 16)
    do {
      count = try unsafe fill(memory)
    } catch {
      unsafe memory.deallocate()
      throw error
    }
    unsafe self.memory = unsafe memory
  }

  deinit { unsafe memory.deallocate() }

  /// Appends the bytes to an array.
  func append(to bytes: inout [UInt8]) { unsafe bytes.append(contentsOf: raw) }

  /// Whether a part of these bytes equals a part of others.
  func isEqual(from start: Int, count: Int, to other: FrameBytes, from otherStart: Int) -> Bool {
    unsafe UnsafeRawBufferPointer(rebasing: raw[start..<start + count])
      .isEqual(to: UnsafeRawBufferPointer(rebasing: other.raw[otherStart..<otherStart + count]))
  }

  /// The bytes; valid for as long as this object lives.
  var raw: UnsafeRawBufferPointer { unsafe UnsafeRawBufferPointer(rebasing: memory[..<count]) }
}

extension UnsafeRawBufferPointer {
  /// Whether these are the same bytes.
  func isEqual(to other: UnsafeRawBufferPointer) -> Bool {
    guard count == other.count else { return false }
    guard let left = baseAddress, let right = other.baseAddress else { return true }
    return unsafe memcmp(left, right, count) == 0
  }
}
