internal import Crypto
public import SystemPackage

/// The workload as a file: one generated stream that every contender of a run reads.
public enum WorkloadFile {
  /// SHA-256 of the stored form of the workload with 1,000,000 events: the stream that every published figure is about.
  public static let millionEventsDigest =
    "9d69945eee9183dca324383ff16d1ebcad6c781beec32a9939bf5d7967bfe61a"

  /// The number of events that ``millionEventsDigest`` is for.
  public static let publishedCount = 1_000_000

  /// Bytes gathered before each write.
  private static let chunkBytes = 1 << 20

  /// Generates the stream of `count` events into `path`, which is replaced.
  ///
  /// - Returns: SHA-256 of the file's bytes, in hexadecimal.
  /// - Throws: `Errno` when the file cannot be written; ``WorkloadError/wrongDigest(expected:found:)`` when the stream
  ///   of the published length is not the published one.
  @discardableResult
  public static func generate(count: Int, at path: FilePath) throws -> String {
    let file = try FileDescriptor.open(
      path, .writeOnly, options: [.create, .truncate], permissions: [.ownerReadWrite, .groupRead, .otherRead])
    let digest = try file.closeAfter {
      var hash = SHA256()
      try forEachChunk(count: count) { chunk in
        hash.update(data: chunk)
        try file.writeAll(chunk)
      }
      return hexadecimal(hash.finalize())
    }
    if count == publishedCount, digest != millionEventsDigest {
      throw WorkloadError.wrongDigest(expected: millionEventsDigest, found: digest)
    }
    return digest
  }

  /// SHA-256 of the stored form of the stream of `count` events, in hexadecimal.
  public static func digest(count: Int) -> String {
    var hash = SHA256()
    forEachChunk(count: count) { hash.update(data: $0) }
    return hexadecimal(hash.finalize())
  }

  private static func forEachChunk<Failure: Error>(
    count: Int, _ body: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var generator = WorkloadGenerator(count: count)
    var record = WorkloadRecord()
    var chunk: [UInt8] = []
    chunk.reserveCapacity(chunkBytes + 4096)
    while generator.next(into: &record) {
      record.write(to: &chunk)
      if chunk.count >= chunkBytes {
        try body(chunk)
        chunk.removeAll(keepingCapacity: true)
      }
    }
    try body(chunk)
  }

  private static func hexadecimal(_ digest: SHA256Digest) -> String {
    var text: [UInt8] = []
    for byte in digest { text.append(hexadecimal: UInt64(byte), width: 2, uppercase: false) }
    return String(decoding: text, as: UTF8.self)
  }
}

/// Why a workload could not be generated or read.
public enum WorkloadError: Error, CustomStringConvertible {
  /// The generator no longer yields the published stream.
  case wrongDigest(expected: String, found: String)
  /// The file at the path is not a whole number of events.
  case malformed(FilePath, offset: Int)

  /// What is wrong, for people.
  public var description: String {
    switch self {
    case .wrongDigest(let expected, let found):
      "the generated workload is not the published one: SHA-256 is \(found), not \(expected)"
    case .malformed(let path, let offset):
      "\(path) is not a workload file: the event at byte \(offset) is incomplete; delete the file and run again"
    }
  }
}
