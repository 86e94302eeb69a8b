import Foundation
import SystemPackage
import Testing

/// What a run of `daybook` left behind.
struct Run {
  var ending: Child.Ending
  var output: [UInt8]
  var errors: String

  /// The exit code; nil if a signal ended it.
  var status: Int32? { if case .exited(let code) = ending { code } else { nil } }
  var text: String { String(decoding: output, as: UTF8.self) }

  /// The output as one JSON object.
  func json() throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(output)) as? [String: Any], "\(text) \(errors)")
  }

  /// The output as one JSON object a line.
  func jsonLines() throws -> [[String: Any]] {
    try text.split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }
}

/// The built program, which stands beside the test bundle.
enum Terminal {
  static let executable: String = {
    let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    return own.deletingLastPathComponent().appendingPathComponent("daybook").path
  }()

  /// Runs it to its end.
  static func daybook(_ arguments: String..., input: [UInt8] = []) throws -> Run {
    try run(executable, arguments, input: input)
  }

  /// Runs a shell command; `$daybook` is the program.
  static func shell(_ command: String) throws -> Run {
    try run("/bin/bash", ["-c", "set -o pipefail; daybook='\(executable)'; " + command])
  }

  static func run(_ executable: String, _ arguments: [String], input: [UInt8] = []) throws -> Run {
    try withTemporaryDirectory { directory in
      let (source, output, errors) = (directory.appending("in"), directory.appending("out"), directory.appending("err"))
      try write(input, to: source)
      let child = try start(executable, arguments, input: source, output: output, errors: errors)
      let ending = child.wait()
      return Run(ending: ending, output: try read(output), errors: String(decoding: try read(errors), as: UTF8.self))
    }
  }

  private static func start(
    _ executable: String, _ arguments: [String], input: FilePath, output: FilePath, errors: FilePath
  ) throws -> Child {
    let create: FileDescriptor.OpenOptions = [.create, .truncate, .closeOnExec]
    let input = try FileDescriptor.open(input, .readOnly, options: .closeOnExec)
    let output = try FileDescriptor.open(output, .writeOnly, options: create, permissions: .ownerReadWrite)
    let errors = try FileDescriptor.open(errors, .writeOnly, options: create, permissions: .ownerReadWrite)
    defer { for descriptor in [input, output, errors] { try? descriptor.close() } }
    return try Child(executable, arguments, input: input, output: output, errors: errors)
  }

  /// Starts it with its output on a pipe.
  static func follow(_ arguments: [String], errors: FilePath) throws -> (child: Child, lines: Lines) {
    let null = try FileDescriptor.open(FilePath("/dev/null"), .readOnly, options: .closeOnExec)
    let complaints = try FileDescriptor.open(
      errors, .writeOnly, options: [.create, .truncate, .closeOnExec], permissions: .ownerReadWrite)
    // A named pipe, since both of its ends can be opened so that children which start meanwhile do not inherit them.
    let pipe = errors.removingLastComponent().appending("pipe-\(UUID().uuidString)")
    guard unsafe mkfifo(pipe.string, 0o600) == 0 else { throw Errno(rawValue: errno) }
    let reading = try FileDescriptor.open(pipe, .readOnly, options: [.nonBlocking, .closeOnExec])
    let writing = try FileDescriptor.open(pipe, .writeOnly, options: .closeOnExec)
    guard fcntl(reading.rawValue, F_SETFL, 0) == 0 else { throw Errno(rawValue: errno) }
    defer { for descriptor in [null, complaints, writing] { try? descriptor.close() } }
    return (try Child(executable, arguments, input: null, output: writing, errors: complaints), Lines(reading))
  }
}

extension Trait where Self == ConditionTrait {
  /// The test compares with programs that nobody here wrote, and is skipped where one is missing.
  static func needs(_ programs: String...) -> Self {
    .enabled("needs \(programs.joined(separator: " and "))") {
      try programs.allSatisfy { try Terminal.shell("command -v \($0)").status == 0 }
    }
  }
}

/// Runs `body` with an empty directory, which is removed afterwards.
func withTemporaryDirectory<R>(_ body: (FilePath) throws -> R) throws -> R {
  let url = FileManager.default.temporaryDirectory.appendingPathComponent("daybook-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: url) }
  return try body(FilePath(url.path))
}

func write(_ bytes: some Sequence<UInt8>, to path: FilePath) throws {
  try Data(bytes).write(to: URL(fileURLWithPath: path.string))
}

func read(_ path: FilePath) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path.string))) }
