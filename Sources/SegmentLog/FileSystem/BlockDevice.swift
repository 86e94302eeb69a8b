internal import CLinux
internal import Glibc
internal import SystemPackage

/// What the kernel tells about the device below a directory.
enum BlockDevice {
  /// Taken where the device is hidden (containers, network file systems): no common device has larger sectors.
  static let safeSector = ByteCount(4096)

  /// The physical sector of the device that holds a directory; nil if the kernel does not tell.
  static func physicalSector(holding directory: FilePath) -> ByteCount? {
    let descriptor = unsafe directory.withPlatformString { unsafe open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var major: UInt32 = 0
    var minor: UInt32 = 0
    guard unsafe clinux_device(descriptor, &major, &minor) == 0 else { return nil }
    let device = "/sys/dev/block/\(major):\(minor)/"
    // A partition has no queue of its own; its parent directory is the whole disk.
    for path in [device + "queue/physical_block_size", device + "../queue/physical_block_size"] {
      if let sector = number(in: FilePath(path)) { return sector == 512 ? ByteCount(512) : safeSector }
    }
    return nil
  }

  private static func number(in path: FilePath) -> Int? {
    guard let file = try? POSIXFile(path, flags: O_RDONLY | O_CLOEXEC),
      let bytes = try? file.read(count: 32, at: .zero)
    else { return nil }
    return Int(String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
  }
}
