import SystemPackage

/// The text of a file that the user named; refused if it is not UTF-8.
func readText(_ path: String) throws -> String { try decodedText(try readInput(path, upTo: textLimit), of: path) }

/// Bytes as text; refused if they are not UTF-8, which would be stored with replacement characters in its place.
func decodedText(_ bytes: [UInt8], of source: String) throws -> String {
  guard let text = String(validating: bytes, as: UTF8.self) else {
    throw Failure(.badData, "\(source): this is not valid UTF-8 text; save it as UTF-8")
  }
  return text
}

/// Reads all of a file that the user named, or of a pipe such as `<(zcat orders.csv.gz)`, with errors that name it.
func readInput(_ path: String, upTo limit: Int = inputLimit) throws -> [UInt8] {
  do {
    let file = try FileDescriptor.open(FilePath(path), .readOnly, options: .closeOnExec)
    return try file.closeAfter { try readAll(file, path, upTo: limit) }
  } catch let error as Errno {
    throw failure(error, path)
  }
}

/// Reads all of standard input, which must be text.
func readStandardText() throws -> String {
  do {
    return try decodedText(try readAll(.standardInput, "standard input", upTo: textLimit), of: "standard input")
  } catch let error as Errno {
    throw failure(error, "standard input")
  }
}

/// The most that is read from one file: some twenty million rows of a till. All of it is held in memory, and what never
/// ends, such as `/dev/zero`, must end somewhere.
let inputLimit = 2 << 30
/// The most that is read of what people write: a mapping, a venue, a command's fields.
let textLimit = 64 << 20

private func readAll(_ file: FileDescriptor, _ path: String, upTo limit: Int) throws -> [UInt8] {
  let step = 1 << 20
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: step)
  while true {
    let count = try unsafe buffer.withUnsafeMutableBytes { unsafe try file.read(into: $0) }
    guard count > 0 else { return bytes }
    bytes += buffer[..<count]
    guard bytes.count <= limit else {
      throw Failure(.badData, "\(path): it is larger than \(limit.grouped) bytes; is it the right one?")
    }
  }
}

private func failure(_ error: Errno, _ path: String) -> Failure {
  switch error {
  case .noSuchFileOrDirectory, .notDirectory: Failure(.noInput, "\(path): there is no such file")
  case .isDirectory: Failure(.noInput, "\(path): this is a directory; name a file")
  case .permissionDenied, .notPermitted: Failure(.notPermitted, "\(path): it may not be read (\(error))")
  default: Failure(.storageFailed, "\(path): it cannot be read (\(error))")
  }
}
