import Documents
import MeshModel

extension MeshTopology {
  /// Reads a mesh from a document, such as a YAML file of `vigla demo --mesh FILE`:
  ///
  /// ```yaml
  /// name: shop
  /// services:
  /// - name: web
  ///   namespace: shop          # default
  ///   port: 8080
  ///   protocol: http           # or grpc, tcp
  ///   entry: {path: /, host: shop.example.com, share: 1, headers: {end-user: jason}}
  ///   calls:
  ///   - {service: cart, path: /cart, probability: 0.5, timeout: 2s, attempts: 2, required: true, stage: 2}
  ///   versions:
  ///   - {name: v1, replicas: 2, serviceTime: 12ms, spread: 0.4, errorRate: 0.01, errorStatus: 503}
  /// ```
  ///
  /// Only `services`, `name`, and at least one `entry` (the load comes in there) are needed. `calls` may stand at a
  /// version too, in the place of the service's. A service in another namespace is called as `name.namespace`.
  ///
  /// - Throws: `MeshTopologyError` with the place of the first thing that is wrong.
  public init(document: JSONValue) throws(MeshTopologyError) {
    var reader = TopologyReader(document)
    self = try reader.read()
  }
}
