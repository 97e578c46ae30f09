import Documents

extension ControllerPass {
  /// Pods: placed, started after a moment, ended after a moment.
  ///
  /// - Returns: when the next pod is due.
  func runPods(_ transaction: inout ObjectStore.Transaction) -> Double? {
    var due: Double?
    let pods = transaction.all(Self.pods).sorted { $0.key < $1.key }
    var used: Set<String>?
    for pod in pods {
      if pod.document.isTerminating {
        let end = endTime(of: pod.document)
        if end <= now {
          transaction.remove(Self.pods, pod.key)
        } else {
          due = min(due ?? end, end)
        }
        continue
      }
      if pod.document.value("spec", "nodeName") == nil {
        let taken = used ?? Set(pods.compactMap { $0.document.value("status", "podIP")?.string })
        let address = freeAddress(taken)
        used = taken.union([address])
        place(pod, address, &transaction)
        due = min(due ?? now + timing.start, now + timing.start)
        continue
      }
      guard pod.document.value("status", "phase")?.string == "Pending" else { continue }
      let started = pod.document.annotations[Self.startKey].flatMap { Double($0) } ?? now
      if started + timing.start <= now {
        start(pod, &transaction)
      } else {
        due = min(due ?? started + timing.start, started + timing.start)
      }
    }
    return due
  }

  /// Marks a pod for removal, if it is not yet.
  func terminate(_ pod: StoredObject, _ transaction: inout ObjectStore.Transaction) {
    guard !pod.document.isTerminating else { return }
    let grace = pod.document.value("spec", "terminationGracePeriodSeconds")?.int ?? 30
    var document = pod.document
    document.setMetadata("deletionTimestamp", .string(Timestamp.seconds(now + Double(grace))))
    document.setMetadata("deletionGracePeriodSeconds", JSONValue(grace))
    let live = transaction.put(Self.pods, pod.key, document)
    for container in document.value("spec", "containers")?.array ?? [] {
      let name = container["name"]?.string ?? ""
      events.record(
        "Killing", "Stopping container \(name)", about: live.document, by: "kubelet",
        fieldPath: "spec.containers{\(name)}", host: Self.nodeName, &transaction)
    }
  }

  static func isReady(_ pod: JSONValue) -> Bool {
    !pod.isTerminating
      && pod.value("status", "conditions")?.array?
        .contains { $0["type"]?.string == "Ready" && $0["status"]?.string == "True" } == true
  }

  /// When a pod began to start, in seconds since 1970 with a fraction, which timestamps lack.
  private static let startKey = "demo.vigla/started"

  private func endTime(of pod: JSONValue) -> Double {
    let grace = Double(pod.metadata["deletionGracePeriodSeconds"]?.int ?? 0)
    let deadline = pod.metadata["deletionTimestamp"]?.string.flatMap(Timestamp.parse) ?? now
    return deadline - grace + min(grace, timing.stop)
  }

  private func freeAddress(_ used: Set<String>) -> String {
    var number = used.count
    while used.contains(network.address(number)) { number += 1 }
    return network.address(number)
  }

  /// The scheduler's and the kubelet's first step.
  private func place(_ pod: StoredObject, _ address: String, _ transaction: inout ObjectStore.Transaction) {
    var document = pod.document
    let spec = document["spec"] ?? [:]
    document[["spec", "nodeName"]] = .string(Self.nodeName)
    if spec["serviceAccountName"] == nil {
      document[["spec", "serviceAccountName"]] = "default"
      document[["spec", "serviceAccount"]] = "default"
    }
    document[["metadata", "annotations", .key(Self.startKey)]] = .string(String(now))
    let containers = (spec["containers"]?.array ?? []).map { containerStatus($0, in: pod, isRunning: false) }
    document["status"] = [
      "phase": "Pending",
      "conditions": .array(conditions(isReady: false, old: nil)), "hostIP": "127.0.0.1",
      "hostIPs": [["ip": "127.0.0.1"]], "podIP": .string(address), "podIPs": [["ip": .string(address)]],
      "startTime": timestamp, "containerStatuses": .array(containers), "qosClass": .string(Self.quality(of: spec)),
    ]
    let live = transaction.put(Self.pods, pod.key, document).document
    events.record(
      "Scheduled", "Successfully assigned \(pod.key.namespace)/\(pod.key.name) to \(Self.nodeName)", about: live,
      by: "default-scheduler", &transaction)
  }

  /// All containers run and are ready.
  private func start(_ pod: StoredObject, _ transaction: inout ObjectStore.Transaction) {
    var document = pod.document
    let containers = document.value("spec", "containers")?.array ?? []
    document[["status", "phase"]] = "Running"
    // A proxy that is a process of its own says itself when it is ready.
    let waits = proxies != nil && containers.contains { $0["name"]?.string == Self.proxyContainer }
    document[["status", "conditions"]] = .array(
      conditions(isReady: !waits, old: document.value("status", "conditions")))
    document[["status", "containerStatuses"]] = .array(
      containers.map { containerStatus($0, in: pod, isRunning: true) })
    document[["metadata", "annotations", .key(Self.startKey)]] = nil
    if document.annotations.isEmpty { document.setMetadata("annotations", nil) }
    transaction.put(Self.pods, pod.key, document)
    for container in containers {
      let name = container["name"]?.string ?? ""
      let image = container["image"]?.string ?? ""
      for (reason, message) in [
        ("Pulled", "Container image \"\(image)\" already present on machine"),
        ("Created", "Created container: \(name)"), ("Started", "Started container \(name)"),
      ] {
        events.record(
          reason, message, about: document, by: "kubelet", fieldPath: "spec.containers{\(name)}",
          host: Self.nodeName, &transaction)
      }
    }
  }

  func conditions(isReady: Bool, old: JSONValue?) -> [JSONValue] {
    let reason = isReady ? nil : "ContainersNotReady"
    return [
      condition("PodReadyToStartContainers", true, in: old), condition("Initialized", true, in: old),
      condition("Ready", isReady, reason: reason, in: old),
      condition("ContainersReady", isReady, reason: reason, in: old), condition("PodScheduled", true, in: old),
    ]
  }

  private func containerStatus(_ container: JSONValue, in pod: StoredObject, isRunning: Bool) -> JSONValue {
    let name = container["name"]?.string ?? ""
    var status: JSONObject = [
      "name": .string(name), "image": container["image"] ?? "",
      "imageID": .string(isRunning ? "docker.io/sha256:\(Self.digest(container["image"]?.string ?? ""))" : ""),
      "lastState": [:], "ready": .bool(isRunning), "restartCount": 0, "started": .bool(isRunning),
    ]
    if isRunning {
      status["containerID"] = .string("containerd://\(Self.digest("\(pod.document.uid) \(name)"))")
      status["state"] = ["running": ["startedAt": timestamp]]
    } else {
      status["state"] = ["waiting": ["reason": "ContainerCreating"]]
    }
    return .object(status)
  }

  /// 64 hexadecimal digits that depend on a text.
  private static func digest(_ text: String) -> String {
    (0..<4).map { part in
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325 &+ UInt64(part)  // FNV-1a
      for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
      let digits = String(hash, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }

  private static func quality(of spec: JSONValue) -> String {
    let resources = (spec["containers"]?.array ?? []).compactMap { $0["resources"] }
    return resources.contains { $0["requests"] != nil || $0["limits"] != nil } ? "Burstable" : "BestEffort"
  }
}
