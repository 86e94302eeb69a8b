public import SystemPackage

/// Why the log could not do what was asked: what happened, where, and what to do.
public struct SegmentError: Error, Sendable, CustomStringConvertible {
  /// The kinds of failure that callers tell apart.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    /// The code's name, stable across versions.
    public let description: String

    private init(_ description: String) { self.description = description }

    /// The last frame was not written to its end; nothing in it was acknowledged.
    public static let torn = Code("torn")
    /// Stored bytes are not what was written. Nothing was changed.
    public static let corrupt = Code("corrupt")
    /// A file that the log needs is not there.
    public static let missing = Code("missing")
    /// The log was written by a newer version of this software.
    public static let unsupportedVersion = Code("unsupportedVersion")
    /// A file belongs to another log.
    public static let wrongLog = Code("wrongLog")
    /// Another process has the log open for writing; the message names it.
    public static let locked = Code("locked")
    /// The device is full. Nothing of this commit was stored; the log takes commits again when space returns.
    public static let full = Code("full")
    /// The log or its directory may not be written to.
    public static let readOnly = Code("readOnly")
    /// The operating system reported an error.
    public static let io = Code("io")
    /// A write to stable storage failed earlier. Whether the commits that waited for it are stored is unknown until
    /// the log is opened again.
    public static let poisoned = Code("poisoned")
    /// A record, commit or frame is larger than its named limit. Nothing was stored.
    public static let tooLarge = Code("tooLarge")
    /// The position is not in the log (yet).
    public static let outOfRange = Code("outOfRange")
    /// The writer was closed.
    public static let closed = Code("closed")
    /// An option has a value that the log cannot work with.
    public static let invalidOption = Code("invalidOption")
  }

  /// Where it happened, as far as it is known.
  public struct Place: Hashable, Sendable, CustomStringConvertible {
    /// The file or directory.
    public var file: FilePath?
    /// The offset in the file.
    public var offset: ByteCount?
    /// The position of the first record concerned.
    public var position: LogPosition?

    /// A place; leave out what is not known.
    public init(file: FilePath? = nil, offset: ByteCount? = nil, position: LogPosition? = nil) {
      self.file = file
      self.offset = offset
      self.position = position
    }

    /// What is known of the place, for people.
    public var description: String {
      [
        file.map { "file \($0)" }, offset.map { "offset \($0.rawValue)" }, position.map { "position \($0)" },
      ].compactMap(\.self).joined(separator: ", ")
    }
  }

  /// What kind of failure it is, for programs.
  public var code: Code
  /// What happened and what to do about it, for people.
  public var message: String
  /// The error underneath, if there is one.
  public var cause: (any Error)?
  /// Where it happened.
  public var place: Place

  /// An error; `message` says what happened and what to do.
  public init(_ code: Code, _ message: String, cause: (any Error)? = nil, place: Place = Place()) {
    self.code = code
    self.message = message
    self.cause = cause
    self.place = place
  }

  /// Code, message, place and cause in one line.
  public var description: String {
    let where_ = place.description
    return "\(code): \(message)" + (where_.isEmpty ? "" : " [\(where_)]") + (cause.map { " (\($0))" } ?? "")
  }
}

extension SegmentError {
  /// The error for a failed operating-system call.
  static func system(_ errno: Errno, _ doing: String, _ file: FilePath, offset: ByteCount? = nil) -> SegmentError {
    let place = Place(file: file, offset: offset)
    switch errno {
    case .noSpace, .diskQuotaExceeded:
      return SegmentError(.full, "no space left while \(doing); free some and try again", cause: errno, place: place)
    case .readOnlyFileSystem, .permissionDenied, .notPermitted:
      return SegmentError(
        .readOnly, "not permitted while \(doing); check the owner, the mode and the mount of the data directory",
        cause: errno, place: place)
    case .noSuchFileOrDirectory:
      return SegmentError(.missing, "not found while \(doing)", cause: errno, place: place)
    default:
      return SegmentError(.io, "the system failed while \(doing)", cause: errno, place: place)
    }
  }
}
