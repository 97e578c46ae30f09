/// The metrics of a pod as pilot-agent serves them on port 15020: its own, then the proxy's under Istio's names.
struct AgentStatsPage: Sendable {
  static let paths: Set<String> = ["/stats/prometheus", "/metrics"]

  let client: LoopbackClient
  /// The pod's address.
  let address: String
  /// Seconds since the pod's agent started.
  let uptime: Double

  /// - Parameter query: passed on to Envoy as it is.
  /// - Returns: Envoy's refusal as it is, if it refuses.
  /// - Throws: when Envoy does not answer.
  func answer(query: String, limit: Int) async throws -> PodAnswer {
    var names = IstioMetricNames()
    let answer = try await client.send(
      "GET", EnvoyPodPorts.url(address, EnvoyPorts.stats, "/stats/prometheus", query), limit: limit,
      into: (names: names, page: [UInt8]())
    ) { $0.names.rename($1, into: &$0.page) }
    var page = answer.body.page
    names = answer.body.names
    names.finish(into: &page)
    return PodAnswer(
      status: answer.status, contentType: answer.headers.first(name: "content-type") ?? "text/plain",
      body: answer.status == 200 ? AgentStats.page(uptime: uptime) + page : page)
  }
}
