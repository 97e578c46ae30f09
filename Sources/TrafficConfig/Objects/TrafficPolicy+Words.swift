import Texts

extension TrafficPolicy {
  /// What is set, in words; empty where everything is at the mesh's defaults.
  public var words: [String] {
    (loadBalancer.map { [$0.words] } ?? []) + (connectionPool?.words ?? [])
      + (outlierDetection.map { [$0.words] } ?? [])
      + (tls.map { [tr("TLS \($0.mode.rawValue)") + ($0.sni.map { tr(" for \($0)") } ?? "")] } ?? [])
  }
}

extension LoadBalancerPolicy {
  var words: String {
    let name =
      switch algorithm {
      case .leastRequest: tr("least requests")
      case .roundRobin: tr("round robin")
      case .random: tr("random")
      case .passthrough: tr("the address that the client asked for")
      case .consistentHash(.header(let name)): tr("consistent hash of the header \(name)")
      case .consistentHash(.cookie(let name, _, _)): tr("consistent hash of the cookie \(name)")
      case .consistentHash(.sourceIP): tr("consistent hash of the client's address")
      case .consistentHash(.queryParameter(let name)): tr("consistent hash of the query parameter \(name)")
      }
    return name + (warmup.map { tr(", new pods warm up in \(DurationText.text(seconds: $0))") } ?? "")
  }
}

extension ConnectionPoolPolicy {
  var words: [String] {
    let counts: [(Int?, String)] = [
      (maxConnections, tr("connections")), (maxPendingRequests, tr("waiting requests")),
      (maxRequests, tr("requests at once")),
      (maxRequestsPerConnection, tr("requests a connection")), (maxRetries, tr("retries at once")),
    ]
    let times: [(Double?, String)] = [(connectTimeout, tr("connection timeout")), (idleTimeout, tr("idle timeout"))]
    return counts.compactMap { count, what in count.flatMap { $0 > 0 ? tr("\(what) at most \($0)") : nil } }
      + times.compactMap { time, what in time.map { "\(what) \(DurationText.text(seconds: $0))" } }
  }
}

extension OutlierDetectionPolicy {
  var words: String {
    var rules: [String] = []
    if consecutive5xxErrors > 0 { rules.append(tr("\(consecutive5xxErrors) 5xx in a row")) }
    if let count = consecutiveGatewayErrors, count > 0 { rules.append(tr("\(count) gateway errors in a row")) }
    if splitExternalLocalOriginErrors, consecutiveLocalOriginFailures > 0 {
      rules.append(tr("\(consecutiveLocalOriginFailures) failures to connect in a row"))
    }
    if rules.isEmpty { return tr("no pod is taken out") }
    return tr(
      "a pod is out for \(DurationText.text(seconds: baseEjectionTime)) after \(rules.joined(separator: tr(" or "))), "
        + "at most \(maxEjectionPercent) % of them at once")
  }
}
