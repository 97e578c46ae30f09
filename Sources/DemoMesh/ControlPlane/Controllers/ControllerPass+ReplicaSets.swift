import Documents

extension ControllerPass {
  /// ReplicaSets: as many pods as wished.
  func runReplicaSets(_ transaction: inout ObjectStore.Transaction) {
    var owned: [String: [StoredObject]] = [:]
    for pod in transaction.all(Self.pods) {
      if let owner = pod.document.controllerReference?["uid"]?.string { owned[owner, default: []].append(pod) }
    }
    for set in sorted(Self.replicaSets, transaction) where !set.document.isTerminating {
      let pods = (owned[set.document.uid] ?? []).filter { !$0.document.isTerminating }.sorted { $0.key < $1.key }
      let wanted = set.document.value("spec", "replicas")?.int ?? 1
      if pods.count < wanted {
        for _ in pods.count..<wanted { makePod(of: set, &transaction) }
      } else if pods.count > wanted {
        // Those that do not serve yet go first, then the youngest.
        let order = pods.sorted { a, b in
          let (readyA, readyB) = (Self.isReady(a.document), Self.isReady(b.document))
          return readyA == readyB ? a.revision > b.revision : !readyA
        }
        for pod in order.prefix(pods.count - wanted) {
          terminate(pod, &transaction)
          events.record(
            "SuccessfulDelete", "Deleted pod: \(pod.key.name)", about: set.document, by: "replicaset-controller",
            &transaction)
        }
      }
      writeStatus(set, pods.prefix(wanted), wanted, &transaction)
    }
  }

  private func writeStatus(
    _ set: StoredObject, _ pods: ArraySlice<StoredObject>, _ wanted: Int, _ transaction: inout ObjectStore.Transaction
  ) {
    let ready = pods.filter { Self.isReady($0.document) }.count
    var status: JSONObject = ["replicas": JSONValue(wanted)]
    if wanted > 0 { status["fullyLabeledReplicas"] = JSONValue(wanted) }
    if ready > 0 {
      status["readyReplicas"] = JSONValue(ready)
      status["availableReplicas"] = JSONValue(ready)
    }
    status["observedGeneration"] = set.document.metadata["generation"] ?? 1
    guard let live = transaction.object(Self.replicaSets, set.key) else { return }
    var document = live.document
    document["status"] = .object(status)
    put(Self.replicaSets, live, document, &transaction)
  }

  private func makePod(of set: StoredObject, _ transaction: inout ObjectStore.Transaction) {
    let template = set.document.value("spec", "template") ?? [:]
    let prefix = "\(set.key.name)-"
    let key = ObjectKey(namespace: set.key.namespace, name: prefix + names.suffix())
    var pod: JSONValue = [
      "apiVersion": "v1", "kind": "Pod",
      "metadata": metadata(
        name: key.name, namespace: key.namespace, labels: template.value("metadata", "labels")?.stringMap ?? [:],
        annotations: template.value("metadata", "annotations")?.stringMap ?? [:], generateName: prefix,
        owner: set.document.asController(apiVersion: "apps/v1", kind: "ReplicaSet")),
      "spec": template["spec"] ?? [:],
    ]
    let namespace = transaction.object(Self.namespaces, ObjectKey(namespace: "", name: key.namespace))
    if let namespace { SidecarInjector.inject(&pod, namespace: namespace.document, workload: Self.owner(of: set)) }
    transaction.put(Self.pods, key, pod)
    events.record(
      "SuccessfulCreate", "Created pod: \(key.name)", about: set.document, by: "replicaset-controller", &transaction)
  }

  /// The name of the Deployment behind a ReplicaSet, else its own.
  private static func owner(of set: StoredObject) -> String {
    set.document.controllerReference?["name"]?.string ?? set.key.name
  }
}
