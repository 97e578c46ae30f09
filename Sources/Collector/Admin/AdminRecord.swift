import MeshModel

/// All that is known of a proxy from its admin interface.
struct AdminRecord: Sendable {
  var info: ProxyServerInfo?
  var listeners: [String] = []
  var clusters: [ProxyCluster] = []
  var counters: ProxyCounters?
  var mirrorTargets: [String] = []
  private var routesVersion: String?
  var history = ClusterHistory()
  /// Why the newest look failed; nil if it did not.
  private(set) var problem: String?
  /// Looks in a row that failed, before the first that did not.
  private var failures = 0
  private var retryAt = 0.0
  /// When it was last read, in seconds since 1970.
  private(set) var lastGood: Double?
  /// Somebody looks at the proxy, so it is read even if its traffic comes from `istio_*`.
  var isInspected = false

  /// Seconds until a proxy without a readable admin interface is asked again: twice as long each time, since in a mesh of
  /// sidecars without traffic none can be read.
  private static let patience = 30.0
  private static let longestPatience = 600.0

  /// What the next poll is to ask.
  func plan(hasIstio: Bool, now: Double) -> AdminLook.Plan {
    var plan = AdminLook.Plan(asksIdentity: info == nil, knownRoutes: routesVersion)
    if isInspected {
      plan.occasion = .always
    } else if !hasIstio, now >= retryAt {
      plan.occasion = .unlessIstio
    }
    return plan
  }

  /// Takes in a look. `counts` says whether the proxy's traffic is read from it.
  mutating func record(_ look: AdminLook, counts: Bool, window: Double) {
    if let new = look.info { info = new }
    if let new = look.listeners { listeners = new }
    if counts {
      history.record(look, window: window)
      // Another process stands there now: who is it?
      if history.hasJustRestarted, look.info == nil { info = nil }
    } else {
      history = ClusterHistory()
    }
    clusters = look.clusters
    counters = look.counters
    if let targets = look.mirrorTargets {
      mirrorTargets = targets
      routesVersion = AdminLook.routesVersion(look.counters)
    }
    lastGood = look.time
    problem = nil
  }

  mutating func fail(_ failure: PollFailure, at now: Double) {
    problem = failure.reason
    // What was read once is asked in every round: it will come back.
    guard lastGood == nil else { return }
    retryAt = now + min(Self.longestPatience, Self.patience * Double(1 << min(failures, 6)))
    failures += 1
  }

  /// The traffic comes from `istio_*` now: what was counted here must not count twice.
  mutating func stopCounting() {
    if history.newest != nil { history = ClusterHistory() }
  }
}
