import MeshModel
import NIOHTTP1
import Synchronization
import TrafficConfig

@testable import DemoMesh

/// Bookinfo's applications with stand-ins for their sidecars, which bring calls to the pods they are for.
final class Bench: Sendable {
  struct Call: Sendable {
    var host: String
    var headers: HTTPHeaders
  }

  let applications: MeshApplications
  let configuration: MeshConfiguration
  /// What the applications called, in the order of calls.
  let calls = Log<Call>()
  /// The status that calls to a host get instead of being brought there.
  private let failures = Mutex<[String: Int]>([:])
  /// The workload that gets calls to a host.
  private let targets: [String: String]
  private let client = LoopbackClient(connectionsPerHost: 64)

  private init(reviews: String) {
    var addresses = PodAddresses()
    let topology = MeshTopology.bookinfo()
    configuration = addresses.configuration(of: topology)
    applications = MeshApplications(topology: topology, seed: 1)
    targets = ["details:9080": "details-v1", "ratings:9080": "ratings-v1", "reviews:9080": "reviews-\(reviews)"]
  }

  /// - Parameter reviews: the version that calls to reviews go to.
  static func run(reviews: String, _ body: (Bench) async throws -> Void) async throws {
    let bench = Bench(reviews: reviews)
    await bench.applications.follow(bench.configuration)
    var sidecars: [LoopbackServer] = []
    for workload in bench.configuration.workloads {
      for pod in workload.pods {
        sidecars.append(
          try await LoopbackServer.start(host: pod.ip, port: EnvoyPorts.outbound) { await bench.bring($0) })
      }
    }
    let result = await Result { try await body(bench) }
    await bench.applications.stop()
    for sidecar in sidecars { await sidecar.stop() }
    await bench.client.shutdown()
    try result.get()
  }

  /// Lets calls to a host fail; nil ends it.
  func fail(_ host: String, with status: Int?) { failures.withLock { $0[host] = status } }

  func get(
    _ path: String, of workload: String = "productpage-v1", headers: [(String, String)] = []
  ) async throws -> TestResponse {
    try await client(of: workload).send("GET", path, headers: headers)
  }

  func send(_ method: String, _ path: String, body: [UInt8]) async throws -> TestResponse {
    try await client(of: "productpage-v1").send(method, path, body: body)
  }

  private func client(of workload: String) -> TestClient {
    TestClient(host: configuration.address(workload), port: EnvoyPorts.application(9080))
  }

  private func bring(_ request: APIRequest) async -> APIReply {
    let host = request.headers.first(name: "host") ?? ""
    calls.add(Call(host: host, headers: request.headers))
    if let status = failures.withLock({ $0[host] }) { return .text("no", status: status) }
    guard let workload = targets[host] else { return .text("no such host", status: 502) }
    let url = "http://\(configuration.address(workload)):\(EnvoyPorts.application(9080))\(request.rawPath)"
    guard let answer = try? await client.send(request.method, url, headers: request.headers) else {
      return .text("no healthy upstream", status: 503)
    }
    return APIReply(status: answer.status, contentType: "application/json", bytes: answer.body)
  }
}

extension Result where Failure == any Error {
  /// The outcome of asynchronous work.
  init(_ body: () async throws -> Success) async {
    do { self = .success(try await body()) } catch { self = .failure(error) }
  }
}
