import EventSourcing
import Ordering
import Testing
import Venue
import Vocabulary

/// Every event of the domain: described as stored, unchanged by a round trip, and readable as it was first written.
@Suite struct DescriptionTests {
  static let events = VenueModule.definition.events + OrderingModule.definition.events
  static let renamed = [
    "price": "price_minor", "total": "total_minor", "tax": "tax_minor", "taxRate": "tax_rate_bp", "rate": "rate_bp",
    "unitPrice": "unit_price_minor", "taxed": "taxed_minor", "id": "item", "amount": "amount_minor",
  ]

  @Test func numbersAndNamesAreUnique() {
    let types = Self.events.map { event in event.type }
    #expect(Set(types).count == types.count)
    #expect(Set(types.map(\.name)).count == types.count)
    let commands = (VenueModule.definition.commands + OrderingModule.definition.commands).map(\.name)
    #expect(Set(commands).count == commands.count)
  }

  @Test func everyEventDescribesItsPropertiesAndSurvivesARoundTrip() throws {
    func check<E: Event>(_ type: E.Type) throws {
      let renamed = Self.renamed.filter { type is MenuItemPriceChanged.Type || $0.key != "total" && $0.key != "price" }
      #expect(FieldInventory.problems(of: type, renamed: renamed) == [])
      #expect(try FieldInventory.problems(roundTripping: type.example()) == [])
    }
    for event in Self.events { try check(event) }
  }

  @Test func theSchemaOfAllEventsAgreesWithItself() throws {
    let tags = TagVocabulary(TagKind.ofLog + TagKind.domain)
    let file = try ProtoFile(events: Self.events, tags: tags, container: "")
    #expect(file.text.contains("OrderPlaced order_placed = 301;"))
  }

  @Test func aSlotTagShowsItsTimeAndIsReadBack() throws {
    let tags = TagVocabulary(TagKind.domain)
    let slot = try PickupSlot(date: #require(ServiceDate("2026-11-22")), starts: #require(TimeOfDay("25:30")))
    let tag = try #require(Tag.slot(Trattoria.venue, slot))
    #expect(tags.text(tag) == "slot:\(Trattoria.venue)/2026-11-22T25:30")
    #expect(try tags.parse(tags.text(tag)) == tag)
  }

  @Test func everyValueDescribesItsProperties() {
    #expect(FieldInventory.problems(of: OrderLine.self, renamed: Self.renamed) == [])
    #expect(FieldInventory.problems(of: ChosenOption.self, renamed: Self.renamed) == [])
    #expect(FieldInventory.problems(of: TaxTotal.self, renamed: Self.renamed) == [])
    #expect(FieldInventory.problems(of: ServiceCharge.self, renamed: Self.renamed) == [])
    #expect(FieldInventory.problems(of: Money.self, renamed: Self.renamed) == [])
    #expect(FieldInventory.problems(of: MenuItem.self, renamed: Self.renamed) == [])
    #expect(FieldInventory.problems(of: ModifierGroup.self) == [])
    #expect(FieldInventory.problems(of: ModifierOption.self, renamed: Self.renamed) == [])
    #expect(FieldInventory.problems(of: Table.self, renamed: ["id": "table"]) == [])
    #expect(FieldInventory.problems(of: OrderingRules.self) == [])
  }

  @Test func everyNarrowReaderAgreesWithItsEvent() {
    let problems =
      FieldInventory.problems(narrowing: OrderTerms.self, of: OrderPlaced.self)
      + FieldInventory.problems(narrowing: OrderSummary.self, of: OrderPlaced.self)
      + FieldInventory.problems(narrowing: OrderPlacedStock.self, of: OrderPlaced.self)
      + FieldInventory.problems(narrowing: OrderAddition.self, of: ItemsAddedToOrder.self)
      + FieldInventory.problems(narrowing: AdditionSummary.self, of: ItemsAddedToOrder.self)
      + FieldInventory.problems(narrowing: ItemsAddedStock.self, of: ItemsAddedToOrder.self)
      + FieldInventory.problems(narrowing: StockReturned.self, of: OrderCancelled.self)
      + FieldInventory.problems(narrowing: StockReturned.self, of: OrderRejected.self)
      + FieldInventory.problems(narrowing: OrderMoved.self, of: OrderCollected.self)
      + FieldInventory.problems(narrowing: OrderMoved.self, of: OrderServed.self)
      + FieldInventory.problems(narrowing: OrderMoved.self, of: OrderReady.self)
      + FieldInventory.problems(narrowing: OrderMoved.self, of: OrderPreparationStarted.self)
      + FieldInventory.problems(narrowing: OrderMoved.self, of: OrderRejected.self)
      + FieldInventory.problems(narrowing: OrderMoved.self, of: OrderCancelled.self)
      + FieldInventory.problems(narrowing: OrderPromised.self, of: OrderAccepted.self)
      + FieldInventory.problems(narrowing: VenueSummary.self, of: VenueOpened.self)
      + FieldInventory.problems(narrowing: ItemNamed.self, of: MenuItemAdded.self)
      + FieldInventory.problems(narrowing: ItemNamed.self, of: MenuItemChanged.self)
      + FieldInventory.problems(narrowing: GroupNamed.self, of: ModifierGroupAdded.self)
      + FieldInventory.problems(narrowing: OptionNamed.self, of: ModifierOptionAdded.self)
    #expect(problems == [])
  }
}
