import EventSourcing
import EventStoreTesting
import Foundation
import Testing
import Venue
import Vocabulary

@Suite struct SampleVenueTests {
  @Test(arguments: ["corner-cafe", "night-market"]) func theSampleFileSetsAVenueUpOnce(_ name: String) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fixtures/venues/\(name).json")
    let command = try SetUpVenue(json: String(contentsOf: file, encoding: .utf8))
    #expect(command.venue == .named(name))
    var stamps = FixedStamps(now: .zero)
    let history = try given().when(command, VenueDecider.setUpVenue, stamps: &stamps).history()
    try history.when(command, VenueDecider.setUpVenue, stamps: &stamps).thenNothing()
  }
}
