import Cells
import MeshModel
import TrafficConfig

@testable import Dashboard

/// Bookinfo with everything that the screens show: objects of all kinds, some of them wrong, and a second namespace.
enum ScreenObjects {
  /// Its second route goes to a subset that no rule defines.
  static let brokenService = """
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata:
      name: ratings
      namespace: default
      resourceVersion: "48300"
      creationTimestamp: "2023-11-14T20:00:00Z"
    spec:
      hosts: [ratings]
      http:
      - route:
        - destination: {host: ratings, subset: canary}
    """

  static let others = [
    """
    apiVersion: networking.istio.io/v1
    kind: ServiceEntry
    metadata: {name: maps, namespace: default, creationTimestamp: "2023-11-10T00:00:00Z"}
    spec:
      hosts: [maps.example.com]
      location: MESH_EXTERNAL
      ports:
      - {number: 443, name: tls, protocol: TLS}
    """,
    """
    apiVersion: networking.istio.io/v1
    kind: Sidecar
    metadata: {name: narrow, namespace: default, creationTimestamp: "2023-11-10T00:00:00Z"}
    spec:
      workloadSelector: {labels: {app: productpage}}
      egress:
      - hosts: [./*, istio-system/*]
    """,
    """
    apiVersion: security.istio.io/v1
    kind: PeerAuthentication
    metadata: {name: default, namespace: default, creationTimestamp: "2023-11-10T00:00:00Z"}
    spec:
      mtls: {mode: STRICT}
    """,
  ]

  static func configuration() -> MeshConfiguration {
    Objects.configuration(
      virtualServices: [Objects.twoRoutes, brokenService], gateways: [WizardObjects.gateway], others: others)
  }

  static func snapshot() -> MeshSnapshot {
    var snapshot = ProxiesTests.snapshot()
    snapshot.workloads.append(
      WorkloadInfo(
        id: WorkloadID(namespace: "batch", name: "reports"), labels: ["app": "reports"],
        replicas: Replicas(desired: 2, current: 2, available: 1),
        pods: [
          PodInfo(name: "reports-5f6d8-a", ip: "10.0.1.1", hasProxy: false),
          PodInfo(name: "reports-5f6d8-b", ip: "10.0.1.2", isReady: false, hasProxy: false),
        ]))
    snapshot.services.append(
      ServiceInfo(
        id: ServiceID(namespace: "batch", name: "reports"), selector: ["app": "reports"],
        ports: [ServicePort(name: "grpc", number: 9000, targetPort: 9000)]))
    return snapshot
  }

  static func stage(
    size: Size = Stage.sizes[2], glyphs: GlyphSet = .unicode, namespaces: [String]? = nil
  ) -> Stage {
    var stage = Stage(
      size: size, glyphs: glyphs, context: DashboardContext(name: "prod-eu", namespaces: namespaces, user: "ann"),
      bookinfo: nil)
    let snapshot = snapshot()
    let base = configuration()
    let configuration = MeshConfiguration(
      virtualServices: base.virtualServices, destinationRules: base.destinationRules, gateways: base.gateways,
      services: snapshot.services, workloads: snapshot.workloads, otherObjects: base.otherObjects)
    stage.send(.connection(.connected))
    stage.send(
      .mesh(
        MeshView(
          snapshot: snapshot, configuration: configuration, namespaces: ["batch", "default", "istio-system", "shop"])))
    stage.send(.tick(snapshot.timestamp + 2))
    return stage
  }

  static let events = [
    ObjectEvent(
      time: 1_700_000_000 - 40, isWarning: true, reason: "Unhealthy",
      message: "Readiness probe failed: HTTP probe failed with statuscode: 503", object: "Pod reviews-v2-7d4c9",
      count: 3),
    ObjectEvent(
      time: 1_700_000_000 - 600, reason: "Pulled", message: "Container image already present",
      object: "Pod reviews-v1-7d4c9"),
  ]

  static func log(lines: Int) -> PodLog {
    PodLog(
      namespace: "default", pod: "reviews-v1-7d4c9", container: "reviews",
      lines: (1...lines).map { $0 % 9 == 0 ? "ERROR request \($0) failed" : "INFO request \($0) served" })
  }
}
