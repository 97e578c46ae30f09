import Foundation
import MeshModel
import Testing
import TrafficConfig

@testable import DemoMesh

@Suite("Ports of pods with real proxies", .timeLimit(.minutes(2)))
struct EnvoyPodPortsTests {
  private struct Pod {
    let address: String
    let ports: EnvoyPodPorts

    init(logFile: @escaping @Sendable (String, String) -> String? = { _, _ in nil }) {
      var addresses = PodAddresses()
      address = addresses.take()
      ports = EnvoyPodPorts(logFile: logFile)
      let workload = WorkloadInfo(
        id: WorkloadID(namespace: "default", name: "a-v1"),
        pods: [
          PodInfo(name: "a", ip: address), PodInfo(name: "bare", ip: addresses.take(), hasProxy: false),
        ])
      ports.follow(MeshConfiguration(workloads: [workload]))
    }

    func stats(_ port: Int, _ path: String, query: String = "", pod: String = "a") async -> PodAnswer? {
      await ports.stats(namespace: "default", pod: pod, port: port, path: path, query: query)
    }

    /// A stand-in for Envoy that tells what it was asked.
    func envoy(
      on port: Int, _ answer: @escaping @Sendable (APIRequest) -> APIReply
    ) async throws -> LoopbackServer {
      try await LoopbackServer.start(host: address, port: port) { answer($0) }
    }
  }

  private static let page = """
    # TYPE envoy_istio_requests_total counter
    envoy_istio_requests_total{reporter="source"} 5
    # TYPE envoy_server_uptime gauge
    envoy_server_uptime{} 7

    """

  @Test("Port 15020 is the agent's metrics and Envoy's under Istio's names; the query reaches Envoy as it is")
  func agent() async throws {
    let pod = Pod()
    let queries = Log<String>()
    let envoy = try await pod.envoy(on: 15090) { request in
      queries.add("\(request.rawPath)?\(request.rawQuery)")
      return .text(Self.page)
    }
    let answer = try #require(await pod.stats(15020, "/stats/prometheus", query: "usedonly&filter=a%7Cb"))
    let text = String(decoding: answer.body, as: UTF8.self)
    #expect(answer.status == 200)
    #expect(queries.values == ["/stats/prometheus?usedonly&filter=a%7Cb"])
    #expect(text.contains("# TYPE istio_agent_scrapes_total counter\n"))
    #expect(text.contains("# TYPE istio_requests_total counter\nistio_requests_total{reporter=\"source\"} 5\n"))
    #expect(text.hasSuffix("envoy_server_uptime{} 7\n"))
    #expect(await pod.stats(15020, "/metrics")?.status == 200)
    #expect(await pod.stats(15020, "/other")?.status == 404)

    let raw = try #require(await pod.stats(15090, "/stats/prometheus"))
    #expect(raw.body == Array(Self.page.utf8))
    await envoy.stop()
    await pod.ports.shutdown()
  }

  @Test("Envoy's refusal is passed on without the agent's metrics")
  func refusal() async throws {
    let pod = Pod()
    let envoy = try await pod.envoy(on: 15090) { _ in .text("Invalid re2 regex", status: 400) }
    let answer = try #require(await pod.stats(15020, "/stats/prometheus", query: "filter=("))
    #expect(answer.status == 400)
    #expect(answer.body == Array("Invalid re2 regex".utf8))
    await envoy.stop()
    await pod.ports.shutdown()
  }

  @Test("The admin interface is asked with path and query; the agent's readiness is Envoy's")
  func admin() async throws {
    let pod = Pod()
    let envoy = try await pod.envoy(on: 15000) { .text("\($0.rawPath) \($0.rawQuery)") }
    let answer = try #require(await pod.stats(15000, "/clusters äx", query: "format=json"))
    #expect(String(decoding: answer.body, as: UTF8.self) == "/clusters%20%C3%A4x format=json")
    let ready = try #require(await pod.stats(15021, "/healthz/ready"))
    #expect(String(decoding: ready.body, as: UTF8.self) == "/ready ")
    #expect(await pod.stats(15021, "/x")?.status == 404)
    await envoy.stop()
    await pod.ports.shutdown()
  }

  @Test("Where nothing listens there is no answer", arguments: [15000, 15020, 15021, 15090, 9080])
  func nothing(port: Int) async {
    let pod = Pod()
    let path = port == 15021 ? "/healthz/ready" : "/stats/prometheus"
    #expect(await pod.stats(port, path) == nil)
    #expect(await pod.stats(port, path, pod: "bare") == nil)
    #expect(await pod.stats(port, path, pod: "nobody") == nil)
    await pod.ports.shutdown()
  }

  @Test("An answer that breaks off is an error and not a short page")
  func brokenOff() async throws {
    let pod = Pod()
    let (chunks, more) = AsyncStream<[UInt8]>.makeStream()
    let begun = Log<Void>()
    let envoy = try await pod.envoy(on: 15090) { _ in
      begun.add(())
      more.yield(Array(Self.page.utf8))
      return APIReply(body: .stream(chunks, cancel: { more.finish() }))
    }
    let asking = Task { await pod.stats(15020, "/stats/prometheus") }
    await begun.wait(for: 1)
    await envoy.stop()
    #expect(await asking.value?.status == 502)
    await pod.ports.shutdown()
  }

  @Test("The log of istio-proxy is its file's end, in whole lines")
  func log() async throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "vigla-\(UUID().uuidString).log")
    let lines = (0..<1000).map { "line \($0)\n" }.joined()
    try Data(lines.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let path = file.path
    let pod = Pod { namespace, pod in namespace == "default" && pod == "a" ? path : nil }
    #expect(await pod.ports.log(namespace: "default", pod: "a", container: "istio-proxy") == lines)
    #expect(await pod.ports.log(namespace: "default", pod: "a", container: "app") == nil)
    #expect(await pod.ports.log(namespace: "default", pod: "b", container: "istio-proxy") == nil)
    #expect(LogTail.read(path, limit: 20) == "line 998\nline 999\n")
    #expect(LogTail.read(path, limit: 0) == "")
    #expect(LogTail.read(path + ".none") == nil)
    await pod.ports.shutdown()
  }
}
