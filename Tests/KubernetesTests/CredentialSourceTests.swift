import FoundationEssentials
import Synchronization
import Testing

@testable import Kubernetes

@Suite struct CredentialSourceTests {
  /// A plugin that numbers its tokens, and counts its runs.
  private final class Plugin: Sendable {
    let runs = Mutex(0)
    let answers = Mutex<[Result<ExecCredential, PluginFailure>]>([])
    /// Seconds that a token lives, from `time` on; nil for ever.
    let lifetime: Double?
    let time: TestTime
    init(lifetime: Double? = nil, time: TestTime) { (self.lifetime, self.time) = (lifetime, time) }

    var count: Int { runs.withLock { $0 } }

    func run() -> Result<ExecCredential, PluginFailure> {
      let number = runs.withLock { runs in
        runs += 1
        return runs
      }
      if let answer = answers.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { return answer }
      return .success(
        ExecCredential(token: Secret("token-\(number)"), expiry: lifetime.map { time.wall + $0 }))
    }
  }

  private let time = TestTime()
  private static let exec = Credentials.exec(ExecPlugin(apiVersion: ExecPlugin.apiVersions[0], command: "x"))

  private func source(
    _ plugin: Plugin, _ credentials: Credentials = exec, material: TLSMaterial = TLSMaterial(),
    reload: (@Sendable () -> ClusterConnection?)? = nil
  ) -> CredentialSource {
    CredentialSource(
      credentials, material: material, reload: reload,
      time: CredentialSource.Time(now: { [time] in time.now }, wall: { [time] in time.wall })
    ) { _ in plugin.run() }
  }

  private func header(_ source: CredentialSource) async -> String {
    do {
      return try await source.grant().authorization ?? "none"
    } catch {
      return switch error {
      case .cancelled: "cancelled"
      case .plugin(let failure): failure.text
      }
    }
  }

