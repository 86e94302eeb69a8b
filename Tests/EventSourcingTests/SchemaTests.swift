import EventSourcing
import Foundation
import Testing

@Suite struct SchemaTests {
  static let container = "message Log {\n  repeated Record record = 1;\n}\n"

  @Test func describesExactlyTheStoredProperties() {
    #expect(FieldInventory.problems(of: OrderPlaced.self) == [])
    #expect(FieldInventory.problems(of: Line.self) == [])
    #expect(FieldInventory.problems(of: Forgetful.self) == ["Forgetful: second_part is stored but not described"])
  }

  @Test func narrowReadersAgreeWithTheirEvent() {
    #expect(FieldInventory.problems(narrowing: PlacedTotal.self, of: OrderPlaced.self) == [])
    #expect(FieldInventory.problems(narrowing: Forgetful.self, of: OrderPlaced.self).count == 1)
    #expect(FieldInventory.problems(roundTripping: OrderPlaced.full) == [])
  }

  @Test func anExampleHasEveryFieldAndTellsWhichTagsThereMayBe() throws {
    let example = try OrderPlaced.example()
    #expect(FieldInventory.problems(roundTripping: example) == [])
    #expect(example.customer != nil)
    #expect(example.lines.count == 2)
    #expect(try OrderPlaced.tagKinds() == [TagKind.customer.number, TagKind.order.number])
  }

  @Test func refusesSharedNumbersAndContradictions() {
    #expect(throws: ProtoFile.Problem.self) {
      try ProtoFile(events: [OrderPlaced.self, OrderPlaced.self], tags: sampleTags, container: "")
    }
  }

  /// Needs `protoc`, and Python's `protobuf` of a version that fits it; says so and passes where they are missing.
  @Test func stockToolsReadTheSchemaAndARecord() throws {
    let text = try ProtoFile(events: [OrderPlaced.self], tags: sampleTags, container: Self.container).text
    let directory = FileManager.default.temporaryDirectory.appending(path: "schema-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    try Data(text.utf8).write(to: directory.appending(path: "daybook.proto"))
    var writer = WireWriter()
    _ = try writer.appendRecord(RecordTests.header, OrderPlaced.full)
    let record = directory.appending(path: "record.bin")
    try Data(writer.bytes).write(to: record)

    let root = directory.path(percentEncoded: false)
    guard
      let decoded = try run(
        ["protoc", "-I", root, "--decode=daybook.Record", "\(root)/daybook.proto"], input: record)
    else {
      print("skipped: no protoc")
      return
    }
    #expect(decoded.status == 0, "\(decoded.output)")
    for part in [
      "minor: -9223372036854775808", "style: SERVICE_STYLE_TAKEOUT", "kind: TAG_KIND_ONCE", "append_count: 4",
    ] {
      #expect(decoded.output.contains(part), "\(part) in \(decoded.output)")
    }

    let descriptors = ["protoc", "-I", root, "--descriptor_set_out=\(root)/daybook.pb", "\(root)/daybook.proto"]
    #expect(try run(descriptors)?.status == 0)
    let script = """
      import sys
      try:
          from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
      except ImportError:
          print("absent"); sys.exit()
      files = descriptor_pb2.FileDescriptorSet.FromString(open(sys.argv[1], "rb").read())
      pool = descriptor_pool.DescriptorPool()
      for file in files.file: pool.Add(file)
      record = message_factory.GetMessageClass(pool.FindMessageTypeByName("daybook.Record"))
      data = open(sys.argv[2], "rb").read()
      print(record.FromString(data).SerializeToString(deterministic=True) == data)
      """
    let python = try run(["python3", "-c", script, "\(root)/daybook.pb", record.path(percentEncoded: false)])
    guard let python, python.output != "absent\n" else {
      print("skipped: no protobuf for Python")
      return
    }
    #expect(python.output == "True\n")
  }

  /// Runs a tool found on the path; nil if it is not there.
  private func run(_ command: [String], input: URL? = nil) throws -> (status: Int32, output: String)? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    if let input { process.standardInput = try FileHandle(forReadingFrom: input) }
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return process.terminationStatus == 127 ? nil : (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}

struct Forgetful: FieldMessage {
  static let schemaName = "Forgetful"
  var first: UInt32 = 0
  var secondPart: UInt32 = 0
  init(_: Blank) {}
  mutating func fields(_ f: inout some FieldCoding) throws(FieldError) { try f.field(1, "first", &first) }
}
