import Foundation
import SegmentLog
import SystemPackage
import Testing

/// The log as somebody reads it who has never seen this software.
@Suite struct VerifyingByAStranger {
  private static let script = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("verify_log.py").path

  /// Runs a command; its exit code and what it printed.
  private static func run(_ arguments: [String]) throws -> (code: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  /// The Python to use: that of the environment, or of `DAYBOOK_PYTHON`.
  private static let python = ProcessInfo.processInfo.environment["DAYBOOK_PYTHON"] ?? "python3"

  private static var toolsAreThere: Bool {
    [[python, "-c", "import google.protobuf"], ["lz4", "--version"], ["protoc", "--version"]]
      .allSatisfy { (try? run($0))?.code == 0 }
  }

  @Test(
    .enabled("needs python3 with protobuf, lz4 and protoc", { toolsAreThere }),
    arguments: [(packed: true, closed: true), (packed: false, closed: true), (packed: true, closed: false)])
  func `a script with stock libraries finds the same tree, and any changed record`(_ packed: Bool, _ closed: Bool)
    throws
  {
    try withVerifiedLog { log in
      log.options.segmentBytes = .kibibytes(32)
      log.options.packsClosedSegments = packed
      let writer = try log.open()
      try log.append([1, 5, 80, 3] + (0..<300).map { $0 % 11 + 1 }, to: writer, padding: 90)
      if closed { try writer.close() }
      #expect(try log.segments().count > 2)
      let (code, output) = try Self.run([Self.python, Self.script, log.directory.string])
      let head = writer.treeHead()
      #expect(code == 0, "\(output)")
      #expect(output.hasPrefix("size \(head.size) root \(head.root) roots compared "))
      #expect(try log.verify().head == head)
      try log.remove(try #require(try log.segments().first).fileName)
      #expect(try Self.run([Self.python, Self.script, log.directory.string]).code != 0)
    }
  }
}
