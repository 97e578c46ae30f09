import MeshModel

/// Prints clusters as Envoy does: whole numbers of 64 bits as text, zeros left out.
struct ClustersJSON {
  var clusters: [ProxyCluster]
  /// Between the tokens; JSON does not mind.
  var blank = ""

  var text: String {
    object([("cluster_statuses", "[" + clusters.map(cluster).joined(separator: "," + blank) + "]")])
  }

  private func object(_ members: [(String, String)]) -> String {
    "{" + blank + members.map { "\"\($0.0)\":\(blank)\($0.1)" }.joined(separator: "," + blank) + blank + "}"
  }

  private func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
  }

  private func cluster(_ cluster: ProxyCluster) -> String {
    var members = [("name", quoted(cluster.name.text))]
    if cluster.isDynamic { members.append(("added_via_api", "true")) }
    if !cluster.hosts.isEmpty {
      members.append(("host_statuses", "[" + cluster.hosts.map(host).joined(separator: ",") + "]"))
    }
    let limits: [(String, Int?)] = [
      ("max_connections", cluster.limits.connections), ("max_pending_requests", cluster.limits.pendingRequests),
      ("max_requests", cluster.limits.requests), ("max_retries", cluster.limits.retries),
    ]
    let own = limits.filter { $0.1 != 0 }.map { ($0.0, $0.1.map(String.init) ?? "4294967295") }
    let high = [("priority", "\"HIGH\""), ("max_connections", "1024"), ("max_retries", "3")]
    members.append(("circuit_breakers", object([("thresholds", "[\(object(own)),\(object(high))]")])))
    members.append(("observability_name", quoted(cluster.statName)))
    return object(members)
  }

  private func host(_ host: ProxyHost) -> String {
    let colon = host.address.lastIndex(of: ":") ?? host.address.endIndex
    let ip = host.address[..<colon].filter { $0 != "[" && $0 != "]" }
    let port = String(host.address[colon...].dropFirst())
    let counters: [(String, UInt64)] = [
      ("cx_connect_fail", host.connectFailures), ("cx_total", host.connections), ("rq_error", host.errors),
      ("rq_success", host.successes), ("rq_timeout", host.timeouts), ("rq_total", host.requests),
      ("cx_active", host.activeConnections), ("rq_active", host.activeRequests),
      ("rq_pending_active", host.pendingRequests),
    ]
    let stats = counters.map { name, value in
      object((value == 0 ? [] : [("value", "\"\(value)\"")]) + [("name", quoted(name))])
    }
    var health = host.failedChecks.map { ($0, "true") }
    if !host.discoveryHealth.isEmpty { health.append(("eds_health_status", quoted(host.discoveryHealth))) }
    var members = [
      ("address", object([("socket_address", object([("address", quoted(ip)), ("port_value", port)]))])),
      ("stats", "[" + stats.joined(separator: ",") + "]"), ("health_status", object(health)),
    ]
    if host.weight > 0 { members.append(("weight", String(host.weight))) }
    if host.priority > 0 { members.append(("priority", String(host.priority))) }
    members.append(("locality", object(host.locality.isEmpty ? [] : [("region", quoted(host.locality))])))
    return object(members)
  }
}
