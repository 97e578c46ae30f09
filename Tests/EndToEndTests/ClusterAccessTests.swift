import Foundation
import Testing

/// Ways to the demo's API server that real clusters have: plugins, client certificates, and outages.
@Suite(.serialized)
struct ClusterAccessTests {
  private let demo: HeadlessDemo
  private let folder: URL
  /// The demo's administrator's token.
  private let token: String
  private let kubeconfig: String

  init() throws {
    demo = try HeadlessDemo()
    folder = demo.state.appendingPathComponent("access")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    kubeconfig = try String(contentsOfFile: demo.ready.kubeconfig, encoding: .utf8)
    let line = try #require(kubeconfig.split(separator: "\n").first { $0.contains("token:") })
    token = line.split(separator: ":")[1].trimmingCharacters(in: CharacterSet(charactersIn: " \""))
  }

  private func write(_ text: String, _ name: String, mode: Int = 0o600) throws -> String {
    let file = folder.appendingPathComponent(name)
    try Data(text.utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
    return file.path
  }

  /// The demo's kubeconfig with another user in the place of the administrator's token.
  private func kubeconfig(user: String) throws -> String {
    let lines = kubeconfig.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
      guard line.contains("token:"), line.contains(token) else { return String(line) }
      return line.prefix { $0 == " " } + user
    }
    return lines.joined(separator: "\n")
  }

  private func vigla(_ arguments: String..., kubeconfig: String) throws -> Tools.Output {
    var environment = demo.environment
    environment["KUBECONFIG"] = kubeconfig
    environment["HTTPS_PROXY"] = ""
    return try #require(Tools.run(Tools.vigla, arguments, environment: environment))
  }

  /// Whatever vigla has left behind, as one text.
  private func remains() -> String {
    let files = FileManager.default.enumerator(atPath: demo.state.path)?.compactMap { $0 as? String } ?? []
    // The kubeconfigs are the user's own.
    let left = files.map { demo.state.path + "/" + $0 }
      .filter { !$0.hasPrefix(folder.path) && $0 != demo.ready.kubeconfig }
    return left.map { String(decoding: FileManager.default.contents(atPath: $0) ?? Data(), as: UTF8.self) }.joined()
  }

  @Test func `A plugin logs in, and its token is nowhere but on the wire`() throws {
    let answer =
      #"{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"\#(token)"}}"#
    let plugin = try write(
      "#!/bin/sh\necho \"note: using $SECRET_KEY\" >&2\necho run >> '\(folder.path)/runs'\necho '\(answer)'\n",
      "plugin",
      mode: 0o755)
    let config = try write(
      kubeconfig(
        user: """
          {exec: {apiVersion: client.authentication.k8s.io/v1, command: \(plugin), interactiveMode: IfAvailable,\
           env: [{name: SECRET_KEY, value: env-s3cret}]}}
          """), "exec-config")
    var outputs = [try vigla("graph", "--refresh", "1", "--window", "10s", kubeconfig: config)]
    #expect(outputs[0].status == 0 && outputs[0].text.contains("reviews"), "\(outputs[0].errors)")
    #expect(try String(contentsOfFile: folder.path + "/runs", encoding: .utf8) == "run\n")
    outputs.append(try vigla("shift", "reviews", "v1=100", "--yes", kubeconfig: config))
    #expect(outputs[1].status == 0, "\(outputs[1].errors)")
    outputs.append(try vigla("undo", "--yes", kubeconfig: config))
    #expect(outputs[2].status == 0, "\(outputs[2].errors)")

    // The same plugin with an expired login: its own words, the exit code of a missing right, and no secret.
    _ = try write("#!/bin/sh\necho \"expired: $SECRET_KEY, run: corp login\" >&2\nexit 3\n", "plugin", mode: 0o755)
    let failed = try vigla("graph", kubeconfig: config)
    #expect(failed.status == 4)
    #expect(failed.errors.contains("run: corp login") && failed.errors.contains("status 3"), "\(failed.errors)")
    outputs.append(failed)
    let remains = remains()
    #expect(remains.contains("reviews"))
    for text in outputs.flatMap({ [$0.text, $0.errors] }) + [remains] {
      #expect(!text.contains(token) && !text.contains("env-s3cret"))
    }
  }

