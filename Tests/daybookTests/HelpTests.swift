import Foundation
import Testing

/// What the program says of itself.
@Suite struct HelpTests {
  static let commands: [[String]] = [
    ["demo"], ["generate"], ["init"], ["import"], ["import", "orders"], ["import", "reservations"], ["do"], ["events"],
    ["replay"],
    ["show"], ["show", "orders"], ["show", "kitchen"], ["show", "availability"], ["show", "bookings"],
    ["show", "waitlist"], ["show", "menu"], ["show", "payments"], ["show", "loyalty"], ["show", "statement"],
    ["show", "ledger"], ["show", "analytics"], ["tail"], ["inspect"], ["verify"], ["schema"], ["stats"],
  ]

  @Test(arguments: commands) func `every command explains itself with an example`(command: [String]) throws {
    let run = try Terminal.run(Terminal.executable, command + ["--help"])
    #expect(run.status == 0)
    #expect(run.text.contains("OVERVIEW") && run.text.contains("USAGE"))
    #expect(
      run.text.split(separator: "\n").contains {
        $0.hasPrefix("  daybook \(command[0])")
          || $0.contains("daybook \(command.joined(separator: " "))") && !$0.contains("USAGE")
      })
  }

  @Test(arguments: commands + [[]]) func `help fits eighty columns, and no line laid out by hand is broken`(
    command: [String]
  ) throws {
    let run = try Terminal.run(Terminal.executable, command + ["--help"])
    let lines = run.text.split(separator: "\n", omittingEmptySubsequences: false)
    for (line, next) in zip(lines, lines.dropFirst()) {
      #expect(line.count <= 80 || line.hasPrefix("USAGE"), "\(line)")
      // What was broken goes on at the left edge.
      #expect(!line.hasPrefix(" ") || next.isEmpty || next.hasPrefix(" "), "\(line)\n\(next)")
    }
  }

  @Test func `a mistake that a running command finds is told without the usage of another`() throws {
    for arguments in [
      ["tail", "--type", "nonsense"], ["replay", "--model", "nonsense"], ["do", "x", "--as", "robot"],
    ] {
      let run = try Terminal.run(Terminal.executable, arguments)
      #expect(run.status == 64)
      #expect(run.errors.hasPrefix("daybook: ") && !run.errors.contains("Usage"), "\(run.errors)")
    }
  }

  @Test func `the root's help lists the exit codes`() throws {
    let run = try Terminal.daybook("--help")
    #expect(run.status == 0)
    for code in [0, 64, 65, 66, 67, 74, 75, 76, 77, 78, 79, 130] {
      #expect(run.text.contains("\n  \(code) "), "\(code)")
    }
  }

  @Test func `the version is one line`() throws {
    let run = try Terminal.daybook("--version")
    #expect(run.status == 0)
    #expect(run.text.split(separator: "\n").count == 1 && run.text.contains("."))
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func `shells get their completions`(shell: String) throws {
    let run = try Terminal.daybook("--generate-completion-script", shell)
    #expect(run.status == 0)
    #expect(run.text.contains("place_order") && run.text.contains("daybook"))
    if shell == "bash" {
      #expect(try Terminal.shell("$daybook --generate-completion-script bash | bash -n").status == 0)
    }
  }

  static let mistakes: [[String]] = [
    [], ["nonsense"], ["do"], ["do", "nonsense"], ["do", "accept_order", "--as", "robot"], ["tail", "--limit", "0"],
    ["tail", "--after", "x"], ["tail", "--type", "nonsense"], ["tail", "--tag", "nonsense"], ["inspect", "x"],
    ["replay", "--model", "nonsense"], ["init"], ["import", "orders"], ["do", "--fields", "nonsense"],
  ]

  @Test(arguments: mistakes.dropFirst()) func `a wrong command line is 64, and says what would be right`(
    arguments: [String]
  ) throws {
    let run = try Terminal.run(Terminal.executable, arguments)
    #expect(run.status == 64)
    #expect(run.output.isEmpty && !run.errors.isEmpty)
    let program = try Terminal.run(Terminal.executable, arguments + ["--format", "json"])
    #expect(program.status == 64)
    let error = try JSONSerialization.jsonObject(with: Data(program.errors.utf8)) as? [String: Any]
    #expect(error?["exit_code"] as? Int == 64 && (error?["error"] as? String)?.isEmpty == false, "\(program.errors)")
  }

  @Test func `a word alone is a question for help`() throws {
    for arguments in [[], ["show"], ["import"]] {
      let run = try Terminal.run(Terminal.executable, arguments)
      #expect(run.status == 0)
      #expect(run.text.contains("SUBCOMMANDS"))
    }
  }
}
