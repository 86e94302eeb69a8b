import EventSourcing
import Testing

@Suite struct JSONTests {
  @Test func everyKindOfFieldSurvivesJSON() throws {
    #expect(try OrderPlaced(json: OrderPlaced.full.json()) == .full)
    let least = OrderPlaced(order: OrderPlaced.sampleOrder, style: .dineIn)
    #expect(try OrderPlaced(json: least.json()) == least)
  }

  @Test func jsonHasStoredNamesAndReadableValues() throws {
    let json = try OrderPlaced.full.json()
    for part in [
      #""order":"ord_01h455vb4pex5vsknk084sn02q""#, #""style":"takeout""#, #""due_at":"2026-11-22T18:05:00.000123Z""#,
      #""position":"18446744073709551615""#, #""digest":"AP8B""#, #""guests":[0,1,300]"#, #"Crème \"brûlée\"\n"#,
    ] { #expect(json.contains(part), "\(part) in \(json)") }
  }

  @Test func errorsNameTheField() {
    func error(_ json: String) -> FieldError? { Result { () throws(FieldError) in try Line(json: json) }.failure }
    let cases: [(String, FieldError.Code, String)] = [
      (#"{"quantity": 1}"#, .missing, "price"),
      (#"{"price": {"minor": 1.5}}"#, .wrongType, "price.minor"),
      (#"{"price": {"minor": "x"}}"#, .invalidValue, "price.minor"),
      (#"{"price": {"minor": 9223372036854775808}}"#, .outOfRange, "price.minor"),
      (#"{"price": {"minor": 1, "cents": 1}}"#, .unknownField, "price.cents"),
      (#"{"price": {}, "quantity": -1}"#, .outOfRange, "quantity"),
      (#"{"price": {}, "quantity": 4294967296}"#, .outOfRange, "quantity"),
      (#"{"price": {}, "quantity": null}"#, .wrongType, "quantity"),
      (#"{"price": {}, "price": {}}"#, .repeated, ""),
      (#"{"price": {}"#, .malformed, ""),
      (#"[]"#, .wrongType, ""),
      ("", .malformed, ""),
    ]
    for (json, code, path) in cases {
      #expect(error(json)?.code == code, "\(json): \(String(describing: error(json)))")
      #expect(error(json)?.path == path, "\(json)")
    }
    #expect(error(String(repeating: "[", count: 100_000))?.code == .malformed)
    #expect(error("\"" + String(repeating: "x", count: FieldLimits.jsonBytes) + "\"")?.code == .tooLarge)
  }

  @Test func textThatIsNoJSONIsToldWhereItStops() throws {
    let cases = [
      ("", "line 1, column 1: a value"), ("{\"a\": 1", "line 1, column 8: a comma or }"),
      ("{\n  \"a\": 1\n  \"b\": 2\n}", "line 3, column 3: a comma or }"),
      ("{'a': 1}", "line 1, column 2: a key in double quotes"),
      ("{\"a\" 1}", "line 1, column 6: a colon"), ("[1, 2", "line 1, column 6: a comma or ]"),
      ("[1, x]", "line 1, column 5: a value"), ("{\"a\": \"b", "line 1, column 9: a closing double quote"),
      ("{\"a\": \"b\\", "line 1, column 10: a closing double quote"), ("{} {}", "line 1, column 4: the end"),
      ("\"Crème\" x", "line 1, column 10: the end"),
    ]
    for (text, place) in cases {
      let error = #expect(throws: FieldError.self) { try Line(json: text) }
      #expect(error?.message == "the text is not JSON: \(place) is due", "\(text)")
    }
  }

  @Test(arguments: ["1e400", "\"\\ud800\"", "1\(String(repeating: "0", count: 400))"])
  func aValueThatNothingHoldsIsToldWhereItStands(_ value: String) {
    let places = [
      ("{\"price\": {\"minor\": \(value)}}", "price.minor"), ("[{\"a\": [1, \(value)]}]", "[0].a[1]"), (value, ""),
    ]
    for (json, path) in places {
      let error = #expect(throws: FieldError.self) { try Line(json: json) }
      #expect(error?.code == .malformed && error?.path == path, "\(json): \(String(describing: error))")
      #expect(error?.message == "a number that is too large, or a text that is no Unicode")
    }
  }

  @Test func wholeNumbersStayExact() throws {
    for number in [Int64.min, -1, 0, 1 << 53, 1 << 53 + 1, .max] {
      #expect(try Money(json: "{\"minor\": \(number)}").minor == number)
      #expect(try Money(json: "{\"minor\": \"\(number)\"}").minor == number)
      #expect(try Money(json: Money(number, "EUR").json()) == Money(number, "EUR"))
    }
  }

  @Test func wrappersAndEnumsRefuseWhatTheyDoNotKnow() throws {
    var json = try OrderPlaced.full.json()
    json.replace(#""duration":0"#, with: #""duration":1441"#)
    #expect(throws: FieldError(.outOfRange, "a day has 1440 minutes", path: "duration")) { try OrderPlaced(json: json) }
    json.replace("1441", with: "1440")
    json.replace(#""takeout""#, with: #""drive_in""#)
    let error = #expect(throws: FieldError.self) { try OrderPlaced(json: json) }
    #expect(error?.code == .unknownValue)
    #expect(error?.message == #""drive_in" is no ServiceStyle; known are dine_in, takeout"#)
  }
}
