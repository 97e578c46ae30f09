import Documents
import MeshModel

extension CrossChecker {
  /// Whom a Sidecar is for, and what it lets through.
  mutating func check(sidecar: OtherObject) {
    checkScope(of: sidecar)
    checkEgress(of: sidecar)
    if let policy = sidecar.spec["outboundTrafficPolicy"]?.object, policy["mode"]?.string?.isEmpty ?? true {
      add(
        "VIG0017", .info, sidecar.reference, "spec.outboundTrafficPolicy",
        "outboundTrafficPolicy without a mode means REGISTRY_ONLY, not the mesh's own setting: write the mode that is "
          + "meant.")
    }
  }

  private mutating func checkScope(of sidecar: OtherObject) {
    let all = (configuration.othersByKind["Sidecar"] ?? []).filter { $0.namespace == sidecar.namespace }
    guard !sidecar.selector.isEmpty else {
      if isAmbient(sidecar.namespace) {
        add(
          "IST0167", .warning, sidecar.reference, "",
          "The policy has no effect: the namespace \(sidecar.namespace) is in ambient mode.")
        return
      }
      let rivals = all.filter(\.selector.isEmpty)
      guard rivals.count > 1 else { return }
      add(
        "IST0111", .error, sidecar.reference, "spec",
        "The Sidecars \(Self.names(rivals)) have no workload selector: which of them counts in the namespace is "
          + "undefined.")
      return
    }
    if configuration.isRoot(sidecar.namespace) {
      add(
        "VIG0016", .warning, sidecar.reference, "spec.workloadSelector",
        "With a selector, a Sidecar of the root namespace is for the pods of \(sidecar.namespace) only, not for those of "
          + "the mesh.")
    }
    guard context.workloads, context.sees(sidecar.namespace) else { return }
    let workloads = (configuration.workloadsByNamespace[sidecar.namespace] ?? []).filter { workload in
      Self.labelSets(workload).contains(where: sidecar.selects)
    }
    if workloads.isEmpty {
      add(
        "IST0101", .error, sidecar.reference, "spec.workloadSelector",
        "Referenced selector not found: \"\(Self.words(sidecar.selector))\"")
    } else if workloads.flatMap(\.pods).contains(where: { $0.isAmbient && sidecar.selects($0.labels) }) {
      add(
        "IST0167", .warning, sidecar.reference, "spec.workloadSelector",
        "The policy has no effect on the pods that it selects: they are in ambient mode.")
    } else if let (pod, rivals) = shared(all, sidecar, workloads) {
      add(
        "IST0110", .error, sidecar.reference, "spec.workloadSelector",
        "The Sidecars \(Self.names(rivals)) select the same pod \(pod): which of them counts is undefined.")
    }
  }

  /// A pod that several policies select, one of which is given; nil where there is none.
  func shared(
    _ policies: [OtherObject], _ policy: OtherObject, _ workloads: [WorkloadInfo]
  ) -> (pod: String, rivals: [OtherObject])? {
    let selecting = policies.filter { !$0.selector.isEmpty }
    guard selecting.count > 1 else { return nil }
    for workload in workloads {
      let pods = workload.pods.map { ($0.name, $0.labels) }
      for (name, labels) in pods.isEmpty ? [(workload.id.name, workload.labels)] : pods where policy.selects(labels) {
        let rivals = selecting.filter { $0.selects(labels) }
        if rivals.count > 1 { return (name, rivals) }
      }
    }
    return nil
  }

  /// Hosts that a Sidecar imports have to be there: services, ServiceEntries, or hosts of VirtualServices.
  private mutating func checkEgress(of sidecar: OtherObject) {
    for (index, listener) in (sidecar.spec["egress"]?.array ?? []).enumerated() {
      for (hostIndex, entry) in (listener["hosts"]?.strings ?? []).enumerated() {
        let parts = entry.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1] != "*", parts[0] != "~" else { continue }
        let scope = parts[0] == "." ? sidecar.namespace : String(parts[0])
        let host = String(parts[1])
        guard let reason = whyNotThere(host, in: scope, of: sidecar.namespace), !isRouted(host, in: scope) else {
          continue
        }
        add(
          "VIG0015", .warning, sidecar.reference, "spec.egress[\(index)].hosts[\(hostIndex)]",
          "The host \(entry) imports nothing: \(reason).")
      }
    }
  }

  /// Whether a VirtualService is imported by a host.
  private func isRouted(_ host: String, in scope: String) -> Bool {
    configuration.entries.contains { entry in
      (scope == "*" || scope == entry.object.namespace) && entry.hosts.contains { HostName.matches($0, pattern: host) }
    }
  }

  /// - Parameter scope: the namespace that the host is taken from; `*` for any.
  private func whyNotThere(_ host: String, in scope: String, of namespace: String) -> String? {
    if !host.contains("."), let service = configuration.service(ServiceID(namespace: namespace, name: host)) {
      return "hosts are full names here, such as \(service.id.host(domain: configuration.domain))"
    }
    guard mayExist(host) else { return "no service and no ServiceEntry has that name" }
    guard scope != "*", let service = configuration.service(forHost: host), service.id.namespace != scope,
      !(configuration.othersByKind["ServiceEntry"] ?? []).contains(where: { entry in
        entry.namespace == scope
          && entry.spec["hosts"]?.strings.contains { HostName.matches(host, pattern: $0) } ?? false
      })
    else { return nil }
    return "that service is in the namespace \(service.id.namespace), not in \(scope)"
  }

  static func names(_ objects: [OtherObject]) -> String { objects.map(\.fullName).sorted().joined(separator: ", ") }
}
