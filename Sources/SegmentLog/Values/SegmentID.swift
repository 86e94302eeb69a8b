/// Names a segment by the position of its first record.
public struct SegmentID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The position of the segment's first record.
  public var firstPosition: LogPosition

  /// The segment that starts at a position.
  public init(firstPosition: LogPosition) { self.firstPosition = firstPosition }

  /// The segment that a file name denotes; nil unless the name is exactly 20 digits and `.lz4`.
  public init?(fileName: String) {
    guard fileName.utf8.count == Self.digits + Self.suffix.utf8.count, fileName.hasSuffix(Self.suffix) else {
      return nil
    }
    let digits = fileName.utf8.prefix(Self.digits)
    guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let position = UInt64(fileName.prefix(Self.digits)), position > 0
    else { return nil }
    firstPosition = LogPosition(position)
  }

  /// The file name: the first position in 20 digits, so that names sort as positions do, and `.lz4`.
  public var fileName: String {
    let number = String(firstPosition.rawValue)
    return String(repeating: "0", count: Self.digits - number.utf8.count) + number + Self.suffix
  }

  /// Order in the log.
  public static func < (a: SegmentID, b: SegmentID) -> Bool { a.firstPosition < b.firstPosition }

  /// The file name.
  public var description: String { fileName }

  /// As many digits as the largest `UInt64` has.
  private static let digits = 20
  private static let suffix = ".lz4"
}
