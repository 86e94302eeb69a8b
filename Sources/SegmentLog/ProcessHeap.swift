internal import CLinux

/// How a program gets memory from the system.
public enum ProcessHeap {
  /// Has the allocator take memory from the system in large pieces, and keep it. For a program's `main`, before there
  /// are other threads; a library does not decide this for its host.
  ///
  /// By default glibc makes the heap of every thread but the first usable page by page, with a system call each that
  /// holds up all other threads which touch new memory: one for every twelfth event of a bulk load, and a tenth of the
  /// time that starting takes. What is taken in advance is addresses; memory is what is touched.
  public static func growInLargePieces() { clinux_heap_grow_in_large_pieces() }
}
