import MeshModel

/// A part of a service's pods that can be given a share of the traffic.
public struct ServiceVersion: Sendable, Hashable {
  /// The subset's name, else the version by the workloads' labels.
  public var name: String
  /// Nil while no DestinationRule in effect defines one.
  public var subset: String?
  /// What selects its pods, beside the service's selector.
  public var labels: [String: String]
  public var workloads: [WorkloadID]
  public var pods: Int
  public var readyPods: Int
}

extension MeshConfiguration {
  /// The versions of a service: the subsets of the DestinationRule in effect for clients in the service's namespace,
  /// in their order, then those that only the workloads' labels tell, by name.
  public func versions(of service: ServiceInfo) -> [ServiceVersion] {
    let members = workloads(of: service)
    let rule = destinationRule(forHost: service.id.host(domain: domain))
    var versions = (rule?.subsets ?? []).map { subset in
      version(named: subset.name, subset: subset.name, labels: subset.labels, among: members)
    }
    // A subset stands for a version if it selects workloads of that version only.
    let covered = Set(
      versions.compactMap { version in
        let names = Set(members.filter { version.workloads.contains($0.id) }.map { $0.version })
        return names.count == 1 ? names.first.flatMap(\.self) : nil
      })
    var found: [String: [String: String]] = [:]
    for workload in members {
      guard let name = workload.version, !covered.contains(name), found[name] == nil else { continue }
      found[name] = Self.versionLabel(of: workload, value: name)
    }
    for (name, labels) in found.sorted(by: { $0.key < $1.key }) {
      versions.append(version(named: name, subset: nil, labels: labels, among: members))
    }
    return versions
  }

  /// The version of that label value, whether or not subsets select its workloads already; nil if none has it.
  func version(labelled name: String, of service: ServiceInfo) -> ServiceVersion? {
    let members = workloads(of: service)
    for key in Self.versionKeys where members.contains(where: { $0.labels[key] == name }) {
      return version(named: name, subset: nil, labels: [key: name], among: members)
    }
    return nil
  }

  private func version(
    named name: String, subset: String?, labels: [String: String], among members: [WorkloadInfo]
  ) -> ServiceVersion {
    func matches(_ other: [String: String]) -> Bool { labels.allSatisfy { other[$0.key] == $0.value } }
    var pods = 0
    var ready = 0
    var found: [WorkloadID] = []
    for workload in members {
      let selected = workload.pods.filter { matches($0.labels.isEmpty ? workload.labels : $0.labels) }
      if workload.pods.isEmpty, matches(workload.labels) {
        pods += workload.replicas?.desired ?? 0
        ready += workload.replicas?.available ?? 0
        found.append(workload.id)
      } else if !selected.isEmpty {
        pods += selected.count
        ready += selected.count { $0.isReady }
        found.append(workload.id)
      }
    }
    return ServiceVersion(
      name: name, subset: subset, labels: labels, workloads: found, pods: pods, readyPods: ready)
  }

  private static let versionKeys = ["version", "app.kubernetes.io/version", "service.istio.io/canonical-revision"]

  /// The label that states the version; plain `version` is what Istio's own examples use.
  private static func versionLabel(of workload: WorkloadInfo, value: String) -> [String: String] {
    [versionKeys.first { workload.labels[$0] == value } ?? "version": value]
  }
}
