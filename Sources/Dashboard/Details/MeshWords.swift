import MeshModel
import Texts

/// How a workload is in the mesh, in words.
enum MeshWords {
  /// Such as `reviews-v1  Deployment, sidecar 1.26.1 (revision stable), mTLS strict`.
  static func line(_ workload: WorkloadInfo) -> TextLine {
    let modes = workload.meshModes.map { $0 == "none" ? tr("no proxy") : $0 }
    var proxy = modes.joined(separator: tr(" and "))
    if !workload.proxyVersions.isEmpty { proxy += " " + workload.proxyVersions.joined(separator: ", ") }
    let revisions = workload.revisions.filter { $0 != "default" }
    if !revisions.isEmpty { proxy += tr(" (revision \(revisions.joined(separator: ", ")))") }
    let parts = [workload.kind, proxy.isEmpty ? nil : proxy, workload.mutualTLS.map { "mTLS " + $0.rawValue }]
    return TextLine(workload.id.name + "  ", .muted) + TextLine(parts.compactMap(\.self).joined(separator: ", "))
  }
}
