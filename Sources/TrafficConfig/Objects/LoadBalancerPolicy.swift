import Documents

/// How a client's proxy picks an endpoint.
public struct LoadBalancerPolicy: Sendable, Hashable {
  public enum Algorithm: Sendable, Hashable {
    /// Istio's default.
    case leastRequest
    case roundRobin
    case random
    /// To the address that the client asked for.
    case passthrough
    case consistentHash(HashKey)
  }

  /// What of a request decides the endpoint.
  public enum HashKey: Sendable, Hashable {
    case header(String)
    /// The path is empty where none is set; the time to live is in seconds, nil for a cookie that is only read.
    case cookie(name: String, path: String, ttl: Double?)
    case sourceIP
    case queryParameter(String)
  }

  public var algorithm: Algorithm
  /// Seconds in which a new endpoint's share grows to its full size; nil without warm-up.
  public var warmup: Double?

  public init(algorithm: Algorithm = .leastRequest, warmup: Double? = nil) {
    self.algorithm = algorithm
    self.warmup = warmup
  }

  init?(_ value: JSONValue?) {
    guard let value, case .object = value else { return nil }
    let duration = value["warmup"]?["duration"]?.string ?? value["warmupDurationSecs"]?.string
    let warmup = duration.flatMap(DurationText.seconds)
    if let hash = value["consistentHash"], let key = HashKey(hash) {
      self.init(algorithm: .consistentHash(key), warmup: warmup)
      return
    }
    switch value["simple"]?.string {
    case "ROUND_ROBIN": self.init(algorithm: .roundRobin, warmup: warmup)
    case "RANDOM": self.init(algorithm: .random, warmup: warmup)
    case "PASSTHROUGH": self.init(algorithm: .passthrough, warmup: warmup)
    default: self.init(algorithm: .leastRequest, warmup: warmup)
    }
  }
}

extension LoadBalancerPolicy.HashKey {
  init?(_ value: JSONValue) {
    if let name = value["httpHeaderName"]?.string {
      self = .header(name.lowercased())
    } else if let cookie = value["httpCookie"] {
      self = .cookie(
        name: cookie["name"]?.string ?? "", path: cookie["path"]?.string ?? "",
        ttl: cookie["ttl"]?.string.flatMap(DurationText.seconds))
    } else if value["useSourceIp"]?.bool == true {
      self = .sourceIP
    } else if let name = value["httpQueryParameterName"]?.string {
      self = .queryParameter(name)
    } else {
      return nil
    }
  }
}
