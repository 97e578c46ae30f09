import MeshModel

/// The three labels that name the service a request was for.
struct DestinationService: Hashable, Sendable {
  var host: String
  var name: String
  var namespace: String

  /// A service of the mesh.
  init(_ service: ServiceID) {
    host = service.host()
    name = service.name
    namespace = service.namespace
  }

  /// Where no cluster was chosen: a sidecar falls back to the Host header, a gateway does not.
  init(hostHeader: String?, name: String? = nil) {
    host = hostHeader ?? MeshDefaults.unknown
    self.name = name ?? host
    namespace = MeshDefaults.unknown
  }
}
