import Kubernetes
import MeshModel
import Testing

@testable import Collector

/// What an inventory tells of the mesh, with the rights to one namespace alone and with more.
@Suite(.timeLimit(.minutes(10))) struct MeshInventoryTests {
  private static func pod(_ name: String, labels: String = "", annotations: String = "", spec: String) -> String {
    """
    {"metadata":{"name":"\(name)","namespace":"default","labels":{"app":"\(name)"\(labels)},\
    "annotations":{\(annotations)}},"spec":\(spec),\
    "status":{"phase":"Running","podIP":"10.0.0.9","conditions":[{"type":"Ready","status":"True"}]}}
    """
  }

  private static let sidecar = """
    {"containers":[{"name":"app"}],"initContainers":[{"name":"istio-proxy","restartPolicy":"Always",\
    "image":"docker.io/istio/proxyv2:1.26.1","args":["proxy","sidecar","--domain","$(POD_NAMESPACE).svc.corp.example"],\
    "env":[{"name":"CA_ADDR","value":"istiod.mesh.svc:15012"},{"name":"TRUST_DOMAIN","value":"corp"}]}]}
    """

  private static let pods = [
    pod("native", annotations: #""istio.io/rev":"stable""#, spec: sidecar),
    pod(
      "ambient", annotations: #""ambient.istio.io/redirection":"enabled""#, spec: #"{"containers":[{"name":"app"}]}"#),
    pod("bare", spec: #"{"containers":[{"name":"app"}]}"#),
    pod(
      "waypoint", labels: #","istio.io/rev":"stable""#,
      spec: #"{"containers":[{"name":"istio-proxy","args":["proxy","waypoint"]}]}"#),
  ]

  /// The first inventory that is as wanted.
  private static func inventory(
    _ lists: [String: [String]?], where isRight: (MeshInventory) -> Bool
  ) async throws -> MeshInventory? {
    let server = try #require(KubernetesMeshSourceTests.server(lists))
    defer { server.close() }
    let (source, client) = try KubernetesMeshSourceTests.source(server)
    var found: MeshInventory?
    for await inventory in source.inventory(namespaces: ["default"]) where isRight(inventory) {
      found = inventory
      break
    }
    await source.shutdown()
    await client.shutdown()
    return found
  }

  @Test func `The rights to one namespace tell how its pods are in the mesh`() async throws {
    let inventory = try #require(
      await Self.inventory(["pods": Self.pods, "services": []]) { !$0.configuration.workloads.isEmpty })
    let modes = Dictionary(
      uniqueKeysWithValues: inventory.configuration.workloads.map { ($0.id.name, $0.meshModes) })
    #expect(
      modes == ["native": ["native sidecar"], "ambient": ["ambient"], "bare": ["none"], "waypoint": ["waypoint"]])
    #expect(inventory.configuration.workloads.allSatisfy { $0.kind == "Pod" && $0.mutualTLS == nil })
    #expect(inventory.configuration.rootNamespace == "mesh" && inventory.configuration.domain == "corp.example")
    #expect(inventory.trustDomain == "corp" && inventory.controlPlanes.isEmpty)
    #expect(inventory.namespaceInfos.map(\.mode) == ["ambient"])
    #expect(inventory.proxies.map(\.kind) == [.nativeSidecar, .waypoint])
  }

  @Test func `Namespaces and policies tell the rest`() async throws {
    let inventory = try #require(
      await Self.inventory([
        "pods": Self.pods, "services": [], "deployments": [], "virtualservices": [], "destinationrules": [],
        "gateways": [],
        "namespaces": [#"{"metadata":{"name":"default","labels":{"istio.io/rev":"stable"}}}"#],
        "peerauthentications": [
          #"{"kind":"PeerAuthentication","metadata":{"name":"all","namespace":"default"},"spec":{"mtls":{"mode":"STRICT"}}}"#
        ],
      ]) { inventory in inventory.namespaceInfos.first?.mutualTLS != nil && !inventory.namespaces.isEmpty })
    let info = try #require(inventory.namespaceInfos.first)
    #expect(info.injects && info.revision == "stable" && info.mutualTLS == .strict)
    #expect(inventory.configuration.workloads.allSatisfy { $0.mutualTLS == .strict })
  }
}
