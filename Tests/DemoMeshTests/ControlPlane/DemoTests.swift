import Documents
import Foundation
import Testing

@testable import DemoMesh

@Suite("Demo")
struct DemoTests {
  @Test("Starts, is reachable as a cluster, through its gateway and by its proxies, and leaves nothing behind")
  func life() async throws {
    let demo = try await Demo.start(DemoOptions(rate: 50))
    let path = demo.kubeconfigPath
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    let config = try YAMLText.parse(String(contentsOfFile: path, encoding: .utf8))
    #expect(config.at("clusters[0].cluster.server") == .string(demo.apiURL))
    #expect(config["current-context"] == "vigla-demo")

    let proxies = demo.proxies
    #expect(
      proxies.map(\.workload) == [
        "details-v1", "productpage-v1", "ratings-v1", "reviews-v1", "reviews-v2", "reviews-v3",
        "istio-ingressgateway",
      ])
    let page = try #require(proxies.first { $0.workload == "productpage-v1" })
    let stats = try #require(URL(string: page.stats))
    let port = try #require(stats.port)
    let answer = try await TestClient(host: stats.host() ?? "", port: port).send("GET", stats.path())
    #expect(answer.status == 200)
    #expect(answer.text.contains("envoy_cluster_manager_cds_update_success"))

    let gateway = try #require(URL(string: demo.gatewayURL)?.port)
    let response = try await TestClient(port: gateway).send("GET", "/productpage")
    #expect(response.status == 200)
    #expect(response.headers.first(name: "server") == "istio-envoy")
    let hops = response.json["hops"]?.array ?? []
    #expect(hops.contains { $0["service"]?.string?.hasPrefix("reviews.") == true })
    #expect(try await TestClient(port: gateway).send("GET", "/nowhere").status == 404)

    await demo.stop()
    #expect(!FileManager.default.fileExists(atPath: path))
    await #expect(throws: (any Error).self) { try await TestClient(port: gateway).send("GET", "/productpage") }
  }

  @Test("Scaling a version to zero sends its traffic elsewhere")
  func scaling() async throws {
    let demo = try await Demo.start(DemoOptions(rate: 0))
    let url = try #require(URL(string: demo.apiURL)?.port)
    let config = try YAMLText.parse(String(contentsOfFile: demo.kubeconfigPath, encoding: .utf8))
    let token = config.at("users[0].user.token")?.string ?? ""
    let answer = try await TestClient(port: url).send(
      "PATCH", "/apis/apps/v1/namespaces/default/deployments/reviews-v1/scale",
      headers: [("Authorization", "Bearer \(token)"), ("Content-Type", "application/merge-patch+json")],
      body: Array(#"{"spec":{"replicas":0}}"#.utf8))
    #expect(answer.status == 200)
    let gateway = try #require(URL(string: demo.gatewayURL)?.port)
    var quiet = 0
    // v1 has a third of the traffic; it is gone once it was not met for long.
    while quiet < 30 {
      let response = try await TestClient(port: gateway).send("GET", "/productpage")
      let met = response.json["hops"]?.array?.contains { $0["destination"] == "default/reviews-v1" } ?? false
      quiet = met ? 0 : quiet + 1
    }
    #expect(!demo.proxies.contains { $0.workload == "reviews-v1" })
    await demo.stop()
  }

  @Test("A port that is taken, and a directory that is not there, are errors")
  func failures() async throws {
    let first = try await Demo.start(DemoOptions(rate: 0))
    let port = try #require(URL(string: first.apiURL)?.port)
    await #expect(throws: (any Error).self) { try await Demo.start(DemoOptions(apiPort: port)) }
    await #expect(throws: DemoFileError.self) {
      try await Demo.start(DemoOptions(rate: 0, kubeconfigOut: "/nonexistent/directory/kubeconfig"))
    }
    await first.stop()
  }

  @Test("Only the loopback interface is listened on", arguments: ["0.0.0.0", "10.0.0.1", "::"])
  func loopback(host: String) async {
    await #expect(throws: LoopbackServerError.self) {
      try await LoopbackServer.start(host: host) { _ in .text("no") }
    }
  }
}
