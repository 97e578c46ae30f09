import Testing

@testable import Kubernetes

@Suite struct ServiceProxyTests {
  @Test(arguments: [
    (ServiceTarget(namespace: "istio-system", name: "prometheus"), "prometheus"),
    (ServiceTarget(namespace: "istio-system", name: "prometheus", port: "9090"), "prometheus%3A9090"),
    (
      ServiceTarget(namespace: "istio-system", name: "prometheus", port: "web", isTLS: true), "https%3Aprometheus%3Aweb"
    ),
    (ServiceTarget(namespace: "istio-system", name: "prometheus", isTLS: true), "https%3Aprometheus%3A"),
  ])
  func asksTheServiceWithEncodedQuery(_ target: ServiceTarget, segment: String) async throws {
    let requests = try await TestServer.run({ _, _ in .plain("up", status: 200) }) { server in
      try await server.client { client in
        let body = try await client.serviceProxy(
          target, path: "api/v1/query", query: [("query", "sum by (x) (rate(a{b=\"ü&c\"}[1m]))"), ("time", "1.5")])
        #expect(String(decoding: body, as: UTF8.self) == "up")
      }
      return server.requests
    }
    #expect(requests.map(\.path) == ["/api/v1/namespaces/istio-system/services/\(segment)/proxy/api/v1/query"])
    #expect(requests[0].query == ["query": "sum by (x) (rate(a{b=\"ü&c\"}[1m]))", "time": "1.5"])
    #expect(requests[0].headers["authorization"] == "Bearer s3cret-token")
  }

  @Test func aServiceWithoutEndpointsIsAServerError() async throws {
    let reply = TestServer.Reply.status(
      503, reason: "ServiceUnavailable", message: "no endpoints available for service \\\"prometheus\\\"")
    let error = try await answering(reply) { client in
      await failure { () throws(KubernetesError) in
        try await client.serviceProxy(ServiceTarget(namespace: "a", name: "prometheus"), path: "/")
      }
    }
    #expect(error?.reason == .server(code: 503, message: "no endpoints available for service \"prometheus\""))
    #expect(error?.operatorText.contains("get services/proxy \"prometheus\" in namespace a") == true)
  }
}
