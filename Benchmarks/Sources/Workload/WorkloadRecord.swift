/// One event of the workload while it is being generated or stored: reusable, growable fields.
struct WorkloadRecord {
  /// An index into ``WorkloadType/names``.
  var type = 0
  var key: [UInt8] = []
  var metadata: [UInt8] = []
  var payload: [UInt8] = []

  mutating func removeAll() {
    key.removeAll(keepingCapacity: true)
    metadata.removeAll(keepingCapacity: true)
    payload.removeAll(keepingCapacity: true)
  }

  /// Appends the stored form, integers little-endian:
  ///
  ///     0        4          5           6               8              10
  ///     +--------+----------+-----------+---------------+--------------+-----+------+----------+---------+
  ///     | length | key size | type size | metadata size | payload size | key | type | metadata | payload |
  ///     +--------+----------+-----------+---------------+--------------+-----+------+----------+---------+
  ///
  /// `length` counts everything behind itself.
  func write(to bytes: inout [UInt8]) {
    let name = WorkloadType.names[type]
    let length = 6 + key.count + name.utf8CodeUnitCount + metadata.count + payload.count
    bytes.append(littleEndian: UInt32(length))
    bytes.append(UInt8(key.count))
    bytes.append(UInt8(name.utf8CodeUnitCount))
    bytes.append(littleEndian: UInt16(metadata.count))
    bytes.append(littleEndian: UInt16(payload.count))
    bytes.append(contentsOf: key)
    bytes.append(name)
    bytes.append(contentsOf: metadata)
    bytes.append(contentsOf: payload)
  }
}

extension [UInt8] {
  mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { unsafe append(contentsOf: $0) }
  }

  /// Appends `text`, then `number` in decimal, padded with zeros to `width` digits.
  mutating func append(_ text: StaticString, _ number: UInt32, width: Int = 1) {
    append(text)
    append(decimal: UInt64(number), width: width)
  }

  mutating func append(decimal number: UInt64, width: Int) {
    append(number, width: width, radix: 10, letters: UInt8(ascii: "a"))
  }

  mutating func append(hexadecimal number: UInt64, width: Int, uppercase: Bool) {
    append(number, width: width, radix: 16, letters: UInt8(ascii: uppercase ? "A" : "a"))
  }

  mutating func append(littleEndian number: some FixedWidthInteger) {
    var rest = number
    for _ in 0..<(number.bitWidth / 8) {
      append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  private mutating func append(_ number: UInt64, width: Int, radix: UInt64, letters: UInt8) {
    var rest = number
    let start = count
    repeat {
      let digit = UInt8(rest % radix)
      append(digit < 10 ? UInt8(ascii: "0") + digit : letters + digit - 10)
      rest /= radix
    } while rest > 0 || count - start < width
    self[start...].reverse()
  }
}
