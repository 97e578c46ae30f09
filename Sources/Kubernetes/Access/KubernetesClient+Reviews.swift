import Documents

extension KubernetesClient {
  /// What the user may do in a namespace, in one request.
  public func rulesReview(namespace: String) async throws(KubernetesError) -> RulesReview {
    let answer = try await review(
      "authorization.k8s.io/v1", "SelfSubjectRulesReview", ["namespace": .string(namespace)])
    guard let review = RulesReview(answer.document) else {
      throw KubernetesError(.malformed("a rules review without rules"), request: answer.summary)
    }
    return review
  }

  /// Who the server takes the user for. Servers before Kubernetes 1.28 do not serve this.
  public func whoAmI() async throws(KubernetesError) -> UserIdentity {
    let answer = try await review("authentication.k8s.io/v1", "SelfSubjectReview", nil)
    let info = answer.document["status"]?["userInfo"]
    guard let name = info?["username"]?.string else {
      throw KubernetesError(.malformed("a review without a user"), request: answer.summary)
    }
    return UserIdentity(
      name: DisplayText.oneLine(name), groups: (info?["groups"]?.array ?? []).compactMap(\.string))
  }

  private func review(
    _ apiVersion: String, _ kind: String, _ spec: JSONValue?
  ) async throws(KubernetesError) -> (document: JSONValue, summary: RequestSummary) {
    var body: JSONObject = ["apiVersion": .string(apiVersion), "kind": .string(kind)]
    if let spec { body["spec"] = spec }
    let plural = kind.lowercased() + "s"
    let group = apiVersion.split(separator: "/").first.map(String.init) ?? ""
    let summary = summary("create", path: "\(plural).\(group)")
    let document = try await json(
      Call(
        method: .POST, path: "/apis/\(apiVersion)/\(plural)", summary: summary,
        body: JSONValue.object(body).serializedBytes(), limits: requestLimits))
    return (document, summary)
  }
}
