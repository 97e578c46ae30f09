import AsyncHTTPClient
import MeshModel
import NIOCore
import NIOPosix
import Synchronization
import TrafficConfig

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Answers for the ports of pods whose proxies are real Envoys, by asking those; stands in for pilot-agent on 15020
/// and 15021.
final class EnvoyPodPorts: PodStatsProvider {
  private struct KnownPod {
    var address: String
    /// When it was first seen.
    var since: Duration
  }

  /// A page of a sidecar that knows a thousand services is 31 MB.
  private static let largestPage = 64 << 20
  private static let patience: Duration = .seconds(15)

  private let client = LoopbackClient(connectionsPerHost: 8)
  private let clock: ElapsedClock
  private let logFile: @Sendable (_ namespace: String, _ pod: String) -> String?
  private let pods = Mutex<[String: KnownPod]>([:])

  /// - Parameter logFile: where the proxy of a pod writes its log; nil for a pod that has none.
  init(
    clock: some Clock<Duration> = ContinuousClock(),
    logFile: @escaping @Sendable (_ namespace: String, _ pod: String) -> String?
  ) {
    self.clock = ElapsedClock(clock)
    self.logFile = logFile
  }

  /// Takes over which pods with a proxy there are.
  func follow(_ configuration: MeshConfiguration) {
    let now = clock.now
    pods.withLock { known in
      var next: [String: KnownPod] = [:]
      for workload in configuration.workloads {
        for pod in workload.pods where pod.hasProxy && !pod.ip.isEmpty {
          let id = "\(workload.id.namespace)/\(pod.name)"
          let before = known[id].flatMap { $0.address == pod.ip ? $0 : nil }
          next[id] = before ?? KnownPod(address: pod.ip, since: now)
        }
      }
      known = next
    }
  }

  /// Closes the connections to the proxies.
  func shutdown() async { await client.shutdown() }

  func stats(namespace: String, pod: String, port: Int, path: String, query: String) async -> PodAnswer? {
    guard let known = pods.withLock({ $0["\(namespace)/\(pod)"] }) else { return nil }
    do {
      return try await clock.limited(to: Self.patience) { [self] in
        try await answer(known, port: port, path: path, query: query)
      }
    } catch is PatienceError {
      return failure(504, "the proxy did not answer on port \(port) within \(Self.patience)")
    } catch is LoopbackClient.TooLarge {
      return failure(502, "the proxy's answer on port \(port) is larger than \(Self.largestPage >> 20) MB")
    } catch {
      return Self.isRefusal(error) ? nil : failure(502, "the proxy's answer on port \(port) broke off: \(error)")
    }
  }

  func log(namespace: String, pod: String, container: String) async -> String? {
    guard container == "istio-proxy", let file = logFile(namespace, pod) else { return nil }
    return LogTail.read(file)
  }

  /// - Parameter path: with a leading slash, decoded.
  static func url(_ address: String, _ port: Int, _ path: String, _ query: String) -> String {
    "http://\(address):\(port)\(PercentCoding.encodedPath(path))\(query.isEmpty ? "" : "?\(query)")"
  }

  // MARK: - Asking

  private func answer(_ pod: KnownPod, port: Int, path: String, query: String) async throws -> PodAnswer? {
    switch port {
    case EnvoyPorts.agent:
      guard AgentStatsPage.paths.contains(path) else { return failure(404, "there is no page \(path)") }
      let page = AgentStatsPage(
        client: client, address: pod.address, uptime: (clock.now - pod.since) / .seconds(1))
      return try await page.answer(query: query, limit: Self.largestPage)
    case EnvoyPorts.health:
      guard path == "/healthz/ready" else { return failure(404, "there is no page \(path)") }
      return try await ask(pod, EnvoyPorts.admin, "/ready", "")
    case EnvoyPorts.stats, EnvoyPorts.admin: return try await ask(pod, port, path, query)
    default: return nil
    }
  }

  private func ask(_ pod: KnownPod, _ port: Int, _ path: String, _ query: String) async throws -> PodAnswer {
    let answer = try await client.send("GET", Self.url(pod.address, port, path, query), limit: Self.largestPage)
    return PodAnswer(
      status: answer.status, contentType: answer.headers.first(name: "content-type") ?? "text/plain",
      body: answer.body)
  }

  private func failure(_ status: Int, _ text: String) -> PodAnswer {
    PodAnswer(status: status, body: Array("\(text)\n".utf8))
  }

  /// Whether nothing listens.
  private static func isRefusal(_ error: any Error) -> Bool {
    switch error {
    case is NIOConnectionError: true
    case let error as IOError: error.errnoCode == ECONNREFUSED
    case let error as HTTPClientError: error == .connectTimeout || error == .alreadyShutdown
    default: false
    }
  }
}
