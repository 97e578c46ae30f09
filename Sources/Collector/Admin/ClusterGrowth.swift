import MeshModel

/// What happened to a cluster between two looks: from counters of hosts and of the cluster to outcomes of requests.
///
/// The hosts' counters count attempts, the cluster's responses count what callers got. So where a proxy tells both, the
/// responses are shared out over the hosts by their attempts, and retries are no requests; where it tells only the
/// hosts', attempts stand for requests.
struct ClusterGrowth: Sendable {
  struct Host: Sendable {
    var address: String
    var attempts = 0.0
    var successes = 0.0
    var errors = 0.0
    var timeouts = 0.0
    var connectFailures = 0.0
  }

  private(set) var hosts: [Host] = []
  /// Nil where the proxy keeps no statistics of the cluster.
  private(set) var counters: ClusterCounters?
  /// Whether the hosts' counters began anew in between.
  private(set) var isReset = false

  /// - Parameters:
  ///   - before: the cluster at the look before; nil if it was not there.
  ///   - hasRestarted: the proxy has, so that everything began anew.
  ///   - isReplaced: the control plane has sent new clusters, so that their hosts' counters may have begun anew.
  init(from before: ProxyCluster?, to now: ProxyCluster, hasRestarted: Bool, isReplaced: Bool) {
    let old = hasRestarted ? nil : before
    counters = now.counters.map { Self.growth(from: old?.counters, to: $0) }
    var known: [String: ProxyHost] = [:]
    for host in old?.hosts ?? [] { known[host.address] = known[host.address].map { Self.sum($0, host) } ?? host }
    var present: [String: ProxyHost] = [:]
    for host in now.hosts { present[host.address] = present[host.address].map { Self.sum($0, host) } ?? host }
    isReset = hasRestarted || present.contains { address, host in known[address].map { Self.fell($0, host) } ?? false }
    if isReplaced, !isReset, old?.counters != nil, let attempts = counters?.attempts {
      // Values that grew over the old ones tell nothing; the cluster's own counter goes on across a replacement.
      let anew = present.values.reduce(0.0) { $0 + Double($1.requests) }
      let further = present.reduce(0.0) { $0 + Double($1.value.requests) - Double(known[$1.key]?.requests ?? 0) }
      isReset = (anew - attempts).magnitude < (further - attempts).magnitude
    }
    for (address, host) in present.sorted(by: { $0.key < $1.key }) {
      let zero = isReset ? nil : known[address]
      func grown(_ path: KeyPath<ProxyHost, UInt64>) -> Double {
        Double(host[keyPath: path]) - Double(zero?[keyPath: path] ?? 0)
      }
      hosts.append(
        Host(
          address: address, attempts: grown(\.requests), successes: grown(\.successes), errors: grown(\.errors),
          timeouts: grown(\.timeouts), connectFailures: grown(\.connectFailures)))
    }
  }

  // MARK: Outcomes

  /// The requests by outcome; nothing is below zero.
  func outcomes(of cluster: String) -> [ClusterOutcome: Double] {
    var result: [ClusterOutcome: Double] = [:]
    func add(_ host: String, _ code: String, _ flags: String, _ count: Double) {
      guard count > 0 else { return }
      result[ClusterOutcome(cluster: cluster, host: host, code: code, flags: flags), default: 0] += count
    }
    if let counters, counters.attempts > 0 || !counters.responses.isEmpty {
      addResponses(counters, add)
    } else {
      for host in hosts { addAttempts(host, add) }
    }
    return result
  }

  /// By the hosts alone. Timeouts and failed connections are among the errors.
  private func addAttempts(_ host: Host, _ add: (String, String, String, Double) -> Void) {
    add(host.address, ClusterOutcome.success, "-", host.successes)
    let timeouts = min(host.timeouts, host.errors)
    let refused = min(host.connectFailures, host.errors - timeouts)
    add(host.address, "504", "UT", timeouts)
    add(host.address, "503", "UF", refused)
    add(host.address, ClusterOutcome.failure, "-", host.errors - timeouts - refused)
  }

  /// By what callers got. What the breaker refused, or had no host, never had an answer of a host.
  private func addResponses(_ counters: ClusterCounters, _ add: (String, String, String, Double) -> Void) {
    var responses = counters.responses
    for (code, flags, count) in [("503", "UO", counters.overflow), ("503", "UH", counters.noneHealthy)] {
      let taken = min(count, responses[code] ?? 0)
      add("", code, flags, taken)
      responses[code] = (responses[code] ?? 0) - taken
    }
    var exhausted = counters.retryLimitExceeded
    for (code, count) in responses.sorted(by: { $0.key < $1.key }) where count > 0 {
      let isError = code.hasPrefix("5")
      let byOutcome = hosts.map { isError ? $0.errors : $0.successes }
      let shares = byOutcome.contains { $0 > 0 } ? byOutcome : hosts.map(\.attempts)
      let total = shares.reduce(0, +)
      guard total > 0 else {
        // Its hosts are gone, or the counters were read a moment apart.
        add(hosts.count == 1 ? hosts[0].address : "", code, "-", count)
        continue
      }
      for (host, share) in zip(hosts, shares) where share > 0 {
        var rest = count * share / total
        func take(_ flags: String, _ wanted: Double) -> Double {
          let taken = min(rest, max(0, wanted))
          add(host.address, code, flags, taken)
          rest -= taken
          return taken
        }
        if code == "504" { _ = take("UT", host.timeouts) }
        if code == "503" { _ = take("UF", host.connectFailures) }
        if isError { exhausted -= take("URX", exhausted) }
        add(host.address, code, "-", rest)
      }
    }
  }

  // MARK: Differences

  private static func growth(from before: ClusterCounters?, to now: ClusterCounters) -> ClusterCounters {
    guard let before else { return now }
    var growth = now
    for path in figures {
      growth[keyPath: path] = grown(before[keyPath: path], now[keyPath: path])
    }
    for (code, value) in now.responses { growth.responses[code] = grown(before.responses[code] ?? 0, value) }
    growth.responses = growth.responses.filter { $0.value > 0 }
    return growth
  }

  /// A counter that fell began anew.
  private static func grown(_ before: Double, _ now: Double) -> Double { now < before ? now : now - before }

  private static let figures: [WritableKeyPath<ClusterCounters, Double> & Sendable] = [
    \.attempts, \.retries, \.retryLimitExceeded, \.pendingOverflow, \.activeOverflow, \.timeouts, \.noneHealthy,
  ]

  private static func fell(_ before: ProxyHost, _ now: ProxyHost) -> Bool {
    now.requests < before.requests || now.successes < before.successes || now.errors < before.errors
      || now.timeouts < before.timeouts || now.connections < before.connections
      || now.connectFailures < before.connectFailures
  }

  /// The same address may stand in two priorities.
  private static func sum(_ a: ProxyHost, _ b: ProxyHost) -> ProxyHost {
    var sum = a
    for path in hostCounters { sum[keyPath: path] &+= b[keyPath: path] }
    return sum
  }

  private static let hostCounters: [WritableKeyPath<ProxyHost, UInt64> & Sendable] = [
    \.requests, \.successes, \.errors, \.timeouts, \.connections, \.connectFailures,
  ]
}
