import Documents
import Kubernetes
import MeshModel
import Testing

@testable import Collector

@Suite struct MeshLayoutTests {
  private static func pod(_ name: String, in namespace: String, istiod: String, revision: String) throws -> PodRecord {
    try #require(
      PodRecord([
        "metadata": [
          "name": .string(name), "namespace": .string(namespace), "annotations": ["istio.io/rev": .string(revision)],
        ],
        "spec": [
          "containers": [
            ["name": "app"],
            [
              "name": "istio-proxy", "args": ["proxy", "sidecar", "--domain", "$(POD_NAMESPACE).svc.corp.example"],
              "env": [["name": "CA_ADDR", "value": .string("\(istiod).svc:15012")]],
            ],
          ]
        ],
        "status": ["phase": "Running", "podIP": "10.0.0.1"],
      ]))
  }

  private static func istiod(_ name: String, _ namespace: String, _ revision: String) throws -> ControlPlaneRecord {
    try #require(
      ControlPlaneRecord([
        "kind": "Deployment",
        "metadata": [
          "name": .string(name), "namespace": .string(namespace),
          "labels": ["app": "istiod", "istio.io/rev": .string(revision)],
        ],
        "spec": [
          "replicas": 1,
          "template": ["spec": ["containers": [["name": "discovery", "image": "docker.io/istio/pilot:1.26.1"]]]],
        ],
        "status": ["availableReplicas": 1],
      ]))
  }

  @Test func `The pods alone tell where the control plane is, and the cluster's domain`() throws {
    let layout = MeshLayout(
      pods: [try Self.pod("p", in: "shop", istiod: "istiod.mesh", revision: "default")], records: [], configs: [])
    #expect(layout.rootNamespace == "mesh" && layout.domain == "corp.example")
    #expect(layout.controlPlanes.isEmpty && layout.rootNamespaces.isEmpty)
  }

  @Test func `Nothing known is the usual installation`() {
    let layout = MeshLayout(pods: [], records: [], configs: [])
    #expect(layout.rootNamespace == "istio-system" && layout.domain == "cluster.local" && layout.trustDomain == nil)
  }

  @Test func `Two control planes each have their own root namespace`() throws {
    let config = try #require(
      MeshConfigRecord([
        "metadata": ["name": "istio-canary", "namespace": "mesh"],
        "data": ["mesh": "rootNamespace: rules\ntrustDomain: corp\n"],
      ]))
    let pods = [
      try Self.pod("a", in: "shop", istiod: "istiod.istio-system", revision: "default"),
      try Self.pod("b", in: "shop", istiod: "istiod.istio-system", revision: "default"),
      try Self.pod("c", in: "trial", istiod: "istiod-canary.mesh", revision: "canary"),
    ]
    let records = [
      try Self.istiod("istiod", "istio-system", "default"), try Self.istiod("istiod-canary", "mesh", "canary"),
    ]
    let layout = MeshLayout(pods: pods, records: records, configs: [config])
    #expect(layout.rootNamespace == "istio-system")
    #expect(layout.rootNamespaces == ["trial": "rules"])
    #expect(layout.controlPlanes.map(\.version) == ["1.26.1", "1.26.1"])
    #expect(layout.controlPlanes.map(\.rootNamespace) == [nil, "rules"])
    #expect(layout.controlPlanes.last?.trustDomain == "corp")
  }

  @Test(
    arguments: [
      ("1.26.1", nil), ("1.25.0", Notice.Level.info), ("1.24.9", .info), ("1.23.0", .warning), ("1.27.0", .warning),
    ] as [(String, Notice.Level?)])
  func `Proxies of another version than their istiod are told`(version: String, level: Notice.Level?) {
    var pod = PodInfo(name: "p", ip: "10.0.0.1")
    pod.proxyVersion = version
    pod.revision = "default"
    let workload = WorkloadInfo(id: WorkloadID(namespace: "shop", name: "web"), pods: [pod])
    let plane = ControlPlaneInfo(namespace: "istio-system", name: "istiod", version: "1.26.1")
    let notices = ControlPlaneNotices(controlPlanes: [plane], workloads: [workload]).notices()
    #expect(notices.map(\.level) == (level.map { [$0] } ?? []))
    #expect(notices.allSatisfy { $0.code == "proxy-version" && $0.text.contains(version) })
  }

  @Test func `An istiod without a ready pod is told`() {
    let plane = ControlPlaneInfo(
      namespace: "mesh", name: "istiod", replicas: Replicas(desired: 1, current: 1, available: 0))
    #expect(ControlPlaneNotices(controlPlanes: [plane], workloads: []).notices().map(\.code) == ["istiod-down"])
  }
}
