import EventStore
import Foundation
import SegmentLog
public import SystemPackage

/// The files of one restaurant's data.
///
/// ```
/// DIR/format                      which layout this is: one line of text
/// DIR/log/                        the segments, and what belongs to them
/// DIR/snapshots/                  read models; disposable
/// DIR/policies/                   how far each policy has answered; disposable
/// DIR/secrets/idempotency.key     32 random bytes, mode 0600
/// ```
public struct DataDirectory: Sendable {
  /// The layout that this version writes and reads.
  static let format = "daybook data 1"

  /// The directory itself.
  public let path: FilePath

  /// The data in a directory, which need not exist.
  public init(_ path: FilePath) { self.path = path }

  /// Where the segments are.
  public var log: FilePath { path.appending("log") }
  /// Where the read models are kept.
  public var snapshots: FilePath { path.appending("snapshots") }
  /// Where the policies' checkpoints are kept.
  public var policies: FilePath { path.appending("policies") }
  private var formatFile: FilePath { path.appending("format") }
  private var secrets: FilePath { path.appending("secrets") }
  private var keyFile: FilePath { secrets.appending("idempotency.key") }

  /// Whether there is a log: a segment, or a head file that tells of segments which are missing.
  ///
  /// - Throws: ``RestaurantError/unreadable(path:_:)``: what may not be looked at is not taken for empty.
  public var holdsLog: Bool {
    get throws(RestaurantError) { try Self.names(in: log).contains { $0.hasSuffix(".lz4") || $0 == "head" } }
  }

  /// Refuses to begin anew where a log was: its head file or a snapshot is left, and no segment.
  ///
  /// - Throws: ``RestaurantError/logLost(log:remains:)``, ``RestaurantError/unreadable(path:_:)``.
  public func checkLogIsThere() throws(RestaurantError) {
    let names = try Self.names(in: log)
    guard !names.contains(where: { $0.hasSuffix(".lz4") }) else { return }
    if names.contains("head") { throw .logLost(log: log.string, remains: log.appending("head").string) }
    guard let snapshot = try Self.names(in: snapshots).filter({ $0.hasSuffix(".lz4") }).min() else { return }
    throw .logLost(log: log.string, remains: snapshots.appending(snapshot).string)
  }

  private static func names(in directory: FilePath) throws(RestaurantError) -> [String] {
    do throws(Errno) {
      return try POSIXFileSystem().list(directory)
    } catch .noSuchFileOrDirectory, .notDirectory {
      return []
    } catch {
      throw .unreadable(path: directory.string, error)
    }
  }

  /// Refuses data of another layout. A directory without data is fine.
  func checkFormat() throws(RestaurantError) {
    guard let bytes = FileManager.default.contents(atPath: formatFile.string) else {
      guard try holdsLog else { return }
      throw .badFile(
        path: formatFile.string,
        reason: "the file is missing or unreadable; restore it: \"\(Self.format)\" and a newline")
    }
    let found = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    guard found == Self.format else {
      throw .otherVersion(path: formatFile.string, found: found, expected: Self.format)
    }
  }

  /// Makes what is not there yet; changes nothing that is.
  func create() throws(RestaurantError) {
    do throws(Errno) {
      try makeDirectory(path, mode: 0o755)
      if FileManager.default.contents(atPath: formatFile.string) == nil {
        try writeDurably(
          Array("\(Self.format)\n".utf8), to: formatFile, mode: [.ownerReadWrite, .groupRead, .otherRead])
      }
    } catch {
      throw .unwritable(path: path.string, error)
    }
  }

  /// Makes a directory and those above it, durably; one that is there is left as it is.
  private func makeDirectory(_ path: FilePath, mode: UInt32) throws(Errno) {
    let parent = path.removingLastComponent()
    if unsafe mkdir(path.string, mode) == 0 { return try synchronize(parent) }
    switch Errno(rawValue: errno) {
    case .fileExists:
      var isDirectory: ObjCBool = false
      guard unsafe FileManager.default.fileExists(atPath: path.string, isDirectory: &isDirectory), isDirectory.boolValue
      else { throw .notDirectory }
    case .noSuchFileOrDirectory:
      guard !parent.isEmpty, parent != path else { throw .noSuchFileOrDirectory }
      try makeDirectory(parent, mode: mode)
      // Somebody else may have been faster, which is as good.
      guard unsafe mkdir(path.string, mode) == 0 || errno == EEXIST else { throw Errno(rawValue: errno) }
      try synchronize(parent)
    case let error: throw error
    }
  }

