import Documents
import Texts

/// The fields of a traffic policy that a wish sets, and how to say them.
struct PolicyValues {
  struct Value {
    var part: String
    /// From the policy down.
    var path: JSONPath
    /// Nil removes.
    var value: JSONValue?
  }

  let request: PolicyRequest
  private(set) var words: [String] = []
  private var values: [Value] = []

  init(_ request: PolicyRequest) { self.request = request }

  mutating func all() throws(ChangeRefusal) -> [Value] {
    try balancer()
    try locality()
    try tunnel()
    try pool()
    try outlier()
    try encryption()
    for setting in PolicyRequest.Setting.allCases where request.clears.contains(setting) {
      set(setting.path, nil)
      if setting == .warmup { set(["loadBalancer", "warmupDurationSecs"], nil) }
      words.append(tr("\(setting.words) not set any more"))
    }
    return values
  }

  mutating func say(_ text: String) { words.append(text) }

  mutating func set(_ path: JSONPath, _ value: JSONValue?) {
    guard case .key(let part)? = path.steps.first else { return }
    values.append(Value(part: part, path: path, value: value))
  }

  private mutating func balancer() throws(ChangeRefusal) {
    switch request.balancer {
    case nil: break
    case .meshDefault:
      set(["loadBalancer"], nil)
      words.append(tr("load balancing as the mesh does"))
    case .simple(let name):
      let known = ["LEAST_REQUEST", "ROUND_ROBIN", "RANDOM", "PASSTHROUGH"]
      guard known.contains(name) else {
        throw ChangeRefusal(.badValue, tr("\(name) is no load balancer. Known: \(known.joined(separator: ", "))."))
      }
      set(["loadBalancer", "consistentHash"], nil)
      set(["loadBalancer", "simple"], .string(name))
      words.append(tr("load balancer \(name)"))
    case .hash(let key):
      set(["loadBalancer", "simple"], nil)
      for name in ["httpHeaderName", "httpCookie", "useSourceIp", "httpQueryParameterName"] {
        set(["loadBalancer", "consistentHash", .key(name)], nil)
      }
      switch key {
      case .header(let name):
        set(["loadBalancer", "consistentHash", "httpHeaderName"], .string(name))
        words.append(tr("consistent hash of the header \(name)"))
      case .cookie(let name, let path, let ttl):
        var cookie: JSONObject = ["name": .string(name)]
        if !path.isEmpty { cookie["path"] = .string(path) }
        cookie["ttl"] = .string(DurationText.text(seconds: ttl ?? 0))
        set(["loadBalancer", "consistentHash", "httpCookie"], .object(cookie))
        words.append(tr("consistent hash of the cookie \(name)"))
      case .sourceIP:
        set(["loadBalancer", "consistentHash", "useSourceIp"], true)
        words.append(tr("consistent hash of the client's address"))
      case .queryParameter(let name):
        set(["loadBalancer", "consistentHash", "httpQueryParameterName"], .string(name))
        words.append(tr("consistent hash of the query parameter \(name)"))
      }
    }
    if let warmup = request.warmup {
      switch request.balancer {
      case .hash, .simple("RANDOM"), .simple("PASSTHROUGH"), .meshDefault:
        throw ChangeRefusal(.badValue, tr("Only ROUND_ROBIN and LEAST_REQUEST warm new pods up."))
      default: break
      }
      set(["loadBalancer", "warmupDurationSecs"], nil)
      set(["loadBalancer", "warmup", "duration"], try EditValue.duration(warmup, tr("The warm-up")))
      words.append(tr("new pods warm up in \(DurationText.text(seconds: warmup))"))
    }
  }

