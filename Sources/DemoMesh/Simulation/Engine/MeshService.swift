import MeshModel

/// A service as the proxies of one configuration know it.
struct MeshService {
  var info: ServiceInfo
  /// The number of its labels in the registry.
  var number: Int32
  /// Its ready endpoints, in the order of workloads and pods.
  var endpoints: [SimulatedPod]

  /// The protocol of a port, by `appProtocol` or the name's prefix.
  func `protocol`(ofPort number: Int) -> TrafficProtocol {
    guard let port = info.ports.first(where: { $0.number == number }) else { return .http }
    let word = port.appProtocol ?? String(port.name.prefix { $0 != "-" })
    switch word {
    case "grpc", "grpc-web", "kubernetes.io/h2c": return .grpc
    case "http", "http2", "https", "kubernetes.io/ws": return .http
    case "tcp", "mongo", "mysql", "redis", "tls", "postgres": return .tcp
    default: return .http
    }
  }
}
