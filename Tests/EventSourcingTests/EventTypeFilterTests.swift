import EventSourcing
import Testing

@Suite struct EventTypeFilterTests {
  @Test("A filter knows its types and no others") func membership() {
    let types: Set<EventType> = [EventType(101, "a"), EventType(127, "b"), EventType(128, "c"), EventType(18_999, "d")]
    let filter = EventTypeFilter(types)
    for number in UInt32(0)...20_000 {
      #expect(filter.contains(number) == types.contains(EventType(unnamed: number)))
    }
    #expect(!EventTypeFilter([]).contains(0))
    #expect(!EventTypeFilter([]).contains(.max))
  }
}