  @Test(.needsPyte) func `A plugin that asks gets the terminal before the dashboard does`() throws {
    let answer =
      #"{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"\#(token)"}}"#
    let plugin = try write(
      "#!/bin/sh\nprintf 'One-time code: ' >&2\nread code\n[ \"$code\" = 1234 ] || exit 1\necho '\(answer)'\n",
      "asking",
      mode: 0o755)
    let exec = "{exec: {apiVersion: client.authentication.k8s.io/v1, command: \(plugin), interactiveMode: Always}}"
    var environment = demo.environment
    environment["KUBECONFIG"] = try write(kubeconfig(user: exec), "asking-config")
    let session = try PtySession([Tools.vigla], columns: 120, rows: 40, environment: environment)
    try session.wait(for: "One-time code:")
    try session.send("1234\r")
    try session.wait(for: "API ✓")
    try session.send("q")
    #expect(try session.ending().code == 0)

    // Without a terminal there is nobody to ask.
    let output = try vigla("graph", kubeconfig: environment["KUBECONFIG"] ?? "")
    #expect(output.status == 4)
    #expect(output.errors.contains("on the terminal"), "\(output.errors)")
  }

  /// The gate, and the kubeconfig that leads to it.
  private func gate() throws -> (gate: TLSGate, config: String) {
    let port = try #require(URL(string: demo.ready.api)?.port)
    let gate = try TLSGate(
      upstream: port, identity: write(GateCertificates.server + "\n" + GateCertificates.serverKey + "\n", "gate.pem"),
      authority: write(GateCertificates.authority + "\n", "authority.crt"))
    let certificate = try write(GateCertificates.client + "\n", "client.crt")
    let key = try write(GateCertificates.clientKey + "\n", "client.key")
    let config = try write(
      """
      apiVersion: v1
      kind: Config
      current-context: gate
      clusters: [{name: gate, cluster: {server: 'https://127.0.0.1:\(gate.port)', certificate-authority: authority.crt}}]
      contexts: [{name: gate, context: {cluster: gate, user: operator}}]
      users: [{name: operator, user: {token: '\(token)', client-certificate: \(certificate), client-key: \(key)}}]
      """, "gate-config")
    return (gate, config)
  }

