import MeshModel

extension MeshTopology {
  /// The workloads with the pods that their replicas ask for, named and numbered in order.
  ///
  /// Enough to run a simulation without a control plane; a control plane brings its own pods. A pod's name and address
  /// depend on its workload's place and its own number only, so a change of replicas leaves the others alone.
  public func workloadsWithPods() -> [WorkloadInfo] {
    allWorkloads.enumerated().map { place, workload in
      let pods = (0..<workload.replicas).map { index in
        PodInfo(
          name: "\(workload.name)-\(index)", ip: "10.\(200 + place / 250).\(place % 250).\(index + 1)",
          labels: workload.labels)
      }
      return WorkloadInfo(
        id: workload.id, labels: workload.labels,
        replicas: Replicas(desired: workload.replicas, current: workload.replicas, available: workload.replicas),
        serviceAccount: workload.serviceAccount, pods: pods)
    }
  }
}
