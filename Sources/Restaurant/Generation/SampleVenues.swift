import EventSourcing
import Foundation
public import Venue
import Vocabulary

/// The restaurant that is carried along, and others of its kind: something to generate histories of.
public enum SampleVenues {
  /// What the venues of a group are called, the first as the file calls it. Beyond them they are numbered.
  public static let names = [
    "The Harbour Lamp", "The Corn Exchange", "Saltmarsh", "The Blue Door", "Tanner's Yard", "The Copper Still",
    "Fennel & Rye", "The Old Ferry", "Larkspur", "The Sail Loft", "Barley Mow", "The Glasshouse",
  ]
  /// By how much the prices of one venue differ from the next, in hundredths.
  private static let priceStep: Int64 = 4

  /// The restaurant that is carried along.
  ///
  /// - Throws: what the reading of a venue throws; never, as long as the file carried along is whole.
  public static func harbourLamp() throws -> SetUpVenue {
    try SetUpVenue(json: String(decoding: PackageResources.demo_venue_json, as: UTF8.self))
  }

  /// So many venues in one city: of one kind, with prices of their own.
  ///
  /// - Throws: as ``harbourLamp()``.
  public static func group(of count: Int) throws -> [SetUpVenue] {
    let model = try harbourLamp()
    return (0..<count).map { place in
      guard place > 0 else { return model }
      var venue = model
      let round = place / names.count
      venue.name = names[place % names.count] + (round > 0 ? " \(round + 1)" : "")
      venue.key = venue.name
      let hundredths = 100 + Int64(place % names.count) * priceStep
      for section in venue.sections.indices {
        for item in venue.sections[section].items.indices {
          let price = venue.sections[section].items[item].price.minorUnits * hundredths / 100
          venue.sections[section].items[item].price = Amount(minorUnits: price / 10 * 10)
        }
      }
      return venue
    }
  }
}
