/// The choice of an endpoint.
extension UpstreamCluster {
  /// An endpoint for a request, nil when there is none that is healthy.
  ///
  /// - Parameters:
  ///   - hash: of what consistent hashing looks at; nil where the request lacks it.
  ///   - tried: the endpoints that earlier attempts went to; avoided if there is another, but for hashing.
  /// - Complexity: O(1) for random choices, O(endpoints) for hashing and while some are ejected.
  func chooseHost(hash: UInt64?, tried: [UpstreamHost], now: Double, random: inout RandomSource) -> UpstreamHost? {
    let candidates = availableHosts(now: now)
    guard let first = candidates.first else { return nil }
    guard candidates.count > 1 else { return first }
    if case .consistentHash = settings.balancing, let hash {
      return candidates.max { weight($0, hash) < weight($1, hash) }
    }
    var choice = first
    // Envoy's limit on looking for an endpoint that was not tried before.
    for _ in 0..<(tried.isEmpty ? 1 : 5) {
      choice = choose(among: candidates, random: &random)
      if !tried.contains(where: { $0 === choice }) { break }
    }
    return choice
  }

  private func choose(among candidates: [UpstreamHost], random: inout RandomSource) -> UpstreamHost {
    switch settings.balancing {
    case .leastRequest:
      let one = candidates[random.index(below: candidates.count)]
      let other = candidates[random.index(below: candidates.count)]
      return other.active < one.active ? other : one
    case .roundRobin:
      nextHost = (nextHost + 1) % candidates.count
      return candidates[nextHost]
    case .random, .consistentHash, .passthrough:
      // Passed through to the service's address, a connection goes to any of its endpoints.
      return candidates[random.index(below: candidates.count)]
    }
  }

  /// Rendezvous hashing: every value ranks the endpoints in its own order, so that an endpoint that comes or goes
  /// moves only its own share of the values.
  private func weight(_ host: UpstreamHost, _ hash: UInt64) -> UInt64 {
    RandomSource.mixed(hash ^ host.pod.addressHash)
  }
}
