import Documents

/// A view of an object that is read but not changed, such as a ServiceEntry, a Sidecar or a PeerAuthentication.
struct OtherObject: Sendable {
  let document: JSONValue
  let reference: ObjectReference
  /// Orders by age, what has no time last.
  let age: (String, String)

  init(_ document: JSONValue) {
    self.document = document
    reference = ObjectReference(document: document)
    age = (document["metadata"]?["creationTimestamp"]?.string ?? "~", reference.name)
  }

  var namespace: String { reference.namespace }
  /// `namespace/name`.
  var fullName: String { "\(namespace)/\(reference.name)" }
  var spec: JSONValue { document["spec"] ?? .null }
  /// Labels of the pods that it is for; empty means all.
  var selector: [String: String] {
    (spec["selector"]?["matchLabels"] ?? spec["workloadSelector"]?["labels"])?.stringMap ?? [:]
  }
  /// The Services, Gateways and so on that it is bound to instead of pods.
  var targets: [JSONValue] { spec["targetRefs"]?.array ?? spec["targetRef"].map { [$0] } ?? [] }
  /// `spec.exportTo`: empty means every namespace.
  var exportTo: [String] { spec["exportTo"]?.strings ?? [] }

  /// Whether a policy of its kind is for a pod of its namespace.
  func selects(_ labels: [String: String]) -> Bool { selector.allSatisfy { labels[$0.key] == $0.value } }
}
