import Foundation
import Testing

/// What Vigla lists is what kubectl lists.
@Suite(.serialized, .needsKubectl)
struct KubectlViewTests {
  private let demo: HeadlessDemo

  init() throws { demo = try HeadlessDemo() }

  private struct List: Decodable {
    struct Item: Decodable {
      struct Metadata: Decodable {
        struct Owner: Decodable { var kind: String }
        var name: String
        var namespace: String
        var ownerReferences: [Owner]?
      }
      struct Spec: Decodable {
        struct Port: Decodable { var port: Int }
        struct Container: Decodable { var name: String }
        struct Server: Decodable { var hosts: [String] }
        var ports: [Port]?
        var type: String?
        var clusterIP: String?
        var externalName: String?
        var containers: [Container]?
        var hosts: [String]?
        var host: String?
        var servers: [Server]?
      }
      struct Status: Decodable {
        var replicas: Int?
        var readyReplicas: Int?
      }
      var kind: String?
      var metadata: Metadata
      var spec: Spec?
      var status: Status?
      var id: String { "\(metadata.namespace)/\(metadata.name)" }
    }
    var items: [Item]
  }

  private func kubectl(_ kinds: String) throws -> [List.Item] {
    let program = try #require(Tools.kubectl)
    let output = try #require(
      Tools.run(program, ["get", kinds, "-A", "-o", "json"], environment: demo.environment))
    #expect(output.status == 0, "\(output.errors)")
    return try JSONDecoder().decode(List.self, from: Data(output.text.utf8)).items
  }

  private func vigla<Row: Decodable>(_ command: String, as type: Row.Type) throws -> [Row] {
    let output = try demo.vigla(command, "-A", "--refresh", "1", "--window", "10s", "-o", "json")
    #expect(output.status == 0, "\(output.errors)")
    return try JSONDecoder().decode([Row].self, from: Data(output.text.utf8))
  }

  @Test func `Services with their ports`() throws {
    struct Row: Decodable {
      var namespace: String
      var service: String
      var ports: [Int]?
    }
    let ours = try vigla("services", as: Row.self).map { "\($0.namespace)/\($0.service) \($0.ports ?? [])" }
    let theirs = try kubectl("services").map { "\($0.id) \(($0.spec?.ports ?? []).map(\.port))" }
    #expect(ours.count > 4)
    #expect(ours.sorted() == theirs.sorted())
  }

  /// What no controller of the demo makes: services without an address or selector, and a pod that nobody owns.
  @Test func `Services of every type, and pods without an owner`() throws {
    let manifests = """
      apiVersion: v1
      kind: Service
      metadata: {name: peers, namespace: default}
      spec:
        clusterIP: None
        selector: {app: reviews}
        ports: [{name: http, port: 9080}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: elsewhere, namespace: default}
      spec: {type: ExternalName, externalName: db.example.com}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: lonely, namespace: default, labels: {app: lonely}}
      spec: {containers: [{name: app, image: "registry.example/lonely:1"}]}
      """
    let program = try #require(Tools.kubectl)
    let applied = try #require(
      Tools.run(program, ["apply", "-f", "-"], input: manifests, environment: demo.environment))
    #expect(applied.status == 0, "\(applied.errors)")
    struct Service: Decodable {
      var namespace: String
      var service: String
      var type: String?
    }
    let ours = try vigla("services", as: Service.self).map { "\($0.namespace)/\($0.service) \($0.type ?? "")" }
    let theirs = try kubectl("services").map { item in
      let isHeadless = item.spec?.clusterIP == "None"
      let type = item.spec?.type ?? ""
      return "\(item.id) \(isHeadless ? "headless" : item.spec?.externalName.map { "\(type) \($0)" } ?? type)"
    }
    #expect(ours.contains("default/peers headless") && ours.contains("default/elsewhere ExternalName db.example.com"))
    #expect(ours.sorted() == theirs.sorted())
    struct Workload: Decodable {
      var namespace: String
      var workload: String
      var kind: String?
    }
    let alone = try vigla("workloads", as: Workload.self).filter { $0.kind == "Pod" }
      .map { "\($0.namespace)/\($0.workload)" }
    #expect(alone == ["default/lonely"])
    #expect(try kubectl("pods").filter { $0.metadata.ownerReferences == nil }.map(\.id) == alone)
  }

  @Test func `Workloads with their pods`() throws {
    struct Row: Decodable {
      var namespace: String
      var workload: String
      var kind: String?
      var pods: Int
      var readyPods: Int
    }
    let ours = try vigla("workloads", as: Row.self)
      .map { "\($0.kind ?? "") \($0.namespace)/\($0.workload) \($0.readyPods)/\($0.pods)" }
    let theirs = try kubectl("deployments").map {
      "Deployment \($0.id) \($0.status?.readyReplicas ?? 0)/\($0.status?.replicas ?? 0)"
    }
    #expect(ours.count > 6)
    #expect(ours.sorted() == theirs.sorted())
  }

  @Test func `Proxies are the pods with an istio-proxy`() throws {
    struct Row: Decodable {
      var namespace: String
      var pod: String
    }
    let ours = try vigla("proxies", as: Row.self).map { "\($0.namespace)/\($0.pod)" }
    let theirs = try kubectl("pods").filter { pod in
      pod.spec?.containers?.contains { $0.name == "istio-proxy" } ?? false
    }.map(\.id)
    #expect(ours.count > 6)
    #expect(ours.sorted() == theirs.sorted())
  }

  @Test func `Routing objects with their hosts`() throws {
    struct Row: Decodable {
      var kind: String
      var namespace: String
      var name: String
      var hosts: [String]?
    }
    let shift = try demo.vigla("shift", "reviews", "v1=80", "v2=20", "v3=0", "--yes")
    #expect(shift.status == 0, "\(shift.errors)")
    let ours = try vigla("config", as: Row.self).map { "\($0.kind) \($0.namespace)/\($0.name) \($0.hosts ?? [])" }
    let theirs = try kubectl("virtualservices,destinationrules,gateways.networking.istio.io").map { item in
      let gatewayHosts = Set((item.spec?.servers ?? []).flatMap(\.hosts)).sorted()
      let hosts = item.spec?.hosts ?? item.spec?.host.map { [$0] } ?? gatewayHosts
      return "\(item.kind ?? "") \(item.id) \(hosts)"
    }
    #expect(ours.count >= 2)
    #expect(ours.sorted() == theirs.sorted())
  }

  @Test func `Mutual TLS follows PeerAuthentications`() throws {
    struct Row: Decodable {
      var namespace: String
      var workload: String
      var mesh: String?
      var proxyVersion: String?
      var mtls: String?
    }
    let policies = """
      apiVersion: security.istio.io/v1
      kind: PeerAuthentication
      metadata: {name: default, namespace: default}
      spec: {mtls: {mode: STRICT}}
      ---
      apiVersion: security.istio.io/v1
      kind: PeerAuthentication
      metadata: {name: ratings, namespace: default}
      spec:
        selector: {matchLabels: {app: ratings}}
        mtls: {mode: DISABLE}
      """
    let program = try #require(Tools.kubectl)
    let applied = try #require(
      Tools.run(program, ["apply", "-f", "-"], input: policies, environment: demo.environment))
    #expect(applied.status == 0, "\(applied.errors)")
    let rows = try vigla("workloads", as: Row.self)
    func modes(_ workload: String) -> [String?] { rows.filter { $0.workload == workload }.map(\.mtls) }
    #expect(modes("reviews-v1") == ["strict"] && modes("ratings-v1") == ["disable"])
    #expect(modes("istio-ingressgateway") == ["permissive"])
    #expect(rows.filter { $0.workload == "reviews-v1" }.map(\.mesh) == ["sidecar"])
    #expect(rows.filter { $0.workload == "istiod" }.map(\.mesh) == ["none"])
    #expect(rows.first { $0.workload == "reviews-v1" }?.proxyVersion != nil)
  }
}
