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
      """)

  func run() throws { try Output.write(try Catalogue.schema()) }
}
