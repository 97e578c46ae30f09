import Synchronization

/// Remembers how the admin interface of each pod's proxy was reached.
final class ProxyAdminWays: Sendable {
  enum Way: Sendable, Hashable {
    /// The pod proxy subresource: where the interface listens on the pod's address.
    case podProxy
    /// A command in the proxy's container: where it listens on the pod's own loopback only, as Istio has it.
    case command

    var other: Way { self == .podProxy ? .command : .podProxy }
  }

  private struct State {
    var byPod: [ObjectKey: Way] = [:]
    /// What worked last in this cluster.
    var newest = Way.podProxy
  }

  /// Pods come and go; so many are remembered.
  private static let capacity = 4_096
  private let state = Mutex(State())

  /// The way to try first, and whether it is known to work.
  func way(to pod: ObjectKey) -> (way: Way, isKnown: Bool) {
    state.withLock { state in state.byPod[pod].map { ($0, true) } ?? (state.newest, false) }
  }

  func worked(_ way: Way, for pod: ObjectKey) {
    state.withLock { state in
      if state.byPod.count >= Self.capacity { state.byPod.removeAll() }
      state.byPod[pod] = way
      state.newest = way
    }
  }

  func failed(for pod: ObjectKey) { state.withLock { $0.byPod[pod] = nil } }
}
