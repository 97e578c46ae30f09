import FoundationEssentials
import NIOSSL
import Synchronization

/// Supplies what requests show to say who asks, and gets it anew when it ages or is refused: from files, from the
/// kubeconfig, or from a plugin.
final class CredentialSource: Sendable {
  /// Why there is nothing to show.
  enum Failure: Error {
    case plugin(PluginFailure)
    case cancelled
  }

  /// Files are read again after this long: the kubelet rewrites service account tokens, other programs certificates.
  static let lifetime = Duration.seconds(60)
  /// Credentials of a plugin are renewed so many seconds before they expire.
  static let margin = 10.0

  /// Where time is read.
  struct Time: Sendable {
    var now: @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
    /// Seconds since 1970, for expiry: it goes on while the machine sleeps.
    var wall: @Sendable () -> Double = { Date().timeIntervalSince1970 }
  }

  fileprivate struct State {
    var credentials: Credentials
    var material: TLSMaterial
    /// Nil while a plugin has not answered.
    var grant: Grant?
    var generation = 0
    var readAt: ContinuousClock.Instant
    /// The bytes of the client certificate and key when they were last read from files.
    var certificate: [UInt8]?
    /// Seconds since 1970.
    var expiry: Double?
    /// The plugin's last failure, and until when it is not run again.
    var failure: (reason: PluginFailure, until: ContinuousClock.Instant)?
    var failures = Backoff(first: .seconds(1), limit: .seconds(60))
    /// When a plugin may be run for credentials that were refused, as the server may refuse whatever it answers.
    var mayRenewAt: ContinuousClock.Instant
    var refusals = Backoff(first: .seconds(5), limit: .seconds(300))
  }

  private let state: Mutex<State>
  private let runs = SharedRun<Result<Grant, PluginFailure>>()
  private let reload: (@Sendable () -> ClusterConnection?)?
  private let time: Time
  private let execute: @Sendable (ExecPlugin) async -> Result<ExecCredential, PluginFailure>

  /// - Parameters:
  ///   - reload: reads the connection again from where it came from.
  ///   - execute: runs a plugin.
  init(
    _ credentials: Credentials, material: TLSMaterial = TLSMaterial(), reload: (@Sendable () -> ClusterConnection?)?,
    time: Time = Time(), execute: @escaping @Sendable (ExecPlugin) async -> Result<ExecCredential, PluginFailure>
  ) {
    let now = time.now()
    var state = State(credentials: credentials, material: material, readAt: now, mayRenewAt: now)
    state.certificate = Self.certificate(of: material)
    if !state.isPlugin { state.grant = Grant(authorization: Self.header(of: credentials, last: nil)) }
    self.state = Mutex(state)
    self.reload = reload
    self.time = time
    self.execute = execute
  }

  /// What to show now. Waits for a plugin if it has to be run.
  func grant() async throws(Failure) -> Grant {
    enum Step { case ready(Grant), failed(PluginFailure), run(ExecPlugin) }
    let step = state.withLock { state -> Step in
      if state.isPlugin == false || state.grant != nil { refresh(&state) }
      if let grant = state.grant { return .ready(grant) }
      guard case .exec(let plugin) = state.credentials else { return .ready(Grant()) }
      if let failure = state.failure, time.now() < failure.until { return .failed(failure.reason) }
      return .run(plugin)
    }
    switch step {
    case .ready(let grant): return grant
    case .failed(let reason): throw .plugin(reason)
    case .run(let plugin): return try await run(plugin)
    }
  }

  /// Reads the credentials again after the server refused them.
  ///
  /// - Returns: whether there is something else to show now, perhaps because another task renewed it already, or a
  ///   better reason why there is not.
  func renew(refused: Grant) async -> Bool {
    let fresh = reload?()
    let isRenewed = state.withLock { state -> Bool? in
      if state.generation != refused.generation { return true }
      if let fresh { (state.credentials, state.material) = (fresh.credentials, fresh.tls) }
      guard state.isPlugin else {
        read(&state)
        return state.grant.map { !$0.shows(the: refused) } ?? false
      }
      let now = time.now()
      guard now >= state.mayRenewAt else { return false }
      if state.mayRenewAt.duration(to: now) > .seconds(600) { state.refusals.reset() }
      state.mayRenewAt = now + state.refusals.next()
      state.forget()
      return nil
    }
    if let isRenewed { return isRenewed }
    do throws(Failure) {
      return try await !grant().shows(the: refused)
    } catch {
      // The next try finds the plugin's own words.
      return true
    }
  }

