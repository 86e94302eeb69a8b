import ArgumentParser
import EventSourcing
import Restaurant
import SegmentLog

/// Prints the `.proto` of the whole log.
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the .proto of the whole log.",
    discussion: """
      With it, tools that know nothing of Daybook read the log:
        daybook schema > daybook.proto
        lz4 -dc daybook-data/log/*.lz4 | protoc --decode=daybook.Log daybook.proto

      It is the schema of every log: --data changes nothing.
      """)

  @OptionGroup var common: CommonOptions

  func run() throws {
    let schema = try Catalogue.schema()
    try common.print(text: schema, json: ["schema": .string(schema)])
  }
}
