import Documents
import Testing

@testable import Kubernetes

/// Plugins as programs: what they are told, and what is made of what they do.
@Suite struct PluginRunTests {
  private let folder: PluginFolder

  init() throws { folder = try PluginFolder() }

  private func run(
    _ plugin: ExecPlugin, terminal: PluginTerminal = .none, patience: Duration = .seconds(60)
  ) async -> Result<ExecCredential, PluginFailure> {
    let patience = PluginRun.Patience(alone: patience, withUser: patience)
    return await PluginRun(plugin: plugin, terminal: terminal, patience: patience).run()
  }

  private func failure(
    _ plugin: ExecPlugin, terminal: PluginTerminal = .none, patience: Duration = .seconds(60)
  ) async -> String {
    switch await run(plugin, terminal: terminal, patience: patience) {
    case .success: "no failure"
    case .failure(let failure): failure.text
    }
  }

  @Test(arguments: ExecPlugin.apiVersions) func givesTokenAndExpiry(version: String) async throws {
    let answer = PluginFolder.credential(
      #""token":"t0ken","expirationTimestamp":"2027-01-15T08:01:01Z""#, apiVersion: version)
    try folder.script("echo '\(answer)'")
    let credential = try await run(folder.plugin(apiVersion: version)).get()
    #expect(credential == ExecCredential(token: Secret("t0ken"), expiry: 1_800_000_061))
  }

  @Test func isToldTheClusterAndTheEnvironment() async throws {
    try folder.script(
      """
      printf '%s' "$KUBERNETES_EXEC_INFO" > "$FOLDER/info"
      printf '%s|%s|%s|' "$REGION" "$#" "$*" > "$FOLDER/rest"
      cat >> "$FOLDER/rest"
      echo '\(PluginFolder.credential(#""token":"t""#))'
      """)
    let plugin = folder.plugin(
      arguments: ["get-token", "a b; $(touch evil) 'c'"], added: ["REGION": "eu west"],
      clusterInfo: #"{"server":"https://h:1","config":{"a":1}}"#)
    _ = try await run(plugin).get()
    let info = try JSONValue(parsing: Array(folder.read("info").utf8))
    #expect(info["kind"] == "ExecCredential" && info["apiVersion"]?.string == ExecPlugin.apiVersions[0])
    #expect(info["spec"]?["interactive"]?.bool == false)
    #expect(info["spec"]?["cluster"]?["server"]?.string == "https://h:1")
    #expect(info["spec"]?["cluster"]?["config"]?["a"]?.int == 1)
    // No shell has read the arguments, and its standard input was empty.
    #expect(folder.read("rest") == "eu west|2|get-token a b; $(touch evil) 'c'|")
  }

  @Test func findsABareNameOnPathOnly() async throws {
    try folder.script("echo '\(PluginFolder.credential(#""token":"found""#))'", "vigla-test-plugin")
    var plugin = folder.plugin("vigla-test-plugin", installHint: "Get it at the shop.")
    #expect(await failure(plugin).contains("not on PATH. Get it at the shop."))
    // Neither relative entries nor folders of that name count.
    for path in [".", "", "relative", folder.path + "/none"] {
      plugin.environment["PATH"] = Secret(path)
      #expect(await failure(plugin).contains("not on PATH"))
    }
    plugin.environment["PATH"] = Secret("/nowhere:" + folder.path)
    #expect(try await run(plugin).get().token == Secret("found"))
  }

  @Test func tellsWhatThePluginSaid() async throws {
    try folder.script("echo 'warning: old' >&2; echo 'The SSO session has expired.' >&2; exit 255")
    let text = await failure(folder.plugin())
    #expect(
      text.contains("of user \"ann\" ended with status 255: warning: old; The SSO session has expired."), "\(text)")
  }

  @Test func tellsOfASignal() async throws {
    try folder.script("kill -TERM $$")
    #expect(await failure(folder.plugin()).contains("status 143"))
  }

  @Test func namesAFileThatIsNotThere() async throws {
    let text = await failure(folder.plugin("/nowhere/aws", installHint: "brew install aws"))
    #expect(text.contains("cannot be started (No such file or directory). brew install aws"), "\(text)")
    try folder.write("no program", "plugin")
    #expect(await failure(folder.plugin()).contains("Permission denied"))
  }

  @Test func endsOneThatHangsWithItsChildren() async throws {
    try folder.script("echo 'open https://login.example/device' >&2; sleep 1000 & wait")
    let text = await failure(folder.plugin(), patience: .milliseconds(300))
    #expect(text.contains("within 1 s") && text.contains("https://login.example/device"), "\(text)")
  }

  /// A helper that stays behind keeps the pipes open: the plugin's own end counts.
  @Test func doesNotWaitForWhatStaysBehind() async throws {
    try folder.script(
      "(sleep 1000 & echo $! > \"$FOLDER/pid\"); echo '\(PluginFolder.credential(#""token":"u""#))'")
    #expect(try await run(folder.plugin()).get().token == Secret("u"))
    try folder.script("kill -9 $(cat \"$FOLDER/pid\"); echo '\(PluginFolder.credential(#""token":"v""#))'")
    #expect(try await run(folder.plugin()).get().token == Secret("v"))
  }

  @Test func stopsOneThatNeverStopsPrinting() async throws {
    try folder.script("exec yes")
    #expect(await failure(folder.plugin()).contains("several megabytes"))
  }

  @Test(arguments: [
    ("", "nothing"), ("hello", "not JSON"), ("[]", "not JSON"), (#"{"kind":"Pod"}"#, "no ExecCredential"),
    (PluginFolder.credential(#""token":"s3cret""#, apiVersion: ExecPlugin.apiVersions[1]), "another version"),
    (PluginFolder.credential(""), "neither a token"), (PluginFolder.credential(#""token":"""#), "neither a token"),
    (PluginFolder.credential(#""clientKeyData":"s3cret""#), "key without its certificate"),
    (PluginFolder.credential(#""clientCertificateData":"c""#), "certificate without its key"),
    (PluginFolder.credential(#""token":"s3cret","expirationTimestamp":"tomorrow""#), "no time"),
  ])
  func refusesAnswersThatAreNone(answer: String, part: String) async throws {
    try folder.script("printf '%s' '\(answer)'; echo 'note: s3cret' >&2")
    let text = await failure(folder.plugin())
    #expect(text.contains(part), "\(text)")
  }

  @Test func noErrorShowsACredential() async throws {
    try folder.script(
      """
      echo "env $API_TOKEN args $* printed eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2ln and Bearer opaque99" >&2
      echo '{"kind":"ExecCredential","apiVersion":"other","status":{"token":"printed-s3cret"}}'
      echo "printed-s3cret" >&2
      exit "$1"
      """)
    for status in ["0", "3"] {
      let plugin = folder.plugin(
        arguments: [status, "--client-secret=flag-s3cret", "--password", "next-s3cret", "--region", "eu"],
        added: ["API_TOKEN": "env-s3cret"])
      let text = await failure(plugin)
      #expect(text.contains("<redacted>") && text.contains("--region eu"), "\(text)")
      for secret in ["s3cret", "eyJ", "opaque99"] { #expect(!text.contains(secret), "\(text)") }
      for shown in ["\(plugin)", String(reflecting: plugin)] { #expect(!shown.contains("s3cret")) }
      var dumped = ""
      dump(Credentials.exec(plugin), to: &dumped)
      #expect(!dumped.contains("s3cret"), "\(dumped)")
    }
  }

  // MARK: - The terminal

  @Test func onlyOneThatMustHasToHaveTheTerminal() async throws {
    try folder.script(
      "printf '%s' \"$KUBERNETES_EXEC_INFO\" > \"$FOLDER/info\"; echo '\(PluginFolder.credential(#""token":"t""#))'")
    let text = await failure(folder.plugin(interaction: .always))
    #expect(text.contains("on the terminal. Run vigla in a terminal"), "\(text)")
    _ = try await run(folder.plugin(interaction: .ifAvailable)).get()
    #expect(folder.read("info").contains(#""interactive":false"#))
    let terminal = PluginTerminal { true }
    terminal.take(hint: "Type :login.")
    #expect(await failure(folder.plugin(interaction: .always), terminal: terminal).hasSuffix("Type :login."))
    let isLent = terminal.lend { terminal.isFree }
    #expect(isLent && !terminal.isFree)
    terminal.release()
    for mode in [ExecPlugin.Interaction.always, .ifAvailable] {
      _ = try await run(folder.plugin(interaction: mode), terminal: terminal).get()
      #expect(folder.read("info").contains(#""interactive":true"#))
    }
    _ = try await run(folder.plugin(interaction: .never), terminal: terminal).get()
    #expect(folder.read("info").contains(#""interactive":false"#))
  }

  @Test(
    arguments: [
      ("2027-01-15T08:01:01Z", 1_800_000_061.0), ("2027-01-15T08:01:01.123456789Z", 1_800_000_061),
      ("2027-01-15T10:01:01+02:00", 1_800_000_061), ("2027-01-15T03:01:01-05:00", 1_800_000_061),
      ("2027-01-15", nil), ("", nil), ("soon", nil),
    ] as [(String, Double?)])
  func readsTimes(text: String, seconds: Double?) { #expect(ExecCredential.seconds(text) == seconds) }
}
