import MeshModel

/// A service as the proxies of one configuration know it.
struct MeshService {
  var info: ServiceInfo
  /// The number of its labels in the registry.
  var number: Int32
  /// Its ready endpoints, in the order of workloads and pods.
  var endpoints: [SimulatedPod]

  /// The protocol of a port of that number.
  func `protocol`(ofPort number: Int) -> TrafficProtocol {
    info.ports.first { $0.number == number }?.carries ?? .http
  }
}
