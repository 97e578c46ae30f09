import MeshModel

/// Adds what is defined but was never seen in any series.
enum IdleNodes {
  /// Adds the workloads of the selected namespaces, and the services if they are shown. What has no proxy is added only
  /// where namespaces were chosen by name: among all namespaces it would be a nuisance.
  static func add(
    to draft: inout GraphDraft, facts: MeshFacts, rules: NodeRules, selection: FlowSelection, services: Bool
  ) {
    let everything = selection.namespaces != nil
    let cluster = facts.homeClusters.count == 1 ? facts.homeClusters.first : nil
    func wants(_ namespace: String) -> Bool { selection.namespaces?.contains(namespace) ?? true }
    if rules.graphType != .service {
      for workload in facts.configuration.workloads where wants(workload.id.namespace) {
        guard everything || isInMesh(workload) else { continue }
        let end = FlowKey.End(
          cluster: cluster ?? workload.id.cluster, namespace: workload.id.namespace, workload: workload.id.name,
          app: workload.app ?? workload.id.name, version: workload.version ?? MeshDefaults.latestRevision)
        if let node = rules.workloadNode(end) { draft.add(node) }
      }
    }
    guard services || rules.graphType == .service else { return }
    let members = Dictionary(grouping: facts.configuration.workloads.filter(isInMesh), by: \.id.namespace)
    for service in facts.configuration.services where wants(service.id.namespace) {
      let isMember = (members[service.id.namespace] ?? []).contains { service.selects($0.labels) }
      guard everything || isMember else { continue }
      let place = cluster ?? service.id.cluster
      draft.add(
        NodeIdentity(
          id: NodeID("svc_\(place)_\(service.id.namespace)_\(service.id.name)"), kind: .service, cluster: place,
          namespace: service.id.namespace, service: service.id.name))
    }
  }

  private static func isInMesh(_ workload: WorkloadInfo) -> Bool { workload.pods.contains(where: \.isMeshed) }
}
