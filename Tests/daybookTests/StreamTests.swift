import Foundation
import SystemPackage
import Testing

/// What the program reads and writes besides its data: standard streams, pipes, files that the user names.
@Suite struct StreamTests {
  @Test func `input may come from a pipe`() throws {
    try Trattoria.withData { data throws in
      let price = try Terminal.shell(
        "$daybook do change_menu_item_price --json @<(echo '\(Trattoria.price("1070"))') --data '\(data)'")
      #expect(price.status == 0, "\(price.errors)")
      let again = try Terminal.shell(
        "echo '\(Trattoria.price("1070"))' | $daybook do change_menu_item_price --json - --data '\(data)'")
      #expect(again.text.contains("nothing to do"), "\(again.errors)")
    }
  }

  @Test func `a file that is not there, a directory, and a file that may not be read are told apart`() throws {
    try withTemporaryDirectory { directory in
      let data = directory.appending("data").string
      let absent = try Terminal.daybook("init", "--venue", directory.appending("no").string, "--data", data)
      #expect(absent.status == 66 && absent.errors.contains("there is no such file"))
      let folder = try Terminal.daybook("init", "--venue", directory.string, "--data", data)
      #expect(folder.status == 66 && folder.errors.contains("is a directory"))
    }
  }

  @Test func `errors that nobody can read change nothing`() throws {
    for stream in ["2>/dev/full", "2>&-", "2> >(true)"] {
      let run = try Terminal.shell("$daybook do nonsense \(stream)")
      #expect(run.status == 64, "\(stream)")
    }
  }

  @Test func `output that cannot be written is an error, and a command that was given stays given`() throws {
    try Trattoria.withData { data throws in
      let run = try Terminal.shell(
        "$daybook do change_menu_item_price --json '\(Trattoria.price("1080"))' --data '\(data)' >/dev/full")
      #expect(run.status == 74)
      #expect(run.errors.contains("standard output"))
      #expect(try Terminal.daybook("show", "menu", "--data", data.string).text.contains("10.80"))
    }
  }

  @Test func `standard streams that are closed never become files of the log`() throws {
    try Trattoria.withData { data throws in
      let run = try Terminal.shell(
        "$daybook do change_menu_item_price --json '\(Trattoria.price("1090"))' --data '\(data)' <&- >&- 2>&-")
      #expect(run.status == 0)
      let verified = try Terminal.daybook("verify", "--data", data.string)
      #expect(verified.status == 0, "\(verified.text)")
      #expect(try Terminal.daybook("show", "menu", "--data", data.string).text.contains("10.90"))
    }
  }

  @Test func `a message quotes only the beginning of a megabyte, and nothing that steers the terminal`() throws {
    try Trattoria.withData { data throws in
      let long = try Terminal.daybook(
        "do", "start_order", "--json", "-", "--data", data.string,
        input: Array("{\"order\":\"\(String(repeating: "x", count: 1 << 20))\"}".utf8))
      #expect(long.status == 65)
      #expect(long.errors.utf8.count < 5_000 && long.errors.contains("(and so on)"))
      let coloured = try Terminal.daybook(
        "do", "start_order", "--json", "{\"order\":\"\\u001b[31m\"}", "--data", data.string)
      #expect(coloured.status == 65 && !coloured.errors.contains("\u{1B}"))
    }
  }
}
