import MeshModel

/// Reads Envoy's `/clusters?format=json`.
public enum ClustersPage {
  /// What stands for "no limit".
  private static let unlimited: UInt64 = 4_294_967_295

  /// The clusters by name; Envoy's own order changes. Counters that are zero are not written, so what is missing is
  /// zero. Linear in the bytes, but for sorting.
  public static func parse(_ bytes: [UInt8]) throws(AdminPageError) -> [ProxyCluster] {
    var clusters: [ProxyCluster] = []
    try AdminPage.read(bytes) { (scanner: inout JSONScanner) throws(AdminPageError) in
      try scanner.members { (scanner, key) throws(AdminPageError) in
        guard "cluster_statuses" ~= key else { return try scanner.skip() }
        try scanner.elements { (scanner) throws(AdminPageError) in clusters.append(try cluster(&scanner)) }
      }
    }
    return clusters.sorted { $0.name.text < $1.name.text }
  }

  private static func cluster(_ scanner: inout JSONScanner) throws(AdminPageError) -> ProxyCluster {
    var cluster = ProxyCluster(name: "")
    try scanner.members { (scanner, key) throws(AdminPageError) in
      switch key {
      case "name": cluster.name = ClusterName(try scanner.string())
      case "added_via_api": cluster.isDynamic = try scanner.bool()
      case "observability_name": cluster.statName = try scanner.string()
      case "host_statuses":
        try scanner.elements { (scanner) throws(AdminPageError) in cluster.hosts.append(try host(&scanner)) }
      case "circuit_breakers":
        try scanner.members { (scanner, key) throws(AdminPageError) in
          guard "thresholds" ~= key else { return try scanner.skip() }
          try scanner.elements { (scanner) throws(AdminPageError) in
            if let limits = try limits(&scanner) { cluster.limits = limits }
          }
        }
      default: try scanner.skip()
      }
    }
    if cluster.statName.isEmpty { cluster.statName = cluster.name.text }
    return cluster
  }

  /// The limits of the default priority; nil for those of another.
  private static func limits(_ scanner: inout JSONScanner) throws(AdminPageError) -> BreakerLimits? {
    // A limit of 0 is not written, like every zero.
    var limits = BreakerLimits(connections: 0, pendingRequests: 0, requests: 0, retries: 0)
    var isDefault = true
    try scanner.members { (scanner, key) throws(AdminPageError) in
      switch key {
      case "priority": isDefault = try scanner.string() == "DEFAULT"
      case "max_connections": limits.connections = try limit(&scanner)
      case "max_pending_requests": limits.pendingRequests = try limit(&scanner)
      case "max_requests": limits.requests = try limit(&scanner)
      case "max_retries": limits.retries = try limit(&scanner)
      default: try scanner.skip()
      }
    }
    return isDefault ? limits : nil
  }

  private static func limit(_ scanner: inout JSONScanner) throws(AdminPageError) -> Int? {
    let value = try scanner.unsigned()
    return value >= unlimited ? nil : Int(value)
  }

  private static func host(_ scanner: inout JSONScanner) throws(AdminPageError) -> ProxyHost {
    var host = ProxyHost(address: "")
    try scanner.members { (scanner, key) throws(AdminPageError) in
      switch key {
      case "address": host.address = try AdminPage.address(&scanner)
      case "stats":
        try scanner.elements { (scanner) throws(AdminPageError) in try counter(&scanner, of: &host) }
      case "health_status": try health(&scanner, of: &host)
      case "weight": host.weight = try scanner.unsigned()
      case "priority": host.priority = try scanner.unsigned()
      case "locality":
        var parts = ["", "", ""]
        try scanner.members { (scanner, key) throws(AdminPageError) in
          switch key {
          case "region": parts[0] = try scanner.string()
          case "zone": parts[1] = try scanner.string()
          case "sub_zone": parts[2] = try scanner.string()
          default: try scanner.skip()
          }
        }
        host.locality = parts.filter { !$0.isEmpty }.joined(separator: "/")
      default: try scanner.skip()
      }
    }
    return host
  }

  private static func counter(_ scanner: inout JSONScanner, of host: inout ProxyHost) throws(AdminPageError) {
    var name = ""
    var value: UInt64 = 0
    try scanner.members { (scanner, key) throws(AdminPageError) in
      switch key {
      case "name": name = try scanner.string()
      case "value": value = try scanner.unsigned()
      default: try scanner.skip()
      }
    }
    switch name {
    case "rq_total": host.requests = value
    case "rq_success": host.successes = value
    case "rq_error": host.errors = value
    case "rq_timeout": host.timeouts = value
    case "cx_total": host.connections = value
    case "cx_connect_fail": host.connectFailures = value
    case "cx_active": host.activeConnections = value
    case "rq_active": host.activeRequests = value
    case "rq_pending_active": host.pendingRequests = value
    default: break
    }
  }

  /// `eds_health_status` is what the control plane says; every flag that is true is a check that fails.
  private static func health(_ scanner: inout JSONScanner, of host: inout ProxyHost) throws(AdminPageError) {
    try scanner.members { (scanner, key) throws(AdminPageError) in
      if "eds_health_status" ~= key {
        host.discoveryHealth = try scanner.string()
      } else if try scanner.bool() {
        host.failedChecks.append(key.string)
      }
    }
    host.failedChecks.sort()
  }
}
