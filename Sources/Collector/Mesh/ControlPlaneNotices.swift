import MeshModel
import Texts

/// What to tell of istiods and of how the proxies' versions agree with theirs.
struct ControlPlaneNotices: Sendable {
  var controlPlanes: [ControlPlaneInfo]
  var workloads: [WorkloadInfo]

  func notices() -> [Notice] {
    let down = controlPlanes.filter { $0.replicas.desired > 0 && $0.replicas.available == 0 }.map { plane in
      Notice(
        code: "istiod-down", level: .error,
        text:
          tr(
            "\(plane.name) in \(plane.namespace) has no ready pod: proxies keep what they have, and no change reaches "
              + "them. kubectl -n \(plane.namespace) describe deployment \(plane.name) tells more."))
    }
    return down + versionNotices()
  }

  /// Istio supports proxies that are up to two minor versions older than their istiod, and none that is newer.
  private func versionNotices() -> [Notice] {
    var counts: [Pair: Int] = [:]
    for pod in workloads.flatMap(\.pods) where pod.proxy?.isSidecar ?? false || pod.proxy == .gateway {
      guard let version = pod.proxyVersion, let plane = plane(of: pod), let wanted = plane.version, wanted != version
      else { continue }
      counts[Pair(proxy: version, istiod: wanted), default: 0] += 1
    }
    return counts.sorted { ($0.key.istiod, $0.key.proxy) < ($1.key.istiod, $1.key.proxy) }.map { pair, count in
      let proxies = count == 1 ? tr("1 proxy runs") : tr("\(count) proxies run")
      let fate =
        pair.isSupported
        ? tr("Restart their workloads to bring them up to date.") : tr("Istio does not support such a distance.")
      return Notice(
        code: "proxy-version", level: pair.isSupported ? .info : .warning,
        text: tr("\(proxies) Istio \(pair.proxy), their istiod is \(pair.istiod). \(fate)"))
    }
  }

  private func plane(of pod: PodInfo) -> ControlPlaneInfo? {
    if let found = controlPlanes.first(where: { $0.revision == pod.revision }) { return found }
    // A tag is another name for a revision; where there is one control plane, it can only mean that.
    return controlPlanes.count == 1 ? controlPlanes.first : nil
  }

  private struct Pair: Hashable {
    var proxy: String
    var istiod: String

    var isSupported: Bool {
      guard let proxy = Self.minor(proxy), let istiod = Self.minor(istiod), proxy.major == istiod.major else {
        return self.proxy == self.istiod
      }
      return (0...2).contains(istiod.minor - proxy.minor)
    }

    private static func minor(_ version: String) -> (major: Int, minor: Int)? {
      let parts = version.split(separator: ".").map { Int($0) }
      guard parts.count >= 2, let major = parts[0], let minor = parts[1] else { return nil }
      return (major, minor)
    }
  }
}
