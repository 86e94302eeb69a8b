internal import SystemPackage

/// What the `head` file says, read for checking.
///
/// ```
///  0  magic "daybook" 01        32  offset       u64
///  8  log id, 16 bytes          40  position     u64
/// 24  segment       u64         48  committed at i64
///                               56  first 8 bytes of SHA-256 over 0..<56
/// ```
struct HeadAudit: Hashable, Sendable {
  var logID: LogID
  var segment: SegmentID
  var offset: UInt64
  var position: UInt64

  /// What reading the file gave.
  enum Reading: Hashable, Sendable {
    case absent
    case damaged
    case valid(HeadAudit)

    var valid: HeadAudit? {
      if case .valid(let head) = self { head } else { nil }
    }
  }

  static let fileName = "head"

  private static let byteCount = 64
  /// A rewrite may be met half-way; a file that stays wrong this often is damaged.
  private static let attempts = 100

  /// Reads the head of a log's directory.
  static func read(_ path: FilePath, _ fileSystem: any FileSystem) throws(Errno) -> Reading {
    let file: any File
    do {
      file = try fileSystem.openForReading(path)
    } catch Errno.noSuchFileOrDirectory {
      return .absent
    }
    for _ in 0..<attempts {
      if let head = HeadAudit(try file.read(count: byteCount + 1, at: .zero)) { return .valid(head) }
    }
    return .damaged
  }

  private init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.byteCount, bytes.starts(with: Array("daybook".utf8) + [1]),
      let logID = LogID(bytes[8..<24])
    else { return nil }
    guard RangeHash.digest(of: Array(bytes[..<56])).bytes.starts(with: bytes[56...]) else { return nil }
    func number(_ index: Int) -> UInt64 { (0..<8).reduce(0) { $0 | UInt64(bytes[index + $1]) << UInt64(8 * $1) } }
    self.logID = logID
    segment = SegmentID(firstPosition: LogPosition(number(24)))
    offset = number(32)
    position = number(40)
  }
}
