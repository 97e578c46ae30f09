import Documents

/// Reads what proxies say about their clusters.
enum ProxyAnswer {
  /// Envoy's admin port; on most clusters it listens on the pod's localhost only.
  static let adminPort = 15000
  /// The port of the proxy's own metrics.
  static let statsPort = 15090

  /// The names of a host's clusters, from `/config_dump`.
  static func configDumpPath(host: String) -> String {
    // `|` and `\` are not allowed in a URL as they are.
    let pattern = "%5Eoutbound%5C%7C.*%5C%7C" + host.replacing(".", with: "%5C.") + "%24"
    return "/config_dump?resource=dynamic_active_clusters&mask=cluster.name&name_regex=\(pattern)"
  }

  /// Nil if the answer is no config dump.
  static func clusters(_ bytes: [UInt8]) -> Set<String>? {
    guard let configs = (try? JSONValue(parsing: bytes))?["configs"] else { return nil }
    return Set((configs.array ?? []).compactMap { $0["cluster"]?["name"]?.string })
  }

  /// Whether a proxy that knows these clusters of the host could serve the subset, on every port that it serves the
  /// host on. Nil where it does not know the host, so that it is no client of it.
  static func hasSubset(_ need: SubsetNeed, in clusters: Set<String>) -> Bool? {
    let ports = clusters.compactMap { name -> Substring? in
      let parts = name.split(separator: "|", omittingEmptySubsequences: false)
      guard parts.count == 4, parts[0] == "outbound", parts[2].isEmpty, parts[3] == need.host else { return nil }
      return parts[1]
    }
    guard !ports.isEmpty else { return nil }
    return ports.allSatisfy { clusters.contains("outbound|\($0)|\(need.subset)|\(need.host)") }
  }

  /// The counters of updates that a proxy has taken, of some of the discovery services `cds`, `lds` and `rds`.
  static func updatesPath(of services: [String]) -> String {
    "/stats/prometheus?usedonly&filter=%5C.(\(services.joined(separator: "%7C")))%5C..*update_success"
  }

  /// How many updates of these services the proxy has taken, from its metrics; nil if it does not tell.
  static func updates(_ bytes: [UInt8], of services: [String]) -> Double? {
    var sum: Double?
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let text = String(decoding: line, as: UTF8.self)
      let name = text.prefix { $0 != "{" && $0 != " " }
      guard name.hasPrefix("envoy_"), name.hasSuffix("update_success"),
        services.contains(where: { name.contains("_\($0)_") }),
        let value = text.split(separator: " ").last.flatMap({ Double($0) })
      else { continue }
      sum = (sum ?? 0) + value
    }
    return sum
  }

  // MARK: - Routes

  /// The route configurations.
  ///
  /// - Parameter ports: the service's, if only its routes in sidecars are of interest; empty for all.
  static func routesPath(ports: [Int]) -> String {
    var path =
      "/config_dump?resource=dynamic_route_configs"
      + "&mask=version_info,error_state,route_config.name,route_config.virtual_hosts"
    if !ports.isEmpty {
      // Named by the port, or by host and port for a port that others use otherwise.
      path += "&name_regex=(.*:)%3F(" + ports.map(String.init).joined(separator: "%7C") + ")"
    }
    return path
  }

  static let rejectionsPath = "/stats?filter=%5C.(cds%7Clds%7Crds)%5C..*update_rejected"

  /// How many updates the proxy has refused, from its admin interface's plain statistics.
  static func rejections(_ bytes: [UInt8]) -> Int {
    bytes.split(separator: UInt8(ascii: "\n")).reduce(0) { sum, line in
      let parts = String(decoding: line, as: UTF8.self).split(separator: ":")
      guard parts.count >= 2, parts[parts.count - 2].hasSuffix("update_rejected"),
        let count = parts.last.flatMap({ Int($0.filter { !$0.isWhitespace }) })
      else { return sum }
      return sum + count
    }
  }
}
