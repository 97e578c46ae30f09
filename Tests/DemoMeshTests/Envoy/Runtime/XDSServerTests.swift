import Documents
import Foundation
import Testing

@testable import DemoMesh

@Suite("Delivery to proxies")
struct XDSServerTests {
  private static let node = "sidecar~127.0.0.2~web-1.default~default.svc.cluster.local"

  private static func clusters(_ names: String...) -> EnvoyResources {
    EnvoyResources(clusters: names.map { ["name": .string($0)] })
  }

  private static func run(_ body: (XDSServer, TestClient) async throws -> Void) async throws {
    let server = XDSServer()
    let port = try await server.start()
    do {
      try await body(server, TestClient(port: port))
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  private static func ask(
    _ client: TestClient, version: String = "", type: String = "clusters"
  ) async throws
    -> TestResponse
  {
    let body: JSONValue = ["version_info": .string(version), "node": ["id": .string(node)]]
    return try await client.send(
      "POST", "/v3/discovery:\(type)", headers: [("Content-Type", "application/json")], body: body.serializedBytes())
  }

  @Test("A request is answered in Envoy's form, and held until there is something new")
  func hold() async throws {
    try await Self.run { server, client in
      async let early = Self.ask(client)
      await server.set(Self.node, Self.clusters("v1"))
      let first = try await early
      #expect(first.status == 200)
      #expect(first.json["type_url"] == "type.googleapis.com/envoy.config.cluster.v3.Cluster")
      #expect(first.json["resources"] == [["name": "v1"]])
      let version = try #require(first.json["version_info"]?.string)
      #expect(await !server.isSettled([Self.node]))

      var events = server.events.makeAsyncIterator()
      async let second = Self.ask(client, version: version)
      guard case .taken(Self.node, XDSSubscription(type: .clusters, names: [])) = await events.next() else {
        Issue.record("the proxy's word for the first version is not told")
        return
      }
      await server.set(Self.node, Self.clusters("v1", "v2"))
      #expect(try await second.json["resources"] == [["name": "v1"], ["name": "v2"]])
    }
  }

  @Test("A refusal is an event, and the proxy is not asked again with the same")
  func refusal() async throws {
    try await Self.run { server, client in
      await server.set(Self.node, Self.clusters("good"))
      let version = try #require(try await Self.ask(client).json["version_info"]?.string)
      var events = server.events.makeAsyncIterator()
      async let changed = Self.ask(client, version: version)
      _ = await events.next()
      await server.set(Self.node, Self.clusters("good", "bad"))
      _ = try await changed
      async let held = Self.ask(client, version: version)
      guard case .refused(Self.node, let refusal) = await events.next() else {
        Issue.record("the refusal is not told")
        return
      }
      #expect(refusal.resources.count == 2)
      #expect(refusal.running == [["name": "good"]])
      await server.set(Self.node, Self.clusters("good", "better"))
      #expect(try await held.json["resources"]?.array?.last?["name"] == "bad", "what leaves stays for the moment")
    }
  }

  @Test("What is no discovery request is refused")
  func nonsense() async throws {
    try await Self.run { _, client async throws in
      #expect(try await client.send("POST", "/v3/discovery:clusters", body: Array("{}".utf8)).status == 400)
      #expect(try await client.send("POST", "/v3/discovery:secrets", body: Array("{}".utf8)).status == 404)
      #expect(try await client.send("GET", "/v3/discovery:clusters").status == 404)
    }
  }

  @Test("At the end held requests are let go")
  func end() async throws {
    let server = XDSServer()
    let client = TestClient(port: try await server.start())
    await server.set(Self.node, Self.clusters("v1"))
    let version = try #require(try await Self.ask(client).json["version_info"]?.string)
    var events = server.events.makeAsyncIterator()
    async let held = try? Self.ask(client, version: version)
    _ = await events.next()
    await server.stop()
    let answer = await held
    #expect(answer == nil || answer?.status == 304 || answer?.status == 0)
    await #expect(throws: (any Error).self) { try await Self.ask(client) }
  }
}
