import FoundationEssentials
import Synchronization

/// Supplies the `Authorization` header, and reads the credentials again when they age or are refused.
final class CredentialSource: Sendable {
  /// A token file is read again after this long, as the kubelet rewrites service account tokens.
  static let lifetime = Duration.seconds(60)

  private struct State {
    var credentials: Credentials
    var header: String?
    var readAt: ContinuousClock.Instant
  }

  private let state: Mutex<State>
  private let reload: (@Sendable () -> Credentials?)?
  private let now: @Sendable () -> ContinuousClock.Instant

  init(
    _ credentials: Credentials, reload: (@Sendable () -> Credentials?)?,
    now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }
  ) {
    state = Mutex(State(credentials: credentials, header: Self.header(of: credentials, last: nil), readAt: now()))
    self.reload = reload
    self.now = now
  }

  /// The header's value, or nil without credentials.
  func header() -> String? {
    state.withLock { state in
      if case .tokenFile = state.credentials, now() - state.readAt > Self.lifetime {
        state.header = Self.header(of: state.credentials, last: state.header)
        state.readAt = now()
      }
      return state.header
    }
  }

  /// Reads the credentials again after the server refused them.
  ///
  /// - Returns: whether there is another header to try now, perhaps because another task renewed it already.
  func renew(refused: String?) -> Bool {
    let fresh = reload?()
    return state.withLock { state in
      if state.header != refused { return true }
      if let fresh { state.credentials = fresh }
      state.header = Self.header(of: state.credentials, last: state.header)
      state.readAt = now()
      return state.header != refused
    }
  }

  private static func header(of credentials: Credentials, last: String?) -> String? {
    switch credentials {
    case .none: nil
    case .token(let token): "Bearer \(token.value)"
    case .tokenFile(let path, let fallback):
      FileAccess.token(at: path).map { "Bearer \($0)" } ?? last ?? fallback.map { "Bearer \($0.value)" }
    case .basic(let user, let password):
      "Basic " + Data("\(user):\(password.value)".utf8).base64EncodedString()
    }
  }
}
