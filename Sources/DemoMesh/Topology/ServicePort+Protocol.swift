import MeshModel

extension ServicePort {
  /// What the port carries, by `appProtocol` or the name's prefix; HTTP where neither tells.
  var carries: TrafficProtocol {
    switch appProtocol ?? String(name.prefix { $0 != "-" }) {
    case "grpc", "grpc-web", "kubernetes.io/h2c": .grpc
    case "tcp", "mongo", "mysql", "redis", "tls", "postgres": .tcp
    default: .http
    }
  }
}
