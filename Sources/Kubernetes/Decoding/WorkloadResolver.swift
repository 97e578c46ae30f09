import MeshModel

/// Folds pods and their controllers into workloads, with the names that Istio gives them in its metrics.
public struct WorkloadResolver: Sendable {
  private let replicaSets: [ObjectKey: ControllerRecord]

  public init(replicaSets: [ControllerRecord] = []) {
    self.replicaSets = Dictionary(replicaSets.map { ($0.key, $0) }, uniquingKeysWith: { _, last in last })
  }

  /// The name of the pod's workload; see `workload(of:)`.
  public func workloadName(of pod: PodRecord) -> String { workload(of: pod).name }

  /// The pod's workload: the Deployment above its ReplicaSet, the CronJob above its Job, else the owner, else the pod
  /// itself.
  ///
  /// Where the ReplicaSet is not known, its name without the pod-template-hash is the Deployment's, which is also how
  /// Istio's injection finds it.
  public func workload(of pod: PodRecord) -> OwnerReference {
    guard let owner = pod.owner else { return OwnerReference(kind: "Pod", name: pod.info.name) }
    switch owner.kind {
    case "ReplicaSet":
      if let set = replicaSets[ObjectKey(namespace: pod.namespace, name: owner.name)] { return set.owner ?? owner }
      guard let hash = pod.info.labels["pod-template-hash"], owner.name.hasSuffix("-" + hash) else { return owner }
      return OwnerReference(kind: "Deployment", name: String(owner.name.dropLast(hash.count + 1)))
    case "Job":
      guard let dash = owner.name.lastIndex(of: "-") else { return owner }
      let suffix = owner.name[owner.name.index(after: dash)...]
      let isSchedule = (8...10).contains(suffix.count) && suffix.allSatisfy { $0.isASCII && $0.isNumber }
      guard isSchedule, dash > owner.name.startIndex else { return owner }
      return OwnerReference(kind: "CronJob", name: String(owner.name[..<dash]))
    default: return owner
    }
  }

  /// The workloads, sorted by id, with their pods sorted by name.
  ///
  /// - Parameters:
  ///   - pods: of all namespaces of interest; finished ones are left out.
  ///   - controllers: Deployments, StatefulSets and DaemonSets, and ReplicaSets, of which only those without an owner
  ///     count. A controller without pods is a workload, too: scaled to zero, or unable to start.
  /// - Complexity: O(n log n).
  public func workloads(
    pods: [PodRecord], controllers: [ControllerRecord], cluster: String = MeshDefaults.cluster
  ) -> [WorkloadInfo] {
    var result: [ObjectKey: WorkloadInfo] = [:]
    for controller in controllers where controller.owner == nil || controller.kind != "ReplicaSet" {
      let id = WorkloadID(cluster: cluster, namespace: controller.namespace, name: controller.name)
      result[controller.key] = WorkloadInfo(
        id: id, labels: controller.templateLabels, replicas: controller.replicas,
        serviceAccount: controller.serviceAccount, kind: controller.kind)
    }
    for pod in pods where !pod.isFinished {
      let owner = self.workload(of: pod)
      let key = ObjectKey(namespace: pod.namespace, name: owner.name)
      var workload =
        result[key]
        ?? WorkloadInfo(
          id: WorkloadID(cluster: cluster, namespace: key.namespace, name: key.name), labels: pod.info.labels,
          serviceAccount: pod.serviceAccount, kind: owner.kind)
      workload.pods.append(pod.info)
      result[key] = workload
    }
    return result.values.map { workload in
      var workload = workload
      workload.pods.sort { $0.name < $1.name }
      return workload
    }.sorted { $0.id < $1.id }
  }
}
