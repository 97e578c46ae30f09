import MeshModel

/// Reads Envoy's `/server_info`, of which little is wanted.
public enum ServerInfoPage {
  public static func parse(_ bytes: [UInt8]) throws(AdminPageError) -> ProxyServerInfo {
    var info = ProxyServerInfo()
    try AdminPage.read(bytes) { (scanner: inout JSONScanner) throws(AdminPageError) in
      try scanner.members { (scanner, key) throws(AdminPageError) in
        switch key {
        case "version": info.version = version(try scanner.string())
        case "state": info.state = try scanner.string()
        case "uptime_current_epoch": info.uptime = seconds(try scanner.string())
        case "node": try node(&scanner, &info)
        default: try scanner.skip()
        }
      }
    }
    guard !info.version.isEmpty else { throw AdminPageError(message: "no server_info of an Envoy: it has no version") }
    return info
  }

  private static func node(_ scanner: inout JSONScanner, _ info: inout ProxyServerInfo) throws(AdminPageError) {
    try scanner.members { (scanner, key) throws(AdminPageError) in
      switch key {
      case "id": info.nodeID = try scanner.string()
      case "cluster": info.nodeCluster = try scanner.string()
      case "metadata":
        try scanner.members { (scanner, key) throws(AdminPageError) in
          switch key {
          case "WORKLOAD_NAME": info.workload = try scanner.string()
          case "NAMESPACE": info.namespace = try scanner.string()
          case "CLUSTER_ID": info.clusterID = try scanner.string()
          case "LABELS":
            try scanner.members { (scanner, key) throws(AdminPageError) in
              info.labels[key.string] = try scanner.string()
            }
          default: try scanner.skip()
          }
        }
      default: try scanner.skip()
      }
    }
  }

  /// `1.40.0` of `9e55…/1.40.0/Clean/RELEASE/BoringSSL`.
  private static func version(_ text: String) -> String {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count > 1 ? String(parts[1]) : text
  }

  /// Protobuf's duration, `26s` or `26.5s`.
  private static func seconds(_ text: String) -> Double {
    guard text.hasSuffix("s"), let value = Double(text.dropLast()), value.isFinite else { return 0 }
    return max(0, value)
  }
}