  @Test func aTokenIsKeptUntilItExpires() async {
    let plugin = Plugin(lifetime: 900, time: time)
    let source = source(plugin)
    for _ in 0..<5 { #expect(await header(source) == "Bearer token-1") }
    time.advance(.seconds(880))
    #expect(await header(source) == "Bearer token-1")
    // Ten seconds early.
    time.advance(.seconds(11))
    #expect(await header(source) == "Bearer token-2")
    #expect(plugin.count == 2)
  }

  /// The machine slept: only the wall's clock went on.
  @Test func expiryGoesOnWhileTheMachineSleeps() async {
    let plugin = Plugin(lifetime: 900, time: time)
    let source = source(plugin)
    #expect(await header(source) == "Bearer token-1")
    time.sleep(3_600)
    #expect(await header(source) == "Bearer token-2")
  }

  /// Another machine's clock may be behind: that is no reason to run the plugin for each request.
  @Test func whatHasExpiredAlreadyIsUsedForAMoment() async {
    let plugin = Plugin(lifetime: -100, time: time)
    let source = source(plugin)
    for _ in 0..<5 { #expect(await header(source) == "Bearer token-1") }
    time.advance(.seconds(11))
    #expect(await header(source) == "Bearer token-2")
  }

  @Test func allWaitForOneRun() async {
    let plugin = Plugin(time: time)
    let source = source(plugin)
    let headers = await withTaskGroup(of: String.self) { group in
      for _ in 0..<50 { group.addTask { await header(source) } }
      return await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(headers == ["Bearer token-1"])
    #expect(plugin.count == 1)
  }

  @Test func aFailureIsNotRepeatedForEachRequest() async {
    let plugin = Plugin(time: time)
    plugin.answers.withLock { $0 = [.failure(PluginFailure("no network")), .failure(PluginFailure("still none"))] }
    let source = source(plugin)
    for _ in 0..<20 { #expect(await header(source) == "no network") }
    #expect(plugin.count == 1)
    time.advance(.seconds(2))
    #expect(await header(source) == "still none")
    time.advance(.seconds(3))
    #expect(await header(source) == "Bearer token-3")
  }

  @Test func refusedTokensAreMadeAnewButNotInALoop() async throws {
    let plugin = Plugin(time: time)
    let source = source(plugin)
    let first = try await source.grant()
    #expect(await source.renew(refused: first))
    #expect(await header(source) == "Bearer token-2")
    // Who comes later with the old one only has to take the new one.
    #expect(await source.renew(refused: first))
    #expect(plugin.count == 2)
    // A server that refuses whatever the plugin makes.
    for _ in 0..<20 { #expect(await source.renew(refused: try source.grant()) == false) }
    #expect(plugin.count == 2)
    time.advance(.seconds(6))
    #expect(await source.renew(refused: try source.grant()))
    #expect(plugin.count == 3)
  }

  @Test func theSameTokenAgainIsNotTriedAgain() async throws {
    let plugin = Plugin(time: time)
    plugin.answers.withLock { $0 = Array(repeating: .success(ExecCredential(token: Secret("same"))), count: 2) }
    let source = source(plugin)
    #expect(await source.renew(refused: try source.grant()) == false)
    #expect(plugin.count == 2)
  }

  @Test func loggingInRunsThePluginAtOnce() async throws {
    let plugin = Plugin(time: time)
    plugin.answers.withLock { $0 = [.failure(PluginFailure("log in first"))] }
    let source = source(plugin)
    #expect(await header(source) == "log in first")
    try await source.logIn()
    #expect(await header(source) == "Bearer token-2")
    #expect(plugin.count == 2)
  }

  @Test func aCancelledRequestDoesNotWaitForThePlugin() async {
    let gate = TestServer.Gate()
    let started = TestServer.Gate()
    let source = CredentialSource(Self.exec, reload: nil) { _ in
      started.open()
      await gate.wait()
      return .success(ExecCredential(token: Secret("late")))
    }
    let patient = Task { await header(source) }
    await started.wait()
    let hasty = Task { await header(source) }
    hasty.cancel()
    #expect(await hasty.value == "cancelled")
    gate.open()
    #expect(await patient.value == "Bearer late")
  }

  // MARK: - Certificates

  private static let made = ExecCredential(
    certificate: Secret(TestCertificates.ecClient), key: Secret(TestCertificates.ecKeySEC1))

  @Test func aPluginMayMakeACertificate() async throws {
    let plugin = Plugin(time: time)
    plugin.answers.withLock { $0 = [.success(Self.made)] }
    let grant = try await source(plugin).grant()
    #expect(grant.authorization == nil)
    #expect(grant.tls?.certificateChain.count == 1)
    #expect(!"\(grant)".contains("BEGIN"))
  }

  @Test func aCertificateThatIsNoneIsNotQuoted() async {
    let plugin = Plugin(time: time)
    plugin.answers.withLock { $0 = [.success(ExecCredential(certificate: Secret("s3cret"), key: Secret("s3cret")))] }
    let text = await header(source(plugin))
    #expect(text.contains("cannot be used") && !text.contains("s3cret"), "\(text)")
  }

  @Test func anExpiredCertificateEndsItsCredentials() async throws {
    let plugin = Plugin(time: time)
    let expired = ExecCredential(
      certificate: Secret(TestCertificates.expiredClient), key: Secret(TestCertificates.ecKeySEC1))
    plugin.answers.withLock { $0 = [.success(expired)] }
    let source = source(plugin)
    _ = try await source.grant()
    time.advance(.seconds(11))
    #expect(await header(source) == "Bearer token-2")
  }

  @Test func certificateFilesAreReadAgain() async throws {
    let folder = try PluginFolder()
    let material = TLSMaterial(
      clientCertificate: .file(try folder.write(TestCertificates.rsaClient, "c.crt")),
      clientKey: .file(try folder.write(TestCertificates.rsaKeyPKCS1, "c.key")))
    let source = source(Plugin(time: time), .none, material: material)
    #expect(try await source.grant().tls == nil)
    try folder.write(TestCertificates.ecClient, "c.crt")
    try folder.write(TestCertificates.ecKeyPKCS8, "c.key")
    #expect(try await source.grant().tls == nil)
    time.advance(.seconds(61))
    let renewed = try await source.grant()
    #expect(renewed.tls?.certificateChain.count == 1)
    try folder.write(TestCertificates.rsaClient, "c.crt")
    try folder.write(TestCertificates.rsaKeyPKCS1, "c.key")
    #expect(await source.renew(refused: renewed))
    try folder.write("half of a f", "c.crt")
    time.advance(.seconds(61))
    #expect(try await source.grant().tls != nil)
  }

  // MARK: - Tokens

  @Test func aTokenFileIsReadAgainWhenRefusedAndWhenOld() async throws {
    let folder = try PluginFolder()
    let path = try folder.write("one\n", "token")
    let source = source(Plugin(time: time), .tokenFile(path: path, fallback: Secret("fallback")))
    #expect(await header(source) == "Bearer one")
    try folder.write("two\n", "token")
    #expect(await header(source) == "Bearer one")
    let one = try await source.grant()
    #expect(await source.renew(refused: one))
    #expect(await header(source) == "Bearer two")
    #expect(await source.renew(refused: try source.grant()) == false)
    try folder.write("three", "token")
    time.advance(.seconds(61))
    #expect(await header(source) == "Bearer three")
    try FileManager.default.removeItem(atPath: path)
    time.advance(.seconds(61))
    #expect(await header(source) == "Bearer three")
  }

  @Test func aRefusedTokenIsTakenFromTheKubeconfigAgain() async throws {
    var fresh = ClusterConnection(server: ServerURL(isTLS: false, host: "h", port: 1))
    fresh.credentials = .token(Secret("new"))
    let source = source(Plugin(time: time), .token(Secret("old"))) { [fresh] in fresh }
    #expect(await source.renew(refused: try source.grant()))
    #expect(await header(source) == "Bearer new")
    #expect(await source.renew(refused: try source.grant()) == false)
  }
}
