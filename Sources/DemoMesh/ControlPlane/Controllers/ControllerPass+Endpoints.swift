import Documents

extension ControllerPass {
  /// Endpoints and EndpointSlices of all services with a selector.
  func runEndpoints(_ transaction: inout ObjectStore.Transaction) {
    let index = PodIndex(transaction.all(Self.pods))
    var slices: [String: StoredObject] = [:]
    for slice in transaction.all(Self.endpointSlices) {
      if let owner = slice.document.controllerReference?["uid"]?.string { slices[owner] = slice }
    }
    var known: Set<ObjectKey> = []
    for service in sorted(Self.services, transaction) {
      known.insert(service.key)
      let selector = service.document.value("spec", "selector")?.stringMap ?? [:]
      guard !selector.isEmpty else { continue }
      let pods = index.pods(service.key.namespace, selector)
      writeEndpoints(service, pods, &transaction)
      writeSlice(service, pods, slices[service.document.uid], &transaction)
      writeLoadBalancer(service, &transaction)
    }
    for endpoints in transaction.all(Self.endpoints) where !known.contains(endpoints.key) {
      transaction.remove(Self.endpoints, endpoints.key)
    }
  }

  private func writeEndpoints(
    _ service: StoredObject, _ pods: [StoredObject], _ transaction: inout ObjectStore.Transaction
  ) {
    func addresses(_ pods: [StoredObject]) -> JSONValue {
      .array(
        pods.map { pod in
          [
            "ip": pod.document.value("status", "podIP") ?? "", "nodeName": .string(Self.nodeName),
            "targetRef": Self.reference(to: pod),
          ]
        })
    }
    let live = pods.filter { !$0.document.isTerminating }
    let ready = live.filter { Self.isReady($0.document) }
    let waiting = live.filter { !Self.isReady($0.document) }
    var subset = JSONObject()
    if !ready.isEmpty { subset["addresses"] = addresses(ready) }
    if !waiting.isEmpty { subset["notReadyAddresses"] = addresses(waiting) }
    let ports = Self.ports(of: service, pods.first)
    if !subset.isEmpty, !ports.isEmpty { subset["ports"] = .array(ports) }
    let old = transaction.object(Self.endpoints, service.key)
    var document: JSONValue =
      old?.document
      ?? [
        "apiVersion": "v1", "kind": "Endpoints",
        "metadata": metadata(name: service.key.name, namespace: service.key.namespace, labels: service.labels),
      ]
    document["subsets"] = subset.isEmpty ? nil : [.object(subset)]
    if let old {
      put(Self.endpoints, old, document, &transaction)
    } else {
      transaction.put(Self.endpoints, service.key, document)
    }
  }

  private func writeSlice(
    _ service: StoredObject, _ pods: [StoredObject], _ old: StoredObject?,
    _ transaction: inout ObjectStore.Transaction
  ) {
    let endpoints = pods.map { pod -> JSONValue in
      let isReady = Self.isReady(pod.document)
      return [
        "addresses": [pod.document.value("status", "podIP") ?? ""],
        "conditions": [
          "ready": .bool(isReady), "serving": .bool(isReady || pod.document.isTerminating),
          "terminating": .bool(pod.document.isTerminating),
        ],
        "nodeName": .string(Self.nodeName), "targetRef": Self.reference(to: pod),
      ]
    }
    let prefix = "\(service.key.name)-"
    let name = old?.key.name ?? prefix + names.suffix()
    var labels = service.labels
    labels["endpointslice.kubernetes.io/managed-by"] = "endpointslice-controller.k8s.io"
    labels["kubernetes.io/service-name"] = service.key.name
    var document: JSONValue =
      old?.document
      ?? [
        "apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice",
        "metadata": metadata(
          name: name, namespace: service.key.namespace, labels: labels, generateName: prefix,
          owner: service.document.asController(apiVersion: "v1", kind: "Service")),
        "addressType": "IPv4",
      ]
    document["endpoints"] = .array(endpoints)
    document["ports"] = .array(Self.ports(of: service, pods.first))
    if let old {
      put(Self.endpointSlices, old, document, &transaction)
    } else {
      transaction.put(Self.endpointSlices, ObjectKey(namespace: service.key.namespace, name: name), document)
    }
  }

  /// A load balancer of the demo is the loopback interface.
  private func writeLoadBalancer(_ service: StoredObject, _ transaction: inout ObjectStore.Transaction) {
    var document = service.document
    let isBalanced = document.value("spec", "type")?.string == "LoadBalancer"
    document["status"] = ["loadBalancer": isBalanced ? ["ingress": [["ip": "127.0.0.1"]]] : [:]]
    put(Self.services, service, document, &transaction)
  }

  private static func ports(of service: StoredObject, _ pod: StoredObject?) -> [JSONValue] {
    (service.document.value("spec", "ports")?.array ?? []).map { port in
      var object = JSONObject()
      if let name = port["name"] { object["name"] = name }
      object["port"] = JSONValue(targetPort(of: port, in: pod?.document))
      object["protocol"] = port["protocol"] ?? "TCP"
      if let app = port["appProtocol"] { object["appProtocol"] = app }
      return .object(object)
    }
  }

  /// The number of a service port's target; a name is looked up in the pod's containers.
  static func targetPort(of port: JSONValue, in pod: JSONValue?) -> Int {
    if let number = port["targetPort"]?.int { return number }
    guard let name = port["targetPort"]?.string else { return port["port"]?.int ?? 0 }
    let ports = (pod?.value("spec", "containers")?.array ?? []).flatMap { $0["ports"]?.array ?? [] }
    return ports.first { $0["name"]?.string == name }?["containerPort"]?.int ?? port["port"]?.int ?? 0
  }

  private static func reference(to pod: StoredObject) -> JSONValue {
    [
      "kind": "Pod", "namespace": .string(pod.key.namespace), "name": .string(pod.key.name),
      "uid": .string(pod.document.uid),
    ]
  }
}
