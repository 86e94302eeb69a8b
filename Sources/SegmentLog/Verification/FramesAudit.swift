internal import SystemPackage

/// Where a frame was found, as a `.frames` file would say.
struct FoundFrame: Hashable, Sendable {
  var offset: UInt64
  /// The position of the first record in it, or of the next to come.
  var firstPosition: UInt64
  /// How many frames back the commit begins that the frame starts inside of.
  var commitFramesBack: UInt64
}

/// Compares the `.frames` file beside a closed segment with the frames that were found in the segment.
///
/// ```
///  0  magic "dbframe" 01          64  entry bytes  u64
///  8  log id, 16 bytes            72  frames       u64
/// 24  file bytes   u64            80  per frame: offset u64, first position u64, frames back to its commit u64
/// 32  fingerprint, 32 bytes       ..  SHA-256 over everything before
/// ```
/// The fingerprint is the SHA-256 of the segment file's first and last 4 KiB.
enum FramesAudit {
  static let suffix = ".frames"
  private static let headerBytes = 80
  private static let entryBytes = 24
  private static let fingerprintBytes = 4096

  /// What is wrong with the `.frames` file of a segment; nil if nothing is, or if there is none.
  static func fault(beside segment: SegmentResult, _ fileSystem: any FileSystem) -> String? {
    do {
      let file = try fileSystem.openForReading(FilePath(segment.path.string + suffix))
      let bytes = try file.read(count: file.size().rawValue, at: .zero)
      let closed = try fileSystem.openForReading(segment.path)
      let last = ByteCount(max(0, segment.fileBytes - fingerprintBytes))
      let ends = try closed.read(count: fingerprintBytes, at: .zero) + closed.read(count: fingerprintBytes, at: last)
      return fault(bytes, segment, fingerprint: RangeHash.digest(of: ends))
    } catch Errno.noSuchFileOrDirectory {
      return nil
    } catch {
      return "it cannot be read (\(error))"
    }
  }

  private static func fault(_ bytes: [UInt8], _ segment: SegmentResult, fingerprint: Digest) -> String? {
    let body = bytes.count - Digest.byteCount
    guard body >= headerBytes, (body - headerBytes) % entryBytes == 0,
      bytes.starts(with: Array("dbframe".utf8) + [1]),
      RangeHash.digest(of: Array(bytes[..<body])) == Digest(bytes[body...])
    else { return "it is damaged" }
    func number(_ index: Int) -> UInt64 { (0..<8).reduce(0) { $0 | UInt64(bytes[index + $1]) << UInt64(8 * $1) } }
    guard LogID(bytes[8..<24]) == segment.start?.logID, number(24) == UInt64(segment.fileBytes),
      Digest(bytes[32..<64]) == fingerprint
    else { return "it describes another file" }
    let frames = stride(from: headerBytes, to: body, by: entryBytes).map {
      FoundFrame(offset: number($0), firstPosition: number($0 + 8), commitFramesBack: number($0 + 16))
    }
    guard number(64) == UInt64(segment.entryBytes), number(72) == UInt64(frames.count), frames == segment.found else {
      return "it contradicts the segment"
    }
    return nil
  }
}
