/// One port for the stats of all proxies, for meshes too large for a port each: `/NAMESPACE/POD/PORT/PATH`.
enum DemoProxyPort {
  static func start(_ provider: any PodStatsProvider) async throws -> LoopbackServer {
    try await LoopbackServer.start { request in
      let parts = request.rawPath.split(separator: "/", maxSplits: 3).map { PercentCoding.decoded($0) }
      guard parts.count >= 3, let port = Int(parts[2]) else { return .text("not found\n", status: 404) }
      return await answer(
        provider, namespace: parts[0], pod: parts[1], port: port, path: "/" + (parts.count > 3 ? parts[3] : ""), request
      )
    }
  }

  /// Lets a proxy answer a request.
  static func answer(
    _ provider: any PodStatsProvider, namespace: String, pod: String, port: Int, path: String, _ request: APIRequest
  ) async -> APIReply {
    guard request.method == "GET" || request.method == "HEAD" else {
      return .text("method not allowed\n", status: 405)
    }
    let answer = await provider.stats(
      namespace: namespace, pod: pod, port: port, path: path, query: request.rawQuery)
    guard let answer else { return .text("nothing answers on port \(port) of \(namespace)/\(pod)\n", status: 404) }
    return APIReply(status: answer.status, contentType: answer.contentType, bytes: answer.body)
  }
}
