/// The deterministic stream of workload W: the customer side of a restaurant, as one event log would see it.
///
/// The stream is a function of `count` alone: the same count gives the same bytes on every machine. An order's
/// identifier comes from a window of 1,500 open orders that slides over 60,000 of them while the stream goes on;
/// reservations, guests and tables recur at random. Text payloads are JSON of 120 to 220 bytes, one event in ten is a
/// binary sensor reading, and every event has 40 bytes of metadata.
///
/// Fields that appear in one line of text are drawn from the random source *last to first*: that is the published
/// definition of the stream, so every implementation of W has to agree on it.
struct WorkloadGenerator {
  /// Distinct orders that the sliding window's start passes while the whole stream is generated.
  private static let orderSpan = 58_500.0
  /// Orders open at one time.
  private static let openOrders: UInt32 = 1_500
  /// Text payloads are filled up to this many bytes.
  private static let shortestPayload = 120
  /// An order line that could pass this many bytes ends the list.
  private static let longestItemList = 215

  private let count: Int
  private var random = XorShift128Plus()
  private var milliseconds: UInt64 = 1_760_000_000_000
  private var index = 0

  /// A generator of the stream that has `count` events in all.
  init(count: Int) {
    self.count = count
  }

  /// Overwrites `event` with the next event, or returns false after the last.
  mutating func next(into event: inout WorkloadRecord) -> Bool {
    guard index < count else { return false }
    event.removeAll()
    milliseconds += 1 + UInt64(random.below(40))
    switch random.below(100) {
    case ..<62: makeOrder(&event)
    case ..<74: makeReservation(&event)
    case ..<90: makeGuest(&event)
    default: makeTable(&event)
    }
    makeMetadata(&event.metadata)
    index += 1
    return true
  }

  private mutating func makeOrder(_ event: inout WorkloadRecord) {
    let windowStart = UInt32(Double(index) / Double(count) * Self.orderSpan)
    let order = windowStart + random.below(Self.openOrders)
    let kind = random.below(UInt32(WorkloadType.orders.count))
    event.type = WorkloadType.orders.lowerBound + Int(kind)
    event.key.append("order-", order, width: 6)
    let wantedBytes = Self.shortestPayload + Int(random.below(70))
    if kind <= 1 {
      makeItems(&event.payload, key: event.key, wantedBytes: wantedBytes)
    } else {
      makeOrderStep(&event.payload, key: event.key)
    }
    fillUp(&event.payload)
  }

  private mutating func makeItems(_ payload: inout [UInt8], key: [UInt8], wantedBytes: Int) {
    payload.append("{\"order\":\"")
    payload.append(contentsOf: key)
    payload.append("\",\"table\":", 1 + random.below(40))
    payload.append(",\"currency\":\"EUR\",\"items\":[")
    var isFirst = true
    repeat {
      let name = WorkloadWords.items[Int(random.below(32))]
      if payload.count + name.utf8CodeUnitCount + 60 > Self.longestItemList { break }
      let cents = 250 + random.below(60) * 50
      let quantity = 1 + random.below(4)
      if !isFirst { payload.append(",") }
      payload.append("{\"name\":\"")
      payload.append(name)
      payload.append("\",\"qty\":", quantity)
      payload.append(",\"cents\":", cents)
      payload.append("}")
      isFirst = false
    } while payload.count < wantedBytes
    payload.append("]}")
  }

  private mutating func makeOrderStep(_ payload: inout [UInt8], key: [UInt8]) {
    let note = WorkloadWords.notes[Int(random.below(12))]
    let (second, minute, hour) = (random.below(60), random.below(60), random.below(24))
    let method = WorkloadWords.paymentMethods[Int(random.below(5))]
    let total = 900 + random.below(9000)
    let (staff, table) = (random.below(30), 1 + random.below(40))
    payload.append("{\"order\":\"")
    payload.append(contentsOf: key)
    payload.append("\",\"table\":", table)
    payload.append(",\"by\":\"staff-", staff, width: 2)
    payload.append("\",\"total\":", total)
    payload.append(",\"currency\":\"EUR\",\"method\":\"")
    payload.append(method)
    payload.append("\",\"at\":\"2025-10-09T", hour, width: 2)
    payload.append(":", minute, width: 2)
    payload.append(":", second, width: 2)
    payload.append("Z\",\"note\":\"")
    payload.append(note)
    payload.append("\"}")
  }

