import Documents
import Kubernetes
import Testing

@testable import DemoMesh

/// Vigla's own client runs commands on the embedded control plane, over TLS and plain.
@Suite("Commands in containers")
struct ControlPlaneExecTests {
  /// Answers on the admin port with what it was asked; a page as large as wanted; or nobody there.
  private struct Admin: PodStatsProvider {
    var isThere = true

    func stats(namespace: String, pod: String, port: Int, path: String, query: String) async -> PodAnswer? {
      guard isThere, port == 15000 else { return nil }
      switch path {
      case "/large": return PodAnswer(body: Array(repeating: UInt8(ascii: "x"), count: 1_000_000))
      case "/broken": return PodAnswer(status: 503, body: Array("broken".utf8))
      default: return PodAnswer(body: Array("\(namespace) \(path) \(query)".utf8))
      }
    }
  }

  private static func run(
    isThere: Bool = true, isTLS: Bool = true, viewer: Bool = false,
    _ body: (TestCluster, KubernetesClient, String) async throws -> Void
  ) async throws {
    try await TestCluster.run { cluster async throws in
      let plane = cluster.plane
      plane.setPodStats(Admin(isThere: isThere))
      let pod = try #require(
        try await cluster.get("/api/v1/namespaces/default/pods").items.first { $0.labels["app"] == "reviews" })
      let client = try KubernetesClient(
        connection: ClusterConnection(
          server: ServerURL(isTLS: isTLS, host: "127.0.0.1", port: plane.port),
          tls: TLSMaterial(authority: .inline(Secret(plane.certificatePEM))),
          credentials: .token(Secret(viewer ? plane.tokens.viewer : plane.tokens.admin))))
      try await body(cluster, client, pod.objectName)
      await client.shutdown()
    }
  }

  private static func exec(
    _ client: KubernetesClient, _ pod: String, _ command: String..., container: String = "istio-proxy"
  ) async throws -> ExecOutput {
    try await client.exec(namespace: "default", pod: pod, container: container, command: command)
  }

  private static func failure(_ body: () async throws -> Void) async -> KubernetesError.Reason? {
    do {
      try await body()
      return nil
    } catch {
      return (error as? KubernetesError)?.reason
    }
  }

  @Test("Output, errors and exit status", arguments: [true, false])
  func outputs(isTLS: Bool) async throws {
    try await Self.run(isTLS: isTLS) { _, client, pod async throws in
      let page = try await Self.exec(client, pod, "pilot-agent", "request", "GET", "clusters?format=json")
      #expect(String(decoding: page.output, as: UTF8.self) == "default /clusters format=json\n")
      #expect(page.status == 0 && page.errors.isEmpty)
      let curl = try await Self.exec(client, pod, "curl", "-s", "localhost:15000/large")
      #expect(curl.output.count == 1_000_000)
      let broken = try await Self.exec(client, pod, "pilot-agent", "request", "GET", "broken")
      #expect(broken.status == 1 && broken.output.isEmpty)
      #expect(String(decoding: broken.errors, as: UTF8.self).contains("status code 503: broken"))
    }
  }

  @Test("What cannot be run, and who may not")
  func refusals() async throws {
    try await Self.run { _, client, pod async throws in
      guard case .server(500, let text)? = await Self.failure({ _ = try await Self.exec(client, pod, "bash") }) else {
        Issue.record("bash runs")
        return
      }
      #expect(text.contains(#"exec: "bash": executable file not found in $PATH"#))
      guard
        case .invalid(let other, _)? = await Self.failure({
          _ = try await Self.exec(client, pod, "curl", container: "nope")
        })
      else {
        Issue.record("runs in no container")
        return
      }
      #expect(other == "container nope is not valid for pod \(pod)")
      guard case .notFound? = await Self.failure({ _ = try await Self.exec(client, "nope", "curl") }) else {
        Issue.record("runs in no pod")
        return
      }
    }
    try await Self.run(viewer: true) { _, client, pod async throws in
      guard case .forbidden(let text)? = await Self.failure({ _ = try await Self.exec(client, pod, "curl") }) else {
        Issue.record("the viewer may")
        return
      }
      #expect(text.contains(#"User "demo-viewer" cannot create resource "pods/exec""#))
    }
  }

  @Test("Requests that get no WebSocket are told why")
  func notUpgraded() async throws {
    try await Self.run { cluster, _, pod async throws in
      let path = "/api/v1/namespaces/default/pods/\(pod)/exec?command=ls&stdout=true"
      #expect(try await cluster.get(path).message == "Upgrade request required")
      let spdy = try await cluster.client.send(
        "POST", path, headers: cluster.headers() + [("Connection", "Upgrade"), ("Upgrade", "SPDY/3.1")])
      #expect(spdy.status == 400 && spdy.message.contains("WebSocket only, not over spdy/3.1"))
      let handshake = [
        ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"),
        ("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA=="), ("Sec-WebSocket-Protocol", "base64.channel.k8s.io"),
      ]
      let old = try await cluster.client.send("GET", path, headers: cluster.headers() + handshake)
      #expect(old.message.contains("requested protocol(s) are not supported: [base64.channel.k8s.io]"))
      let nobody = try await cluster.client.send("GET", path, headers: handshake)
      #expect(nobody.status == 401)
      let silent = try await cluster.get(path.replacing("&stdout=true", ""))
      #expect(silent.message == "you must specify at least 1 of stdin, stdout, stderr")
      let idle = try await cluster.get("/api/v1/namespaces/default/pods/\(pod)/exec?stdout=true")
      #expect(idle.message.contains("at least one command"))
    }
  }

  @Test("A proxy's admin interface is reached by the way that works, which is remembered")
  func proxyAdmin() async throws {
    try await Self.run { _, client, pod async throws in
      let page = try await client.proxyAdmin(namespace: "default", pod: pod, path: "/clusters?format=json")
      #expect(String(decoding: page, as: UTF8.self) == "default /clusters format=json")
    }
    try await Self.run(isThere: false) { _, client, pod async throws in
      let reason = await Self.failure {
        _ = try await client.proxyAdmin(namespace: "default", pod: pod, path: "/clusters")
      }
      guard case .commandFailed(1, let text)? = reason else {
        Issue.record("\(String(describing: reason))")
        return
      }
      #expect(text.contains("dial tcp 127.0.0.1:15000: connect: connection refused"))
    }
  }
}
