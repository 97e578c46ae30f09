import Documents
import MeshModel
import Testing

@testable import DemoMesh

@Suite("Topologies from documents")
struct TopologyDocumentTests {
  private let shop = """
    name: shop
    services:
    - name: web
      namespace: shop
      entry: {path: /, host: shop.example.com, headers: {End-User: jason}}
      calls:
      - {service: cart, path: /cart, probability: 0.5, timeout: 2s, attempts: 2, required: true, stage: 2}
      - {service: users.identity}
    - name: cart
      namespace: shop
      port: 9090
      protocol: grpc
      versions:
      - {name: v1, replicas: 2, serviceTime: 12ms, spread: 0.4, errorRate: 0.01, errorStatus: 503}
      - {name: v2, calls: [{service: web}]}
    - {name: users, namespace: identity}
    """

  private func read(_ yaml: String) throws -> MeshTopology {
    let documents = try YAMLText.parseAll(yaml)
    return try MeshTopology(document: try #require(documents.first))
  }

  @Test("a document becomes a mesh that runs")
  func shopRuns() throws {
    let topology = try read(shop)
    #expect(topology.name == "shop")
    #expect(topology.services.map(\.id.description) == ["users.identity", "cart.shop", "web.shop"])
    let web = try #require(topology.workloads.first { $0.name == "web-v1" })
    #expect(web.behaviour.stages.map { $0.calls.map(\.host) } == [["users.identity"], ["cart"]])
    let call = try #require(web.behaviour.stages.last?.calls.first)
    #expect(
      call
        == CallSpec(
          host: "cart", port: 9090, path: "/cart", method: "POST", probability: 0.5, protocol: .grpc, timeout: 2,
          attempts: 2, isRequired: true))
    let cart = try #require(topology.workloads.first { $0.name == "cart-v1" })
    #expect(cart.replicas == 2)
    #expect(cart.behaviour.serviceTime == .milliseconds(12, spread: 0.4))
    #expect(cart.behaviour.errorRate == 0.01)
    #expect(cart.behaviour.errorStatus == 503)
    #expect(topology.workloads.first { $0.name == "cart-v2" }?.behaviour.stages.count == 1)
    #expect(topology.entries.first?.headers == ["end-user": "jason"])

    let mesh = try TestMesh(topology)
    let answers = try (0..<20).map { _ in try mesh.get("/", host: "shop.example.com") }
    #expect(answers.allSatisfy { $0.hops.contains { $0.destination == "identity/users-v1" } })
  }

  @Test(
    "what is wrong is named with its place",
    arguments: [
      ("name: x", "services"),
      ("services: [{name: a}]", "entry"),
      ("services: [{name: A, entry: {}}]", "services[0].name"),
      ("services: [{name: a, entry: {}}, {name: a}]", "services[1]"),
      ("services: [{name: a, entry: {}, prot: 1}]", "services[0].prot"),
      ("services: [{name: a, entry: {}, port: 99999}]", "services[0].port"),
      ("services: [{name: a, entry: {}, protocol: udp}]", "services[0].protocol"),
      ("services: [{name: a, entry: {share: -1}}]", "services[0].entry.share"),
      ("services: [{name: a, entry: {headers: {x: 1}}}]", "services[0].entry.headers.x"),
      ("services: [{name: a, entry: {}, calls: [{service: b}]}]", "services[0].calls[0]"),
      ("services: [{name: a, entry: {}, calls: [{service: a, timeout: soon}]}]", "services[0].calls[0].timeout"),
      ("services: [{name: a, entry: {}, versions: [{name: v1}, {name: v1}]}]", "services[0].versions[1]"),
      ("services: [{name: a, entry: {}, versions: [{name: v1, errorRate: 2}]}]", "services[0].versions[0].errorRate"),
      ("services: 7", "services"),
      ("[]", "must be an object"),
    ])
  func wrong(yaml: String, place: String) throws {
    do {
      _ = try read(yaml)
      Issue.record("\(yaml) was taken")
    } catch let error as MeshTopologyError {
      #expect("\(error)".contains(place))
    }
  }
}
