import Foundation
import Testing

/// Users who may do little: told what is missing, and helped by exactly the role that doctor prints.
@Suite(.serialized, .needsKubectl)
struct RestrictedUserTests {
  private let demo: HeadlessDemo
  private let kubeconfig: String

  /// A service account without any right, and a kubeconfig with its token.
  init() throws {
    demo = try HeadlessDemo()
    _ = try Self.kubectl(demo, "create", "serviceaccount", "robot")
    let token = try Self.kubectl(demo, "create", "token", "robot").trimmingCharacters(in: .whitespacesAndNewlines)
    let view = try Self.kubectl(demo, "config", "view", "--raw", "-o", "json")
    var config = try #require(try JSONSerialization.jsonObject(with: Data(view.utf8)) as? [String: Any])
    config["users"] = [["name": "robot", "user": ["token": token]]]
    config["contexts"] = [
      ["name": "robot", "context": ["cluster": "vigla-demo", "user": "robot", "namespace": "default"]]
    ]
    config["current-context"] = "robot"
    kubeconfig = demo.state.appendingPathComponent("robot.json").path
    try JSONSerialization.data(withJSONObject: config).write(to: URL(fileURLWithPath: kubeconfig))
  }

  @discardableResult
  private static func kubectl(_ demo: HeadlessDemo, _ arguments: String..., input: String? = nil) throws -> String {
    let program = try #require(Tools.kubectl)
    let output = try #require(Tools.run(program, arguments, input: input, environment: demo.environment))
    #expect(output.status == 0, "kubectl \(arguments): \(output.errors)")
    return output.text
  }

  private func robot(_ arguments: String...) throws -> Tools.Output {
    var environment = demo.environment
    environment["KUBECONFIG"] = kubeconfig
    return try #require(Tools.run(Tools.vigla, arguments, environment: environment))
  }

  private struct Doctor: Decodable {
    struct Right: Decodable {
      var purpose: String
      var namespace: String?
      var missing: [String]
    }
    var rights: [Right]
  }

  @Test func `The role that doctor prints is what was missing`() throws {
    let before = try robot("doctor", "-n", "default")
    #expect(before.status == 4, "\(before.text)\(before.errors)")
    #expect(before.text.contains("system:serviceaccount:default:robot"))
    #expect(before.text.contains("missing get pods/proxy"))
    let list = try robot("workloads", "-n", "default", "--refresh", "1", "--window", "10s")
    #expect(list.status == 4)
    #expect(list.errors.contains(#"cannot list resource "pods""#))

    let yaml = try robot("doctor", "-n", "default", "-o", "yaml").text
    let dry = try Self.kubectl(demo, "apply", "--dry-run=server", "-f", "-", input: yaml)
    #expect(dry.contains("role.rbac.authorization.k8s.io/vigla-view created (server dry run)"))
    #expect(dry.contains("rolebinding.rbac.authorization.k8s.io/vigla-edit created (server dry run)"))
    try Self.kubectl(demo, "apply", "-f", "-", input: yaml)

    let after = try robot("doctor", "-n", "default", "-o", "json")
    #expect(after.status == 0, "\(after.text)\(after.errors)")
    let doctor = try JSONDecoder().decode(Doctor.self, from: Data(after.text.utf8))
    #expect(!doctor.rights.isEmpty)
    for right in doctor.rights { #expect(right.missing.isEmpty, "\(right)") }
    let graph = try robot("graph", "-n", "default", "--refresh", "1", "--window", "10s")
    #expect(graph.status == 0 && graph.text.contains("reviews"), "\(graph.errors)")
    let edit = try robot("shift", "reviews", "v1=90", "v2=10", "v3=0", "-n", "default", "--yes")
    #expect(edit.status == 0, "\(edit.errors)")
  }

  @Test func `Who may read one namespace is told which, and may not write there`() throws {
    try Self.kubectl(
      demo, "create", "role", "reader", "--verb=get,list,watch", "--resource=pods,services,pods/proxy")
    try Self.kubectl(
      demo, "create", "rolebinding", "reader", "--role=reader", "--serviceaccount=default:robot")
    try Self.kubectl(demo, "create", "clusterrole", "spaces", "--verb=get,list,watch", "--resource=namespaces")
    try Self.kubectl(
      demo, "create", "clusterrolebinding", "spaces", "--clusterrole=spaces", "--serviceaccount=default:robot")
    let all = try robot("services", "-A", "--refresh", "1", "--window", "10s")
    #expect(all.status == 4)
    #expect(all.errors.contains("You may look at default, with -n."))
    let one = try robot("services", "--refresh", "1", "--window", "10s")
    #expect(one.status == 0 && one.text.contains("productpage"))
    let doctor = try robot("doctor")
    #expect(doctor.status == 0, "\(doctor.text)")
    #expect(doctor.text.contains("read-only: system:serviceaccount:default:robot may not update virtualservices"))
    let edit = try robot("shift", "reviews", "v1=90", "v2=10", "v3=0", "--yes")
    #expect(edit.status == 4, "\(edit.errors)")
  }

  @Test func `Without the right to pods/proxy the ways around it are named`() throws {
    try Self.kubectl(demo, "create", "role", "reader", "--verb=get,list,watch", "--resource=pods,services")
    try Self.kubectl(
      demo, "create", "rolebinding", "reader", "--role=reader", "--serviceaccount=default:robot")
    let output = try robot("proxies", "--refresh", "1", "--window", "10s")
    #expect(output.errors.contains("the verb get on pods/proxy is missing in default"), "\(output.errors)")
    #expect(output.errors.contains("--direct") && output.errors.contains("vigla doctor"))
  }
}
