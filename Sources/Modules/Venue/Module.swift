public import EventSourcing
import Vocabulary

/// What the catalogue sees of the venue set-up.
public enum VenueModule {
  /// Hours, floor plan, rules and menu of venues.
  public static let definition = ModuleDefinition(
    name: "venue",
    events: [
      VenueOpened.self, VenueRenamed.self, OpeningHoursSet.self, DayHoursSet.self, DayHoursCleared.self,
      TableAdded.self, TableChanged.self, TableRemoved.self, TaxRulesSet.self, ServiceChargeSet.self,
      OrderingRulesSet.self, ReservationRulesSet.self, TableCombinationsSet.self, LoyaltyProgrammeSet.self,
      MenuSectionAdded.self, MenuSectionRenamed.self,
      MenuSectionRemoved.self,
      MenuItemAdded.self, MenuItemChanged.self, MenuItemPriceChanged.self, MenuItemRemoved.self,
      ModifierGroupAdded.self, ModifierOptionAdded.self, ItemStockSet.self, ItemRestocked.self,
    ],
    commands: [
      CommandDefinition(VenueDecider.setUpVenue), CommandDefinition(VenueDecider.setDayHours),
      CommandDefinition(VenueDecider.clearDayHours), CommandDefinition(VenueDecider.addMenuSection),
      CommandDefinition(VenueDecider.removeMenuSection), CommandDefinition(VenueDecider.addMenuItem),
      CommandDefinition(VenueDecider.changeMenuItemPrice), CommandDefinition(VenueDecider.removeMenuItem),
      CommandDefinition(VenueDecider.addModifierOption), CommandDefinition(VenueDecider.setItemStock),
      CommandDefinition(VenueDecider.restockItem),
    ],
    readModels: [
      ReadModelDefinition(Menu.self, summary: "the menus: sections, items, prices, options, allergens, stock left")
    ])
}
