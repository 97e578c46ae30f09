import FoundationEssentials
import Testing

@testable import Kubernetes

@Suite struct KubeconfigTests {
  /// A kubeconfig with one context `c`, cluster `k` and user `u`.
  private static func config(cluster: String = "server: https://h:1", user: String = "{}", more: String = "") -> String
  {
    """
    apiVersion: v1
    kind: Config
    current-context: c
    contexts: [{name: c, context: {cluster: k, user: u, namespace: shop}}]
    clusters:
    - name: k
      cluster: {\(cluster)}
    users:
    - name: u
      user: \(user)
    \(more)
    """
  }

  private func connection(_ text: String, context: String? = nil) throws -> ClusterConnection {
    try Kubeconfig.parse(text, directory: "/etc/kube").connection(context: context)
  }

  @Test func readsTokenAndNamespace() throws {
    let connection = try connection(Self.config(user: "{token: abc}"))
    #expect(connection.server.description == "https://h:1")
    #expect(connection.namespace == "shop")
    #expect(connection.credentials == .token(Secret("abc")))
    #expect(connection.contextName == "c" && connection.clusterName == "k" && connection.userName == "u")
  }

  @Test func defaultsToNamespaceDefault() throws {
    let text = Self.config().replacing(", namespace: shop", with: "")
    #expect(try connection(text).namespace == "default")
  }

  @Test func tokenFileWinsOverToken() throws {
    let connection = try connection(Self.config(user: "{token: abc, tokenFile: t/token}"))
    #expect(connection.credentials == .tokenFile(path: "/etc/kube/t/token", fallback: Secret("abc")))
  }

  @Test func readsBasicCredentials() throws {
    let connection = try connection(Self.config(user: "{username: ann, password: pw}"))
    #expect(connection.credentials == .basic(user: "ann", password: Secret("pw")))
  }

  @Test func relativeFilesBelongToTheDirectoryOfTheirFile() throws {
    let connection = try connection(
      Self.config(
        cluster: "server: https://h:1, certificate-authority: ca.crt",
        user: "{client-certificate: /abs/c.crt, client-key: c.key}"))
    #expect(connection.tls.authority == .file("/etc/kube/ca.crt"))
    #expect(connection.tls.clientCertificate == .file("/abs/c.crt"))
    #expect(connection.tls.clientKey == .file("/etc/kube/c.key"))
  }

  @Test func dataWinsOverFile() throws {
    let connection = try connection(
      Self.config(cluster: "server: https://h:1, certificate-authority: ca.crt, certificate-authority-data: UEVN"))
    #expect(connection.tls.authority == .inline(Secret("PEM")))
  }

  @Test func readsTLSNameAndInsecure() throws {
    let named = try connection(Self.config(cluster: "server: https://h:1, tls-server-name: kube"))
    #expect(named.tls.serverName == "kube")
    let insecure = try connection(Self.config(cluster: "server: https://h:1, insecure-skip-tls-verify: true"))
    #expect(insecure.tls.skipsVerification)
  }

  @Test(arguments: [
    (config(user: "{exec: {command: aws, apiVersion: client.authentication.k8s.io/v1alpha1}}"), "v1alpha1"),
    (config(user: "{auth-provider: {name: oidc, config: {id-token: s3cret}}}"), "auth-provider \"oidc\""),
    (config(user: "{auth-provider: {name: gcp}}"), "gke-gcloud-auth-plugin"),
    (config(cluster: "server: https://h:1, proxy-url: https://ann:s3cret@p:1"), "proxy-url"),
    (config(cluster: "server: https://h:1, proxy-url: 'socks5://ann:s3cret@p:1'"), "SOCKS"),
    (config(cluster: "server: https://h:1, proxy-url: 'ftp://p:1'"), "neither http"),
  ])
  func namesWhatIsUnsupported(text: String, part: String) throws {
    let error = try #require(throws: KubeconfigError.self) { try connection(text) }
    #expect(error.reason == .unsupported)
    #expect(error.text.contains(part))
    #expect(!error.text.contains("s3cret"))
    #expect(error.exitCode == 3)
  }

