import Documents

extension ObjectChecker {
  mutating func checkDestinationRule(_ spec: DocumentNode) {
    if let host = spec["host"], let name = host.value.string { error(host, NameRules.wildcardDomain(name)) }
    let selector = spec["workloadSelector"]
    let hasSelector = selector != nil
    if let policy = spec["trafficPolicy"] { checkPolicy(policy, hasSelector: hasSelector) }
    var names = Set<String>()
    for subset in spec.elements("subsets") where subset.value.object != nil {
      let name = subset.value["name"]?.string ?? ""
      if !names.insert(name).inserted {
        error(subset.path.appending("name"), "duplicate subset names: \(name)")
      }
      if !NameRules.isLabel(name), subset.has("name") {
        error(subset.path.appending("name"), "subset name is invalid: \"\(name)\"")
      }
      if let labels = subset["labels"] { error(labels, NameRules.labels(labels.value.stringMap)) }
      if let policy = subset["trafficPolicy"] { checkPolicy(policy, hasSelector: hasSelector) }
    }
    checkExportTo(spec, hasSelector: hasSelector)
    if let selector { checkSelector(selector) }
  }

  private mutating func checkSelector(_ selector: DocumentNode) {
    let labels = selector.members("matchLabels")
    if labels.isEmpty { warn(selector.path, "workload selector specified without labels") }
    for (key, node) in labels {
      let pair = "\(key)=\(node.value.string ?? "")"
      if key.isEmpty { error(node.path, "empty key is not supported in selector: \"\(pair)\"") }
      if pair.contains("*") { error(node.path, "wildcard is not supported in selector: \"\(pair)\"") }
    }
  }

  // MARK: policies

  private mutating func checkPolicy(_ policy: DocumentNode, hasSelector: Bool) {
    let parts = [
      "loadBalancer", "connectionPool", "outlierDetection", "tls", "portLevelSettings", "tunnel", "proxyProtocol",
      "retryBudget",
    ]
    if !parts.contains(where: policy.has) { error(policy.path, "traffic policy must have at least one field") }
    checkParts(policy, hasSelector: hasSelector)
    for port in policy.elements("portLevelSettings") {
      if let number = port["port"] {
        error(number, NameRules.port(number.int("number") ?? 0))
      } else {
        error(port.path.appending("port"), "portLevelSettings requires a port")
      }
      if !parts.prefix(4).contains(where: port.has) {
        error(port.path, "port traffic policy must have at least one field")
      }
      checkParts(port, hasSelector: hasSelector)
    }
    if policy.elements("portLevelSettings").count > 4096 {
      error(policy.path.appending("portLevelSettings"), "must have at most 4096 items")
    }
    if let tunnel = policy["tunnel"] { checkTunnel(tunnel, of: policy) }
    if let budget = policy["retryBudget"], let percent = budget["percent"]?.value.double, !(0...100).contains(percent) {
      error(budget.path.appending("percent"), "percentage \(percent) is not in range 0..100")
    }
  }

  private mutating func checkParts(_ policy: DocumentNode, hasSelector: Bool) {
    if let balancer = policy["loadBalancer"] {
      checkLoadBalancer(balancer, hasOutlierDetection: policy.has("outlierDetection"))
    }
    if let pool = policy["connectionPool"] { checkConnectionPool(pool) }
    if let detection = policy["outlierDetection"] { checkOutlierDetection(detection) }
    if let tls = policy["tls"] { checkClientTLS(tls, hasSelector: hasSelector) }
  }

  private mutating func checkTunnel(_ tunnel: DocumentNode, of policy: DocumentNode) {
    if let name = tunnel.text("protocol"), !["CONNECT", "POST"].contains(name.uppercased()) {
      error(tunnel.path.appending("protocol"), "tunnel protocol must be \"CONNECT\" or \"POST\", not \"\(name)\"")
    }
    if let host = tunnel["targetHost"], let name = host.value.string, !NameRules.isIP(name) {
      error(host, NameRules.fqdn(name))
    }
    if let port = tunnel["targetPort"], let number = port.value.int { error(port, NameRules.port(number)) }
    if policy.has("proxyProtocol") {
      error(policy.path, "tunnel and proxyProtocol must not be set at the same time")
    }
  }

  private mutating func checkOutlierDetection(_ detection: DocumentNode) {
    if detection.has("consecutiveErrors") {
      warn(
        detection.path.appending("consecutiveErrors"),
        "outlier detection consecutive errors is deprecated, use consecutiveGatewayErrors or consecutive5xxErrors instead"
      )
    }
    if detection.has("consecutiveLocalOriginFailures"), detection["splitExternalLocalOriginErrors"]?.value.bool != true
    {
      error(
        detection.path.appending("consecutiveLocalOriginFailures"),
        "outlier detection consecutive local origin failures is specified, but split external local origin errors is "
          + "set to false")
    }
    for key in ["maxEjectionPercent", "minHealthPercent"] {
      if let value = detection.int(key), !(0...100).contains(value) {
        error(detection.path.appending(key), "percentage \(value) is not in range 0..100")
      }
    }
  }