  /// Makes the names in a directory durable.
  private func synchronize(_ directory: FilePath) throws(Errno) {
    try POSIXFileSystem().synchronizeDirectory(directory.isEmpty ? "." : directory)
  }

  /// The secret behind idempotency keys; drawn at random for a new log.
  ///
  /// A log whose secret is lost is not opened for writing: requests that were accepted would be accepted again.
  func idempotencyKeys() throws(RestaurantError) -> IdempotencyKeys {
    guard try keyIsThere() else {
      guard try !holdsLog else {
        throw .badFile(
          path: keyFile.string,
          reason:
            "the key is missing, so that repeated requests could not be recognised; restore it from your backup, or "
            + "put \(IdempotencyKeys.secretBytes) random bytes there (mode 0600) if you accept that")
      }
      return try makeKeys()
    }
    return try readKeys()
  }

  /// Whether there is a key; one that may not be looked at is not taken for missing.
  private func keyIsThere() throws(RestaurantError) -> Bool {
    do {
      try FileDescriptor.open(keyFile, .readOnly).close()
      return true
    } catch Errno.noSuchFileOrDirectory {
      return false
    } catch {
      throw .unreadable(path: keyFile.string, error as? Errno ?? .ioError)
    }
  }

  private func readKeys() throws(RestaurantError) -> IdempotencyKeys {
    let attributes = try? FileManager.default.attributesOfItem(atPath: keyFile.string)
    if let mode = attributes?[.posixPermissions] as? Int, mode & 0o077 != 0 {
      throw .badFile(
        path: keyFile.string, reason: "others may read it (mode 0\(String(mode, radix: 8))); run: chmod 600 \(keyFile)")
    }
    let bytes = FileManager.default.contents(atPath: keyFile.string)
    guard let bytes, bytes.count == IdempotencyKeys.secretBytes else {
      throw .badFile(
        path: keyFile.string,
        reason: "it must hold \(IdempotencyKeys.secretBytes) readable bytes; restore it from your backup")
    }
    return IdempotencyKeys(secret: Array(bytes))
  }

  /// Two may do this at once, of whom one will be the writer: the key of the first to name it is the key of both.
  private func makeKeys() throws(RestaurantError) -> IdempotencyKeys {
    var random = SystemRandomNumberGenerator()
    let secret = (0..<IdempotencyKeys.secretBytes).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    do throws(Errno) {
      try makeDirectory(secrets, mode: 0o700)
      try createDurably(keyFile, with: secret, mode: .ownerReadWrite)
    } catch .fileExists {
      return try readKeys()
    } catch {
      throw .unwritable(path: keyFile.string, error)
    }
    return IdempotencyKeys(secret: secret)
  }

  /// Puts a file in place that is there in full after a crash, or not at all.
  private func writeDurably(_ bytes: [UInt8], to path: FilePath, mode: FilePermissions) throws(Errno) {
    try placeDurably(bytes, at: path, mode: mode) { unsafe rename($0.string, path.string) }
  }

  /// As ``writeDurably(_:to:mode:)``, and replaces nothing: throws `fileExists` where there is a file.
  private func createDurably(_ path: FilePath, with bytes: [UInt8], mode: FilePermissions) throws(Errno) {
    try placeDurably(bytes, at: path, mode: mode) { unsafe link($0.string, path.string) }
  }

  /// Writes and syncs a file of a name that nobody else uses, has `place` give it its own, and syncs the directory.
  private func placeDurably(
    _ bytes: [UInt8], at path: FilePath, mode: FilePermissions, _ place: (FilePath) -> Int32
  ) throws(Errno) {
    let temporary = FilePath("\(path).\(UUID().uuidString).new")
    // Renamed it is not there any more; otherwise it is of no use.
    defer { _ = unsafe unlink(temporary.string) }
    do {
      let file = try FileDescriptor.open(
        temporary, .writeOnly, options: [.create, .exclusiveCreate], permissions: mode)
      try file.closeAfter {
        _ = try file.writeAll(bytes)
        guard fsync(file.rawValue) == 0 else { throw Errno(rawValue: errno) }
      }
      guard place(temporary) == 0 else { throw Errno(rawValue: errno) }
      try synchronize(path.removingLastComponent())
    } catch let error as Errno {
      throw error
    } catch {
      throw .ioError
    }
  }
}
