public import EventSourcing

/// A currency by its ISO 4217 alphabetic code, with the number of decimals of its minor unit.
///
/// The three letters are kept inline. Only codes of the list can be made, so that every stored amount has a known
/// exponent.
public struct Currency: Hashable, Sendable {
  /// The three ASCII letters, first letter highest.
  @usableFromInline let packed: UInt32

  /// The currency with this code, or nil if ISO 4217 lists none with a minor unit. Upper-case letters only.
  public init?(code: some StringProtocol) {
    guard let packed = Self.pack(code.utf8) else { return nil }
    self.init(packed: packed)
  }

  /// The currency of three ASCII letters, first letter highest; nil as for `init(code:)`.
  private init?(packed: UInt32) {
    guard packed != 0, Self.listed[Self.place(of: packed)] == packed else { return nil }
    self.packed = packed
  }

  init(unchecked code: StaticString) {
    let bytes = String(describing: code).utf8
    self.packed = Self.pack(bytes) ?? 0
  }

  /// No currency: the blank value of an event that has not been read yet. Never stored.
  public static let none = Currency(unchecked: "")
  /// The pound sterling.
  public static let gbp = Currency(unchecked: "GBP")
  /// The United States dollar.
  public static let usd = Currency(unchecked: "USD")
  /// The euro.
  public static let eur = Currency(unchecked: "EUR")
  /// The Japanese yen, which has no minor unit.
  public static let jpy = Currency(unchecked: "JPY")

  /// The three letters; empty for ``none``.
  public var code: String {
    guard packed != 0 else { return "" }
    return String(decoding: [16, 8, 0].map { UInt8(packed >> $0 & 0xff) }, as: UTF8.self)
  }

  /// How many decimals the minor unit stands for: 2 for pence, 0 for yen, 3 for fils.
  public var decimals: Int { Self.exponents[packed] ?? 0 }

  private static func pack(_ letters: some Collection<UInt8>) -> UInt32? {
    guard letters.count == 3, letters.allSatisfy({ (0x41...0x5a).contains($0) }) else { return nil }
    return letters.reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// ISO 4217 list one (SIX Financial Information, the standard's maintenance agency), entries with a minor unit.
  private static let exponents: [UInt32: Int] = {
    var table: [UInt32: Int] = [:]
    for (decimals, codes) in [(0, noDecimals), (2, twoDecimals), (3, threeDecimals), (4, fourDecimals)] {
      for code in codes.split(whereSeparator: \.isWhitespace) {
        if let packed = pack(code.utf8) { table[packed] = decimals }
      }
    }
    return table
  }()

  /// The listed codes by their place: one look where a dictionary would hash.
  private static let listed: [UInt32] = {
    var table = [UInt32](repeating: 0, count: 1 << 15)
    for packed in exponents.keys { table[place(of: packed)] = packed }
    return table
  }()

  /// The lower five bits of each letter, which tell upper-case letters apart.
  private static func place(of packed: UInt32) -> Int {
    Int(packed >> 6 & 0x7c00 | packed >> 3 & 0x3e0 | packed & 0x1f)
  }

  private static let noDecimals = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
  private static let threeDecimals = "BHD IQD JOD KWD LYD OMR TND"
  private static let fourDecimals = "CLF UYW"
  private static let twoDecimals = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW
    CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF
    IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK
    MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP
    SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG
    YER ZAR ZMW ZWG
    """
}

extension Currency: Comparable {
  /// By value.
  public static func < (a: Currency, b: Currency) -> Bool { a.packed < b.packed }
}

extension Currency: CustomStringConvertible {
  /// For people.
  public var description: String { code }
}

extension Currency: FieldWrapper {
  /// A currency is never assumed.
  public static var requirement: FieldRequirement { .nonZero }
  /// No currency.
  public static var zero: Currency { .none }
  /// Whether this is no currency.
  public var isZero: Bool { packed == 0 }
  /// The three letters.
  public var rawValue: String { code }

  /// Reads the three letters without making a string of them.
  public static func read(from reader: inout WireReader) throws(FieldError) -> Currency {
    var letters = reader
    guard let packed = try letters.readThree(), let currency = Currency(packed: packed) else {
      return try accept(String.read(from: &reader))
    }
    reader = letters
    return currency
  }

  /// The currency with a code that the caller vouches for.
  public init(rawValue: String) { self = Currency(code: rawValue) ?? .none }

  /// Refuses codes that ISO 4217 does not list with a minor unit.
  public static func accept(_ code: String) throws(FieldError) -> Currency {
    guard let currency = Currency(code: code) else {
      throw FieldError(.invalidValue, "\"\(code)\" is no ISO 4217 currency code such as GBP")
    }
    return currency
  }
}
