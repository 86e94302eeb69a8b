import Foundation
import Testing

/// The guide *How to add a module*, compared with what the compiler has read.
@Suite struct GuideTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The lines of a text without their layout, which the formatter settles in sources only.
  private func words(_ text: some StringProtocol) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test func `every part of the guide's module is compiled and tested as it stands`() throws {
    let article = try String(
      contentsOf: Self.root.appending(path: "Sources/Vocabulary/Vocabulary.docc/AddingAModule.md"), encoding: .utf8)
    let source = words(
      try String(
        contentsOf: Self.root.appending(path: "Tests/VocabularyTests/GuideModule.swift"), encoding: .utf8))
    let guide = try #require(article.components(separatedBy: "## When an event changes").first)
    let parts = guide.components(separatedBy: "```swift\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
    #expect(parts.count == 7)
    for part in parts { #expect(source.contains(words(part)), "\(part)") }
  }
}
