import Documents
import Testing

@Suite struct JSONValueTests {
  @Test func equalityIgnoresTheOrderOfKeys() {
    let a: JSONValue = ["x": 1, "y": [2]]
    let b: JSONValue = ["y": [2], "x": 1]
    #expect(a == b)
    #expect(a.hashValue == b.hashValue)
    #expect(a.serialized() != b.serialized())
    #expect(a != ["x": 1])
    #expect(a != ["x": 1, "z": [2]])
    #expect(JSONValue.array([1, 2]) != [2, 1])
  }

  @Test func repeatedKeysAreNoOtherObject() throws {
    let twice = try JSONValue(parsing: #"{"a":1,"a":2}"#)
    #expect(twice["a"] == 2)
    #expect(twice != ["a": 2])
    #expect(twice != (try JSONValue(parsing: #"{"a":2,"b":1}"#)))
    var edited = twice
    edited["a"] = nil
    #expect(edited == [:])
  }

  @Test func setsInPlaceAndAppends() {
    var value: JSONValue = ["b": 1, "a": 2]
    value["b"] = 3
    value["c"] = 4
    value["a"] = nil
    #expect(value.serialized() == #"{"b":3,"c":4}"#)
  }

  @Test func pathsReadAndWrite() {
    var value: JSONValue = ["spec": ["http": [["route": [["weight": 80]]]]]]
    let path: JSONPath = ["spec", "http", 0, "route", 0, "weight"]
    #expect(value[path] == 80)
    value[path] = 70
    #expect(value.serialized() == #"{"spec":{"http":[{"route":[{"weight":70}]}]}}"#)
    value[["spec", "http", 1]] = ["name": "new"]
    value[["metadata", "labels", "a"]] = "b"
    #expect(value[["spec", "http", 1, "name"]] == "new")
    #expect(value[["metadata", "labels", "a"]] == "b")
    value[["spec", "http", 0]] = nil
    #expect(value[["spec", "http"]]?.array?.count == 1)
    let before = value
    value[["spec", "http", 7]] = 1
    value[["spec", 0]] = 1
    value[["nowhere", "deep"]] = nil
    #expect(value == before)
  }

  @Test(
    arguments: [
      ("spec.http[0].route", JSONPath(["spec", "http", 0, "route"])), ("", JSONPath([])), ("a[1][2]", ["a", 1, 2]),
      ("metadata.annotations[\"a.b/c\"]", ["metadata", "annotations", "a.b/c"]),
    ] as [(String, JSONPath)])
  func pathsPrintAndParse(text: String, path: JSONPath) {
    #expect(path.description == text)
    #expect(JSONPath(text) == path)
  }

  @Test(arguments: ["a[", "a[x]", "a..b", "[\"a"])
  func malformedPathsAreRefused(text: String) {
    #expect(JSONPath(text) == nil)
  }

  @Test func numbersKnowTheirExactValue() {
    #expect(JSONNumber(text: "1e3")?.int == 1000)
    #expect(JSONNumber(text: "5.0")?.int == 5)
    #expect(JSONNumber(text: "5.5")?.int == nil)
    #expect(JSONNumber(text: "9223372036854775807")?.int == .max)
    #expect(JSONNumber(text: "9223372036854775808")?.int == nil)
    #expect(JSONNumber(text: "0x1") == nil)
    #expect(JSONNumber(2.0).text == "2")
    #expect(JSONNumber(0.5).text == "0.5")
    #expect(JSONNumber(Double.nan).text == "0")
  }
}
