/// Writes compact JSON text straight into a byte buffer.
public struct JSONWriter: Sendable {
  /// The text so far, UTF-8.
  public internal(set) var bytes: [UInt8] = []

  /// An empty text.
  public init() {}

  /// The text so far.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Forgets the text and keeps the memory.
  public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// Appends text that is JSON already.
  public mutating func writeRaw(_ json: StaticString) {
    unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: json.utf8Start, count: json.utf8CodeUnitCount))
  }

  /// Appends a string without anything to escape, such as a stored name.
  public mutating func writeASCII(_ name: StaticString) {
    bytes.append(UInt8(ascii: "\""))
    writeRaw(name)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Appends a string, with quotes; control characters, quotes and backslashes are escaped.
  public mutating func write(_ string: String) {
    bytes.append(UInt8(ascii: "\""))
    if string.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5c }) {
      bytes.append(contentsOf: string.utf8)
    } else {
      for byte in string.utf8 { appendEscaped(byte) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Appends true or false.
  public mutating func write(_ flag: Bool) { writeRaw(flag ? "true" : "false") }

  /// Appends a number; beyond 2^53, where many readers lose digits, a string of its digits.
  public mutating func write(_ number: Int64) {
    if number.magnitude <= Self.exact { appendDigits(number) } else { write(String(number)) }
  }

  /// Appends a number; beyond 2^53, where many readers lose digits, a string of its digits.
  public mutating func write(_ number: UInt64) {
    if number <= Self.exact { appendDigits(Int64(number)) } else { write(String(number)) }
  }

  /// Appends bytes as a base64 string (RFC 4648, section 4, with padding).
  public mutating func writeBase64(_ raw: some Collection<UInt8>) { write(Base64.text(raw)) }

  /// The largest integer up to which all are exact in a double.
  static let exact: UInt64 = 1 << 53

  private mutating func appendDigits(_ number: Int64) { bytes.append(contentsOf: String(number).utf8) }

  private mutating func appendEscaped(_ byte: UInt8) {
    switch byte {
    case 0x22: writeRaw("\\\"")
    case 0x5c: writeRaw("\\\\")
    case 0x0a: writeRaw("\\n")
    case 0x0d: writeRaw("\\r")
    case 0x09: writeRaw("\\t")
    case ..<0x20:
      writeRaw("\\u00")
      bytes.append(contentsOf: hexText(CollectionOfOne(byte)).utf8)
    default: bytes.append(byte)
    }
  }
}
