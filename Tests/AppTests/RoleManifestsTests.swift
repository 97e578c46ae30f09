import Documents
import Kubernetes
import Testing

@testable import App

@Suite struct RoleManifestsTests {
  /// What a user lacks who may do nothing.
  private static func nothing(_ namespaces: [String]?, _ user: UserIdentity) -> Rights {
    let verdicts = Need.all.flatMap { need -> [Rights.Verdict] in
      let missing = need.kinds.flatMap { kind in
        need.verbs.map { Rights.Grant(kind: kind, subresource: need.subresource, verb: $0) }
      }
      let places: [String?] =
        switch need.place {
        case .cluster: [nil]
        case .shown: namespaces.map { $0.map { $0 } } ?? [nil]
        case .controlPlane: namespaces == nil ? [] : ["istio-system"]
        }
      return places.map { Rights.Verdict(need: need, namespace: $0, missing: missing) }
    }
    return Rights(user: user, verdicts: verdicts)
  }

  private static func names(_ documents: [JSONValue]) -> [String] {
    documents.map { document in
      let namespace = document["metadata"]?["namespace"]?.string.map { " in \($0)" } ?? ""
      return "\(document["kind"]?.string ?? "") \(document["metadata"]?["name"]?.string ?? "")\(namespace)"
    }
  }

  @Test func `For all namespaces it takes ClusterRoles`() {
    let user = UserIdentity(name: "ann")
    let manifests = RoleManifests(user: user, namespaces: nil, controlPlanes: ["istio-system"])
    let documents = manifests.documents(for: Self.nothing(nil, user), includesWrites: true)
    #expect(
      Self.names(documents) == [
        "ClusterRole vigla-view", "ClusterRoleBinding vigla-view", "ClusterRole vigla-edit",
        "ClusterRoleBinding vigla-edit",
      ])
    #expect(
      documents[1]["subjects"]
        == [["apiGroup": "rbac.authorization.k8s.io", "kind": "User", "name": "ann"]])
    let proxy = (documents[0]["rules"]?.array ?? []).first { $0["resources"]?.array?.contains("pods/proxy") ?? false }
    #expect(proxy?["verbs"] == ["get"] && proxy?["apiGroups"] == [""])
  }

  @Test func `For some namespaces it takes a Role in each, and one for the control plane`() {
    let user = UserIdentity(name: "system:serviceaccount:ops:robot")
    let manifests = RoleManifests(user: user, namespaces: ["a", "b"], controlPlanes: ["istio-system"])
    let documents = manifests.documents(for: Self.nothing(["a", "b"], user), includesWrites: false)
    #expect(
      Self.names(documents).filter { !$0.contains("Binding") } == [
        "Role vigla-view in a", "Role vigla-view in b", "Role vigla-mesh in istio-system",
        "ClusterRole vigla-namespaces",
      ])
    #expect(
      documents[1]["subjects"] == [["kind": "ServiceAccount", "name": "robot", "namespace": "ops"]])
  }

  @Test func `Nothing is asked for where nothing is missing`() {
    let user = UserIdentity(name: "ann")
    var rights = Self.nothing(["a"], user)
    for i in rights.verdicts.indices { rights.verdicts[i].missing = [] }
    let manifests = RoleManifests(user: user, namespaces: ["a"], controlPlanes: ["istio-system"])
    #expect(manifests.documents(for: rights, includesWrites: true).isEmpty)
    #expect(rights.readOnlyReason == nil && rights.refusedWrites.isEmpty)
    #expect(!rights.lacksEssentials(needsPodProxy: true))
  }

  @Test func `Who may write in one of two namespaces is not read-only, but refused in the other`() {
    var rights = Self.nothing(["a", "b"], UserIdentity(name: "ann"))
    for i in rights.verdicts.indices where rights.verdicts[i].namespace == "a" { rights.verdicts[i].missing = [] }
    #expect(rights.readOnlyReason == nil)
    #expect(Set(rights.refusedWrites.map(\.namespace)) == ["b"])
    #expect(rights.refusedWrites.first?.reason == "ann may not create, update, delete virtualservices in b.")
  }
}
