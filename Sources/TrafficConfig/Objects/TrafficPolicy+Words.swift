extension TrafficPolicy {
  /// What is set, in words; empty where everything is at the mesh's defaults.
  public var words: [String] {
    (loadBalancer.map { [$0.words] } ?? []) + (connectionPool?.words ?? [])
      + (outlierDetection.map { [$0.words] } ?? [])
      + (tls.map { ["TLS \($0.mode.rawValue)" + ($0.sni.map { " for \($0)" } ?? "")] } ?? [])
  }
}

extension LoadBalancerPolicy {
  var words: String {
    let name =
      switch algorithm {
      case .leastRequest: "least requests"
      case .roundRobin: "round robin"
      case .random: "random"
      case .passthrough: "the address that the client asked for"
      case .consistentHash(.header(let name)): "consistent hash of the header \(name)"
      case .consistentHash(.cookie(let name, _, _)): "consistent hash of the cookie \(name)"
      case .consistentHash(.sourceIP): "consistent hash of the client's address"
      case .consistentHash(.queryParameter(let name)): "consistent hash of the query parameter \(name)"
      }
    return name + (warmup.map { ", new pods warm up in \(DurationText.text(seconds: $0))" } ?? "")
  }
}

extension ConnectionPoolPolicy {
  var words: [String] {
    let counts: [(Int?, String)] = [
      (maxConnections, "connections"), (maxPendingRequests, "waiting requests"), (maxRequests, "requests at once"),
      (maxRequestsPerConnection, "requests a connection"), (maxRetries, "retries at once"),
    ]
    let times: [(Double?, String)] = [(connectTimeout, "connection timeout"), (idleTimeout, "idle timeout")]
    return counts.compactMap { count, what in count.flatMap { $0 > 0 ? "at most \($0) \(what)" : nil } }
      + times.compactMap { time, what in time.map { "\(what) \(DurationText.text(seconds: $0))" } }
  }
}

extension OutlierDetectionPolicy {
  var words: String {
    var rules: [String] = []
    if consecutive5xxErrors > 0 { rules.append("\(consecutive5xxErrors) 5xx in a row") }
    if let count = consecutiveGatewayErrors, count > 0 { rules.append("\(count) gateway errors in a row") }
    if splitExternalLocalOriginErrors, consecutiveLocalOriginFailures > 0 {
      rules.append("\(consecutiveLocalOriginFailures) failures to connect in a row")
    }
    if rules.isEmpty { return "no pod is taken out" }
    return "a pod is out for \(DurationText.text(seconds: baseEjectionTime)) after \(rules.joined(separator: " or ")), "
      + "at most \(maxEjectionPercent) % of them at once"
  }
}
