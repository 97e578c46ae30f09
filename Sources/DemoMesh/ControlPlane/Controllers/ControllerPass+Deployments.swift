import Documents

extension ControllerPass {
  private static let hashLabel = "pod-template-hash"
  private static let revisionKey = "deployment.kubernetes.io/revision"

  /// Deployments: a ReplicaSet for each template, replicas moved to the newest by the strategy's rules.
  func runDeployments(_ transaction: inout ObjectStore.Transaction) {
    var owned: [String: [StoredObject]] = [:]
    for set in transaction.all(Self.replicaSets) {
      if let owner = set.document.controllerReference?["uid"]?.string { owned[owner, default: []].append(set) }
    }
    for deployment in sorted(Self.deployments, transaction) where !deployment.document.isTerminating {
      let sets = (owned[deployment.document.uid] ?? []).sorted { $0.key < $1.key }
      runDeployment(deployment, sets, &transaction)
    }
  }

  private func runDeployment(
    _ deployment: StoredObject, _ sets: [StoredObject], _ transaction: inout ObjectStore.Transaction
  ) {
    let document = deployment.document
    let wanted = document.value("spec", "replicas")?.int ?? 1
    let isPaused = document.value("spec", "paused")?.bool == true
    let hash = NameSource.hash(of: document.value("spec", "template")?.serialized() ?? "")
    var newest = sets.first { $0.labels[Self.hashLabel] == hash }
    let old = sets.filter { $0.key != newest?.key }
    let lastRevision = sets.map(Self.revision).max() ?? 0
    if newest == nil, !isPaused {
      newest = makeReplicaSet(of: deployment, hash: hash, revision: lastRevision + 1, &transaction)
    }
    guard let current = newest else { return }
    var revision = Self.revision(current)
    if revision < lastRevision, old.contains(where: { Self.revision($0) > revision }) {
      revision = lastRevision + 1
      var updated = current.document
      updated[["metadata", "annotations", .key(Self.revisionKey)]] = .string(String(revision))
      transaction.put(Self.replicaSets, current.key, updated)
    }
    scale(deployment, wanted, to: current, old, &transaction)
    clean(deployment, old, &transaction)
    writeStatus(
      deployment, wanted, current, sets.contains { $0.key == current.key } ? sets : sets + [current], revision,
      &transaction)
  }

  private static func revision(_ set: StoredObject) -> Int {
    set.document.annotations[revisionKey].flatMap { Int($0) } ?? 0
  }

  private func makeReplicaSet(
    of deployment: StoredObject, hash: String, revision: Int, _ transaction: inout ObjectStore.Transaction
  ) -> StoredObject {
    let document = deployment.document
    let name = "\(deployment.key.name)-\(hash)"
    var template = document.value("spec", "template") ?? [:]
    template[["metadata", "labels", .key(Self.hashLabel)]] = .string(hash)
    var selector = document.value("spec", "selector") ?? [:]
    selector[["matchLabels", .key(Self.hashLabel)]] = .string(hash)
    let set: JSONValue = [
      "apiVersion": "apps/v1", "kind": "ReplicaSet",
      "metadata": metadata(
        name: name, namespace: deployment.key.namespace,
        labels: template.value("metadata", "labels")?.stringMap ?? [:],
        annotations: [
          Self.revisionKey: String(revision),
          "deployment.kubernetes.io/desired-replicas": String(document.value("spec", "replicas")?.int ?? 1),
        ],
        owner: document.asController(apiVersion: "apps/v1", kind: "Deployment")),
      "spec": ["replicas": 0, "selector": selector, "template": template], "status": ["replicas": 0],
    ]
    var made = set
    made.setMetadata("generation", 1)
    return transaction.put(Self.replicaSets, ObjectKey(namespace: deployment.key.namespace, name: name), made)
  }

  /// Moves replicas by the strategy (kube-controller-manager's rolling update rules).
  private func scale(
    _ deployment: StoredObject, _ wanted: Int, to current: StoredObject, _ old: [StoredObject],
    _ transaction: inout ObjectStore.Transaction
  ) {
    func replicas(_ set: StoredObject) -> Int { set.document.value("spec", "replicas")?.int ?? 0 }
    let have = replicas(current)
    let oldTotal = old.reduce(0) { $0 + replicas($1) }
    if oldTotal == 0 {
      resize(deployment, current, to: wanted, &transaction)
      return
    }
    let strategy = deployment.document.value("spec", "strategy")
    if strategy?["type"]?.string == "Recreate" {
      for set in old { resize(deployment, set, to: 0, &transaction) }
      let remaining = old.reduce(0) { $0 + ($1.document.value("status", "replicas")?.int ?? 0) }
      if remaining == 0 { resize(deployment, current, to: wanted, &transaction) }
      return
    }
    let rolling = strategy?["rollingUpdate"]
    let surge = Self.amount(rolling?["maxSurge"], of: wanted, roundsUp: true)
    var unavailable = Self.amount(rolling?["maxUnavailable"], of: wanted, roundsUp: false)
    if surge == 0, unavailable == 0 { unavailable = 1 }
    let room = wanted + surge - (have + oldTotal)
    var target = have
    if have > wanted {
      target = wanted
    } else if room > 0 {
      target = min(wanted, have + room)
    }
    resize(deployment, current, to: target, &transaction)
    let available = current.document.value("status", "availableReplicas")?.int ?? 0
    var surplus = have + oldTotal - max(0, wanted - unavailable) - max(0, have - available)
    for set in old where surplus > 0 && replicas(set) > 0 {
      let step = min(surplus, replicas(set))
      resize(deployment, set, to: replicas(set) - step, &transaction)
      surplus -= step
    }
  }

