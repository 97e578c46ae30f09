import Documents
import Testing

@testable import Kubernetes

/// What the client sends, and how it puts pages together.
@Suite struct ClientCallTests {
  /// The requests that a call makes against a server that answers each with an empty object.
  private func requests(_ body: @Sendable (KubernetesClient) async throws -> Void) async throws -> [TestServer.Request]
  {
    try await TestServer.run({ _, _ in .json("{}") }) { server in
      try await server.client { try await body($0) }
      return server.requests
    }
  }

  private let object: JSONValue = ["metadata": ["name": "reviews"], "spec": [:]]

  @Test func replaceSendsManagerAndBody() async throws {
    let sent = try await requests {
      _ = try await $0.replace(.virtualServices, namespace: "a b", name: "re/views", object: object)
    }
    #expect(sent.map(\.method) == ["PUT"])
    #expect(sent[0].path == "/apis/networking.istio.io/v1/namespaces/a%20b/virtualservices/re%2Fviews")
    #expect(sent[0].query == ["fieldManager": "vigla"])
    #expect(sent[0].text == object.serialized())
    #expect(sent[0].headers["content-type"] == "application/json")
    #expect(sent[0].headers["authorization"] == "Bearer s3cret-token")
    #expect(sent[0].headers["user-agent"] == "vigla")
  }

  @Test func dryRunIsSaidOnEveryVerb() async throws {
    let sent = try await requests { client in
      _ = try await client.create(.destinationRules, namespace: "a", object: object, dryRun: true)
      _ = try await client.replace(.destinationRules, namespace: "a", name: "r", object: object, dryRun: true)
      _ = try await client.patch(.destinationRules, namespace: "a", name: "r", .merge([:]), dryRun: true)
      _ = try await client.delete(.destinationRules, namespace: "a", name: "r", dryRun: true)
    }
    #expect(sent.map(\.method) == ["POST", "PUT", "PATCH", "DELETE"])
    #expect(sent.allSatisfy { $0.query["dryRun"] == "All" })
    #expect(sent[3].text.contains(#""dryRun":["All"]"#))
    #expect(sent[0].path == "/apis/networking.istio.io/v1/namespaces/a/destinationrules")
  }

  @Test(arguments: [
    (PatchBody.merge(["a": 1]), "application/merge-patch+json", ["fieldManager": "vigla"]),
    (.json([["op": "remove", "path": "/a"]]), "application/json-patch+json", ["fieldManager": "vigla"]),
    (.apply(["a": 1], force: true), "application/apply-patch+yaml", ["fieldManager": "vigla", "force": "true"]),
    (.apply(["a": 1], force: false), "application/apply-patch+yaml", ["fieldManager": "vigla", "force": "false"]),
  ])
  func patchForms(patch: PatchBody, type: String, query: [String: String]) async throws {
    let sent = try await requests {
      _ = try await $0.patch(.deployments, namespace: "a", name: "r", subresource: "scale", patch)
    }
    #expect(sent[0].path == "/apis/apps/v1/namespaces/a/deployments/r/scale")
    #expect(sent[0].headers["content-type"] == type)
    #expect(sent[0].query == query)
  }

  @Test func aLogIsAskedForFromItsEnd() async throws {
    let sent = try await requests {
      let text = try await $0.podLog(namespace: "a", pod: "p-1", container: "istio-proxy", lines: 50)
      #expect(text == "{}")
      _ = try await $0.podLog(namespace: "a", pod: "p-1", container: nil, lines: 0, maxBytes: 9)
    }
    #expect(sent.allSatisfy { $0.path == "/api/v1/namespaces/a/pods/p-1/log" && $0.method == "GET" })
    #expect(sent[0].query == ["container": "istio-proxy", "tailLines": "50", "limitBytes": "1000000"])
    #expect(sent[1].query == ["tailLines": "1", "limitBytes": "9"])
  }

  @Test func deleteSendsPreconditions() async throws {
    let sent = try await requests {
      try await $0.delete(.virtualServices, namespace: "a", name: "r", resourceVersion: "7", uid: "u-1")
    }
    let body = try JSONValue(parsing: sent[0].body)
    #expect(body["preconditions"] == ["uid": "u-1", "resourceVersion": "7"])
  }

  @Test func aServerPrefixIsKept() async throws {
    let paths = try await TestServer.run({ _, _ in .json("{}") }) { server in
      let connection = ClusterConnection(
        server: ServerURL(isTLS: false, host: "127.0.0.1", port: server.port, prefix: "/k8s/clusters/c-1"))
      let client = try KubernetesClient(connection: connection)
      _ = try await client.get(.namespaces, namespace: "ignored", name: "x")
      await client.shutdown()
      return server.requests.map(\.path)
    }
    #expect(paths == ["/k8s/clusters/c-1/api/v1/namespaces/x"])
  }

  // MARK: - Lists

