import Testing

@testable import daybook

@Suite struct ChartTests {
  private func chart(_ kind: Chart.Kind, _ values: [Double], label: (Int) -> String = { "n\($0)" }) -> Chart {
    Chart(
      title: "Title", summary: "A summary.", kind: kind, labelTitle: "label", unit: "things",
      points: values.enumerated().map { .init(label: label($0), value: $1, text: "\(Int($1))") })
  }

  @Test func scalesStepByOneTwoOrFive() {
    #expect(ChartScale([0, 4]).ticks == [0, 1, 2, 3, 4])
    #expect(ChartScale([7_654]).ticks == [0, 2_000, 4_000, 6_000, 8_000])
    #expect(ChartScale([0.3]).ticks.count == 4)
    #expect(ChartScale([-3, 5]).bottom == -4 && ChartScale([-3, 5]).top == 6)
    #expect(ChartScale([]).ticks == [0, 1])
    #expect(ChartScale([.infinity]).ticks == [0, 1])
    let scale = ChartScale([0.3])
    #expect(scale.ticks.map(scale.label) == ["0.0", "0.1", "0.2", "0.3"])
  }

  @Test func numbersHaveSeparatorsAndDecimals() {
    #expect(fixed(1_234_567.891, 2) == "1,234,567.89")
    #expect(fixed(-0.004, 2) == "0.00")
    #expect(fixed(-1.5, 1) == "-1.5")
    #expect(fixed(0.05, 2) == "0.05")
    #expect(fixed(12, 0) == "12")
  }

  @Test func barsAreInProportionAndAnythingShows() {
    #expect(Chart.bar(1, 4) == "████")
    #expect(Chart.bar(0.5, 4) == "██")
    #expect(Chart.bar(0.28125, 4) == "█▏")
    #expect(Chart.bar(0.0001, 4) == "▏")
    #expect(Chart.bar(0, 4) == "")
    #expect(Chart.bar(2, 4) == "████")
  }

  @Test func columnsOfTextAreAligned() {
    let lines = chart(.bars, [10, 5]) { ["long label", "b"][$0] }.terminal(columns: 26).split(separator: "\n")
    #expect(lines == ["Title", "─────", "long label  10  ██████████", "b            5  █████"])
  }

  @Test func labelsOfWideCharactersAreAlignedToo() {
    let lines = chart(.bars, [10, 5]) { ["寿司", "tea"][$0] }.terminal(columns: 20).split(separator: "\n")
    #expect(lines.dropFirst(2) == ["寿司  10  ██████████", "tea    5  █████"])
  }

  @Test func aSparklineAddsNeighboursUp() {
    let text = chart(.line, Array(repeating: 1, count: 100) + [5]).terminal(columns: 10)
    #expect(text.contains("n0 to n100, 11 added up in each column; most: n100 5"))
    let few = chart(.line, [0, 4, 8]).terminal(columns: 10)
    #expect(few.contains(" ▅█\nn0 to n2; most: n2 8"))
  }

  @Test func nothingIsSaidSo() {
    #expect(chart(.bars, []).terminal().contains("nothing yet"))
    #expect(chart(.line, []).svg().contains("nothing yet"))
  }

  @Test(arguments: [[1], [0, 0], [3, 9, 4], Array(repeating: 2, count: 400)] as [[Double]])
  func picturesHaveAMarkForEveryValue(values: [Double]) {
    for kind in [Chart.Kind.bars, .columns, .line] {
      let svg = chart(kind, values).svg()
      #expect(svg.components("<title>n") == values.count)
      #expect(!svg.contains("nan") && !svg.contains("inf"))
    }
  }

  @Test func labelsOfBarsBeginWhereTheTitleDoes() throws {
    for count in [3, 12, 17, 34, 60] {
      let svg = chart(.bars, [1]) { _ in String(repeating: "n", count: count) }.svg()
      let end = try #require(svg.firstMatch(of: /<text x="([0-9.]+)" y="[0-9.]+" class="label end"/)?.1)
      // A character is 7.2 units wide on average.
      #expect(try #require(Double(end)) - 7.2 * Double(min(count, 36)) > 20, "\(count)")
    }
  }

  @Test func textInPicturesIsNoMarkup() {
    let svg = chart(.bars, [1]) { _ in "<b> & \"c\" \u{1}" }.svg()
    #expect(svg.contains("&lt;b&gt; &amp; &quot;c&quot; "))
    #expect(!svg.contains("<b>") && !svg.contains("\u{1}"))
  }

  @Test func picturesKnowBothColourSchemesAndNeedNothingElse() {
    let svg = chart(.columns, [1, 2]).svg()
    #expect(svg.contains("prefers-color-scheme: dark") && svg.contains("aria-labelledby=\"title summary\""))
    #expect(!svg.contains("<script") && !svg.contains("href") && !svg.contains("url("))
  }
}

extension String {
  /// How often a text occurs.
  fileprivate func components(_ text: String) -> Int { ranges(of: text).count }
}