  @Test func `A client certificate opens the way, and without it the error says so`() throws {
    let (gate, config) = try gate()
    let output = try vigla("graph", "--refresh", "1", "--window", "10s", kubeconfig: config)
    #expect(output.status == 0 && output.text.contains("reviews"), "\(output.errors)")
    let bare = try String(contentsOfFile: config, encoding: .utf8)
      .replacing(/, client-certificate: .*key\}\}\]/, with: "}}]")
    let refused = try vigla("graph", kubeconfig: write(bare, "bare-config"))
    #expect(refused.status == 3)
    // The server's alert may be overtaken by the reset of a connection that it ends with our request unread.
    #expect(
      refused.errors.contains("client certificate") || refused.errors.contains("closed the connection"),
      "\(refused.errors)")
    gate.stop()
  }

  /// Token, client key and what the environment holds: a session is recorded, writes, is refused, and crashes with Swift's
  /// own report wished for, which shows memory. Not even a part of a secret is left behind.
  @Test(.needsPyte) func `Nothing that is written holds a secret, not even of a crash`() throws {
    let (gate, config) = try gate()
    let keyLine = try #require(GateCertificates.clientKey.split(separator: "\n").dropFirst().first.map(String.init))
    let secrets = [token, keyLine, "prometheus-s3cret-4711", "header-s3cret-4711"]
    var environment = demo.environment
    environment["KUBECONFIG"] = config
    environment["VIGLA_PROMETHEUS_TOKEN"] = secrets[2]
    environment["SWIFT_BACKTRACE"] = "enable=yes,color=no"
    let recording = demo.state.path + "/incident.vigla"
    let session = try PtySession(
      [Tools.vigla, "--refresh", "1", "--window", "10s", "--record", recording], columns: 140, rows: 40,
      environment: environment)
    var texts = try session.wait(for: "reviews")
    try session.send(":source prometheus\r")
    texts += try session.wait(for: "Prometheus")
    try session.signal(SIGSEGV)
    let ending = try session.ending()
    #expect(ending.restored)
    texts += ending.lines + [ending.tail]

    func run(_ arguments: String...) throws -> Tools.Output {
      let output = try #require(Tools.run(Tools.vigla, arguments, environment: environment))
      texts += [output.text, output.errors]
      return output
    }
    #expect(try run("shift", "reviews", "v1=100", "--yes").status == 0)
    #expect(try run("history").text.contains("reviews"))
    #expect(try run("undo", "--yes").status == 0)
    #expect(try run("info").status == 0)
    #expect(try run("doctor").text.contains("istiod"))
    #expect(
      try run("graph", "--prometheus", "http://127.0.0.1:1", "--prometheus-header", "X-Key: \(secrets[3])").status != 0)
    environment["KUBECONFIG"] = try write(
      String(contentsOfFile: config, encoding: .utf8).replacing(token, with: "wrong-\(token)"), "wrong-config")
    #expect(try run("graph").status == 4)

    let log = try String(contentsOf: demo.state.appendingPathComponent("vigla/vigla.log"), encoding: .utf8)
    #expect(log.contains("vigla crashed on signal 11") && !log.contains("Registers:"))
    #expect(FileManager.default.fileExists(atPath: recording))
    let written = remains()
    #expect(written.contains("reviews"))
    for secret in secrets {
      // A dump shows what it dumps in pieces.
      for start in stride(from: 0, through: max(0, secret.count - 12), by: 4) {
        let part = String(secret.dropFirst(start).prefix(12))
        for text in texts + [written] { #expect(!text.contains(part), "\(secret == token ? "token" : secret)") }
      }
    }
    gate.stop()
  }

  @Test(.needsPyte) func `The dashboard outlives an outage, says so, and does not hammer`() throws {
    let (gate, config) = try gate()
    var environment = demo.environment
    environment["KUBECONFIG"] = config
    let session = try PtySession(
      [Tools.vigla, "--refresh", "1", "--window", "10s"], columns: 140, rows: 40, environment: environment)
    try session.wait(for: "API ✓")
    try session.wait(for: "reviews")
    gate.goDown()
    // The picture stays, with its age and the reason.
    try session.wait(for: "API ✗", seconds: 60)
    let stale = try session.wait(for: "! +[0-9]+ ?s old", seconds: 60)
    #expect(stale.contains { $0.contains("reviews") })
    let tries = try gate.comeBack()
    #expect(tries < 500, "\(tries)")
    try session.wait(for: "API ✓", seconds: 90)
    try session.wait(forAbsenceOf: "! +[0-9]+ ?s old", seconds: 60)
    try session.send("m")
    try session.wait(for: "answers again")
    try session.send("\u{1b}")
    try session.send("q")
    #expect(try session.ending().code == 0)
    gate.stop()
  }

  @Test(.needsPyte) func `A certificate that nobody verifies is told in the header`() throws {
    let insecure = kubeconfig.replacing(/certificate-authority-data:.*/, with: "insecure-skip-tls-verify: true")
    var environment = demo.environment
    environment["KUBECONFIG"] = try write(insecure, "insecure-config")
    let session = try PtySession([Tools.vigla], columns: 140, rows: 40, environment: environment)
    try session.wait(for: "TLS NOT VERIFIED")
    try session.send("q")
    #expect(try session.ending().code == 0)
  }
}
