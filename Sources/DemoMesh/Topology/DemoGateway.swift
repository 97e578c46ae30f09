import MeshModel

/// The ingress gateway: where the load enters. Its pods run a proxy and no application.
public struct DemoGateway: Hashable, Sendable {
  public var service: DemoService
  public var workload: DemoWorkload

  public init(service: DemoService, workload: DemoWorkload) {
    self.service = service
    self.workload = workload
  }

  /// The port that plain HTTP requests come in by, as the gateway's Service numbers it; 80 if it names none.
  public var httpPort: ServicePort {
    service.ports.first { $0.name.hasPrefix("http") && !$0.name.hasPrefix("https") }
      ?? ServicePort(name: "http2", number: 80, targetPort: 8080)
  }

  /// Istio's ingress gateway with its usual name, labels and ports.
  public static let istioIngress: DemoGateway = {
    let name = "istio-ingressgateway"
    let namespace = MeshDefaults.rootNamespace
    let labels = ["app": name, "istio": "ingressgateway"]
    return DemoGateway(
      service: DemoService(
        id: ServiceID(namespace: namespace, name: name), labels: labels,
        ports: [
          ServicePort(name: "status-port", number: 15021, targetPort: 15021),
          ServicePort(name: "http2", number: 80, targetPort: 8080),
          ServicePort(name: "https", number: 443, targetPort: 8443),
        ], selector: labels),
      workload: DemoWorkload(
        id: WorkloadID(namespace: namespace, name: name),
        labels: [
          "app": name, "istio": "ingressgateway", "service.istio.io/canonical-name": name,
          "service.istio.io/canonical-revision": MeshDefaults.latestRevision,
        ],
        serviceAccount: "istio-ingressgateway-service-account", port: 8080, behaviour: WorkloadBehaviour()))
  }()
}
