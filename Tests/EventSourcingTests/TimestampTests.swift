import EventSourcing
import Testing

@Suite struct TimestampTests {
  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00.000000Z"), (-1, "1969-12-31T23:59:59.999999Z"),
      (951_827_696_000_000, "2000-02-29T12:34:56.000000Z"), (1_795_370_700_000_123, "2026-11-22T18:05:00.000123Z"),
      (-62_135_596_800_000_000, "0001-01-01T00:00:00.000000Z"),
      (253_402_300_799_999_999, "9999-12-31T23:59:59.999999Z"),
    ] as [(Int64, String)])
  func showsAndReadsRFC3339(_ microseconds: Int64, _ text: String) {
    #expect(Timestamp(microseconds: microseconds).description == text)
    #expect(Timestamp(text)?.microseconds == microseconds)
  }

  /// Every stored time can be shown, also those that no text states.
  @Test(arguments: [
    (Int64.min, "-290308-12-21T19:59:05.224192Z"), (Int64.max, "294247-01-10T04:00:54.775807Z"),
  ])
  func `shows the earliest and the latest time`(_ microseconds: Int64, _ text: String) {
    #expect(Timestamp(microseconds: microseconds).description == text)
  }

  @Test func readsOffsetsAndShortFractions() {
    #expect(Timestamp("2026-11-22T19:05:00.5+01:00") == Timestamp("2026-11-22T18:05:00.500000Z"))
    #expect(Timestamp("2026-11-22T12:35:00-05:30") == Timestamp("2026-11-22T18:05:00Z"))
  }

  @Test(arguments: [
    "", "2026-11-22", "2026-11-22T18:05:00", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-11-22T24:00:00Z",
    "2026-11-22T18:05:60Z", "2026-11-22T18:05:00.Z", "2026-11-22T18:05:00.1234567Z", "2026-11-22T18:05:00Z ",
  ])
  func refusesEverythingElse(_ text: String) { #expect(Timestamp(text) == nil) }
}
