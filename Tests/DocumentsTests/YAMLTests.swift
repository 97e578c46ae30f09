import Documents
import Testing

@Suite struct YAMLTests {
  /// As sigs.k8s.io/yaml resolves plain scalars.
  @Test(
    arguments: [
      ("", JSONValue.null), ("~", nil), ("null", nil), ("NULL", nil), ("nUll", "nUll"), ("true", true), ("True", true),
      ("yes", true), ("Yes", true), ("y", true), ("Y", true), ("on", true), ("ON", true), ("no", false), ("n", false),
      ("off", false), ("Off", false), ("oFF", "oFF"), ("tRue", "tRue"), ("yess", "yess"), ("1", 1), ("-1", -1),
      ("+1", 1),
      ("012", 10), ("0o17", 15), ("0x1F", 31), ("-0x10", -16), ("0b101", 5), ("1_000", 1000), ("089", 89), ("1.5", 1.5),
      ("1e3", .number(JSONNumber(text: "1e3") ?? 0.jsonNumber)), (".5", 0.5), ("1.", 1), ("1:30", "1:30"),
      ("2024-01-02", "2024-01-02"), ("2024-01-02T03:04:05Z", "2024-01-02T03:04:05Z"), ("v1", "v1"), ("1.2.3", "1.2.3"),
      ("80s", "80s"), ("+", "+"), (".", "."), ("1e", "1e"), ("0x", "0x"), ("--1", "--1"),
      ("99999999999999999999", .number(JSONNumber(text: "99999999999999999999") ?? 0.jsonNumber)),
      ("'yes'", "yes"), ("\"1\"", "1"), ("!!str 1", "1"), ("!!int \"1\"", 1), ("|-\n  yes", "yes"),
    ] as [(String, JSONValue)])
  func resolvesScalars(text: String, expected: JSONValue) throws {
    #expect(try YAMLText.parse("k: \(text)")["k"] == expected)
  }

  @Test func readsDocumentsInOrderAndSkipsEmptyOnes() throws {
    let text = "a: 1\n---\n# nothing\n---\n- b\n- c: {d: e}\n---\n"
    #expect(try YAMLText.parseAll(text) == [["a": 1], ["b", ["c": ["d": "e"]]]])
    #expect(try YAMLText.parseAll("") == [])
    #expect(try YAMLText.parseAll("{\"a\": [1.0]}")[0].serialized() == "{\"a\":[1.0]}")
  }

  @Test func keepsTheOrderOfKeysAndMakesThemStrings() throws {
    let value = try YAMLText.parse("z: 1\na: 2\n80: x\ntrue: y\n0x10: h\n")
    #expect(value.object?.keys == ["z", "a", "80", "true", "16"])
  }

  @Test func expandsAliasesAndMerges() throws {
    let value = try YAMLText.parse(
      "base: &b {x: 1, z: 2}\nuse: *b\nover:\n  <<: *b\n  z: 3\nlist:\n  <<: [{p: 1}, {p: 2, q: 3}]\n")
    #expect(value["use"] == ["x": 1, "z": 2])
    #expect(value["over"] == ["z": 3, "x": 1])
    #expect(value["list"] == ["p": 1, "q": 3])
  }

