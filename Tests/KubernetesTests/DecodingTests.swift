import Documents
import MeshModel
import Testing

@testable import Kubernetes

@Suite struct DecodingTests {
  private static func pod(
    _ name: String, owner: (kind: String, name: String)? = nil, labels: JSONValue = [:], spec: String = "{}",
    status: String = #"{"phase":"Running","podIP":"10.0.0.1","conditions":[{"type":"Ready","status":"True"}]}"#
  ) throws -> PodRecord {
    var value: JSONValue = ["metadata": ["name": .string(name), "namespace": "a", "labels": labels]]
    if let owner {
      value["metadata"]?["ownerReferences"] = [
        ["kind": "Node", "name": "other", "controller": false],
        ["kind": .string(owner.kind), "name": .string(owner.name), "controller": true],
      ]
    }
    value["spec"] = try JSONValue(parsing: spec)
    value["status"] = try JSONValue(parsing: status)
    return try #require(PodRecord(value))
  }

  @Test(arguments: [
    (#"{"containers":[{"name":"app"},{"name":"istio-proxy"}]}"#, true),
    (#"{"containers":[{"name":"app"}],"initContainers":[{"name":"istio-proxy","restartPolicy":"Always"}]}"#, true),
    (#"{"containers":[{"name":"app"}],"initContainers":[{"name":"istio-proxy"}]}"#, false),
    (#"{"containers":[{"name":"app"}],"initContainers":[{"name":"istio-init"}]}"#, false),
    (#"{}"#, false),
  ])
  func findsTheProxy(spec: String, expected: Bool) throws {
    #expect(try Self.pod("p", spec: spec).info.hasProxy == expected)
  }

  @Test(arguments: [
    (#"{"phase":"Running","podIP":"1","conditions":[{"type":"Ready","status":"True"}]}"#, true),
    (#"{"phase":"Running","podIP":"1","conditions":[{"type":"Ready","status":"False"}]}"#, false),
    (#"{"phase":"Running","podIP":"1","conditions":[{"type":"Initialized","status":"True"}]}"#, false),
    (#"{"phase":"Pending"}"#, false),
  ])
  func readiness(status: String, ready: Bool) throws {
    #expect(try Self.pod("p", status: status).info.isReady == ready)
  }

  @Test func aTerminatingPodIsNotReady() throws {
    let pod = try #require(
      PodRecord([
        "metadata": ["name": "p", "namespace": "a", "deletionTimestamp": "2026-01-01T00:00:00Z"],
        "status": ["phase": "Running", "podIP": "1", "conditions": [["type": "Ready", "status": "True"]]],
      ]))
    #expect(pod.isTerminating && !pod.info.isReady && pod.isRunning)
  }

  @Test func workloadNamesFollowTheOwners() throws {
    let set = try #require(
      ControllerRecord([
        "kind": "ReplicaSet",
        "metadata": [
          "name": "odd-name", "namespace": "a",
          "ownerReferences": [["kind": "Deployment", "name": "reviews-v1", "controller": true]],
        ],
      ]))
    let resolver = WorkloadResolver(replicaSets: [set])
    let cases: [(PodRecord, String)] = [
      (try Self.pod("p", owner: ("ReplicaSet", "odd-name")), "reviews-v1"),
      (try Self.pod("p", owner: ("ReplicaSet", "web-6f7"), labels: ["pod-template-hash": "6f7"]), "web"),
      (try Self.pod("p", owner: ("ReplicaSet", "lonely")), "lonely"),
      (try Self.pod("p", owner: ("StatefulSet", "db")), "db"),
      (try Self.pod("p", owner: ("Job", "nightly-28112233")), "nightly"),
      (try Self.pod("p", owner: ("Job", "once")), "once"),
      (try Self.pod("p", owner: ("Job", "migrate-v2")), "migrate-v2"),
      (try Self.pod("bare"), "bare"),
    ]
    for (pod, expected) in cases { #expect(resolver.workloadName(of: pod) == expected) }
  }

  @Test func workloadsGatherTheirPods() throws {
    let deployment = try #require(
      ControllerRecord([
        "kind": "Deployment", "metadata": ["name": "web", "namespace": "a"],
        "spec": [
          "replicas": 3, "template": ["metadata": ["labels": ["app": "web"]], "spec": ["serviceAccountName": "sa"]],
        ],
        "status": ["replicas": 2, "availableReplicas": 1],
      ]))
    let idle = try #require(
      ControllerRecord([
        "kind": "Deployment", "metadata": ["name": "idle", "namespace": "a"], "spec": ["replicas": 0], "status": [:],
      ]))
    let set = try #require(
      ControllerRecord([
        "kind": "ReplicaSet",
        "metadata": [
          "name": "web-1", "namespace": "a",
          "ownerReferences": [["kind": "Deployment", "name": "web", "controller": true]],
        ],
      ]))
    let pods = [
      try Self.pod("web-1-b", owner: ("ReplicaSet", "web-1")), try Self.pod("web-1-a", owner: ("ReplicaSet", "web-1")),
      try Self.pod("done", owner: ("Job", "once"), status: #"{"phase":"Succeeded"}"#),
    ]
    let workloads = WorkloadResolver(replicaSets: [set]).workloads(pods: pods, controllers: [deployment, idle, set])
    #expect(workloads.map(\.id.name) == ["idle", "web"])
    #expect(workloads[1].pods.map(\.name) == ["web-1-a", "web-1-b"])
    #expect(workloads[1].replicas == Replicas(desired: 3, current: 2, available: 1))
    #expect(workloads[1].labels == ["app": "web"] && workloads[1].serviceAccount == "sa")
    #expect(workloads[0].replicas == Replicas(desired: 0, current: 0, available: 0))
  }

  @Test func servicePortsResolveTheirTargets() throws {
    let service = try #require(
      ServiceRecord([
        "metadata": ["name": "web", "namespace": "a"],
        "spec": [
          "selector": ["app": "web"],
          "ports": [
            ["name": "http", "port": 80, "targetPort": 8080], ["name": "named", "port": 81, "targetPort": "admin"],
            ["name": "plain", "port": 82], ["name": "text", "port": 83, "targetPort": "8083", "appProtocol": "grpc"],
            ["name": "bad"],
          ],
        ],
      ]))
    let stranger = try Self.pod("x", spec: #"{"containers":[{"ports":[{"name":"admin","containerPort":1}]}]}"#)
    let chosen = try Self.pod(
      "y", labels: ["app": "web"], spec: #"{"containers":[{"ports":[{"name":"admin","containerPort":9901}]}]}"#)
    #expect(service.info(pods: [stranger, chosen]).ports.map(\.targetPort) == [8080, 9901, 82, 8083])
    #expect(service.info().ports.map(\.targetPort) == [8080, 81, 82, 8083])
    #expect(service.info().ports[3].appProtocol == "grpc")
    #expect(service.info().id.host() == "web.a.svc.cluster.local")
  }

  @Test func externalNamesSelectNothing() throws {
    let service = try #require(
      ServiceRecord(["metadata": ["name": "e"], "spec": ["type": "ExternalName", "selector": ["a": "b"]]]))
    #expect(service.selector.isEmpty)
  }

  @Test func daemonSetsCountNodes() throws {
    let record = try #require(
      ControllerRecord([
        "kind": "DaemonSet", "metadata": ["name": "d", "namespace": "a"],
        "status": ["desiredNumberScheduled": 4, "currentNumberScheduled": 3, "numberAvailable": 2],
      ]))
    #expect(record.replicas == Replicas(desired: 4, current: 3, available: 2))
  }

  @Test func nothingIsReadFromJunk() {
    for junk in [JSONValue.null, [:], ["metadata": 1], ["metadata": ["name": 1]], [1]] {
      #expect(PodRecord(junk) == nil)
      #expect(ServiceRecord(junk) == nil)
      #expect(ControllerRecord(junk) == nil)
    }
  }

  @Test func kindsAreFoundByTheirDocuments() {
    #expect(ResourceKind.of(kind: "VirtualService", apiVersion: "networking.istio.io/v1beta1")?.version == "v1beta1")
    #expect(ResourceKind.of(kind: "Pod", apiVersion: "v1") == .pods)
    #expect(ResourceKind.of(kind: "Gateway", apiVersion: "gateway.networking.k8s.io/v1") == nil)
  }
}
