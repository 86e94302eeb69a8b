import EventSourcing
import Vocabulary

/// The rows of a snapshot about tables and hours; each by venue, by day or table, by time.
extension Analytics {
  func saveCapacities(
    hours: UInt32, days: UInt32, tables: UInt32, _ rows: inout SnapshotWriter
  ) throws(FieldError) {
    for (index, venue) in venues.enumerated() {
      for change in venue.capacity.hours.changes {
        try rows.row(hours, WeeklyHoursRow(venue: UInt32(index), from: change.from, periods: change.value))
      }
    }
    for (index, venue) in venues.enumerated() {
      for (date, day) in venue.capacity.days.sorted(by: { $0.key < $1.key }) {
        for change in day.changes {
          let row = DatedHoursRow(
            venue: UInt32(index), date: date, from: change.from, isCleared: change.value == nil,
            periods: change.value ?? [])
          try rows.row(days, row)
        }
      }
    }
    for (index, venue) in venues.enumerated() {
      for (table, seats) in venue.capacity.tables.sorted(by: { $0.key < $1.key }) {
        for change in seats.changes {
          try rows.row(
            tables, TableSeatsRow(venue: UInt32(index), table: table, from: change.from, seats: change.value))
        }
      }
    }
  }

  mutating func restore(_ row: WeeklyHoursRow) throws(FieldError) {
    venues[try known(row.venue, venues.count)].capacity.hours.set(row.periods, from: row.from)
  }

  mutating func restore(_ row: DatedHoursRow) throws(FieldError) {
    venues[try known(row.venue, venues.count)].capacity.days[row.date, default: Timeline()]
      .set(row.isCleared ? nil : row.periods, from: row.from)
  }

  mutating func restore(_ row: TableSeatsRow) throws(FieldError) {
    venues[try known(row.venue, venues.count)].capacity.tables[row.table, default: Timeline()]
      .set(row.seats, from: row.from)
  }
}
