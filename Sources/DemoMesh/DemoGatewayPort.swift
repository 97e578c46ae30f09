import Documents

/// The demo's ingress gateway as a real port: each request is one simulated request through the mesh.
enum DemoGatewayPort {
  static func start(_ mesh: SimulatedMesh, port: Int) async throws -> LoopbackServer {
    try await LoopbackServer.start(port: port, bodyLimit: 1 << 20) { await answer($0, mesh) }
  }

  private static func answer(_ request: APIRequest, _ mesh: SimulatedMesh) async -> APIReply {
    let query = request.rawQuery.isEmpty ? "" : "?\(request.rawQuery)"
    let headers = Dictionary(
      request.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { "\($0),\($1)" })
    let response = await mesh.request(
      host: headers["host"] ?? "localhost", path: request.rawPath + query, method: request.method, headers: headers)
    guard let response else {
      return .text("no healthy upstream", status: 503)
    }
    var reply: APIReply
    if let body = response.body {
      reply = .text(body, status: response.status)
    } else {
      reply = APIReply(
        status: response.status, contentType: "application/json",
        bytes: document(of: response).serializedBytes(pretty: true) + [UInt8(ascii: "\n")])
    }
    if let location = response.location { reply.headers.append(("Location", location)) }
    reply.headers.append(("Server", "istio-envoy"))
    reply.headers.append(("x-envoy-upstream-service-time", String(Int(response.latency * 1000))))
    return reply
  }

  /// What became of the request, and the way that it took.
  private static func document(of response: EntryResponse) -> JSONValue {
    func milliseconds(_ seconds: Double) -> JSONValue { JSONValue((seconds * 100_000).rounded() / 100) }
    let hops = response.hops.map { hop -> JSONValue in
      var object: JSONObject = ["source": .string(hop.source)]
      if let destination = hop.destination { object["destination"] = .string(destination) }
      object["service"] = .string(hop.service)
      object["method"] = .string(hop.method)
      object["path"] = .string(hop.path)
      object["status"] = JSONValue(hop.status)
      object["flags"] = .string(hop.flags)
      object["attempts"] = JSONValue(hop.attempts)
      if hop.isMirror { object["mirror"] = true }
      object["startMs"] = milliseconds(hop.start)
      object["durationMs"] = milliseconds(hop.duration)
      return .object(object)
    }
    return [
      "status": JSONValue(response.status), "flags": .string(response.flags),
      "latencyMs": milliseconds(response.latency), "hops": .array(hops),
    ]
  }
}
