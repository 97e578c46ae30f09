import Documents
import Testing

@testable import Kubernetes

/// What a kubeconfig says about plugins, impersonation and compression.
@Suite struct KubeconfigPluginTests {
  private static func connection(
    user: String, cluster: String = "", environment: [String: String] = ["PATH": "/bin", "REGION": "us"]
  ) throws -> ClusterConnection {
    let text = """
      current-context: c
      contexts: [{name: c, context: {cluster: k, user: u}}]
      clusters:
      - name: k
        cluster:
          server: https://h:1
          \(cluster)
      users: [{name: u, user: \(user)}]
      """
    return try Kubeconfig.parse(text, directory: "/etc/kube", environment: environment).connection()
  }

  private static func plugin(_ fields: String, cluster: String = "") throws -> ExecPlugin {
    let connection = try connection(user: "{exec: {\(fields)}}", cluster: cluster)
    guard case .exec(let plugin) = connection.credentials else { throw KubeconfigError(.malformed, "no plugin") }
    return plugin
  }

  private static let v1 = "apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never"

  @Test func readsEveryField() throws {
    let plugin = try Self.plugin(
      "\(Self.v1), command: aws, args: [eks, get-token], env: [{name: REGION, value: eu}], installHint: brew it")
    #expect(plugin.command == "aws" && plugin.arguments == [Secret("eks"), Secret("get-token")])
    #expect(plugin.environment == ["PATH": Secret("/bin"), "REGION": Secret("eu")])
    #expect(plugin.installHint == "brew it" && plugin.interaction == .never && plugin.userName == "u")
    #expect(plugin.apiVersion == "client.authentication.k8s.io/v1" && plugin.clusterInfo == nil)
  }

  @Test(arguments: [
    ("aws", "aws"), ("./aws", "/etc/kube/./aws"), ("bin/aws", "/etc/kube/bin/aws"), ("/x/aws", "/x/aws"),
  ])
  func aPathBelongsToTheKubeconfigsFolder(command: String, expected: String) throws {
    #expect(try Self.plugin("\(Self.v1), command: \(command)").command == expected)
  }

  @Test func theOlderVersionNeedsNoMode() throws {
    #expect(
      try Self.plugin("apiVersion: client.authentication.k8s.io/v1beta1, command: x").interaction == .ifAvailable)
  }

  @Test func tellsTheClusterWhenAsked() throws {
    let plugin = try Self.plugin(
      "\(Self.v1), command: x, provideClusterInfo: true",
      cluster: """
        tls-server-name: kube
            certificate-authority-data: UEVN
            proxy-url: http://p:1
            extensions:
            - name: other
              extension: {a: 0}
            - name: client.authentication.k8s.io/exec
              extension: {audience: me}
        """)
    let info = try JSONValue(parsing: Array(try #require(plugin.clusterInfo).value.utf8))
    let expected: JSONValue = [
      "server": "https://h:1", "tls-server-name": "kube", "certificate-authority-data": "UEVN",
      "proxy-url": "http://p:1", "config": ["audience": "me"],
    ]
    #expect(info == expected)
  }

  @Test(arguments: [
    ("command: x", "no apiVersion"), ("apiVersion: client.authentication.k8s.io/v1alpha1, command: x", "v1alpha1"),
    ("\(v1)", "no command"), ("apiVersion: client.authentication.k8s.io/v1, command: x", "interactiveMode"),
    ("apiVersion: client.authentication.k8s.io/v1, command: x, interactiveMode: Sometimes", "Sometimes"),
    ("\(v1), command: x, args: [5]", "args"), ("\(v1), command: x, env: [{value: s3cret}]", "env"),
    ("\(v1), command: x, env: [{name: A=B, value: s3cret}]", "env"),
  ])
  func refuses(fields: String, part: String) {
    let error = #expect(throws: KubeconfigError.self) { try Self.plugin(fields) }
    #expect(error?.text.contains(part) == true && error?.text.contains("s3cret") == false, "\(error?.text ?? "")")
    #expect(error?.text.contains("user \"u\"") == true && error?.exitCode == 3)
  }

  @Test func aTokenOrABasicLoginWinsOverThePlugin() throws {
    let exec = "exec: {\(Self.v1), command: x}"
    #expect(try Self.connection(user: "{token: t, \(exec)}").credentials == .token(Secret("t")))
    let both = "{client-certificate: c.crt, client-key: c.key, \(exec)}"
    let connection = try Self.connection(user: both)
    #expect(connection.tls.clientCertificate == .file("/etc/kube/c.crt"))
    guard case .exec = connection.credentials else {
      Issue.record("\(connection.credentials)")
      return
    }
  }

  @Test func readsImpersonation() throws {
    let connection = try Self.connection(
      user: "{token: t, as: jane, as-uid: '7', as-groups: [dev, ops], as-user-extra: {'acme.org/why': [audit, test]}}")
    let impersonation = try #require(connection.impersonation)
    #expect(
      impersonation.headers.map { "\($0.name): \($0.value)" } == [
        "Impersonate-User: jane", "Impersonate-Uid: 7", "Impersonate-Group: dev", "Impersonate-Group: ops",
        "Impersonate-Extra-acme.org%2Fwhy: audit", "Impersonate-Extra-acme.org%2Fwhy: test",
      ])
    let error = #expect(throws: KubeconfigError.self) { try Self.connection(user: "{as-groups: [dev]}") }
    #expect(error?.text.contains("without the user to be") == true)
  }

  @Test func impersonationIsOnTheWire() async throws {
    try await TestServer.run({ _, _ in .json("{}") }) { server in
      var connection = Wire.plain.connection(port: server.port)
      connection.impersonation = Impersonation(user: "jane", groups: ["dev"])
      connection.mayCompress = false
      let client = try KubernetesClient(connection: connection)
      _ = try await client.get(.pods, namespace: "a", name: "p")
      await client.shutdown()
      #expect(server.requests[0].headers["impersonate-user"] == "jane")
      #expect(server.requests[0].headers["impersonate-group"] == "dev")
      #expect(server.requests[0].headers["accept-encoding"] == "identity")
    }
  }

  @Test func compressionIsAskedForWhereItHelps() async throws {
    #expect(try Self.connection(user: "{}", cluster: "disable-compression: true").mayCompress == false)
    try await TestServer.run({ _, _ in .json(#"{"items":[],"metadata":{}}"#) }) { server in
      try await server.client { client in
        _ = try await client.list(.pods, namespace: "a")
        _ = try await client.podProxy(namespace: "a", pod: "p", port: 1, path: "/")
      }
      #expect(server.requests.map { $0.headers["accept-encoding"] } == ["gzip", "identity"])
    }
  }
}
