import MeshModel
import Texts

/// The health of a workload by its replicas alone, in Kiali's order of checks.
enum WorkloadHealth {
  /// - Parameter synced: proxies that have the newest configuration; nil where not known.
  static func status(_ replicas: Replicas?, synced: Int? = nil) -> Health {
    guard let replicas else { return Health(.na) }
    let (desired, current, available) = (replicas.desired, replicas.current, replicas.available)
    if desired == 0 { return Health(.notReady, reason: tr("scaled to 0")) }
    if current > 0 && available > 0 && (current < desired || available < desired) {
      return Health(.degraded, reason: tr("\(min(current, available)) of \(desired) replicas available"))
    }
    if available == 0 { return Health(.failure, reason: tr("none of \(desired) replicas available")) }
    if available == desired && current != desired {
      return Health(.failure, reason: tr("\(current) pods for \(desired) replicas"))
    }
    if let synced, synced < desired {
      return Health(.degraded, reason: tr("\(synced) of \(desired) proxies in sync"))
    }
    if current == desired && available == desired { return Health(.healthy) }
    return Health(.degraded, reason: tr("\(available) available and \(current) current of \(desired) replicas"))
  }

  /// The status of an app: the worst of its workloads, where one that was scaled down on purpose does not count beside
  /// others.
  static func status(of workloads: [WorkloadInfo]) -> Health {
    let all = workloads.map { ($0, status($0.replicas)) }
    let counting = all.filter { $0.1.status != .notReady }
    var worst = Health(.na)
    for (workload, health) in counting.isEmpty ? all : counting where health.status > worst.status {
      worst = health
      if all.count > 1, let reason = health.reason { worst.reason = "\(workload.id.name): \(reason)" }
    }
    return worst
  }
}
