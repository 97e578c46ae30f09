import Documents

/// Decides by the roles and bindings in the store, as the API server's RBAC does.
struct Authorizer: Sendable {
  let store: ObjectStore

  static let group = "rbac.authorization.k8s.io"
  private static let everything = PolicyRule([
    "verbs": ["*"], "apiGroups": ["*"], "resources": ["*"],
  ])
  private static let everyPath = PolicyRule(["verbs": ["*"], "nonResourceURLs": ["*"]])

  func allows(_ user: APIUser, _ wanted: AccessAttributes) -> Bool {
    user.isMaster || rules(of: user, in: wanted.namespace).contains { $0.allows(wanted) }
  }

  func allows(_ user: APIUser, _ verb: String, path: String) -> Bool {
    user.isMaster || rules(of: user, in: "").contains { $0.allows(verb, path: path) }
  }

  /// What a user may do in a namespace: by bindings there and by those of the whole cluster; with an empty namespace by
  /// the latter alone.
  func rules(of user: APIUser, in namespace: String) -> [PolicyRule] {
    if user.isMaster { return [Self.everything, Self.everyPath] }
    var found: [PolicyRule] = []
    func collect(_ bindings: String, in namespace: String?) {
      for binding in store.list("\(bindings).\(Self.group)", namespace: namespace).objects
      where Self.binds(binding.document, user) {
        let reference = binding.document["roleRef"]
        let isClusterRole = reference?["kind"]?.string == "ClusterRole"
        let key = ObjectKey(
          namespace: isClusterRole ? "" : binding.key.namespace, name: reference?["name"]?.string ?? "")
        let role = store.object("\(isClusterRole ? "clusterroles" : "roles").\(Self.group)", key)
        for rule in role?.document["rules"]?.array ?? [] {
          let rule = PolicyRule(rule)
          if !found.contains(rule) { found.append(rule) }
        }
      }
    }
    collect("clusterrolebindings", in: nil)
    if !namespace.isEmpty { collect("rolebindings", in: namespace) }
    return found
  }

  private static func binds(_ binding: JSONValue, _ user: APIUser) -> Bool {
    (binding["subjects"]?.array ?? []).contains { subject in
      let name = subject["name"]?.string ?? ""
      switch subject["kind"]?.string {
      case "User": return name == user.name
      case "Group": return user.groups.contains(name)
      case "ServiceAccount":
        let namespace = subject["namespace"]?.string ?? binding.objectNamespace
        return user == .serviceAccount(namespace: namespace, name: name)
      default: return false
      }
    }
  }
}