  /// Gets credentials from the plugin now, whatever there is; nothing without a plugin.
  func logIn() async throws(Failure) {
    let isPlugin = state.withLock { state in
      if state.isPlugin { state.forget() }
      return state.isPlugin
    }
    if isPlugin { _ = try await grant() }
  }

  // MARK: - Plugins

  private func run(_ plugin: ExecPlugin) async throws(Failure) -> Grant {
    switch await runs.value({ [self] in await obtain(plugin) }) {
    case .success(let grant): return grant
    case .failure(let reason): throw .plugin(reason)
    case nil: throw .cancelled
    }
  }

  private func obtain(_ plugin: ExecPlugin) async -> Result<Grant, PluginFailure> {
    var outcome = await execute(plugin)
    var tls: TLSConfiguration?
    if case .success(let credential) = outcome {
      do throws(PluginFailure) {
        tls = try configuration(credential, plugin)
      } catch {
        outcome = .failure(error)
      }
    }
    return state.withLock { [outcome, tls] state in
      switch outcome {
      case .success(let credential):
        state.generation += 1
        let grant = Grant(
          authorization: credential.token.map { "Bearer \($0.value)" }, tls: tls, generation: state.generation)
        state.grant = grant
        // One that has expired already, perhaps by another clock, is not asked for again at once.
        state.expiry = Self.expiry(credential, tls).map { max($0 - Self.margin, time.wall() + Self.margin) }
        state.failure = nil
        state.failures.reset()
        return .success(grant)
      case .failure(let reason):
        state.failure = (reason, time.now() + state.failures.next())
        return .failure(reason)
      }
    }
  }

  private func configuration(
    _ credential: ExecCredential, _ plugin: ExecPlugin
  ) throws(PluginFailure) -> TLSConfiguration? {
    var material = state.withLock(\.material)
    // The kubeconfig's own certificate goes first.
    guard let certificate = credential.certificate, let key = credential.key, material.clientCertificate == nil else {
      return nil
    }
    (material.clientCertificate, material.clientKey) = (.inline(certificate), .inline(key))
    do throws(KubeconfigError) {
      return try material.configuration()
    } catch {
      throw PluginFailure("The \(plugin.text) answered with a client certificate that cannot be used: \(error.text)")
    }
  }

  private static func expiry(_ credential: ExecCredential, _ tls: TLSConfiguration?) -> Double? {
    var times = credential.expiry.map { [$0] } ?? []
    if case .certificate(let certificate)? = tls?.certificateChain.first {
      times.append(Double(certificate.notValidAfter))
    }
    return times.min()
  }

  // MARK: - Files

  /// Takes away what has expired, and looks at the files when it is time.
  private func refresh(_ state: inout State) {
    if let expiry = state.expiry, time.wall() >= expiry { return state.forget() }
    guard state.usesFiles, time.now() - state.readAt > Self.lifetime else { return }
    read(&state)
  }

  private func read(_ state: inout State) {
    state.readAt = time.now()
    var grant = state.grant ?? Grant()
    let before = grant
    if !state.isPlugin { grant.authorization = Self.header(of: state.credentials, last: grant.authorization) }
    // A certificate and a key that do not belong together yet are read again the next time.
    if let certificate = Self.certificate(of: state.material), certificate != state.certificate,
      let tls = try? state.material.configuration()
    {
      state.certificate = certificate
      grant.tls = tls
    }
    if !grant.shows(the: before) {
      state.generation += 1
      grant.generation = state.generation
    }
    state.grant = grant
  }

  private static func certificate(of material: TLSMaterial) -> [UInt8]? {
    guard let certificate = material.clientCertificate?.bytes, let key = material.clientKey?.bytes else { return nil }
    return certificate + key
  }

  private static func header(of credentials: Credentials, last: String?) -> String? {
    switch credentials {
    case .none, .exec: nil
    case .token(let token): "Bearer \(token.value)"
    case .tokenFile(let path, let fallback):
      FileAccess.token(at: path).map { "Bearer \($0)" } ?? last ?? fallback.map { "Bearer \($0.value)" }
    case .basic(let user, let password):
      "Basic " + Data("\(user):\(password.value)".utf8).base64EncodedString()
    }
  }
}

extension CredentialSource.State {
  var isPlugin: Bool { if case .exec = credentials { true } else { false } }

  var usesFiles: Bool {
    if case .tokenFile = credentials { return true }
    if case .file = material.clientCertificate { return true }
    if case .file = material.clientKey { return true }
    return false
  }

  /// What a plugin answered counts no longer, nor that it failed.
  mutating func forget() {
    grant = nil
    expiry = nil
    failure = nil
    generation += 1
  }
}