  @Test func boundsTheExpansionOfAliases() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let aliases = [String](repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(aliases)]\n"
    }
    #expect(throws: YAMLParseError.self) { try YAMLText.parseAll(text) }
  }

  @Test(arguments: ["[", "{", "- ", "? ", "- ? "])
  func boundsTheDepth(unit: String) {
    #expect(throws: YAMLParseError.self) { try YAMLText.parseAll(String(repeating: unit, count: 50_000) + "x") }
  }

  @Test(
    arguments: [
      ("a: b: c\n", 1), ("a:\n\t- x\n", 2), ("a: 'x\n", 1), ("x: 1\na: [1, 2\nb: 3\n", 3), ("a: 1\na: 2\n", 1),
      ("a: *nope\n", 1), ("k: .inf\n", 1), ("1: a\n0x1: b\n", 2), ("? [a]\n: b\n", 1), ("ok: 1\nbad: \u{1}\n", 2),
    ])
  func errorsHaveAPlace(text: String, line: Int) {
    #expect {
      _ = try YAMLText.parseAll(text)
    } throws: { error in
      guard let error = error as? YAMLParseError, let found = error.line else { return false }
      return abs(found - line) <= 1 && error.column != nil && !error.message.isEmpty
    }
  }

  @Test func printsAsKubectlDoes() {
    let value: JSONValue = [
      "apiVersion": "networking.istio.io/v1", "metadata": ["labels": [:], "name": "reviews"],
      "spec": [
        "hosts": ["reviews", "*"],
        "http": [
          ["match": [["headers": ["end-user": ["exact": "jason"]]]], "route": [["weight": 80]], "timeout": "1.5s"]
        ], "empty": [], "flag": true, "text": "true", "number": "012", "none": nil, "nested": [[1, 2], [["a": "b"]]],
        "script": "#!/bin/sh\necho hi\n", "colon": "a: b", "quote": "it's: x", "version": "1.0",
      ],
    ]
    let expected = """
      apiVersion: networking.istio.io/v1
      metadata:
        labels: {}
        name: reviews
      spec:
        hosts:
        - reviews
        - '*'
        http:
        - match:
          - headers:
              end-user:
                exact: jason
          route:
          - weight: 80
          timeout: 1.5s
        empty: []
        flag: true
        text: "true"
        number: "012"
        none: null
        nested:
        - - 1
          - 2
        - - a: b
        script: |
          #!/bin/sh
          echo hi
        colon: 'a: b'
        quote: 'it''s: x'
        version: "1.0"

      """
    #expect(YAMLText.emit(value) == expected)
  }

  @Test(arguments: 0..<UInt64(400))
  func roundTrips(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed &+ 1000)
    let value = JSONValue.object(["root": generator.value()])
    let text = YAMLText.emit(value)
    let again = try YAMLText.parse(text)
    // Numbers may change their spelling (1E+10 reads as it stands, -0 too), so their values are compared.
    #expect(Self.plainNumbers(again) == Self.plainNumbers(value), "\(text)")
    #expect(Self.keyOrder(again) == Self.keyOrder(value))
  }

  private static func plainNumbers(_ value: JSONValue) -> JSONValue {
    switch value {
    case .number(let number): .string("number \(number.double)")
    case .array(let elements): .array(elements.map(plainNumbers))
    case .object(let object): .object(JSONObject(object.map { ($0.key, plainNumbers($0.value)) }))
    default: value
    }
  }

  private static func keyOrder(_ value: JSONValue) -> [String] {
    switch value {
    case .array(let elements): elements.flatMap(keyOrder)
    case .object(let object): object.keys + object.values.flatMap(keyOrder)
    default: []
    }
  }

  @Test func longKeysAndManyDocuments() throws {
    let key = String(repeating: "k", count: 300)
    let values: [JSONValue] = [[.init(key): ["a": 1]], ["b": 2]]
    #expect(try YAMLText.parseAll(YAMLText.emitAll(values)) == values)
  }

  @Test(arguments: 0..<UInt64(4))
  func survivesMutations(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<150 {
      var scalars = Array(YAMLText.emit(generator.value()).unicodeScalars)
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let index = Int.random(in: 0...scalars.count, using: &generator)
        let sign = Array("-:?[]{}&*!|>'\"%@`#,\n \t~x\\".unicodeScalars).randomElement(using: &generator) ?? "x"
        if index < scalars.count, Bool.random(using: &generator) {
          scalars[index] = sign
        } else {
          scalars.insert(sign, at: index)
        }
      }
      var text = ""
      text.unicodeScalars.append(contentsOf: scalars)
      if let values = try? YAMLText.parseAll(text) {
        for value in values where value.object != nil || value.array != nil {
          #expect((try? YAMLText.parseAll(YAMLText.emit(value))) != nil, "\(text)")
        }
      }
    }
  }
}

extension Int {
  fileprivate var jsonNumber: JSONNumber { JSONNumber(self) }
}
