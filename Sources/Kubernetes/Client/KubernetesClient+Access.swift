import Documents
import NIOHTTP1

extension KubernetesClient {
  /// Whether the user may do something, by the server's own judgement.
  ///
  /// - Parameters:
  ///   - verb: RBAC's verb, such as `patch`.
  ///   - namespace: nil asks for all namespaces.
  ///   - subresource: such as `proxy` of pods.
  public func accessReview(
    verb: String, kind: ResourceKind, namespace: String?, name: String? = nil, subresource: String? = nil
  ) async throws(KubernetesError) -> Bool {
    var attributes: JSONObject = [
      "verb": .string(verb), "group": .string(kind.group), "version": .string(kind.version),
      "resource": .string(kind.plural),
    ]
    if let namespace { attributes["namespace"] = .string(namespace) }
    if let name { attributes["name"] = .string(name) }
    if let subresource { attributes["subresource"] = .string(subresource) }
    let review: JSONValue = [
      "apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectAccessReview",
      "spec": ["resourceAttributes": .object(attributes)],
    ]
    let summary = summary("create", path: "selfsubjectaccessreviews.authorization.k8s.io")
    let answer = try await json(
      Call(
        method: .POST, path: "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", summary: summary,
        body: review.serializedBytes(), limits: requestLimits))
    guard let allowed = answer["status"]?["allowed"]?.bool else {
      throw KubernetesError(.malformed("an access review without a verdict"), request: summary)
    }
    return allowed
  }

  /// The versions of Istio's networking group that the server serves, best first; empty without Istio.
  public func discoverIstioVersions() async throws(KubernetesError) -> [String] {
    let path = "/apis/\(ResourceKind.istioNetworking)"
    let group: JSONValue
    do throws(KubernetesError) {
      group = try await json(Call(path: path, summary: summary("get", path: path), limits: requestLimits))
    } catch {
      switch error.reason {
      case .notServed, .notFound: return []
      default: throw error
      }
    }
    let served = (group["versions"]?.array ?? []).compactMap { $0["version"]?.string }
    let known = ["v1", "v1beta1", "v1alpha3"].filter(served.contains)
    return known + served.filter { !known.contains($0) }
  }

  /// The server's version, such as `v1.31.2`.
  public func serverVersion() async throws(KubernetesError) -> String {
    let summary = summary("get", path: "/version")
    let answer = try await json(Call(path: "/version", summary: summary, limits: requestLimits))
    guard let version = answer["gitVersion"]?.string else {
      throw KubernetesError(.malformed("no gitVersion"), request: summary)
    }
    return DisplayText.oneLine(version)
  }
}
