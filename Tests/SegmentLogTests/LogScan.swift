import Foundation
import SystemPackage

@testable import SegmentLog

/// Looks into files below the public face.
enum LogScan {
  /// The commit entries of an active file.
  static func commits(_ file: [UInt8]) throws -> [CommitEntry] {
    var commits: [CommitEntry] = []
    try withTemporaryDirectory { directory in
      let path = directory.appending("file")
      try replace(path, with: file)
      let stream = FrameStream(
        try POSIXFileSystem().openForReading(path), from: .zero, limit: ByteCount(file.count))
      while let frame = try stream.next() {
        var entries = FrameEntries(frame.content)
        while entries.next() != .end {
          if let commit = entries.commit, commit.mark != 0 { commits.append(commit) }
        }
      }
    }
    return commits
  }

  /// A sector with a first entry of format 2, and one with an entry of an unknown kind.
  static func frameOfNewerFormat() throws -> (segment: [UInt8], entry: [UInt8]) {
    guard let logID = LogID(Array(0..<16)) else { throw Errno.invalidArgument }
    var segment: [UInt8] = []
    EntryEncoding.append(
      SegmentEntry(
        format: 2, logID: logID, firstPosition: LogPosition(1), peaks: [], alignment: ByteCount(512)),
      to: &segment)
    return (sector(segment), sector([0x0A, 0x04, 0x2A, 0x02, 1, 2]))
  }

  private static func sector(_ content: [UInt8]) -> [UInt8] {
    var frame: [UInt8] = []
    let count = FrameCompressor(level: 0).compress(content, into: &frame, spare: 1_024)
    let rest = ByteCount(512 - count)
    return frame[..<count] + FrameLayout.skippable(rest, written: rest)
  }
}
