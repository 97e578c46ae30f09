import Documents
import Testing

@testable import DemoMesh

@Suite("Parts of the control plane")
struct ControlPlanePartTests {
  @Test(
    "Times",
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"), (1_795_502_174, "2026-11-24T06:36:14Z"),
      (4_102_444_799, "2099-12-31T23:59:59Z"),
    ] as [(Double, String)])
  func times(seconds: Double, text: String) {
    #expect(Timestamp.seconds(seconds) == text)
    #expect(Timestamp.parse(text) == seconds)
    #expect(Timestamp.parse("2026-11-24T06:36:14.5Z") == 1_795_502_174.5)
    #expect(Timestamp.parse("yesterday") == nil)
  }

  @Test(
    "Ages as kubectl prints them",
    arguments: [
      (45, "45s"), (119, "119s"), (192, "3m12s"), (600, "10m"), (10799, "179m"), (18060, "5h1m"), (108_000, "30h"),
      (183_600, "2d3h"), (34_560_000, "400d"), (86_400_000, "2y270d"),
    ] as [(Double, String)])
  func ages(seconds: Double, text: String) {
    #expect(GoDuration.age(seconds) == text)
  }

  @Test(
    "Go durations",
    arguments: [
      ("1s", 1.0), ("1.5s", 1.5), ("250ms", 0.25), ("1h30m", 5400), ("0", 0), ("-2s", -2), ("10", nil), ("", nil),
      ("1x", nil), ("s", nil),
    ] as [(String, Double?)])
  func durations(text: String, seconds: Double?) {
    #expect(GoDuration.seconds(text) == seconds)
  }

  @Test(
    "Paths",
    arguments: [
      ("/api/v1/namespaces", "", "namespaces", "", "", ""), ("/api/v1/namespaces/a", "a", "namespaces", "a", "", ""),
      ("/api/v1/namespaces/a/status", "a", "namespaces", "a", "status", ""),
      ("/api/v1/namespaces/a/pods", "a", "pods", "", "", ""),
      ("/api/v1/namespaces/a/pods/x%3A80/proxy/b/c", "a", "pods", "x:80", "proxy", "b/c"),
      ("/apis/apps/v1/deployments", "", "deployments", "", "", ""),
    ])
  func paths(
    path: String, namespace: String, resource: String, name: String, subresource: String, rest: String
  ) throws {
    let parsed = try #require(RequestPath(path))
    #expect(parsed.namespace == namespace)
    #expect(parsed.resource == resource)
    #expect(parsed.name == name)
    #expect(parsed.subresource == subresource)
    #expect(parsed.rest.joined(separator: "/") == rest)
  }

  @Test(
    "Label selectors",
    arguments: [
      ("a=b", true), ("a==b", true), ("a!=b", false), ("a", true), ("!a", false), ("c", false), ("!c", true),
      ("a in (b,x)", true), ("a notin (b)", false), ("c notin (b)", true), ("a=b,c=d", false), ("", true),
    ])
  func labelSelectors(text: String, matches: Bool) throws {
    #expect(try LabelSelector(parsing: text).matches(["a": "b"]) == matches)
  }

  @Test("Bad selectors are errors", arguments: ["a b", "in (x)", "a=(b", "=b", "a in ()", "!", "a,,=c"])
  func badSelectors(text: String) {
    #expect(throws: APIError.self) { try LabelSelector(parsing: text) }
  }

  @Test("Selectors and queries never trap on mutated input")
  func fuzz() throws {
    let random = NameSource(seed: 3)
    let seeds = ["a=b,c!=d,e in (x,y),f notin (z),g,!h", "limit=5&continue=abc%20d&watch", "app in (reviews)"]
    for round in 0..<3000 {
      var bytes = Array(seeds[round % seeds.count].utf8)
      for _ in 0..<(1 + random.next() % 5) {
        let position = Int(random.next() % UInt64(bytes.count))
        switch random.next() % 3 {
        case 0: bytes[position] = UInt8(random.next() % 128)
        case 1: bytes.insert(UInt8(random.next() % 128), at: position)
        default: if bytes.count > 1 { bytes.remove(at: position) }
        }
      }
      let text = String(decoding: bytes, as: UTF8.self)
      if let selector = try? LabelSelector(parsing: text) {
        let again = try LabelSelector(parsing: selector.text)
        #expect(again.requirements.count == selector.requirements.count)
      }
      let pairs = PercentCoding.pairs(of: text)
      #expect(pairs.count <= text.utf8.count)
      _ = MediaType.accepted(text)
    }
  }

  @Test("A field set survives its written form, and its algebra holds")
  func fieldSets() {
    let random = NameSource(seed: 11)
    func set() -> FieldSet {
      var set = FieldSet()
      for _ in 0..<(random.next() % 8) {
        set.insert((0..<(1 + random.next() % 4)).map { _ in "f:\(random.next() % 4)" })
      }
      return set
    }
    for _ in 0..<500 {
      let (a, b) = (set(), set())
      #expect(FieldSet(json: a.json) == a)
      #expect(a.union(b) == b.union(a))
      #expect(a.subtracting(a).isEmpty)
      #expect(a.intersection(b).union(a.subtracting(b)) == a)
      #expect(a.paths.allSatisfy { a.contains($0) })
    }
  }

  @Test("The schema's notation is understood, and every reference is to a type")
  func library() {
    let library = SchemaLibrary.shared
    var names: [String] = []
    func collect(_ schema: ObjectSchema) {
      switch schema {
      case .reference(let name): names.append(name)
      case .list(let element, _), .map(let element): collect(element)
      default: break
      }
    }
    for type in library.types.values { type.fields.forEach { collect($0.schema) } }
    #expect(names.count > 100)
    for name in names { #expect(library[name] != nil, "\(name)") }
    for type in ResourceCatalogue.shared.types where !type.isVirtual { #expect(library[type.kind] != nil) }
    #expect(library["Destination"]?.required == ["host"])
    #expect(library["ServiceSpec"]?.field("type") != nil)
  }

  @Test(
    "What Istio's schemas refuse",
    arguments: [
      (["spec": ["http": [["match": [["uri": ["exact": "a", "prefix": "b"]]]]]]], "spec.http[0].match[0].uri"),
      (["spec": ["http": [["timeout": "10us"]]]], "spec.http[0].timeout"),
      (["spec": ["http": [["timeout": 5]]]], "spec.http[0].timeout"),
      (["spec": ["tls": [["route": []]]]], "spec.tls[0].match"),
      (["spec": ["http": [["route": [["weight": 1.5]]]]]], "spec.http[0].route[0].destination"),
      (["spec": ["http": [["headers": ["request": ["set": ["a": 1]]]]]]], "spec.http[0].headers.request.set.a"),
    ] as [(JSONValue, String)])
  func findings(document: JSONValue, field: String) {
    let found = SchemaLibrary.shared.findings(in: document, as: .reference("VirtualService"))
    #expect(found.map(\.field).contains(field))
  }

  @Test("A list at an earlier revision is what it was then", arguments: [1, 2, 3, 4, 5])
  func timeTravel(seed: UInt64) {
    let store = ObjectStore(historyLimit: 1000)
    let random = NameSource(seed: seed)
    var states: [(revision: Int, names: [String])] = []
    for _ in 0..<60 {
      let key = ObjectKey(namespace: "n", name: "o\(random.next() % 10)")
      store.transaction { transaction in
        if random.next() % 3 == 0 {
          _ = transaction.remove("things", key)
        } else {
          _ = transaction.put("things", key, ["metadata": ["name": .string(key.name)]])
        }
      }
      let (objects, revision) = store.list("things")
      states.append((revision, objects.map { "\($0.key.name)@\($0.revision)" }))
    }
    for state in states {
      let then = store.list("things", at: state.revision)?.map { "\($0.key.name)@\($0.revision)" }
      #expect(then == state.names)
    }
    store.compact()
    #expect(store.list("things", at: states[0].revision) == nil)
  }
}
