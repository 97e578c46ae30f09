import Kubernetes

/// Asks the API server what the user may do, without trying it.
public struct RightsSurvey: Sendable {
  let client: KubernetesClient
  /// Nil means all.
  let namespaces: [String]?
  let controlPlanes: [String]

  /// - Parameter controlPlanes: the namespaces of control planes.
  public init(client: KubernetesClient, namespaces: [String]?, controlPlanes: [String]) {
    self.client = client
    self.namespaces = namespaces
    self.controlPlanes = controlPlanes
  }

  /// One rules review for each namespace, and for the whole cluster one access review for each verb and resource, since
  /// rules reviews are of namespaces only.
  public func rights(_ needs: [Need] = Need.all) async throws -> Rights {
    let user = (try? await client.whoAmI()) ?? UserIdentity(name: client.connection.userName)
    var places: [(need: Need, namespace: String?)] = []
    for need in needs {
      for namespace in self.places(need.place) { places.append((need: need, namespace: namespace)) }
    }
    let reviews = try await reviews(Set(places.compactMap { $0.namespace }))
    var verdicts: [Rights.Verdict] = []
    for (need, namespace) in places {
      var missing: [Rights.Grant] = []
      for grant in Self.grants(need) {
        if let namespace, let review = reviews[namespace] {
          if review.allows(grant.verb, grant.kind, subresource: grant.subresource) { continue }
          guard review.isIncomplete else {
            missing.append(grant)
            continue
          }
        }
        let isAllowed = try await client.accessReview(
          verb: grant.verb, kind: grant.kind, namespace: namespace, subresource: grant.subresource)
        if !isAllowed { missing.append(grant) }
      }
      verdicts.append(Rights.Verdict(need: need, namespace: namespace, missing: missing))
    }
    return Rights(user: user, verdicts: verdicts)
  }

  /// The namespaces that a need is about; nil stands for the whole cluster.
  private func places(_ place: Need.Place) -> [String?] {
    switch place {
    case .cluster: return [nil]
    case .shown: return namespaces.map { names in names.map { Optional($0) } } ?? [nil]
    case .controlPlane:
      // Who may see all namespaces sees these, too.
      guard let namespaces else { return [] }
      return controlPlanes.filter { !namespaces.contains($0) }.map { Optional($0) }
    }
  }

  /// The namespaces out of some in which pods may be listed.
  public func readable(_ names: [String]) async throws -> [String] {
    let reviews = try await reviews(Set(names))
    return names.filter { reviews[$0]?.allows("list", .pods) ?? false }
  }

  private func reviews(_ namespaces: Set<String>) async throws -> [String: RulesReview] {
    try await withThrowingTaskGroup(of: (String, RulesReview).self) { group in
      var found: [String: RulesReview] = [:]
      var waiting = namespaces.sorted()[...]
      for namespace in waiting.prefix(8) {
        group.addTask { (namespace, try await client.rulesReview(namespace: namespace)) }
      }
      waiting = waiting.dropFirst(8)
      while let (namespace, review) = try await group.next() {
        found[namespace] = review
        guard let next = waiting.popFirst() else { continue }
        group.addTask { (next, try await client.rulesReview(namespace: next)) }
      }
      return found
    }
  }

  private static func grants(_ need: Need) -> [Rights.Grant] {
    need.kinds.flatMap { kind in
      need.verbs.map { Rights.Grant(kind: kind, subresource: need.subresource, verb: $0) }
    }
  }
}
