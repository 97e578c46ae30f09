import MeshModel
import TrafficConfig

/// What share each workload of a service is configured to get, where a VirtualService splits its requests.
struct ConfiguredWeights: Sendable {
  /// Percent by `namespace/service`, then by `namespace/workload`.
  private var percents: [String: [String: Double]] = [:]

  /// - Parameter hosts: the full names that routes lead to; no other service can have a weight.
  init(_ configuration: MeshConfiguration, hosts: Set<String>) {
    guard !hosts.isEmpty else { return }
    let readyPods = Dictionary(
      configuration.workloads.map { ($0.id, $0.pods.count { $0.isReady }) }, uniquingKeysWith: { first, _ in first })
    for service in configuration.services {
      let host = service.id.host(domain: configuration.domain)
      guard hosts.contains(host) else { continue }
      guard let split = configuration.commonSplit(ofService: service.id) else { continue }
      var shares: [String: Double] = [:]
      for row in split.rows where row.host == host {
        let pods = row.workloads.map { Double(readyPods[$0] ?? 0) }
        let sum = pods.reduce(0, +)
        for (workload, count) in zip(row.workloads, pods) {
          let part = sum > 0 ? count / sum : 1 / Double(row.workloads.count)
          shares["\(workload.namespace)/\(workload.name)", default: 0] += row.percent * part
        }
      }
      percents["\(service.id.namespace)/\(service.id.name)"] = shares
    }
  }

  /// The percentage that the service's route gives the workloads together; nil where none decides.
  func percent(namespace: String, service: String, workloads: [WorkloadInfo]) -> Double? {
    guard let shares = percents["\(namespace)/\(service)"], !workloads.isEmpty else { return nil }
    let known = workloads.compactMap { shares["\($0.id.namespace)/\($0.id.name)"] }
    return known.isEmpty ? nil : known.reduce(0, +)
  }
}
