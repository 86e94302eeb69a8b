public import EventSourcing
import Vocabulary

/// The rows of a snapshot: programmes, totals and members with their lots; each by ID.
extension Loyalty {
  private enum Section {
    static let programmes: UInt32 = 1
    static let totals: UInt32 = 2
    static let members: UInt32 = 3
  }

  /// Writes the state as rows, sorted by kind and ID.
  public func save(_ rows: inout SnapshotWriter) throws(FieldError) {
    for (venue, programme) in programmes.sorted(by: { $0.key < $1.key }) {
      try rows.row(Section.programmes, LoyaltyProgrammeSet(venue: venue, programme: programme))
    }
    for (venue, totals) in venues.sorted {
      try rows.row(
        Section.totals,
        ProgrammeTotalsRow(
          venue: venue, members: totals.members, earned: totals.earned, redeemed: totals.redeemed,
          expired: totals.expired, adjusted: totals.adjusted))
    }
    try rows.announce(Section.members, members.count)
    for (member, account) in members.sorted {
      try rows.row(
        Section.members,
        MemberRow(
          venue: member.venue, customer: member.customer, since: account.since, tier: account.tier,
          owed: account.book.owed, earned: account.earned, spent: account.spent,
          lots: account.book.lots.map {
            LotRow(
              remaining: $0.remaining, activatesAt: $0.activatesAt, expiresAt: $0.expiresAt, expired: $0.expired)
          }))
    }
  }

  /// Takes back the rows of a snapshot.
  public mutating func load(_ rows: inout SnapshotReader) throws(FieldError) {
    var (ids, accounts): ([Member], [MemberAccount]) = ([], [])
    try rows.forEach { section, count in
      guard section == Section.members else { return }
      ids.reserveCapacity(count)
      accounts.reserveCapacity(count)
    } _: { (section, wire) throws(FieldError) in
      switch section {
      case Section.programmes:
        let row: LoyaltyProgrammeSet = try wire.row()
        programmes[row.venue] = row.programme
      case Section.totals: restore(try wire.row(ProgrammeTotalsRow.self))
      case Section.members:
        let row: MemberRow = try wire.row()
        ids.append(Member(row.venue, row.customer))
        accounts.append(MemberAccount(row))
      default: throw FieldError(.unknownField, "a snapshot of loyalty has no section \(section)")
      }
    }
    guard let members = LiveTable(ids, accounts) else { throw FieldError(.invalidValue, "a member is there twice") }
    self.members = members
  }

  private mutating func restore(_ row: ProgrammeTotalsRow) {
    var totals = ProgrammeTotals()
    totals.members = row.members
    totals.earned = row.earned
    totals.redeemed = row.redeemed
    totals.expired = row.expired
    totals.adjusted = row.adjusted
    venues[row.venue] = totals
  }
}

extension MemberAccount {
  fileprivate init(_ row: MemberRow) {
    since = row.since
    tier = row.tier
    earned = row.earned
    spent = row.spent
    book.owed = row.owed
    book.lots = row.lots.enumerated().map { index, lot in
      var made = Lot(
        number: UInt32(index + 1), remaining: lot.remaining, activatesAt: lot.activatesAt, expiresAt: lot.expiresAt)
      made.expired = lot.expired
      return made
    }
  }
}
