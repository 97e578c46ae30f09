import Collector
import Kubernetes
import Settings
import Synchronization

/// The session that the dashboard is on, and the way to another one.
final class SessionKeeper: Sendable {
  private let options: SessionOptions
  private let settings: Configuration
  private let paths: XDGPaths
  private let environment: [String: String]
  private let current: Mutex<MeshSession>

  /// - Parameter session: as opened with these options.
  init(
    session: MeshSession, options: SessionOptions, settings: Configuration, paths: XDGPaths,
    environment: [String: String]
  ) {
    self.options = options
    self.settings = settings
    self.paths = paths
    self.environment = environment
    current = Mutex(session)
  }

  var session: MeshSession { current.withLock { $0 } }

  /// The kubeconfig's contexts.
  func contexts() throws(KubeconfigError) -> [String] {
    try Kubeconfig.load(path: options.kubeconfig, environment: environment).contexts.map(\.name)
  }

  /// Opens a session on another context, in its own namespace unless all are shown; the one before is still to be closed.
  ///
  /// - Returns: the session before.
  func change(toContext name: String) throws -> MeshSession {
    var options = options
    options.context = name
    options.namespaces = []
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
