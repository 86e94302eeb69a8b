import Foundation
import Glibc
import SystemPackage

extension FilePath {
  /// Creates this directory, empty; whatever was here is deleted.
  func makeEmptyDirectory() throws {
    let manager = FileManager.default
    if manager.fileExists(atPath: string) { try manager.removeItem(atPath: string) }
    try manager.createDirectory(atPath: string, withIntermediateDirectories: true)
  }

  /// Deletes this directory if it can be deleted; scratch data that stays behind does no harm.
  func discard() {
    try? FileManager.default.removeItem(atPath: string)
  }

  /// The bytes that the files below this directory occupy on the device.
  func allocatedBytes() throws -> Int {
    var bytes = 0
    for path in try FileManager.default.subpathsOfDirectory(atPath: string) {
      var status = Glibc.stat()
      guard unsafe lstat(appending(path).string, &status) == 0 else { throw Errno(rawValue: errno) }
      if status.st_mode & S_IFMT == S_IFREG { bytes += Int(status.st_blocks) * Self.blockBytes }
    }
    return bytes
  }

  /// The unit of `st_blocks`.
  private static var blockBytes: Int { 512 }

  func write(_ text: String) throws {
    try text.write(toFile: string, atomically: true, encoding: .utf8)
  }

  func readText() throws -> String {
    try String(contentsOfFile: string, encoding: .utf8)
  }
}