  private static func page(_ names: [String], version: String, next: String? = nil) -> TestServer.Reply {
    let items = names.map { #"{"metadata":{"name":"\#($0)"}}"# }.joined(separator: ",")
    let more = next.map { #","continue":"\#($0)""# } ?? ""
    return .json(
      #"{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"\#(version)"\#(more)},"items":[\#(items)]}"#)
  }

  @Test func followsPagesAndTypesTheItems() async throws {
    try await TestServer.run({ request, _ in
      switch request.query["continue"] {
      case nil: Self.page(["a", "b"], version: "9", next: "t/1+=")
      case "t/1+=": Self.page(["c"], version: "9", next: "t2")
      default: Self.page(["d"], version: "9")
      }
    }) { server in
      try await server.client { client in
        let list = try await client.list(
          .pods, namespace: nil, selector: ListSelector(labels: "app in (x,y)"), limit: 2)
        #expect(list.items.map { $0["metadata"]?["name"]?.string } == ["a", "b", "c", "d"])
        #expect(list.items.allSatisfy { $0["kind"] == "Pod" || $0["kind"] == nil })
        #expect(list.items[0]["kind"]?.string == "Pod" && list.items[0]["apiVersion"]?.string == "v1")
        #expect(list.resourceVersion == "9")
      }
      #expect(server.requests.map { $0.query["limit"] } == ["2", "2", "2"])
      #expect(server.requests.allSatisfy { $0.query["labelSelector"] == "app in (x,y)" })
      #expect(server.requests.allSatisfy { $0.path == "/api/v1/pods" })
    }
  }

  @Test func anExpiredTokenStartsTheListAgain() async throws {
    try await TestServer.run({ request, number in
      switch number {
      case 0: Self.page(["old"], version: "1", next: "t")
      case 1: .status(410, reason: "Expired", message: "The provided continue parameter is too old")
      default:
        request.query["continue"] == nil ? Self.page(["a"], version: "5", next: "u") : Self.page(["b"], version: "5")
      }
    }) { server in
      try await server.client { client in
        let list = try await client.list(.pods, namespace: "x")
        #expect(list.items.map { $0["metadata"]?["name"]?.string } == ["a", "b"])
        #expect(list.resourceVersion == "5")
      }
    }
  }

  @Test func aListThatExpiresAlwaysIsReported() async throws {
    let error = try await answering(.status(410, reason: "Expired", message: "too old")) { client in
      await failure { () throws(KubernetesError) in try await client.list(.pods, namespace: nil) }
    }
    #expect(error?.isGone == true)
  }

  @Test func nullItemsAreAnEmptyList() async throws {
    try await answering(.json(#"{"metadata":{"resourceVersion":"3"},"items":null}"#)) { client in
      let list = try await client.list(.pods, namespace: nil)
      #expect(list == ObjectList(items: [], resourceVersion: "3"))
    }
  }

  // MARK: - Access and discovery

  @Test(arguments: [true, false]) func accessReview(allowed: Bool) async throws {
    try await TestServer.run({ _, _ in .json(#"{"status":{"allowed":\#(allowed)}}"#, status: 201) }) { server in
      try await server.client { client in
        let answer = try await client.accessReview(verb: "get", kind: .pods, namespace: "a", subresource: "proxy")
        #expect(answer == allowed)
      }
      let attributes = try JSONValue(parsing: server.requests[0].body)["spec"]?["resourceAttributes"]
      #expect(attributes?["subresource"] == "proxy" && attributes?["resource"] == "pods")
      #expect(attributes?["verb"] == "get" && attributes?["namespace"] == "a" && attributes?["group"] == "")
    }
  }

  @Test(arguments: [
    (
      TestServer.Reply.json(#"{"versions":[{"version":"v1alpha3"},{"version":"v1beta1"},{"version":"v2"}]}"#),
      ["v1beta1", "v1alpha3", "v2"]
    ),
    (.plain("404 page not found", status: 404), []),
  ])
  func istioVersions(reply: TestServer.Reply, expected: [String]) async throws {
    let versions = try await answering(reply) { try await $0.discoverIstioVersions() }
    #expect(versions == expected)
  }

  @Test func serverVersion() async throws {
    let version = try await answering(.json(#"{"gitVersion":"v1.31.2"}"#)) { try await $0.serverVersion() }
    #expect(version == "v1.31.2")
  }

  // MARK: - Pod proxy

  @Test func podProxyStreamsWithALimit() async throws {
    let block = TestServer.Part.bytes([UInt8](repeating: 65, count: 40_000))
    try await TestServer.run({ _, _ in TestServer.Reply(headers: [], parts: [block, block, block]) }) { server in
      try await server.client { client in
        let count = try await client.podProxy(
          namespace: "a", pod: "p-1", port: 15090, path: "/stats/prometheus?usedonly&filter=x%7Cy", into: 0
        ) { count, chunk in count += chunk.count }
        #expect(count.value == 120_000 && count.head.status == 200)
        let error = await failure { () throws(KubernetesError) in
          try await client.podProxy(namespace: "a", pod: "p-1", port: 15090, path: "stats", maxBytes: 100_000)
        }
        #expect(error?.reason == .tooLarge(limit: 100_000))
      }
      #expect(server.requests[0].path == "/api/v1/namespaces/a/pods/p-1%3A15090/proxy/stats/prometheus")
      #expect(server.requests[0].query["filter"] == "x|y")
    }
  }

  @Test func anErrorOfTheReaderEndsTheExchange() async throws {
    struct Garbage: Error {}
    let error = try await answering(.stream(.text("x"), .hold)) { client in
      await failure { () throws(KubernetesError) in
        try await client.podProxy(namespace: "a", pod: "p", port: 1, path: "/", into: 0) { _, _ in throw Garbage() }
      }
    }
    guard case .malformed = error?.reason else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func directGet() async throws {
    try await TestServer.run({ request, _ in
      request.headers["authorization"] == nil ? .plain("ok", status: 200) : .plain("leak", status: 500)
    }) { server in
      let client = DirectClient()
      let body = try await client.get(server.url + "/stats?x=1")
      #expect(body == Array("ok".utf8))
      #expect(server.requests[0].query["x"] == "1")
      let error = await failure { () throws(KubernetesError) in try await client.get("nonsense://x") }
      #expect(error?.exitCode == 3)
      await client.shutdown()
    }
  }
}
