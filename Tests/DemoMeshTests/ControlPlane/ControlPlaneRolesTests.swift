import Documents
import Testing

@testable import DemoMesh

@Suite("Kubernetes API: roles and service accounts")
struct ControlPlaneRolesTests {
  private static let rbac = "/apis/rbac.authorization.k8s.io/v1"

  /// Makes a service account in default with these rules there, and gives its token.
  private static func account(
    _ cluster: TestCluster, rules: JSONValue, name: String = "robot", seconds: Int = 3600
  ) async throws -> String {
    try await cluster.send(
      "POST", "/api/v1/namespaces/default/serviceaccounts",
      ["apiVersion": "v1", "kind": "ServiceAccount", "metadata": ["name": .string(name)]])
    let role = try await cluster.send(
      "POST", "\(rbac)/namespaces/default/roles",
      [
        "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": ["name": .string(name)],
        "rules": rules,
      ])
    #expect(role.status == 201, "\(role.message)")
    let binding = try await cluster.send(
      "POST", "\(rbac)/namespaces/default/rolebindings",
      [
        "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleBinding", "metadata": ["name": .string(name)],
        "roleRef": ["apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": .string(name)],
        "subjects": [["kind": "ServiceAccount", "name": .string(name), "namespace": "default"]],
      ])
    #expect(binding.status == 201, "\(binding.message)")
    let token = try await cluster.send(
      "POST", "/api/v1/namespaces/default/serviceaccounts/\(name)/token",
      [
        "apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest",
        "spec": ["expirationSeconds": JSONValue(seconds)],
      ])
    #expect(token.status == 201, "\(token.message)")
    return try #require(token.json.at("status.token")?.string)
  }

  @Test("A role of a namespace ends at its border, with the server's own words")
  func border() async throws {
    try await TestCluster.run { cluster async throws in
      let token = try await Self.account(
        cluster, rules: [["apiGroups": [""], "resources": ["pods"], "verbs": ["get", "list"]]])
      #expect(try await cluster.send("GET", "/api/v1/namespaces/default/pods", token: token).status == 200)
      #expect(try await cluster.send("GET", "/version", token: token).status == 200)
      let all = try await cluster.send("GET", "/api/v1/pods", token: token)
      #expect(all.status == 403)
      #expect(
        all.message == #"pods is forbidden: User "system:serviceaccount:default:robot" cannot list resource "pods" in "#
          + #"API group "" at the cluster scope"#)
      let watch = try await cluster.send("GET", "/api/v1/namespaces/default/pods?watch=1", token: token)
      #expect(watch.message.contains(#"cannot watch resource "pods""#))
      let name = try #require(
        try await cluster.get("/api/v1/namespaces/default/pods").items.first?["metadata"]?["name"]?.string)
      let proxy = try await cluster.send(
        "GET", "/api/v1/namespaces/default/pods/\(name):15020/proxy/stats", token: token)
      #expect(proxy.status == 403)
      #expect(proxy.message.contains(#"cannot get resource "pods/proxy" in API group "" in the namespace "default""#))
      let metrics = try await cluster.send("GET", "/metrics", token: token)
      #expect(metrics.status == 403)
      #expect(
        metrics.message == #"forbidden: User "system:serviceaccount:default:robot" cannot get path "/metrics""#)
    }
  }

  @Test("A role that names an object allows that one, and a list that is narrowed to it")
  func names() async throws {
    try await TestCluster.run { cluster async throws in
      let token = try await Self.account(
        cluster,
        rules: [
          ["apiGroups": [""], "resources": ["services"], "resourceNames": ["reviews"], "verbs": ["get", "list"]]
        ])
      let path = "/api/v1/namespaces/default/services"
      #expect(try await cluster.send("GET", "\(path)/reviews", token: token).status == 200)
      #expect(try await cluster.send("GET", "\(path)/ratings", token: token).status == 403)
      #expect(try await cluster.send("GET", path, token: token).status == 403)
      let narrowed = try await cluster.send("GET", "\(path)?fieldSelector=metadata.name%3Dreviews", token: token)
      #expect(narrowed.status == 200 && narrowed.items.count == 1)
    }
  }

  @Test("A rules review lists what roles give, and an access review agrees with what is then allowed")
  func reviews() async throws {
    try await TestCluster.run { cluster async throws in
      let token = try await Self.account(
        cluster, rules: [["apiGroups": ["networking.istio.io"], "resources": ["*"], "verbs": ["get", "patch"]]])
      let review = try await cluster.send(
        "POST", "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews",
        [
          "apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectRulesReview",
          "spec": ["namespace": "default"],
        ], token: token)
      #expect(review.status == 201)
      let rules = review.json.at("status.resourceRules")?.array ?? []
      #expect(
        rules.contains(["verbs": ["get", "patch"], "apiGroups": ["networking.istio.io"], "resources": ["*"]]))
      #expect(review.json.at("status.incomplete") == false)
      for (verb, namespace, allowed) in [
        ("patch", "default", true), ("delete", "default", false), ("patch", "istio-system", false), ("get", "", false),
      ] {
        let answer = try await cluster.send(
          "POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
          [
            "apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectAccessReview",
            "spec": [
              "resourceAttributes": [
                "verb": .string(verb), "resource": "virtualservices", "group": "networking.istio.io",
                "namespace": .string(namespace),
              ]
            ],
          ], token: token)
        #expect(answer.json.at("status.allowed") == .bool(allowed), "\(verb) in \(namespace)")
      }
    }
  }

  @Test("A token dies with its account and is not given for less than ten minutes")
  func tokens() async throws {
    try await TestCluster.run { cluster async throws in
      let token = try await Self.account(cluster, rules: [])
      #expect(try await cluster.send("GET", "/version", token: token).status == 200)
      try await cluster.send("DELETE", "/api/v1/namespaces/default/serviceaccounts/robot")
      #expect(try await cluster.send("GET", "/version", token: token).status == 401)
      let short = try await cluster.send(
        "POST", "/api/v1/namespaces/default/serviceaccounts/default/token",
        [
          "apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": ["expirationSeconds": 10],
        ])
      #expect(short.status == 422)
      #expect(short.message.contains("may not specify a duration less than 10 minutes"))
    }
  }

  @Test("An administrator may act as somebody else, a viewer may not")
  func impersonation() async throws {
    try await TestCluster.run { cluster async throws in
      func secrets(_ token: String?) async throws -> TestResponse {
        try await cluster.client.send(
          "GET", "/api/v1/secrets", headers: cluster.headers(token) + [("Impersonate-User", "jane")])
      }
      #expect(try await secrets(nil).message.contains(#"User "jane" cannot list resource "secrets""#))
      #expect(
        try await secrets(cluster.plane.tokens.viewer).message.contains(
          #"User "demo-viewer" cannot impersonate resource "users""#))
    }
  }
}
