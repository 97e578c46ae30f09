import Documents

/// Collects what is wrong with one object: first the schema, then the rules of istiod's webhook.
struct ObjectChecker {
  let document: JSONValue
  let reference: ObjectReference
  private(set) var messages: [ValidationMessage] = []

  init(_ document: JSONValue) {
    self.document = document
    reference = ObjectReference(document: document)
  }

  /// The object's namespace, which short names and `.` refer to.
  var namespace: String { reference.namespace }

  mutating func checkAll() {
    let schema: MessageSchema
    switch reference.kind {
    case VirtualService.kind: schema = .virtualService
    case DestinationRule.kind: schema = .destinationRule
    case Gateway.kind where isIstioGateway: schema = .gateway
    default: return
    }
    checkMetadata()
    let spec = DocumentNode(value: document["spec"] ?? .object(JSONObject()), path: ["spec"])
    checkSchema(spec, schema)
    switch reference.kind {
    case VirtualService.kind: checkVirtualService(spec)
    case DestinationRule.kind: checkDestinationRule(spec)
    default: checkGateway(spec)
    }
  }

  /// The Kubernetes Gateway API has a kind of the same name.
  private var isIstioGateway: Bool {
    document["apiVersion"]?.string?.hasPrefix("gateway.networking.k8s.io/") != true
  }

  private mutating func checkMetadata() {
    let annotation = "istio.io/dry-run"
    if document["metadata"]?["annotations"]?[annotation] != nil {
      error(
        ["metadata", "annotations", .key(annotation)],
        "\(reference.kind) does not support the annotation \(annotation), please remove it")
    }
  }

  mutating func error(_ path: JSONPath, _ message: String) {
    add("IST0106", .error, path, message)
  }

  mutating func warn(_ path: JSONPath, _ message: String) {
    add("IST0133", .warning, path, message)
  }

  private mutating func add(_ code: String, _ level: ValidationMessage.Level, _ path: JSONPath, _ message: String) {
    messages.append(
      ValidationMessage(
        code: code, level: level, object: reference, path: path.description, message: message))
  }

  /// Reports the text that a check returns, if it does.
  mutating func error(_ node: DocumentNode, _ problem: String?) {
    if let problem { error(node.path, problem) }
  }
}