  private mutating func makeReservation(_ event: inout WorkloadRecord) {
    event.key.append("resv-", random.below(15_000), width: 6)
    event.type = WorkloadType.reservations.lowerBound + Int(random.below(UInt32(WorkloadType.reservations.count)))
    let note = WorkloadWords.notes[Int(random.below(12))]
    let phone = random.below(10_000_000)
    let area: StaticString = random.below(2) == 1 ? "garden" : "main room"
    let (minute, hour) = (random.below(4) * 15, 11 + random.below(11))
    let (day, month) = (1 + random.below(28), 1 + random.below(12))
    let (party, guest) = (1 + random.below(10), random.below(20_000))
    event.payload.append("{\"reservation\":\"")
    event.payload.append(contentsOf: event.key)
    event.payload.append("\",\"guest\":\"guest-", guest, width: 6)
    event.payload.append("\",\"party\":", party)
    event.payload.append(",\"date\":\"2025-", month, width: 2)
    event.payload.append("-", day, width: 2)
    event.payload.append("\",\"time\":\"", hour, width: 2)
    event.payload.append(":", minute, width: 2)
    event.payload.append("\",\"area\":\"")
    event.payload.append(area)
    event.payload.append("\",\"phone\":\"+43 660 ", phone, width: 7)
    event.payload.append("\",\"note\":\"")
    event.payload.append(note)
    event.payload.append("\"}")
    fillUp(&event.payload)
  }

  private mutating func makeGuest(_ event: inout WorkloadRecord) {
    // The smaller of two draws: some guests come far more often than others.
    let guest = min(random.below(20_000), random.below(20_000))
    event.key.append("guest-", guest, width: 6)
    event.type = WorkloadType.guests.lowerBound + Int(random.below(UInt32(WorkloadType.guests.count)))
    let (voucherEnd, voucherStart) = (random.below(65_536), random.below(65_536))
    let (day, month) = (1 + random.below(28), 1 + random.below(12))
    let tier: StaticString = random.below(3) == 0 ? "gold" : "silver"
    let (balance, points, order) = (random.below(20_000), 1 + random.below(500), random.below(60_000))
    event.payload.append("{\"guest\":\"")
    event.payload.append(contentsOf: event.key)
    event.payload.append("\",\"order\":\"order-", order, width: 6)
    event.payload.append("\",\"points\":", points)
    event.payload.append(",\"balance\":", balance)
    event.payload.append(",\"tier\":\"")
    event.payload.append(tier)
    event.payload.append("\",\"campaign\":\"autumn-2025\",\"expires\":\"2026-", month, width: 2)
    event.payload.append("-", day, width: 2)
    event.payload.append("\",\"voucher\":\"")
    event.payload.append(hexadecimal: UInt64(voucherStart), width: 4, uppercase: true)
    event.payload.append("-")
    event.payload.append(hexadecimal: UInt64(voucherEnd), width: 4, uppercase: true)
    event.payload.append("\"}")
    fillUp(&event.payload)
  }

  /// A sensor's reading: a header of kind, table and time, then eight-byte samples.
  private mutating func makeTable(_ event: inout WorkloadRecord) {
    let table = random.below(5_000)
    let kind = random.below(UInt32(WorkloadType.tables.count))
    event.type = WorkloadType.tables.lowerBound + Int(kind)
    event.key.append("table-", table, width: 6)
    let length = 120 + Int(random.below(100))
    event.payload.append(0x08)
    event.payload.append(UInt8(kind))
    event.payload.append(littleEndian: table)
    event.payload.append(littleEndian: milliseconds)
    event.payload.append(contentsOf: repeatElement(0, count: length - event.payload.count))
    for offset in stride(from: 16, through: length - 8, by: 8) {
      let sample = 2_000 + random.below(300)
      event.payload[offset] = UInt8(truncatingIfNeeded: sample)
      event.payload[offset + 1] = UInt8(truncatingIfNeeded: sample >> 8)
      event.payload[offset + 2] = 1
      event.payload[offset + 3] = UInt8(random.below(4))
      event.payload[offset + 4] = UInt8(offset / 8)
    }
  }

  /// Adds members `x` to a short JSON object until it has the shortest allowed length.
  private mutating func fillUp(_ payload: inout [UInt8]) {
    while payload.count < Self.shortestPayload {
      payload.removeLast()
      payload.append(",\"x\":\"")
      payload.append(WorkloadWords.notes[Int(random.below(12))])
      payload.append("\"}")
    }
  }

  /// `milliseconds|48 random bits|source|version`, 40 bytes.
  private mutating func makeMetadata(_ metadata: inout [UInt8]) {
    let patch = random.below(10)
    let source = WorkloadWords.sources[Int(random.below(8))]
    let trace = random.next() >> 16
    metadata.append(decimal: milliseconds, width: 13)
    metadata.append("|")
    metadata.append(hexadecimal: trace, width: 12, uppercase: false)
    metadata.append("|")
    metadata.append(source)
    metadata.append("|v1.2.", patch)
  }
}

/// Vigna's xorshift128+ with the fixed seed of workload W.
private struct XorShift128Plus {
  private var state: (UInt64, UInt64) = (0x9E37_79B9_7F4A_7C15, 0xD1B5_4A32_D192_ED03)

  mutating func next() -> UInt64 {
    var first = state.0
    let second = state.1
    first ^= first << 23
    state = (second, first ^ second ^ (first >> 17) ^ (second >> 26))
    return state.1 &+ second
  }

  /// An integer in `0..<bound` from the upper half of one draw (multiply and shift).
  mutating func below(_ bound: UInt32) -> UInt32 {
    UInt32(truncatingIfNeeded: ((next() >> 32) * UInt64(bound)) >> 32)
  }
}
