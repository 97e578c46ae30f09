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
    (#"{"containers":[{"name":"istio-proxy","args":["proxy","ztunnel"]}]}"#, ProxyKind.ztunnel),
    (
      #"{"containers":[{"name":"istio-proxy","args":["proxy","waypoint","--domain","a.svc.cluster.local"]}]}"#,
      .waypoint
    ),
    (#"{"containers":[{"name":"istio-proxy","args":["proxy","router"]}]}"#, .gateway),
    (#"{"containers":[{"name":"app"},{"name":"istio-proxy","args":["proxy","sidecar"]}]}"#, .sidecar),
    (
      #"{"containers":[{"name":"app"}],"initContainers":[{"name":"istio-proxy","restartPolicy":"Always"}]}"#,
      .nativeSidecar
    ),
  ])
  func tellsProxiesApart(spec: String, expected: ProxyKind) throws {
    #expect(try Self.pod("p", spec: spec).info.proxy == expected)
  }

  @Test func theProxyTellsOfItsMesh() throws {
    let spec = #"""
      {"containers":[{"name":"app"},{"name":"istio-proxy","image":"registry/istio/proxyv2:1.26.1-distroless@sha256:0",\
      "args":["proxy","sidecar","--domain","$(POD_NAMESPACE).svc.corp.example"],"env":[\
      {"name":"CA_ADDR","value":"istiod-canary.mesh.svc:15012"},{"name":"TRUST_DOMAIN","value":"corp"}]}]}
      """#.replacing("\\\n", with: "")
    let pod = try Self.pod("p", labels: ["istio.io/rev": "canary"], spec: spec)
    let facts = try #require(pod.proxyFacts)
    #expect(pod.info.proxyVersion == "1.26.1" && pod.info.revision == "canary")
    #expect(facts.controlPlaneNamespace == "mesh" && facts.trustDomain == "corp" && facts.domain == "corp.example")
  }

  @Test(
    arguments: [
      ("docker.io/istio/pilot:1.26.1", "1.26.1"), ("localhost:5000/pilot:1.27-alpha.3", "1.27"),
      ("pilot:latest", "latest"),
      ("localhost:5000/pilot", nil), ("pilot@sha256:abc", nil), ("", nil),
    ] as [(String, String?)])
  func versionsOfImages(image: String, expected: String?) { #expect(ImageVersion.of(image) == expected) }

  @Test(arguments: [
    (#"{}"#, "none"), (#"{"istio-injection":"enabled"}"#, "sidecar"), (#"{"istio.io/rev":"canary"}"#, "sidecar"),
    (#"{"istio-injection":"disabled","istio.io/rev":"canary"}"#, "none"),
    (#"{"istio.io/dataplane-mode":"ambient"}"#, "ambient"), (#"{"istio.io/dataplane-mode":"none"}"#, "none"),
  ])
  func modesOfNamespaces(labels: String, mode: String) throws {
    let labels = try JSONValue(parsing: labels)
    let record = try #require(NamespaceRecord(["metadata": ["name": "a", "labels": labels]]))
    #expect(record.info.mode == mode)
  }

  @Test func ownersTellTheKind() throws {
    let resolver = WorkloadResolver()
    let cases: [(PodRecord, String)] = [
      (try Self.pod("p", owner: ("ReplicaSet", "web-6f7"), labels: ["pod-template-hash": "6f7"]), "Deployment"),
      (try Self.pod("p", owner: ("StatefulSet", "db")), "StatefulSet"),
      (try Self.pod("p", owner: ("Job", "nightly-28112233")), "CronJob"),
      (try Self.pod("p", owner: ("Job", "once")), "Job"), (try Self.pod("bare"), "Pod"),
    ]
    for (pod, kind) in cases {
      #expect(resolver.workload(of: pod).kind == kind)
      #expect(resolver.workloads(pods: [pod], controllers: []).map(\.kind) == [kind])
    }
  }

  @Test func servicesWithoutAnAddress() throws {
    let headless = try #require(
      ServiceRecord(["metadata": ["name": "db", "namespace": "a"], "spec": ["clusterIP": "None"]])?.info())
    #expect(headless.isHeadless && headless.externalName == nil)
    let external = try #require(
      ServiceRecord([
        "metadata": ["name": "x", "namespace": "a"], "spec": ["type": "ExternalName", "externalName": "db.example"],
      ])?.info())
    #expect(!external.isHeadless && external.externalName == "db.example" && external.type == "ExternalName")
  }

  @Test(
    arguments: [
      (#"{}"#, nil, nil), (#"{"istio.io/use-waypoint":"w"}"#, "w", nil),
      (#"{"istio.io/use-waypoint":"w","istio.io/use-waypoint-namespace":"edge"}"#, "w", "edge"),
      (#"{"istio.io/use-waypoint":"none","istio.io/use-waypoint-namespace":"edge"}"#, "none", "edge"),
    ] as [(String, String?, String?)])
  func waypoints(labels: String, name: String?, place: String?) throws {
    let labels = try JSONValue(parsing: labels)
    let service = try #require(ServiceRecord(["metadata": ["name": "s", "namespace": "a", "labels": labels]])?.info())
    #expect(service.waypoint == name && service.waypointNamespace == place)
    let namespace = try #require(NamespaceRecord(["metadata": ["name": "a", "labels": labels]])).info
    #expect(namespace.waypoint == (name == "none" ? nil : name))
    #expect(namespace.waypointNamespace == (name == "none" ? nil : place))
  }

  @Test(
    "why a service has no waypoint",
    arguments: [
      (#"{"type":"istio.io/WaypointBound","status":"False","reason":"Missing","message":"no w"}"#, "Missing: no w"),
      (#"{"type":"istio.io/WaypointBound","status":"False"}"#, ""),
      (#"{"type":"istio.io/WaypointBound","status":"True","reason":"Bound"}"#, nil),
      (#"{"type":"Other","status":"False","reason":"x"}"#, nil),
    ] as [(String, String?)])
  func unboundServices(condition: String, expected: String?) throws {
    let status: JSONValue = ["conditions": [try JSONValue(parsing: condition)]]
    let record = try #require(ServiceRecord(["metadata": ["name": "s", "namespace": "a"], "status": status]))
    #expect(record.info().unboundWaypoint == expected)
  }

  @Test func meshConfiguration() throws {
    let record = try #require(
      MeshConfigRecord([
        "metadata": ["name": "istio-canary", "namespace": "mesh"],
        "data": ["mesh": "rootNamespace: rules\ntrustDomain: corp\n"],
      ]))
    #expect(record.revision == "canary" && record.rootNamespace == "rules" && record.trustDomain == "corp")
    #expect(MeshConfigRecord(["metadata": ["name": "istio-ca-root-cert", "namespace": "a"], "data": [:]]) == nil)
  }

  @Test func rulesReviewsFollowTheRules() throws {
    let review = try #require(
      RulesReview([
        "status": [
          "resourceRules": [
            ["verbs": ["get"], "apiGroups": [""], "resources": ["pods", "pods/proxy"]],
            ["verbs": ["*"], "apiGroups": ["networking.istio.io"], "resources": ["*"]],
            ["verbs": ["list"], "apiGroups": [""], "resources": ["services"], "resourceNames": ["one"]],
          ], "incomplete": false,
        ]
      ]))
    #expect(review.allows("get", .pods) && !review.allows("list", .pods))
    #expect(review.allows("get", .pods, subresource: "proxy") && !review.allows("get", .pods, subresource: "log"))
    #expect(review.allows("delete", .gateways) && !review.allows("delete", .peerAuthentications))
    #expect(!review.allows("list", .services), "a rule for one object says nothing of the list")
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