  @Test func aTokenBesideAnExecPluginIsUsed() throws {
    #expect(
      try connection(Self.config(user: "{token: abc, exec: {command: aws}}")).credentials == .token(Secret("abc")))
  }

  @Test func unknownContextNamesTheKnownOnes() throws {
    let error = try #require(throws: KubeconfigError.self) { try connection(Self.config(), context: "nope") }
    #expect(error.reason == .unknownName)
    #expect(error.exitCode == 2)
    #expect(error.text.contains("\"nope\"") && error.text.contains("it has c."))
  }

  @Test(arguments: [
    (config().replacing("cluster: k, user", with: "cluster: x, user"), KubeconfigError.Reason.malformed),
    (config().replacing("user: u", with: "user: x"), .malformed),
    (config(cluster: "server: 'ftp://x'"), .malformed),
    (config(cluster: ""), .malformed),
    (config(cluster: "server: https://h, insecure-skip-tls-verify: true, certificate-authority: a"), .malformed),
    (config(user: "{client-certificate-data: UEVN}"), .badCredentials),
    (config(user: "{client-key-data: UEVN}"), .badCredentials),
    // YAML reads it as another number, so it is never sent as it stands.
    (config(user: "{token: 0123456}"), .badCredentials),
    (config(user: "{client-certificate-data: '%%%', client-key-data: UEVN}"), .badCredentials),
    (config().replacing("current-context: c", with: ""), .missing),
  ])
  func refuses(text: String, reason: KubeconfigError.Reason) throws {
    let error = try #require(throws: KubeconfigError.self) { try connection(text) }
    #expect(error.reason == reason)
    #expect(error.text.hasSuffix(".") || error.text.hasSuffix("`."))
  }

  @Test(arguments: [
    "users: [{name: u, user: {token: s3cret}}", "a: b: s3cret", "- s3cret", "users: {s3cret: 1}",
    "users: [{user: {token: s3cret}}]",
    "users: [{name: u, user: s3cret}]", "clusters: [{name: a}, {name: a}]", "\"s3cret",
  ])
  func malformedTextIsRefusedWithoutQuotingIt(text: String) throws {
    let error = try #require(throws: KubeconfigError.self) { try Kubeconfig.parse(text) }
    #expect(error.reason == .malformed)
    #expect(!error.text.contains("s3cret"))
  }

  @Test func emptyConfigHasNoContext() throws {
    let error = try #require(throws: KubeconfigError.self) { try Kubeconfig.parse("").connection() }
    #expect(error.reason == .missing)
  }

  // MARK: - Files

  /// A directory for one test, removed afterwards.
  private func withDirectory(_ body: (String) throws -> Void) throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "vigla-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try body(directory)
  }

  private func write(_ text: String, _ path: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path))
  }

  @Test func mergesTheListFirstOneWins() throws {
    try withDirectory { directory in
      let first = Self.config(user: "{token: first}")
      let second = Self.config(cluster: "server: https://other:2", user: "{token: second}")
        .replacing("current-context: c", with: "current-context: d")
        .replacing("contexts: [", with: "contexts: [{name: d, context: {cluster: k2, user: u}}, ")
        .replacing(
          "clusters:", with: "clusters:\n- {name: k2, cluster: {server: 'https://two:2', certificate-authority: ca}}")
      try write(first, directory + "/a")
      try FileManager.default.createDirectory(atPath: directory + "/sub", withIntermediateDirectories: true)
      try write(second, directory + "/sub/b")
      let list = "\(directory)/missing:\(directory)/a::\(directory)/sub/b:\(directory)/a"
      let config = try Kubeconfig.load(path: nil, environment: ["KUBECONFIG": list])
      #expect(config.files == [directory + "/a", directory + "/sub/b"])
      #expect(config.currentContext == "c")
      #expect(config.contexts.map(\.name) == ["c", "d"])
      #expect(try config.connection().server.host == "h")
      let other = try config.connection(context: "d")
      #expect(other.server.host == "two")
      #expect(other.credentials == .token(Secret("first")))
      #expect(other.tls.authority == .file(directory + "/sub/ca"))
    }
  }

  @Test func anExplicitPathMustExistAndStandsAlone() throws {
    try withDirectory { directory in
      try write(Self.config(), directory + "/a")
      let config = try Kubeconfig.load(path: directory + "/a", environment: ["KUBECONFIG": "/nowhere"])
      #expect(config.files == [directory + "/a"])
      let error = try #require(throws: KubeconfigError.self) {
        try Kubeconfig.load(path: directory + "/b", environment: ["KUBECONFIG": directory + "/a"])
      }
      #expect(error.reason == .unreadable)
    }
  }

  @Test func fallsBackToTheHomeDirectory() throws {
    try withDirectory { directory in
      try FileManager.default.createDirectory(atPath: directory + "/.kube", withIntermediateDirectories: true)
      try write(Self.config(), directory + "/.kube/config")
      #expect(try Kubeconfig.load(path: nil, environment: ["HOME": directory]).currentContext == "c")
    }
  }

  @Test func withoutAnythingItPointsToTheDemo() throws {
    let config = try Kubeconfig.load(path: nil, environment: ["HOME": "/nowhere"])
    let error = try #require(throws: KubeconfigError.self) { try config.connection() }
    #expect(error.reason == .missing)
    #expect(error.text.contains("vigla demo"))
  }

  @Test func aListOfMissingFilesIsNamed() throws {
    let config = try Kubeconfig.load(path: nil, environment: ["KUBECONFIG": "/nowhere/a:/nowhere/b"])
    let error = try #require(throws: KubeconfigError.self) { try config.connection() }
    #expect(error.text.contains("/nowhere/a:/nowhere/b"))
  }

  @Test func usesTheServiceAccountInAPod() throws {
    try withDirectory { directory in
      let environment = ["KUBERNETES_SERVICE_HOST": "fd00::1", "KUBERNETES_SERVICE_PORT": "443"]
      let error = try #require(throws: KubeconfigError.self) {
        try ClusterConnection.inCluster(environment: environment, directory: directory)
      }
      #expect(error.reason == .badCredentials)
      try write("tok\n", directory + "/token")
      try write("team\n", directory + "/namespace")
      try write("PEM", directory + "/ca.crt")
      let connection = try #require(try ClusterConnection.inCluster(environment: environment, directory: directory))
      #expect(connection.server.description == "https://[fd00::1]:443")
      #expect(connection.namespace == "team")
      #expect(connection.tls.authority == .file(directory + "/ca.crt"))
      #expect(connection.credentials == .tokenFile(path: directory + "/token", fallback: nil))
      #expect(try ClusterConnection.inCluster(environment: [:], directory: directory) == nil)
    }
  }

  @Test func reloadReadsTheFileAgain() throws {
    try withDirectory { directory in
      try write(Self.config(user: "{token: old}"), directory + "/a")
      let connection = try Kubeconfig.load(path: directory + "/a", environment: [:]).connection()
      try write(Self.config(user: "{token: new}"), directory + "/a")
      #expect(connection.credentials == .token(Secret("old")))
      #expect(connection.reload?()?.credentials == .token(Secret("new")))
    }
  }

  /// Mutations of a valid kubeconfig never trap and never quote the token.
  @Test(arguments: 0..<300) func survivesMutation(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    var bytes = Array(Self.config(user: "{token: s3cret}").utf8)
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let at = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: bytes[at] = UInt8.random(in: 0...127, using: &random)
      case 1: bytes.remove(at: at)
      default: bytes.insert(contentsOf: bytes[at..<min(at + 9, bytes.count)], at: at)
      }
    }
    do {
      let connection = try Kubeconfig.parse(String(decoding: bytes, as: UTF8.self)).connection()
      #expect(!"\(connection)".contains("s3cret"))
    } catch {
      #expect(!"\(error)".contains("s3cret"))
    }
  }
}
