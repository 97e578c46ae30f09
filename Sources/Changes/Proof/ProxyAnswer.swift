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

  static let updatesPath = "/stats/prometheus?usedonly&filter=cluster_manager.cds.update_success"

  /// How many cluster updates the proxy has taken, from its metrics; nil if it does not tell.
  static func clusterUpdates(_ bytes: [UInt8]) -> Double? {
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let text = String(decoding: line, as: UTF8.self)
      guard text.hasPrefix("envoy_cluster_manager_cds_update_success"), let value = text.split(separator: " ").last
      else { continue }
      return Double(value)
    }
    return nil
  }
}