  private mutating func checkConnectionPool(_ pool: DocumentNode) {
    if !pool.has("tcp"), !pool.has("http") {
      error(pool.path, "connection pool must have at least one field")
    }
    if let tcp = pool["tcp"] {
      let fields = ["maxConnections", "connectTimeout", "tcpKeepalive", "maxConnectionDuration", "idleTimeout"]
      if !fields.contains(where: tcp.has) { error(tcp.path, "TCP connection pool must have at least one field") }
      if let value = tcp.int("maxConnections"), value < 0 {
        error(tcp.path.appending("maxConnections"), "max connections must be non-negative")
      }
    }
    guard let http = pool["http"] else { return }
    let limits = [
      "http1MaxPendingRequests", "http2MaxRequests", "maxRequestsPerConnection", "maxRetries", "maxConcurrentStreams",
    ]
    for key in limits {
      if let value = http.int(key), value < 0 { error(http.path.appending(key), "\(key) must be non-negative") }
    }
    if http.text("h2UpgradePolicy") == "UPGRADE", http["useClientProtocol"]?.value.bool == true {
      error(http.path, "use client protocol must not be true when H2UpgradePolicy is UPGRADE")
    }
    if let alive = http["http2KeepAlive"], !alive.has("interval") || !alive.has("timeout") {
      error(alive.path, "http2KeepAlive needs both interval and timeout")
    }
  }

  // MARK: load balancing

  private mutating func checkLoadBalancer(_ balancer: DocumentNode, hasOutlierDetection: Bool) {
    if let hash = balancer["consistentHash"] { checkConsistentHash(hash) }
    if let warmup = balancer["warmup"] { checkWarmup(warmup) }
    if balancer.has("warmup") || balancer.has("warmupDurationSecs") {
      let simple = balancer.text("simple") ?? "UNSPECIFIED"
      if balancer.has("consistentHash")
        || !["ROUND_ROBIN", "LEAST_REQUEST", "LEAST_CONN", "UNSPECIFIED"].contains(simple)
      {
        warn(balancer.path, "warmup is only supported for ROUND_ROBIN and LEAST_REQUEST load balancers")
      }
    }
    if let zone = balancer["zoneAwareLbSetting"] {
      if balancer.has("localityLbSetting") {
        error(zone.path, "zoneAwareLbSetting and localityLbSetting must not be set at the same time")
      }
      let labels = ["topology.kubernetes.io/region", "topology.kubernetes.io/zone", "topology.istio.io/subzone"]
      for node in zone.elements("failoverPriority") {
        guard let name = node.value.string, labels.contains(name) else { continue }
        error(node.path, "failoverPriority must not contain the topology label \(name)")
      }
    }
    if let locality = balancer["localityLbSetting"] {
      checkLocality(locality)
      if !hasOutlierDetection, !locality.elements("failover").isEmpty || !locality.elements("failoverPriority").isEmpty
      {
        warn(locality.path, "outlier detection policy must be provided for failover")
      }
    }
  }

  private mutating func checkConsistentHash(_ hash: DocumentNode) {
    let hasAlgorithm = hash.has("ringHash") || hash.has("maglev")
    if hash.has("minimumRingSize") {
      warn(
        hash.path.appending("minimumRingSize"),
        "consistent hash MinimumRingSize is deprecated, use ConsistentHash's RingHash configuration instead")
      if hasAlgorithm { error(hash.path, "only one of MinimumRingSize, Maglev or Ringhash can be specified") }
    }
    if let cookie = hash["httpCookie"] {
      if cookie.text("name") == nil { error(cookie.path.appending("name"), "name required for HttpCookie") }
      var names = Set<String>()
      for attribute in cookie.elements("attributes") {
        let name = attribute.text("name") ?? ""
        if name.isEmpty {
          error(attribute.path, "name of a cookie attribute must not be empty")
        } else if !names.insert(name).inserted {
          error(attribute.path, "duplicate cookie attribute: \(name)")
        }
      }
    }
    guard let maglev = hash["maglev"] else { return }
    let path = maglev.path.appending("tableSize")
    guard let size = maglev.int("tableSize"), size != 0 else {
      return error(path, "tableSize must be set for maglev")
    }
    if size >= 5_000_011 { error(path, "tableSize must be less than 5000011 for maglev") }
    if !Self.isPrime(size) { error(path, "tableSize must be a prime number for maglev") }
  }

  private static func isPrime(_ number: Int) -> Bool {
    guard number > 1, number < 100_000_000 else { return false }
    var divisor = 2
    while divisor * divisor <= number {
      if number % divisor == 0 { return false }
      divisor += 1
    }
    return true
  }

