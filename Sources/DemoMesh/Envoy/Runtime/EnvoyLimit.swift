/// Why a mesh cannot run on real proxies on one machine.
struct EnvoyLimit: Error, CustomStringConvertible {
  /// Whole sentences for people.
  let description: String
}

extension EnvoyMesh {
  /// What stands against running a mesh on real proxies; nil for nothing.
  static func limits(of topology: MeshTopology) -> EnvoyLimit? {
    let hint = "Use simulated proxies for this mesh."
    #if !os(Linux)
      return EnvoyLimit(description: "Real proxies need an address for each pod in 127.0.0.0/8, as Linux has. \(hint)")
    #else
      let pods = topology.allWorkloads.reduce(0) { $0 + $1.replicas }
      if pods > largest {
        return EnvoyLimit(
          description: "\(pods) pods are too many for real proxies on one machine; \(largest) are possible. \(hint)")
      }
      let limits = MeshApplications.limits(of: topology)
      return limits.isEmpty ? nil : EnvoyLimit(description: "\(limits.joined(separator: ". ")). \(hint)")
    #endif
  }
}
