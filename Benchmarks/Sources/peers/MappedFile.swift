import Glibc
import SystemPackage

/// A file mapped for reading, with its pages brought in.
@safe
final class MappedFile {
  @unsafe let bytes: UnsafeRawBufferPointer

  var byteCount: Int { unsafe bytes.count }

  init(_ path: FilePath) throws {
    let file = try FileDescriptor.open(path, .readOnly)
    unsafe bytes = try unsafe file.closeAfter {
      let size = try Int(file.seek(offset: 0, from: .end))
      let start = unsafe mmap(nil, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file.rawValue, 0)
      guard let start = unsafe start, unsafe start != MAP_FAILED else { throw Errno(rawValue: errno) }
      return unsafe UnsafeRawBufferPointer(start: start, count: size)
    }
  }

  deinit {
    unsafe munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
  }
}
