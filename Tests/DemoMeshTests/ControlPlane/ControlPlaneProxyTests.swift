import Documents
import Testing

@testable import DemoMesh

@Suite("Pod proxy and logs")
struct ControlPlaneProxyTests {
  /// Answers on 15020 with what it was asked, and keeps a log of one container.
  private struct Echo: PodStatsProvider {
    func stats(namespace: String, pod: String, port: Int, path: String, query: String) async -> PodAnswer? {
      guard port == 15020 || port == 15090 else { return nil }
      if path == "/broken" { return PodAnswer(status: 500, body: Array("broken".utf8)) }
      return PodAnswer(contentType: "text/x-echo", body: Array("\(namespace) \(port) \(path) \(query)".utf8))
    }

    func log(namespace: String, pod: String, container: String) async -> String? {
      container == "istio-proxy" ? "one\ntwo\nthree\n" : nil
    }
  }

  private static func run(_ body: (TestCluster, String) async throws -> Void) async throws {
    try await TestCluster.run { cluster async throws in
      cluster.plane.setPodStats(Echo())
      let pod = try #require(
        try await cluster.get("/api/v1/namespaces/default/pods").items.first { $0.labels["app"] == "reviews" })
      try await body(cluster, pod.objectName)
    }
  }

  @Test("The path and the query reach the pod's port as they are")
  func proxy() async throws {
    try await Self.run { cluster, pod async throws in
      let root = "/api/v1/namespaces/default/pods"
      let answer = try await cluster.get(
        "\(root)/\(pod):15020/proxy/stats/prometheus?usedonly&filter=istio_requests_total%7Cx")
      #expect(answer.status == 200)
      #expect(answer.headers.first(name: "content-type") == "text/x-echo")
      #expect(answer.text == "default 15020 /stats/prometheus usedonly&filter=istio_requests_total%7Cx")
      #expect(try await cluster.get("\(root)/http:\(pod):15020/proxy/").text == "default 15020 / ")
      #expect(
        try await cluster.get("\(root)/\(pod):http-envoy-prom/proxy/x/y/").text == "default 15090 /x/y/ ")
      #expect(try await cluster.get("\(root)/\(pod):15020/proxy/broken").status == 500)
    }
  }

  @Test("A port that nobody answers on, a pod that is not there, a port that is none")
  func failures() async throws {
    try await Self.run { cluster, pod async throws in
      let root = "/api/v1/namespaces/default/pods"
      let refused = try await cluster.get("\(root)/\(pod):9999/proxy/")
      #expect(refused.status == 503)
      #expect(refused.message.hasPrefix("error trying to reach service: dial tcp "))
      #expect(refused.message.hasSuffix(":9999: connect: connection refused"))
      #expect(try await cluster.get("\(root)/nope:15020/proxy/").status == 404)
      #expect(try await cluster.get("\(root)/\(pod):99999/proxy/").status == 400)
      #expect(try await cluster.send("POST", "\(root)/\(pod):15020/proxy/", [:]).status == 405)
    }
  }

  @Test("A log that is kept, one that is not, and the choice of the container")
  func logs() async throws {
    try await Self.run { cluster, pod async throws in
      let path = "/api/v1/namespaces/default/pods/\(pod)/log"
      #expect(try await cluster.get("\(path)?container=istio-proxy").text == "one\ntwo\nthree\n")
      #expect(try await cluster.get("\(path)?container=istio-proxy&tailLines=1").text == "three\n")
      #expect(try await cluster.get("\(path)?container=istio-proxy&limitBytes=5").text == "one\nt")
      let none = try await cluster.get(path)
      #expect(none.status == 501)
      #expect(none.message.contains("container \"reviews\""))
      #expect(try await cluster.get("\(path)?container=nope").status == 400)
    }
  }

  @Test("What needs a running container is refused in words", arguments: ["attach", "portforward"])
  func missing(subresource: String) async throws {
    try await Self.run { cluster, pod async throws in
      let answer = try await cluster.send("POST", "/api/v1/namespaces/default/pods/\(pod)/\(subresource)")
      #expect(answer.status == 501)
      #expect(answer.message.contains(subresource))
    }
  }
}
