import Documents
import Testing

@Suite struct PatchTests {
  /// The examples of RFC 7386, appendix A.
  @Test(
    arguments: [
      (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#), (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
      (#"{"a":"b"}"#, #"{"a":null}"#, "{}"), (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
      (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#), (#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#),
      (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
      (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#), (#"["a","b"]"#, #"["c","d"]"#, #"["c","d"]"#),
      (#"{"a":"b"}"#, #"["c"]"#, #"["c"]"#), (#"{"a":"foo"}"#, "null", "null"), (#"{"a":"foo"}"#, #""bar""#, #""bar""#),
      (#"{"e":null}"#, #"{"a":1}"#, #"{"e":null,"a":1}"#), ("[1,2]", #"{"a":"b","c":null}"#, #"{"a":"b"}"#),
      ("{}", #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#),
    ])
  func mergePatchFollowsTheStandard(target: String, patch: String, result: String) throws {
    let merged = try JSONValue(parsing: target).applyingMergePatch(JSONValue(parsing: patch))
    #expect(merged == (try JSONValue(parsing: result)))
  }

  @Test(arguments: 0..<UInt64(300))
  func mergePatchBetweenTwoValuesLeadsToTheSecond(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let old = Self.withoutNulls(generator.value())
    var new = Self.withoutNulls(generator.value())
    if case .object(var object) = old, Bool.random(using: &generator) {
      // A near relative, so that the patch has equal parts to leave out.
      object["added"] = generator.value()
      if let key = object.keys.first { object[key] = ["changed": 1] }
      new = Self.withoutNulls(.object(object))
    }
    let patch = old.mergePatch(to: new)
    #expect(old.applyingMergePatch(patch) == new)
    if old.object != nil { #expect(old.mergePatch(to: old) == [:]) }
  }

  private static func withoutNulls(_ value: JSONValue) -> JSONValue {
    switch value {
    case .null: "null"
    case .array(let elements): .array(elements.map(withoutNulls))
    case .object(let object): .object(JSONObject(object.map { ($0.key, withoutNulls($0.value)) }))
    default: value
    }
  }

  @Test func mergePatchHasOnlyWhatChanged() {
    let old: JSONValue = ["a": ["b": 1, "c": 2], "d": [1]]
    let new: JSONValue = ["a": ["b": 1, "c": 3], "d": [1]]
    #expect(old.mergePatch(to: new).serialized() == #"{"a":{"c":3}}"#)
  }

  /// From RFC 6902, appendix A, and its corners.
  @Test(
    arguments: [
      (#"{"foo":"bar"}"#, #"[{"op":"add","path":"/baz","value":"qux"}]"#, #"{"foo":"bar","baz":"qux"}"#),
      (#"{"foo":["bar","baz"]}"#, #"[{"op":"add","path":"/foo/1","value":"qux"}]"#, #"{"foo":["bar","qux","baz"]}"#),
      (#"{"foo":["bar"]}"#, #"[{"op":"add","path":"/foo/-","value":["abc"]}]"#, #"{"foo":["bar",["abc"]]}"#),
      (#"{"a":[1]}"#, #"[{"op":"add","path":"/a/1","value":2}]"#, #"{"a":[1,2]}"#),
      (#"{"baz":"qux","foo":"bar"}"#, #"[{"op":"remove","path":"/baz"}]"#, #"{"foo":"bar"}"#),
      (#"{"foo":["bar","qux","baz"]}"#, #"[{"op":"remove","path":"/foo/1"}]"#, #"{"foo":["bar","baz"]}"#),
      (#"{"baz":"qux"}"#, #"[{"op":"replace","path":"/baz","value":"boo"}]"#, #"{"baz":"boo"}"#),
      (#"{"a":[1,2]}"#, #"[{"op":"replace","path":"/a/0","value":9}]"#, #"{"a":[9,2]}"#),
      (
        #"{"foo":{"bar":"baz"},"qux":{}}"#, #"[{"op":"move","from":"/foo/bar","path":"/qux/x"}]"#,
        #"{"foo":{},"qux":{"x":"baz"}}"#
      ),
      (#"{"a":[1,2,3]}"#, #"[{"op":"move","from":"/a/0","path":"/a/2"}]"#, #"{"a":[2,3,1]}"#),
      (#"{"a":{"b":1}}"#, #"[{"op":"copy","from":"/a","path":"/c"}]"#, #"{"a":{"b":1},"c":{"b":1}}"#),
      (#"{"a":1}"#, #"[{"op":"test","path":"/a","value":1.0},{"op":"add","path":"/b","value":2}]"#, #"{"a":1,"b":2}"#),
      (#"{"/":9,"~1":10}"#, #"[{"op":"test","path":"/~01","value":10},{"op":"remove","path":"/~1"}]"#, #"{"~1":10}"#),
      (#"{"a":1}"#, #"[{"op":"replace","path":"","value":[1]}]"#, "[1]"), (#"{"a":1}"#, "[]", #"{"a":1}"#),
    ])
  func jsonPatchFollowsTheStandard(target: String, patch: String, result: String) throws {
    let patched = try JSONValue(parsing: target).applyingJSONPatch(JSONValue(parsing: patch))
    #expect(patched.serialized() == result)
  }

  @Test(
    arguments: [
      (#"{"op":"remove"}"#, nil), (#"[{"path":"/a"}]"#, 0), (#"[{"op":"remove","path":"/x"}]"#, 0),
      (#"[{"op":"add","path":"/l/3","value":1}]"#, 0), (#"[{"op":"add","path":"/l/01","value":1}]"#, 0),
      (#"[{"op":"add","path":"/x/y","value":1}]"#, 0), (#"[{"op":"add","path":"/a"}]"#, 0),
      (#"[{"op":"add","path":"a","value":1}]"#, 0), (#"[{"op":"add","path":"/~2","value":1}]"#, 0),
      (#"[{"op":"replace","path":"/l/-","value":1}]"#, 0), (#"[{"op":"remove","path":""}]"#, 0),
      (#"[{"op":"move","from":"/o","path":"/o/x"}]"#, 0), (#"[{"op":"fly","path":"/a"}]"#, 0),
      (#"[{"op":"add","path":"/b","value":1},{"op":"remove","path":"/zz"}]"#, 1),
    ] as [(String, Int?)])
  func jsonPatchRefuses(patch: String, operation: Int?) throws {
    let target: JSONValue = ["a": 1, "l": [1, 2], "o": ["p": 1]]
    let document = try JSONValue(parsing: patch)
    #expect {
      _ = try target.applyingJSONPatch(document)
    } throws: { error in
      (error as? JSONPatchError).map { $0.operation == operation && !$0.isFailedTest } ?? false
    }
  }

  @Test func aFailedTestIsTold() throws {
    let patch = try JSONValue(parsing: #"[{"op":"test","path":"/a","value":2}]"#)
    #expect {
      _ = try JSONValue(["a": 1] as JSONObject).applyingJSONPatch(patch)
    } throws: { error in
      (error as? JSONPatchError)?.isFailedTest ?? false
    }
  }
}

extension JSONValue {
  fileprivate init(_ object: JSONObject) { self = .object(object) }
}
