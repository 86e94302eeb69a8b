import Foundation
import Venue
import Vocabulary

/// What can be tried after a demo: lines that work when they are pasted.
enum DemoEnding {
  /// The lines for a picture of a directory.
  static func text(_ picture: DemoPicture, _ data: String) -> String {
    let daybook = quoted(program)
    let place = "--data \(quoted(data))"
    var lines: [String] = []
    if let (date, time) = picture.bookable {
      let json = #"{"venue":"\#(picture.setup.id)","date":"\#(date)","time":"\#(time)","party":\#(DemoPicture.party)}"#
      lines += [
        "", "BOOK A TABLE YOURSELF, AND WATCH IT ARRIVE: in one terminal",
        "  \(daybook) tail --follow --after \(picture.head) \(place)", "and in another",
        "  \(daybook) do book_table --json '\(json)' \(place)",
      ]
    }
    // On the evening that can be booked: today the restaurant may be closed.
    let date = picture.bookable.map { "--date \($0.date) " } ?? ""
    lines += [
      "", "TRY NEXT", "  \(daybook) show availability \(date)\(place)",
      "  \(daybook) show bookings \(date)\(place)",
      "  \(daybook) show analytics \(place)", "  \(daybook) inspect 1000 \(place)", "  \(daybook) replay \(place)",
      "  lz4 -dc \(quoted(data))/log/00000000000000000001.lz4 | protoc --decode_raw | head",
    ]
    return lines.joined(separator: "\n")
  }

  /// The program as it was called, or by its name where the shell found it.
  private static var program: String {
    guard let called = CommandLine.arguments.first, called.contains("/") else { return "daybook" }
    return called
  }

  /// A word as a shell reads it back.
  static func quoted(_ word: String) -> String {
    let plain = word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "/._-".contains($0)) }
    return plain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
