import Documents
import Kubernetes

/// The roles and bindings to ask an administrator for, ready for `kubectl apply`.
public struct RoleManifests: Sendable {
  private static let group = "rbac.authorization.k8s.io"

  let user: UserIdentity
  /// Nil means all.
  let namespaces: [String]?
  let controlPlanes: [String]

  public init(user: UserIdentity, namespaces: [String]?, controlPlanes: [String]) {
    self.user = user
    self.namespaces = namespaces
    self.controlPlanes = controlPlanes
  }

  /// What grants every need of the verdicts that are not met, by whole roles: `vigla-view` to look, `vigla-edit` to
  /// change. Empty where nothing is missing.
  ///
  /// - Parameter includesWrites: false where nobody wants to write.
  public func documents(for rights: Rights, includesWrites: Bool) -> [JSONValue] {
    let lacking = rights.verdicts.filter { !$0.isMet && (includesWrites || !$0.need.isWrite) }
    var documents: [JSONValue] = []
    for (name, isWrite) in [("vigla-view", false), ("vigla-edit", true)] {
      let mine = lacking.filter { $0.need.isWrite == isWrite }
      guard !mine.isEmpty else { continue }
      let needs = Need.all.filter { $0.isWrite == isWrite }
      guard let namespaces else {
        documents += pair(name, needs, namespace: nil)
        continue
      }
      for namespace in namespaces where mine.contains(where: { $0.namespace == namespace }) {
        documents += pair(name, needs.filter { $0.place == .shown }, namespace: namespace)
      }
      for namespace in controlPlanes
      where mine.contains(where: { $0.namespace == namespace && $0.need.place != .shown }) {
        documents += pair("vigla-mesh", needs.filter { $0.place == .controlPlane }, namespace: namespace)
      }
      if mine.contains(where: { $0.need.place == .cluster }) {
        documents += pair("vigla-namespaces", needs.filter { $0.place == .cluster }, namespace: nil)
      }
    }
    return documents
  }

  /// A role and its binding to the user.
  private func pair(_ name: String, _ needs: [Need], namespace: String?) -> [JSONValue] {
    let kind = namespace == nil ? "ClusterRole" : "Role"
    var metadata: JSONObject = ["name": .string(name)]
    if let namespace { metadata["namespace"] = .string(namespace) }
    let apiVersion = JSONValue.string("\(Self.group)/v1")
    return [
      [
        "apiVersion": apiVersion, "kind": .string(kind), "metadata": .object(metadata),
        "rules": .array(Self.rules(needs)),
      ],
      [
        "apiVersion": apiVersion, "kind": .string(kind + "Binding"), "metadata": .object(metadata),
        "roleRef": ["apiGroup": .string(Self.group), "kind": .string(kind), "name": .string(name)],
        "subjects": [subject],
      ],
    ]
  }

  private var subject: JSONValue {
    if let account = user.serviceAccount {
      return ["kind": "ServiceAccount", "name": .string(account.name), "namespace": .string(account.namespace)]
    }
    return ["apiGroup": .string(Self.group), "kind": "User", "name": .string(user.name)]
  }

  /// Resources with the same group and verbs share a rule.
  private static func rules(_ needs: [Need]) -> [JSONValue] {
    struct Key: Hashable {
      var group: String
      var verbs: [String]
    }
    var order: [Key] = []
    var resources: [Key: [String]] = [:]
    for need in needs {
      for (kind, resource) in zip(need.kinds, need.resources) {
        let key = Key(group: kind.group, verbs: need.verbs)
        if resources[key] == nil { order.append(key) }
        if resources[key]?.contains(resource) != true { resources[key, default: []].append(resource) }
      }
    }
    func list(_ words: [String]) -> JSONValue { .array(words.map { .string($0) }) }
    return order.map { key in
      ["apiGroups": list([key.group]), "resources": list(resources[key] ?? []), "verbs": list(key.verbs)]
    }
  }
}
