import NIOHTTP1
import Synchronization

/// The application in one pod: answers requests as its workload's behaviour says, and calls others through the pod's
/// own sidecar.
final class PodApplication: Sendable {
  private let server: AppServer
  private let address: String
  private let pages: any AppPages
  private let client: LoopbackClient
  private let clock: ElapsedClock
  private let random: AppRandom
  private let behaviour: @Sendable () -> WorkloadBehaviour
  /// Requests under way.
  private let active = Atomic<Int>(0)

  /// - Parameters:
  ///   - address: the pod's, where its sidecar listens for what it calls.
  ///   - behaviour: read anew for each request.
  init(
    server: AppServer, address: String, pages: any AppPages, client: LoopbackClient, clock: ElapsedClock,
    random: AppRandom, behaviour: @escaping @Sendable () -> WorkloadBehaviour
  ) {
    self.server = server
    self.address = address
    self.pages = pages
    self.client = client
    self.clock = clock
    self.random = random
    self.behaviour = behaviour
  }

  /// Answers one request; its work ends when the task is cancelled.
  func answer(_ request: APIRequest) async -> APIReply {
    let behaviour = behaviour()
    switch pages.plan(for: request, stages: behaviour.stages, server: server) {
    case .reply(let reply): return reply
    case .work(let stages, let headers, let render):
      let running = active.wrappingAdd(1, ordering: .relaxed).newValue
      defer { active.wrappingSubtract(1, ordering: .relaxed) }
      let work = AppWork(
        behaviour: behaviour, stages: stages, slowdown: behaviour.slowdown(active: running), clock: clock,
        random: random, send: sender(for: request, headers))
      guard let outcome = try? await work.run() else { return .text("the client has gone\n", status: 499) }
      return outcome.status == 200 ? render(outcome) : failure(outcome)
    }
  }

  private func sender(
    for request: APIRequest, _ extra: HTTPHeaders
  ) -> @Sendable (CallSpec) async throws -> LoopbackClient.Answer<[UInt8]> {
    var passed = AppHeaders.passedOn(from: request.headers)
    for header in extra { passed.replaceOrAdd(name: header.name, value: header.value) }
    passed.replaceOrAdd(name: AppHeaders.caller, value: server.workload.description)
    let headers = passed
    return { [client, address] call in
      var headers = headers
      headers.replaceOrAdd(name: "Host", value: call.port == 80 ? call.host : "\(call.host):\(call.port)")
      return try await client.send(
        call.method, "http://\(address):\(EnvoyPorts.outbound)\(call.path)", headers: headers)
    }
  }

  private func failure(_ outcome: AppOutcome) -> APIReply {
    let missing = outcome.results.first { $0.call.isRequired && !$0.isSuccess }
    let reason = missing.map { "\($0.call.host) did not answer" } ?? "\(server.app) \(server.version) fails on purpose"
    return AppReply.json(["error": .string(reason), "podname": .string(server.pod)], status: outcome.status)
  }
}
