import Kubernetes
import Texts

/// What a user may and may not do, by the API server's own word.
public struct Rights: Sendable {
  /// One verb on one resource.
  public struct Grant: Sendable, Hashable {
    public var kind: ResourceKind
    public var subresource: String?
    public var verb: String

    /// Such as `pods/proxy` or `virtualservices.networking.istio.io`.
    public var resource: String { subresource.map { "\(kind)/\($0)" } ?? kind.description }
  }

  /// What is missing of a need in one place.
  public struct Verdict: Sendable, Hashable {
    public var need: Need
    /// Nil for the whole cluster.
    public var namespace: String?
    public var missing: [Grant]

    public var isMet: Bool { missing.isEmpty }
    public var placeText: String { namespace ?? (need.place == .cluster ? tr("the cluster") : tr("all namespaces")) }
  }

  public var user: UserIdentity
  public var verdicts: [Verdict]

  public init(user: UserIdentity, verdicts: [Verdict]) {
    self.user = user
    self.verdicts = verdicts
  }

  /// Whether nothing can be shown for want of rights.
  ///
  /// - Parameter needsPodProxy: false where statistics come another way.
  public func lacksEssentials(needsPodProxy: Bool) -> Bool {
    verdicts.contains { verdict in
      verdict.need.isEssential && !verdict.isMet && (needsPodProxy || verdict.need.subresource != "proxy")
    }
  }

  /// Why objects of a kind cannot be written in a place, one entry for each kind and namespace.
  public var refusedWrites: [(kind: ResourceKind, namespace: String?, reason: String)] {
    var refused: [(kind: ResourceKind, namespace: String?, reason: String)] = []
    for verdict in verdicts where verdict.need.isWrite {
      for kind in verdict.need.kinds {
        let verbs = verdict.missing.filter { $0.kind == kind }.map(\.verb).joined(separator: ", ")
        guard !verbs.isEmpty else { continue }
        let reason = tr("\(user.name) may not \(verbs) \(kind.plural) in \(verdict.placeText).")
        refused.append((kind: kind, namespace: verdict.namespace, reason: reason))
      }
    }
    return refused
  }

  /// Why nothing at all can be changed; nil where something can.
  public var readOnlyReason: String? {
    let writes = verdicts.filter(\.need.isWrite)
    let refused = writes.filter { verdict in
      verdict.missing.contains { $0.kind == .virtualServices && $0.verb == "update" }
    }
    guard !writes.isEmpty, refused.count == writes.count else { return nil }
    let places = refused.map(\.placeText)
    let place = places.count > 3 ? tr("any of \(places.count) namespaces") : places.joined(separator: ", ")
    return tr("\(user.name) may not update virtualservices in \(place).")
  }
}
