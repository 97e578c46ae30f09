import TrafficConfig

/// Outlier detection: endpoints that fail several times in a row are left out for a while.
extension UpstreamCluster {
  /// Envoy's cap in seconds on a stay outside, unless the base time is longer.
  private static let maxEjectionTime: Double = 300

  /// The endpoints that may be called at `now`.
  func availableHosts(now: Double) -> [UpstreamHost] {
    guard let outlier = settings.outlier, ejected > 0 else { return hosts }
    for host in hosts {
      guard let time = host.returnsAt, time <= now else { continue }
      host.returnsAt = nil
      host.returnedAt = time
      ejected -= 1
    }
    let healthy = hosts.filter { $0.returnsAt == nil }
    if healthy.count * 100 < outlier.minHealthPercent * hosts.count { return hosts }
    return healthy
  }

  /// Judges an endpoint by the status of a response, or by the one that stands for a failure to get one.
  func judge(_ host: UpstreamHost, status: Int, now: Double) {
    guard let outlier = settings.outlier, !host.isRemoved else { return }
    guard status >= 500 else {
      host.consecutive5xx = 0
      host.consecutiveGatewayErrors = 0
      return
    }
    host.consecutive5xx += 1
    host.consecutiveGatewayErrors = (502...504).contains(status) ? host.consecutiveGatewayErrors + 1 : 0
    let gatewayLimit = outlier.consecutiveGatewayErrors ?? 0
    if host.consecutive5xx == outlier.consecutive5xxErrors
      || (gatewayLimit > 0 && host.consecutiveGatewayErrors == gatewayLimit)
    {
      eject(host, outlier, now: now)
    }
  }

  private func eject(_ host: UpstreamHost, _ outlier: OutlierDetectionPolicy, now: Double) {
    host.consecutive5xx = 0
    host.consecutiveGatewayErrors = 0
    // Since Envoy 1.31 the percentage is a true limit: with 10 % of five endpoints none may go.
    guard host.returnsAt == nil, 100 * (ejected + 1) <= outlier.maxEjectionPercent * hosts.count else { return }
    // Every sweep that found it in place forgives one earlier ejection.
    let forgiven = host.ejections > 0 ? Int((now - host.returnedAt) / outlier.interval) : 0
    host.ejections = max(0, host.ejections - forgiven) + 1
    let stay = min(
      outlier.baseEjectionTime * Double(host.ejections),
      max(UpstreamCluster.maxEjectionTime, outlier.baseEjectionTime))
    let sweep = ((now + stay - createdAt) / outlier.interval).rounded(.up)
    host.returnsAt = createdAt + sweep * outlier.interval
    ejected += 1
  }
}
