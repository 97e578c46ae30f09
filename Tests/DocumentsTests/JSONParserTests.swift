import Documents
import Testing

@Suite struct JSONParserTests {
  @Test(
    arguments: [
      ("null", JSONValue.null), (" true ", true), ("false", false), ("\"\"", ""),
      ("\"a\\n\\t\\\"\\\\\\/\"", "a\n\t\"\\/"),
      ("\"\\u00e9\\u65e5\"", "é日"), ("\"\\ud83d\\ude80\"", "🚀"), ("\"\\ud83dx\"", "\u{fffd}x"),
      ("\"\\ude80\"", "\u{fffd}"),
      ("[]", []), ("[1,[2],{}]", [1, [2], [:]]), ("{\"a\":{\"b\":null}}", ["a": ["b": nil]]), ("\u{feff}1", 1),
      ("-0", .number(JSONNumber(text: "-0") ?? JSONNumber(1))), ("12.5", 12.5),
    ] as [(String, JSONValue)])
  func reads(text: String, expected: JSONValue) throws {
    #expect(try JSONValue(parsing: text) == expected)
  }

  @Test(
    arguments: [
      ("", 1, 1), ("{", 1, 2), ("[1,]", 1, 4), ("{\"a\" 1}", 1, 6), ("{\"a\":1,}", 1, 8), ("01", 1, 1), ("1.", 1, 1),
      ("-", 1, 1), ("+1", 1, 1), (".5", 1, 1), ("1e", 1, 1), ("tru", 1, 1), ("nulx", 1, 1), ("\"a", 1, 3),
      ("\"\\x\"", 1, 3), ("\"\\u12\"", 1, 4), ("\"a\nb\"", 1, 3), ("1 2", 1, 3), ("[\n  1,\n  x]", 3, 3), ("'a'", 1, 1),
      ("NaN", 1, 1), ("{a:1}", 1, 2), ("[1}", 1, 3),
    ])
  func refuses(text: String, line: Int, column: Int) {
    #expect {
      _ = try JSONValue(parsing: text)
    } throws: { error in
      (error as? JSONParseError).map { $0.line == line && $0.column == column } ?? false
    }
  }

  @Test func refusesBytesThatAreNotUTF8() {
    #expect(throws: JSONParseError.self) { try JSONValue(parsing: [0x22, 0xff, 0x22]) }
    #expect(throws: JSONParseError.self) { try JSONValue(parsing: [0x22, 0x5c, 0x6e, 0xc3, 0x22]) }
  }

  @Test func boundsTheDepth() throws {
    let limit = JSONValue.maximumDepth
    let deep = String(repeating: "[", count: limit) + String(repeating: "]", count: limit)
    #expect(try JSONValue(parsing: deep).serialized() == deep)
    #expect(throws: JSONParseError.self) { try JSONValue(parsing: "[" + deep + "]") }
    #expect(throws: JSONParseError.self) { try JSONValue(parsing: String(repeating: "{\"a\":", count: 100_000)) }
  }

  @Test(
    arguments: [
      "{\"z\":1,\"a\":[1.0,1e2,-0,9223372036854775808,1E+3],\"z\":2}", "[\"\\\"\\\\\\n\\u0001\"]",
      "{\"\":{\"\":[{},[],null,true]}}",
    ])
  func keepsEveryByte(text: String) throws {
    #expect(try JSONValue(parsing: text).serialized() == text)
  }

  @Test(arguments: [
    ("\u{9b}2J", #""\u009b2J""#), ("a\u{202e}b", #""a\u202eb""#), ("\u{7f}", #""\u007f""#), ("ü✓", "\"ü✓\""),
    ("\u{1b}[2J", #""\u001b[2J""#),
  ])
  func escapesWhatATerminalWouldObey(text: String, expected: String) throws {
    #expect(JSONValue.string(text).serialized() == expected)
    #expect(try JSONValue(parsing: expected) == .string(text))
  }

  @Test func prettyPrintsWithTwoSpaces() throws {
    let value: JSONValue = ["a": [1, ["b": [], "c": [:]]]]
    let expected = """
      {
        "a": [
          1,
          {
            "b": [],
            "c": {}
          }
        ]
      }
      """
    #expect(value.serialized(pretty: true) == expected)
    #expect(try JSONValue(parsing: expected) == value)
  }

  @Test(arguments: 0..<UInt64(200))
  func roundTrips(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let value = generator.value()
    let text = value.serialized()
    let again = try JSONValue(parsing: text)
    #expect(again == value)
    #expect(again.serialized() == text)
    #expect(try JSONValue(parsing: value.serialized(pretty: true)).serialized() == text)
  }

  /// Mutated documents are read or refused, and what is read is written so that it reads the same.
  @Test(arguments: 0..<UInt64(8))
  func survivesMutations(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<400 {
      var bytes = generator.value().serializedBytes()
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let index = Int.random(in: 0...bytes.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: index)
        case 1 where index < bytes.count: bytes.remove(at: index)
        case 2 where index < bytes.count:
          bytes[index] = Array("{}[]\",:\\u0n1e-.".utf8).randomElement(using: &generator) ?? 0
        default: bytes = Array(bytes.prefix(index))
        }
      }
      if let value = try? JSONValue(parsing: bytes) {
        #expect(try JSONValue(parsing: value.serialized()) == value)
      }
    }
  }
}
