import Documents

/// Objects of Istio's API as nobody would write them, but may.
struct RandomObjects {
  private var random: SeededGenerator
  private var count = 0

  init(random: SeededGenerator) { self.random = random }

  /// A field that nobody knows, with a value that is there once.
  private mutating func unknown() -> (String, JSONValue) {
    count += 1
    return ("zUnknown\(count)", ["deep": [.string("mark-\(count)-"), Self.number("1.50")]])
  }

  private static func number(_ text: String) -> JSONValue { JSONNumber(text: text).map(JSONValue.number) ?? .null }

  /// One of the spellings of a number.
  private mutating func odd(_ texts: String...) -> JSONValue { Self.number(texts.randomElement(using: &random) ?? "") }

  private mutating func one(of texts: String...) -> JSONValue { .string(texts.randomElement(using: &random) ?? "") }

  /// The same fields and an unknown one, in random order.
  private mutating func mixed(_ fields: [(String, JSONValue)], unknown isOpen: Bool = true) -> JSONValue {
    var all = fields
    if isOpen, Bool.random(using: &random) { all.append(unknown()) }
    var object = JSONObject()
    for (key, value) in all.shuffled(using: &random) { object[key] = value }
    return .object(object)
  }

  private mutating func destination(_ subset: String) -> JSONValue {
    let host = Bool.random(using: &random) ? "reviews" : "reviews.default.svc.cluster.local"
    return mixed([("host", .string(host)), ("subset", .string(subset))])
  }

  private mutating func route() -> JSONValue {
    let parts = [("v1", odd("80", "80.0", "8e1")), ("v2", odd("20", "20.0", "2e1"))]
    return .array(
      parts.map { version, weight in
        let destination = destination(version)
        return mixed([("destination", destination), ("weight", weight)])
      })
  }

  /// A VirtualService for reviews; the last rule takes all requests.
  mutating func virtualService(rules count: Int) -> JSONValue {
    var http: [JSONValue] = []
    for index in 0..<count {
      var fields: [(String, JSONValue)] = [("route", route())]
      if index < count - 1 { fields.append(("match", [["uri": ["prefix": .string("/\(index)")]]])) }
      // There is something to change, or to remove, in each.
      fields.append(("headers", mixed([("request", ["set": ["x-env": "prod"]])])))
      let makers: [(String, (inout Self) -> JSONValue)] = [
        ("name", { _ in .string("rule-\(index)") }), ("timeout", { $0.one(of: "1m30s", "90s", "1.5s") }),
        ("retries", { $0.mixed([("attempts", 2), ("perTryTimeout", "0.25s")]) }),
        ("rewrite", { $0.mixed([("authority", "a.example")]) }),
        ("corsPolicy", { $0.mixed([("allowOrigins", [["exact": "https://a.example"]])]) }),
        (
          "fault",
          {
            let percentage: JSONValue = ["value": $0.odd("1", "1.0", "0.5")]
            let delay = $0.mixed([("fixedDelay", "1.5s"), ("percentage", percentage)])
            return $0.mixed([("delay", delay)])
          }
        ),
        (
          "mirrors",
          {
            let percentage: JSONValue = ["value": $0.odd("5.0", "5")]
            return [$0.mixed([("destination", ["host": "ratings"]), ("percentage", percentage)])]
          }
        ),
      ]
      for (key, make) in makers where Bool.random(using: &random) { fields.append((key, make(&self))) }
      http.append(mixed(fields))
    }
    var spec: [(String, JSONValue)] = [("hosts", ["reviews"]), ("http", .array(http))]
    if Bool.random(using: &random) {
      spec.append(("tcp", [["match": [["port": 27017]], "route": [["destination": ["host": "ratings"]]]]]))
    }
    return object("VirtualService", mixed(spec))
  }

  /// A DestinationRule for reviews with its three versions.
  mutating func destinationRule() -> JSONValue {
    let subsets = ["v1", "v2", "v3"].map { name in
      mixed([("name", .string(name)), ("labels", ["version": .string(name)])])
    }
    var spec: [(String, JSONValue)] = [("host", "reviews"), ("subsets", .array(subsets))]
    if Bool.random(using: &random) {
      let most = odd("7", "7.0")
      let tcp = mixed([("maxConnections", most), ("connectTimeout", "0.5s")])
      let pool = mixed([("tcp", tcp)])
      spec.append(("trafficPolicy", mixed([("connectionPool", pool), ("loadBalancer", ["simple": "RANDOM"])])))
    }
    return object("DestinationRule", mixed(spec))
  }

  private mutating func object(_ kind: String, _ spec: JSONValue) -> JSONValue {
    var metadata: [(String, JSONValue)] = [
      ("name", "reviews"), ("namespace", "default"), ("resourceVersion", "7"),
    ]
    if Bool.random(using: &random) { metadata.append(("annotations", ["example.com/why": "mark-annotation-"])) }
    return [
      "apiVersion": "networking.istio.io/v1", "kind": .string(kind),
      "metadata": mixed(metadata, unknown: false), "spec": spec,
    ]
  }

  /// The values of the unknown fields that are in a document.
  func marks(in document: JSONValue) -> [String] {
    let text = document.serialized()
    return (0...count).map { "mark-\($0)-" }.filter { text.contains($0) }
  }
}
