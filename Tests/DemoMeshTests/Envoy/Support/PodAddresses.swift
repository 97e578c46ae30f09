import MeshModel
import TrafficConfig

@testable import DemoMesh

/// Loopback addresses that no other test uses at the same time.
struct PodAddresses {
  private let prefix: String
  private var next = 1

  init() {
    var generator = SystemRandomNumberGenerator()
    prefix = "127.\(Int.random(in: 16...250, using: &generator)).\(Int.random(in: 0...255, using: &generator))"
  }

  mutating func take() -> String {
    defer { next += 1 }
    return "\(prefix).\(next)"
  }

  /// A mesh's pods on such addresses.
  mutating func configuration(of topology: MeshTopology) -> MeshConfiguration {
    let workloads = topology.workloadsWithPods().map { workload in
      var workload = workload
      for index in workload.pods.indices { workload.pods[index].ip = take() }
      return workload
    }
    return MeshConfiguration(services: topology.allServices.map(\.info), workloads: workloads)
  }
}

extension MeshConfiguration {
  /// The address of a workload's first pod.
  func address(_ workload: String) -> String {
    workloads.first { $0.id.name == workload }?.pods.first?.ip ?? "0.0.0.0"
  }

  /// The same without some workloads' pods.
  func without(_ gone: Set<String>) -> MeshConfiguration {
    MeshConfiguration(
      services: services,
      workloads: workloads.map { workload in
        var workload = workload
        if gone.contains(workload.id.name) { workload.pods = [] }
        return workload
      })
  }
}