  private mutating func checkWarmup(_ warmup: DocumentNode) {
    if let percent = warmup["minimumPercent"]?.value.double, !(0...100).contains(percent) {
      error(warmup.path.appending("minimumPercent"), "percentage \(percent) is not in range 0..100")
    }
    if let aggression = warmup["aggression"]?.value.double, aggression <= 0 {
      error(warmup.path.appending("aggression"), "aggression must be greater than 0")
    }
  }

  private mutating func checkLocality(_ locality: DocumentNode) {
    let distribute = locality.elements("distribute")
    let failover = locality.elements("failover")
    if !distribute.isEmpty, !failover.isEmpty {
      error(locality.path, "can not simultaneously specify 'distribute' and 'failover'")
    }
    if !distribute.isEmpty, !locality.elements("failoverPriority").isEmpty {
      error(locality.path, "can not simultaneously specify 'distribute' and 'failoverPriority'")
    }
    var sources: [String] = []
    for entry in distribute {
      if let from = entry["from"], let name = from.value.string {
        checkLocalityName(from, name, among: sources)
        sources.append(name)
      }
      var targets: [String] = []
      var total = 0
      for (name, node) in entry.members("to") {
        checkLocalityName(node, name, among: targets)
        targets.append(name)
        let weight = node.value.int ?? 0
        if !(1...100).contains(weight) { error(node.path, "locality weight must be in range [1, 100]") }
        total += weight
      }
      if !targets.isEmpty, total != 100 {
        error(entry.path.appending("to"), "total locality weight \(total) != 100")
      }
    }
    for entry in failover {
      let from = entry.text("from") ?? ""
      let to = entry.text("to") ?? ""
      if !from.isEmpty, from == to { error(entry.path, "locality lb failover settings must specify different regions") }
      for (key, name) in [("from", from), ("to", to)] {
        if name.contains("*") {
          error(entry.path.appending(key), "locality lb failover region should not contain '*' wildcard")
        }
        if name.contains("/") { error(entry.path.appending(key), "locality lb failover only specify region") }
      }
    }
  }

  /// `region/zone/subzone`, with one trailing `*` at most, not overlapping one of the others.
  private mutating func checkLocalityName(_ node: DocumentNode, _ name: String, among others: [String]) {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    if name.isEmpty || parts.count > 3 || parts.contains("") {
      return error(node.path, "locality \"\(name)\" is invalid; write region/zone/subzone")
    }
    if parts.dropLast().contains(where: { $0.contains("*") }) || (parts.last?.dropLast().contains("*") ?? false) {
      return error(node.path, "locality \"\(name)\" wildcard '*' number can not exceed 1 and must be in the end")
    }
    func pattern(_ text: String) -> (String, isOpen: Bool) {
      text.hasSuffix("*") ? (String(text.dropLast()), true) : (text, false)
    }
    let own = pattern(name)
    for other in others {
      let theirs = pattern(other)
      // A region covers its zones.
      let overlap =
        own.0 == theirs.0 || (own.isOpen && theirs.0.hasPrefix(own.0)) || (theirs.isOpen && own.0.hasPrefix(theirs.0))
        || own.0.hasPrefix(theirs.0 + "/") || theirs.0.hasPrefix(own.0 + "/")
      if overlap { error(node.path, "locality \"\(name)\" overlaps with \"\(other)\"") }
    }
  }

  // MARK: TLS

  private mutating func checkClientTLS(_ tls: DocumentNode, hasSelector: Bool) {
    let mode = tls.text("mode") ?? "DISABLE"
    let credential = tls.text("credentialName")
    let usesCredential = credential != nil && (mode == "SIMPLE" || mode == "MUTUAL")
    if usesCredential {
      let files = ["clientCertificate", "caCertificates", "privateKey", "caCrl"].filter { tls.text($0) != nil }
      if !files.isEmpty {
        error(tls.path, "cannot specify \(files.joined(separator: ", ")) if credentialName is set")
      }
    }
    if mode == "MUTUAL", !usesCredential {
      if tls.text("clientCertificate") == nil { error(tls.path, "client certificate required for mutual tls") }
      if tls.text("privateKey") == nil { error(tls.path, "private key required for mutual tls") }
    }
    if let credential, credential.hasPrefix("configmap://") {
      let parts = credential.dropFirst("configmap://".count).split(separator: "/")
      if parts.count == 2, parts[0] != namespace {
        error(tls.path.appending("credentialName"), "a configmap:// credential must be of the rule's own namespace")
      }
    }
    guard tls["insecureSkipVerify"]?.value.bool == true else { return }
    if tls.text("caCertificates") != nil || !tls.elements("subjectAltNames").isEmpty {
      error(tls.path, "cannot specify CA certificates or subject alternative names if insecureSkipVerify is set")
    }
    if mode == "SIMPLE", credential != nil {
      error(tls.path, "cannot specify credentialName with insecureSkipVerify in SIMPLE mode")
    }
  }
}
