import Cells
import MeshModel
import Texts

/// What the callers of a service keep from it at the moment: hosts that outlier detection has taken out, and limits that
/// are reached. Known only of proxies whose admin interface has been read.
struct BreakerReading: Hashable, Sendable {
  var lines: [TextLine]

  init(service: ServiceID, snapshot: MeshSnapshot) {
    lines = []
    for proxy in snapshot.proxies {
      let caller = proxy.workload ?? proxy.pod
      for cluster in proxy.clusters where Self.isAbout(cluster.name, service, caller: proxy) {
        let subset = cluster.name.subset.map { tr(" of \($0)") } ?? ""
        for host in cluster.ejectedHosts {
          lines.append(
            TextLine("! ", .degraded) + TextLine(tr("\(caller) has ejected \(host.address)\(subset)"), .degraded))
        }
        for limit in cluster.openBreakers {
          let refused = cluster.counters?.overflow ?? 0
          let so = refused > 0 ? tr(", \(Figures.count(refused)) refused so far") : ""
          lines.append(
            TextLine("! ", .degraded) + TextLine(tr("\(caller) is at its limit of \(limit)\(subset)\(so)"), .degraded))
        }
      }
    }
  }

  private static func isAbout(_ name: ClusterName, _ service: ServiceID, caller: ProxyStatus) -> Bool {
    guard name.direction != .inbound else { return false }
    guard let named = name.service else { return name.host == service.name }
    return named.name == service.name && named.namespace == service.namespace
  }
}
