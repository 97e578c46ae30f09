import Documents

extension ControllerPass {
  /// Pods whose proxy is a real process: containers and readiness are as it is, as a kubelet would write them.
  func runProxies(_ transaction: inout ObjectStore.Transaction) {
    guard let proxies else { return }
    for pod in sorted(Self.pods, transaction) {
      guard pod.document.value("status", "phase")?.string == "Running", !pod.document.isTerminating,
        let statuses = pod.document.value("status", "containerStatuses")?.array,
        let place = statuses.firstIndex(where: { $0["name"]?.string == Self.proxyContainer })
      else { continue }
      let report = proxies.report(of: pod.key)
      let old = statuses[place]
      let new = proxyStatus(old, report, in: pod)
      var document = pod.document
      var all = statuses
      all[place] = new
      document[["status", "containerStatuses"]] = .array(all)
      let isReady = all.allSatisfy { $0["ready"]?.bool == true }
      document[["status", "conditions"]] = .array(
        conditions(isReady: isReady, old: document.value("status", "conditions")))
      guard document != pod.document else { continue }
      transaction.put(Self.pods, pod.key, document)
      tell(of: pod, from: old, to: new, report, &transaction)
    }
  }

  static let proxyContainer = "istio-proxy"

  private func proxyStatus(_ old: JSONValue, _ report: ProxyReport, in pod: StoredObject) -> JSONValue {
    var status = old
    status["ready"] = .bool(report.isReady)
    status["started"] = .bool(report.startedAt != nil)
    status["restartCount"] = JSONValue(report.restarts)
    if let started = report.startedAt {
      status["state"] = ["running": ["startedAt": .string(Timestamp.seconds(started))]]
    } else if let waiting = report.waiting {
      status["state"] = ["waiting": ["reason": "CrashLoopBackOff", "message": .string(waiting)]]
    } else {
      status["state"] = ["waiting": ["reason": "ContainerCreating"]]
    }
    if let exit = report.lastExit {
      var terminated: JSONObject = [
        "exitCode": JSONValue(Int(exit.code)), "reason": exit.code == 0 ? "Completed" : "Error",
        "startedAt": .string(Timestamp.seconds(exit.startedAt)),
        "finishedAt": .string(Timestamp.seconds(exit.finishedAt)),
      ]
      if let signal = exit.signal { terminated["signal"] = JSONValue(Int(signal)) }
      if let id = old["containerID"] { terminated["containerID"] = id }
      status["lastState"] = ["terminated": .object(terminated)]
    }
    return status
  }

  /// The kubelet's Events.
  private func tell(
    of pod: StoredObject, from old: JSONValue, to new: JSONValue, _ report: ProxyReport,
    _ transaction: inout ObjectStore.Transaction
  ) {
    func record(_ reason: String, _ message: String, isWarning: Bool) {
      events.record(
        reason, message, about: pod.document, by: "kubelet", fieldPath: "spec.containers{\(Self.proxyContainer)}",
        host: Self.nodeName, isWarning: isWarning, &transaction)
    }
    func isRunning(_ status: JSONValue) -> Bool { status.value("state", "running") != nil }
    if let waiting = report.waiting, !isRunning(new), old["state"] != new["state"] {
      record(
        "BackOff",
        "Back-off restarting failed container \(Self.proxyContainer) in pod \(pod.key.name)_\(pod.key.namespace): "
          + waiting, isWarning: true)
    } else if isRunning(new), old["restartCount"] != new["restartCount"] {
      record("Started", "Started container \(Self.proxyContainer)", isWarning: false)
    } else if isRunning(new), old["ready"]?.bool == true, !report.isReady {
      let address = pod.document.value("status", "podIP")?.string ?? ""
      record(
        "Unhealthy", "Readiness probe failed: http://\(address):15000/ready does not say LIVE", isWarning: true)
    }
  }
}
