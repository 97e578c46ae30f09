import Documents

/// One pass of the demo's controllers over the store: every object is brought a step nearer to its wish.
///
/// A pass is a function of the store and the clock: it can run at any time and as often as one likes. It does in one
/// place what kube-controller-manager, the scheduler, the kubelet and Istio's injector do in a cluster.
struct ControllerPass: Sendable {
  let names: NameSource
  let timing: PodTiming
  let network: PodNetwork
  /// Seconds since 1970.
  let now: Double
  /// Nil where proxies are simulated, and ready with their pod.
  let proxies: ProxyReports?
  let events: EventRecorder
  var timestamp: JSONValue { .string(Timestamp.seconds(now)) }

  static let pods = "pods"
  static let replicaSets = "replicasets.apps"
  static let deployments = "deployments.apps"
  static let namespaces = "namespaces"
  static let services = "services"
  static let endpoints = "endpoints"
  static let endpointSlices = "endpointslices.discovery.k8s.io"
  static let serviceAccounts = "serviceaccounts"
  static let configMaps = "configmaps"
  static let nodeName = "vigla-demo"

  init(names: NameSource, timing: PodTiming, network: PodNetwork, proxies: ProxyReports? = nil, now: Double) {
    self.names = names
    self.timing = timing
    self.network = network
    self.proxies = proxies
    self.now = now
    events = EventRecorder(names: names, now: now)
  }

  /// - Returns: the time of the next thing to do, if something waits for its time.
  func run(_ transaction: inout ObjectStore.Transaction) -> Double? {
    var next: Double?
    // A step of one controller is another's work; it settles in a few rounds.
    for _ in 0..<8 {
      let before = transaction.revision
      fillNamespaces(&transaction)
      collectGarbage(&transaction)
      next = runPods(&transaction)
      runProxies(&transaction)
      runReplicaSets(&transaction)
      runDeployments(&transaction)
      runEndpoints(&transaction)
      if transaction.revision == before { break }
    }
    events.expire(&transaction)
    return next
  }

  /// The objects of a resource by key, so that one seed gives one run.
  func sorted(_ resource: String, _ transaction: borrowing ObjectStore.Transaction) -> [StoredObject] {
    transaction.all(resource).sorted { $0.key < $1.key }
  }

  /// Stores an object that a controller changed, if it did change.
  func put(_ resource: String, _ old: StoredObject, _ document: JSONValue, _ transaction: inout ObjectStore.Transaction)
  {
    if document != old.document { transaction.put(resource, old.key, document) }
  }

  /// Metadata of an object that a controller makes.
  func metadata(
    name: String, namespace: String, labels: [String: String] = [:], annotations: [String: String] = [:],
    generateName: String? = nil, owner: JSONValue? = nil
  ) -> JSONValue {
    var metadata: JSONObject = ["name": .string(name)]
    if let generateName { metadata["generateName"] = .string(generateName) }
    if !namespace.isEmpty { metadata["namespace"] = .string(namespace) }
    metadata["uid"] = .string(names.uuid())
    metadata["creationTimestamp"] = timestamp
    if !labels.isEmpty { metadata["labels"] = JSONValue(labels) }
    if !annotations.isEmpty { metadata["annotations"] = JSONValue(annotations) }
    if let owner { metadata["ownerReferences"] = .array([owner]) }
    return .object(metadata)
  }

  /// A condition of a status; the time of its last change stays while its status does.
  func condition(
    _ type: String, _ isTrue: Bool, reason: String? = nil, message: String? = nil, in old: JSONValue?,
    hasUpdateTime: Bool = false
  ) -> JSONValue {
    let status: JSONValue = isTrue ? "True" : "False"
    let known = old?.array?.first { $0["type"]?.string == type }
    let isSame = known?["status"] == status
    var condition: JSONObject = ["type": .string(type), "status": status]
    if hasUpdateTime {
      let isUpdated = isSame && known?["reason"]?.string == reason && known?["message"]?.string == message
      condition["lastUpdateTime"] = isUpdated ? known?["lastUpdateTime"] ?? timestamp : timestamp
    } else {
      condition["lastProbeTime"] = .null
    }
    condition["lastTransitionTime"] = isSame ? known?["lastTransitionTime"] ?? timestamp : timestamp
    if let reason { condition["reason"] = .string(reason) }
    if let message { condition["message"] = .string(message) }
    return .object(condition)
  }
}
