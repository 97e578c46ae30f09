import MeshModel

/// The requests of one proxy by cluster and host over the last minutes, with resets taken out: what `ProxyHistory` is to
/// `istio_*` series.
///
/// On the first look nothing has grown; a cluster or host that appears later grew from zero. The proxy has restarted when
/// its uptime fell, or more hosts' counters fell than stayed.
struct ClusterHistory: Sendable {
  private var clusters: [String: ProxyCluster] = [:]
  private var counters = ProxyCounters()
  private var places: [ClusterOutcome: Int] = [:]
  private var outcomes: [ClusterOutcome] = []
  private var book = ColumnBook()
  /// What the proxy counts outside of clusters, since the first look.
  private(set) var sums = ProxyCounters()
  /// Attempts beyond the first, by cluster, since the first look.
  private(set) var retries: [String: Double] = [:]
  private(set) var restarts = 0
  /// When the newest of them was seen.
  private(set) var restartedAt: Double?
  private(set) var hasJustRestarted = false
  /// How often the counters of a cluster's hosts began anew without a restart of the proxy.
  private(set) var replacements = 0

  /// The growth of one outcome over a window, and since the mark.
  struct Growth: Sendable {
    var outcome: ClusterOutcome
    var count: Double
    var recent: Double
  }

  /// See `ProxyDeltas`.
  struct Deltas: Sendable {
    var end: Double
    var elapsed: Double
    var mark: Double
    var growth: [Growth]
  }

  /// The time of the newest look, or nil.
  var newest: Double? { book.newest }

  mutating func setMark() { book.setMark() }

  /// Takes in a look. Linear in the number of hosts.
  mutating func record(_ look: AdminLook, window: Double) {
    let isFirst = newest == nil
    var grown: [Int: Double] = [:]
    let now = Dictionary(look.clusters.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    hasJustRestarted = !isFirst && isRestart(look, now)
    if hasJustRestarted {
      restarts += 1
      restartedAt = look.time
    }
    if !isFirst {
      let isReplaced =
        look.counters.configurationVersions["cds"] != counters.configurationVersions["cds"]
      for (name, cluster) in now.sorted(by: { $0.key < $1.key }) {
        let growth = ClusterGrowth(
          from: clusters[name], to: cluster, hasRestarted: hasJustRestarted, isReplaced: isReplaced)
        if growth.isReset, !hasJustRestarted { replacements += 1 }
        if let count = growth.counters?.retries, count > 0 { retries[name, default: 0] += count }
        for (outcome, count) in growth.outcomes(of: name) { grown[place(of: outcome), default: 0] += count }
      }
      addProcess(look.counters)
    }
    clusters = now
    counters = look.counters
    book.append(outcomes.indices.map { grown[$0] ?? 0 }, at: look.time, window: window)
  }

  /// The growth over the window; see `ProxyHistory.deltas`. Outcomes that did not happen in it are there with zero.
  func deltas(window: Double, patience: Double) -> Deltas? {
    guard let span = book.span(window: window, patience: patience, count: outcomes.count) else { return nil }
    let growth = outcomes.enumerated().map { place, outcome in
      Growth(outcome: outcome, count: span.growth[place], recent: span.recent[place])
    }
    return Deltas(
      end: span.end, elapsed: span.end - span.start, mark: span.mark, growth: growth.sorted { $0.outcome < $1.outcome })
  }

  private mutating func place(of outcome: ClusterOutcome) -> Int {
    if let known = places[outcome] { return known }
    places[outcome] = outcomes.count
    outcomes.append(outcome)
    return outcomes.count - 1
  }

  private func isRestart(_ look: AdminLook, _ now: [String: ProxyCluster]) -> Bool {
    if let uptime = look.counters.uptime, let before = counters.uptime, uptime < before { return true }
    var fell = 0
    var stayed = 0
    for (name, cluster) in now {
      let before = Dictionary(
        (clusters[name]?.hosts ?? []).map { ($0.address, $0.requests) }, uniquingKeysWith: { first, _ in first })
      for host in cluster.hosts {
        guard let old = before[host.address], old > 0 else { continue }
        if host.requests < old { fell += 1 } else { stayed += 1 }
      }
    }
    return fell > stayed
  }

  /// Counters of the process have no window: they are told as what came since the first look.
  private mutating func addProcess(_ new: ProxyCounters) {
    let old = hasJustRestarted ? ProxyCounters() : counters
    for path in Self.process {
      guard let now = new[keyPath: path] else { continue }
      let before = old[keyPath: path] ?? 0
      sums[keyPath: path] = (sums[keyPath: path] ?? 0) + (now < before ? now : now - before)
    }
  }

  private static let process: [WritableKeyPath<ProxyCounters, Double?> & Sendable] = [
    \.abortsInjected, \.delaysInjected, \.noRoute, \.noCluster, \.asyncRequests,
  ]
}
