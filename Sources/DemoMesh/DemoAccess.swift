import Documents

/// The roles that a cluster brings along, and those of the demo's own users.
enum DemoAccess {
  /// In the order of creation.
  static var objects: [JSONValue] {
    [
      clusterRole(
        "cluster-admin",
        rules: [
          ["apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]], ["nonResourceURLs": ["*"], "verbs": ["*"]],
        ]),
      clusterRole(
        "system:discovery",
        rules: [
          [
            "nonResourceURLs": [
              "/api", "/api/*", "/apis", "/apis/*", "/healthz", "/livez", "/openapi", "/openapi/*", "/readyz",
              "/version",
              "/version/", "/",
            ],
            "verbs": ["get"],
          ]
        ]),
      clusterRole(
        "system:basic-user",
        rules: [
          [
            "apiGroups": ["authorization.k8s.io"],
            "resources": ["selfsubjectaccessreviews", "selfsubjectrulesreviews"],
            "verbs": ["create"],
          ],
          ["apiGroups": ["authentication.k8s.io"], "resources": ["selfsubjectreviews"], "verbs": ["create"]],
        ]),
      clusterRole("vigla-demo-viewer", rules: viewerRules),
      binding("cluster-admin", subject: ("Group", "system:masters")),
      binding("system:discovery", subject: ("Group", "system:authenticated")),
      binding("system:basic-user", subject: ("Group", "system:authenticated")),
      binding("vigla-demo-viewer", subject: ("User", APIUser.viewer.name)),
    ]
  }

  /// Everything but secrets may be read, and the pods' proxies through the API server.
  private static var viewerRules: [JSONValue] {
    let catalogue = ResourceCatalogue.shared
    return ([""] + catalogue.groups.map(\.name)).compactMap { group -> JSONValue? in
      let types = catalogue.types.filter { $0.group == group && !$0.isVirtual && $0.plural != "secrets" }
      let names = types.flatMap { type in
        [type.plural]
          + type.subresources.filter { $0.verbs.contains("get") && $0.name != "exec" }.map {
            "\(type.plural)/\($0.name)"
          }
      }
      guard !names.isEmpty else { return nil }
      return [
        "apiGroups": [.string(group)], "resources": .array(names.map { .string($0) }),
        "verbs": ["get", "list", "watch"],
      ]
    }
  }

  private static func clusterRole(_ name: String, rules: [JSONValue]) -> JSONValue {
    [
      "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": ["name": .string(name)],
      "rules": .array(rules),
    ]
  }

  private static func binding(_ role: String, subject: (kind: String, name: String)) -> JSONValue {
    [
      "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding", "metadata": ["name": .string(role)],
      "roleRef": ["apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": .string(role)],
      "subjects": [
        [
          "apiGroup": "rbac.authorization.k8s.io", "kind": .string(subject.kind), "name": .string(subject.name),
        ]
      ],
    ]
  }
}
