import Collector
import Kubernetes
import MeshModel
import Settings
import Synchronization

/// The session that the dashboard is on, and the way to another one.
final class SessionKeeper: Sendable {
  /// As they were given, with the source that was chosen since.
  private let wishes: Mutex<SessionOptions>
  private let settings: Configuration
  private let paths: XDGPaths
  private let environment: [String: String]
  private let current: Mutex<MeshSession>
  private let looked = Mutex(Attention.everything)

  /// - Parameter session: as opened with these options.
  init(
    session: MeshSession, options: SessionOptions, settings: Configuration, paths: XDGPaths,
    environment: [String: String]
  ) {
    wishes = Mutex(options)
    self.settings = settings
    self.paths = paths
    self.environment = environment
    current = Mutex(session)
  }

  var session: MeshSession { current.withLock { $0 } }

  /// What is looked at, of the session that the dashboard is on.
  var attention: Attention { looked.withLock { $0 } }

  func attend(to attention: Attention) { looked.withLock { $0 = attention } }

  /// The kubeconfig's contexts.
  func contexts() throws(KubeconfigError) -> [String] {
    try Kubeconfig.load(path: wishes.withLock { $0 }.kubeconfig, environment: environment).contexts.map(\.name)
  }

  /// Opens a session on another context, in its own namespace unless all are shown; the one before is still to be closed.
  ///
  /// - Returns: the session before.
  func change(toContext name: String) throws -> MeshSession {
    var options = wishes.withLock { $0 }
    options.context = name
    options.namespaces = []
    let old = try change(to: options)
    attend(to: .everything)
    return old
  }

  /// Opens a session that reads traffic from elsewhere; all else stays as it is by now.
  ///
  /// - Returns: the session before, which is still to be closed.
  func change(toSource source: TrafficSourceChoice) throws -> MeshSession {
    let before = session
    var options = wishes.withLock { $0 }
    options.source = source
    if options.endpoints == nil { options.context = before.name }
    let old = try change(to: options)
    wishes.withLock { $0.source = source }
    collect { $0 = before.collecting }
    return old
  }

  private func change(to options: SessionOptions) throws -> MeshSession {
    let new = try MeshSession.open(options, settings: settings, paths: paths, environment: environment)
    return current.withLock { current in
      defer { current = new }
      return current
    }
  }

  /// Changes what the session is asked to collect.
  func collect(_ change: (inout CollectorOptions) -> Void) {
    current.withLock { change(&$0.collecting) }
  }
}
