/// The decompressed bytes of one frame: written once by the decompressor, then immutable.
///
/// `@unchecked Sendable`: the memory is owned by this object alone and nothing writes to it after `init` returned.
@safe final class FrameBytes: @unchecked Sendable {
  private let memory: UnsafeMutableRawBufferPointer
  let count: Int

  /// Allocates `capacity` bytes and lets `fill` write the first `count` of them.
  init<E: Error>(
    count: Int, capacity: Int, fill: (UnsafeMutableRawBufferPointer) throws(E) -> Void
  ) throws(E) {
    precondition(count <= capacity)
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 16)
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

  /// The bytes; valid for as long as this object lives.
  var raw: UnsafeRawBufferPointer { unsafe UnsafeRawBufferPointer(rebasing: memory[..<count]) }
}