  private mutating func pool() throws(ChangeRefusal) {
    let pool = request.pool
    if request.removesPool {
      guard pool == PolicyRequest.Pool() else {
        throw ChangeRefusal(.badValue, tr("Limits cannot be set and removed at once."))
      }
      set(["connectionPool"], nil)
      words.append(tr("no limits of connections"))
    }
    try limit(["connectionPool", "tcp", "maxConnections"], pool.maxConnections, tr("connections"))
    try limit(["connectionPool", "http", "http1MaxPendingRequests"], pool.maxPendingRequests, tr("waiting requests"))
    try limit(["connectionPool", "http", "http2MaxRequests"], pool.maxRequests, tr("requests at once"))
    try limit(
      ["connectionPool", "http", "maxRequestsPerConnection"], pool.maxRequestsPerConnection, tr("requests a connection")
    )
    try limit(["connectionPool", "http", "maxRetries"], pool.maxRetries, tr("retries at once"))
    try time(["connectionPool", "tcp", "connectTimeout"], pool.connectTimeout, tr("connection timeout"))
    try time(["connectionPool", "http", "idleTimeout"], pool.idleTimeout, tr("idle timeout"))
  }

  private mutating func outlier() throws(ChangeRefusal) {
    let outlier = request.outlier
    if request.removesOutlier {
      guard outlier == PolicyRequest.Outlier() else {
        throw ChangeRefusal(.badValue, tr("Outlier detection cannot be set and removed at once."))
      }
      set(["outlierDetection"], nil)
      words.append(tr("no outlier detection"))
    }
    try count(["outlierDetection", "consecutive5xxErrors"], outlier.consecutive5xx, tr("5xx in a row"))
    try count(
      ["outlierDetection", "consecutiveGatewayErrors"], outlier.consecutiveGateway, tr("gateway errors in a row"))
    try time(["outlierDetection", "interval"], outlier.interval, tr("sweep every"))
    try time(["outlierDetection", "baseEjectionTime"], outlier.baseEjection, tr("out for"))
    try percent(["outlierDetection", "maxEjectionPercent"], outlier.maxEjectionPercent, tr("of the pods out at once"))
    try percent(["outlierDetection", "minHealthPercent"], outlier.minHealthPercent, tr("of the pods must be healthy"))
  }

  private mutating func encryption() throws(ChangeRefusal) {
    switch request.encryption {
    case nil: break
    case .automatic:
      set(["tls"], nil)
      words.append(tr("TLS as Istio chooses"))
    case .mode(let mode):
      set(["tls", "mode"], .string(mode.rawValue))
      words.append(tr("TLS \(mode.rawValue)"))
      // What belongs to another mode would be refused, or count for nothing.
      for setting in mode.foreignSettings { set(setting.path, nil) }
    }
    try credentials()
  }

  private mutating func limit(_ path: JSONPath, _ value: Int?, _ what: String) throws(ChangeRefusal) {
    guard let value else { return }
    guard (1...2_147_483_647).contains(value) else {
      throw ChangeRefusal(
        .badValue, tr("The number of \(what) is at least 1, not \(value): Istio takes 0 for no limit."))
    }
    set(path, JSONValue(value))
    words.append(tr("\(what) at most \(value)"))
  }

  private mutating func count(_ path: JSONPath, _ value: Int?, _ what: String) throws(ChangeRefusal) {
    guard let value else { return }
    guard (0...2_147_483_647).contains(value) else {
      throw ChangeRefusal(.badValue, tr("The number of \(what) is at least 0, not \(value)."))
    }
    set(path, JSONValue(value))
    words.append(value == 0 ? tr("not out after \(what)") : tr("out after \(value) \(what)"))
  }

  private mutating func time(_ path: JSONPath, _ seconds: Double?, _ what: String) throws(ChangeRefusal) {
    guard let seconds else { return }
    set(path, try EditValue.duration(seconds, tr("The \(what)")))
    words.append("\(what) \(DurationText.text(seconds: seconds))")
  }

  private mutating func percent(_ path: JSONPath, _ value: Int?, _ what: String) throws(ChangeRefusal) {
    guard let value else { return }
    guard (0...100).contains(value) else {
      throw ChangeRefusal(.badValue, tr("A percentage is 0 to 100, not \(value)."))
    }
    set(path, JSONValue(value))
    words.append("\(value) % \(what)")
  }
}
