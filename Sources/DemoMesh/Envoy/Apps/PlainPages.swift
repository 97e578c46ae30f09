import Documents

/// An application without a face: answers every path with what it did, as large as its behaviour says.
struct PlainPages: AppPages {
  /// The size of a response in bytes, headers included; drawn for each.
  let size: @Sendable () -> Int

  /// What a response's headers take, about.
  private static let headerBytes = 120

  func plan(for request: APIRequest, stages: [CallStage], server: AppServer) -> AppPlan {
    if request.rawPath == "/health" { return .reply(AppReply.healthy(server)) }
    return .work(stages: stages) { outcome in
      let calls = outcome.results.map { result -> JSONValue in
        [
          "host": .string(result.call.host), "path": .string(result.call.path),
          "status": result.answer.map { JSONValue($0.status) } ?? .null,
        ]
      }
      var page: JSONObject = [
        "app": .string(server.app), "version": .string(server.version), "podname": .string(server.pod),
        "path": .string(request.rawPath), "calls": .array(calls),
      ]
      let missing = size() - Self.headerBytes - JSONValue.object(page).serializedBytes().count - 12
      if missing > 0 { page["filler"] = .string(String(repeating: "-", count: missing)) }
      return AppReply.json(.object(page))
    }
  }
}
