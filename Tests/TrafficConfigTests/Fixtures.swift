import Documents
import MeshModel

@testable import TrafficConfig

/// Small meshes to test with.
enum Fixtures {
  static func virtualService(
    _ spec: String, name: String = "reviews", namespace: String = "default", created: String? = nil
  ) throws -> VirtualService {
    VirtualService(document: try document("VirtualService", spec, name: name, namespace: namespace, created: created))
  }

  static func destinationRule(
    _ spec: String, name: String = "reviews", namespace: String = "default", created: String? = nil
  ) throws -> DestinationRule {
    DestinationRule(document: try document("DestinationRule", spec, name: name, namespace: namespace, created: created))
  }

  static func gateway(_ spec: String, name: String = "gw", namespace: String = "default") throws -> Gateway {
    Gateway(document: try document("Gateway", spec, name: name, namespace: namespace))
  }

  static func document(
    _ kind: String, _ spec: String, name: String = "reviews", namespace: String = "default", created: String? = nil
  ) throws -> JSONValue {
    var metadata: JSONObject = ["name": .string(name), "namespace": .string(namespace), "resourceVersion": "7"]
    metadata["creationTimestamp"] = created.map(JSONValue.string)
    return [
      "apiVersion": "networking.istio.io/v1", "kind": .string(kind), "metadata": .object(metadata),
      "spec": try YAMLText.parse(spec),
    ]
  }

  static func service(
    _ name: String, namespace: String = "default", ports: [Int] = [9080], portName: String = "http"
  ) -> ServiceInfo {
    ServiceInfo(
      id: ServiceID(namespace: namespace, name: name), selector: ["app": name],
      ports: ports.map { ServicePort(name: "\(portName)-\($0)", number: $0, targetPort: $0) })
  }

  /// A workload `app-version` with pods of which the first `ready` are ready.
  static func workload(
    _ app: String, _ version: String, pods: Int = 1, ready: Int? = nil, namespace: String = "default"
  ) -> WorkloadInfo {
    let labels = ["app": app, "version": version]
    return WorkloadInfo(
      id: WorkloadID(namespace: namespace, name: "\(app)-\(version)"), labels: labels,
      pods: (0..<pods).map {
        PodInfo(
          name: "\(app)-\(version)-\($0)", ip: "10.0.0.\($0)", labels: labels, isReady: $0 < ready ?? pods)
      })
  }

  /// Bookinfo's services and workloads, with reviews in three versions.
  static func bookinfo(
    virtualServices: [VirtualService] = [], destinationRules: [DestinationRule] = [], gateways: [Gateway] = [],
    reviews: [WorkloadInfo]? = nil
  ) -> MeshConfiguration {
    MeshConfiguration(
      virtualServices: virtualServices, destinationRules: destinationRules, gateways: gateways,
      services: ["productpage", "details", "reviews", "ratings"].map { service($0) },
      workloads: [workload("productpage", "v1"), workload("details", "v1"), workload("ratings", "v1")]
        + (reviews ?? ["v1", "v2", "v3"].map { workload("reviews", $0) }))
  }

  static let reviews = ServiceID(namespace: "default", name: "reviews")

  static let reviewsRule = """
    host: reviews
    subsets:
    - {name: v1, labels: {version: v1}}
    - {name: v2, labels: {version: v2}}
    - {name: v3, labels: {version: v3}}
    """

  static func request(
    host: String = "reviews:9080", path: String = "/reviews/0", headers: [String: String] = [:],
    method: String = "GET", from namespace: String = "default", labels: [String: String] = [:],
    gateway: String = "mesh", port: Int = 9080, scheme: String = "http"
  ) -> RequestFacts {
    var request = RequestFacts(
      host: host, port: port, method: method, scheme: scheme, headers: headers,
      source: RequestSource(namespace: namespace, labels: labels, gateway: gateway))
    request.setTarget(path)
    return request
  }
}

extension RouteDecision {
  var forward: ForwardDecision? { if case .forward(let decision) = self { decision } else { nil } }
}