  /// A number, or a percentage of the replicas.
  private static func amount(_ value: JSONValue?, of total: Int, roundsUp: Bool) -> Int {
    if let number = value?.int { return number }
    guard let percent = (value?.string ?? "25%").halves(at: "%").flatMap({ Double($0.0) }) else { return 1 }
    let share = Double(total) * percent / 100
    return Int(roundsUp ? share.rounded(.up) : share.rounded(.down))
  }

  private func resize(
    _ deployment: StoredObject, _ set: StoredObject, to replicas: Int, _ transaction: inout ObjectStore.Transaction
  ) {
    guard let live = transaction.object(Self.replicaSets, set.key) else { return }
    let before = live.document.value("spec", "replicas")?.int ?? 0
    guard before != replicas else { return }
    var document = live.document
    document[["spec", "replicas"]] = JSONValue(replicas)
    document[["metadata", "annotations", "deployment.kubernetes.io/desired-replicas"]] =
      .string(String(deployment.document.value("spec", "replicas")?.int ?? 1))
    document.setMetadata("generation", JSONValue((document.metadata["generation"]?.int ?? 0) + 1))
    transaction.put(Self.replicaSets, set.key, document)
    let direction = replicas > before ? "up" : "down"
    events.record(
      "ScalingReplicaSet", "Scaled \(direction) replica set \(set.key.name) from \(before) to \(replicas)",
      about: deployment.document, by: "deployment-controller", &transaction)
  }

  /// Old ReplicaSets beyond the history limit go.
  private func clean(
    _ deployment: StoredObject, _ old: [StoredObject], _ transaction: inout ObjectStore.Transaction
  ) {
    let limit = deployment.document.value("spec", "revisionHistoryLimit")?.int ?? 10
    let idle = old.filter {
      $0.document.value("spec", "replicas")?.int == 0 && ($0.document.value("status", "replicas")?.int ?? 0) == 0
    }
    guard idle.count > limit else { return }
    for set in idle.sorted(by: { Self.revision($0) < Self.revision($1) }).prefix(idle.count - limit) {
      transaction.remove(Self.replicaSets, set.key)
    }
  }

  private func writeStatus(
    _ deployment: StoredObject, _ wanted: Int, _ current: StoredObject, _ sets: [StoredObject], _ revision: Int,
    _ transaction: inout ObjectStore.Transaction
  ) {
    func total(_ key: String, _ sets: [StoredObject]) -> Int {
      sets.reduce(0) { sum, set in
        sum + (transaction.object(Self.replicaSets, set.key)?.document.value("status", key)?.int ?? 0)
      }
    }
    let replicas = total("replicas", sets)
    let ready = total("readyReplicas", sets)
    let updated = total("replicas", [current])
    let updatedReady = total("readyReplicas", [current])
    let isComplete = updated == wanted && replicas == wanted && updatedReady >= wanted
    let unavailable = Self.amount(
      deployment.document.value("spec", "strategy", "rollingUpdate", "maxUnavailable"), of: wanted, roundsUp: false)
    let isAvailable = ready >= wanted - unavailable
    let old = deployment.document.value("status", "conditions")
    let available = condition(
      "Available", isAvailable, reason: isAvailable ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
      message: isAvailable
        ? "Deployment has minimum availability." : "Deployment does not have minimum availability.",
      in: old, hasUpdateTime: true)
    let progressing = condition(
      "Progressing", true, reason: isComplete ? "NewReplicaSetAvailable" : "ReplicaSetUpdated",
      message: isComplete
        ? "ReplicaSet \"\(current.key.name)\" has successfully progressed."
        : "ReplicaSet \"\(current.key.name)\" is progressing.", in: old, hasUpdateTime: true)
    var status: JSONObject = ["observedGeneration": deployment.document.metadata["generation"] ?? 1]
    for (key, value) in [
      ("replicas", replicas), ("updatedReplicas", updated), ("readyReplicas", ready), ("availableReplicas", ready),
      ("unavailableReplicas", max(0, max(replicas, wanted) - ready)),
    ] where value > 0 {
      status[key] = JSONValue(value)
    }
    status["conditions"] = [available, progressing]
    var document = deployment.document
    document["status"] = .object(status)
    document[["metadata", "annotations", .key(Self.revisionKey)]] = .string(String(revision))
    put(Self.deployments, deployment, document, &transaction)
  }
}
