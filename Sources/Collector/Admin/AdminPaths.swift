/// What is asked of Envoy's admin interface.
enum AdminPaths {
  static let serverInfo = "/server_info"
  static let listeners = "/listeners?format=json"
  static let clusters = "/clusters?format=json"
  static let dynamicRoutes = "/config_dump?resource=dynamic_route_configs"
  static let staticRoutes = "/config_dump?resource=static_route_configs"

  /// Only what was touched, and of that only the counters that `EnvoyCounters` reads. The filter is searched for in
  /// Envoy's own names, which begin differently under Istio, so it is anchored at the end alone.
  static let counters =
    "/stats/prometheus?usedonly&text_readouts&filter="
    + encoded(
      #"upstream_rq_([1-5]..|[1-5]xx|total|retry|retry_limit_exceeded|retry_overflow|pending_overflow"#
        + #"|active_overflow|timeout|per_try_timeout)$|upstream_cx_(none_healthy|overflow)$"#
        + #"|circuit_breakers\.default\..*_open$|outlier_detection\.ejections_(active|enforced_total)$"#
        + #"|fault\.(aborts|delays)_injected$|\.no_(route|cluster)$|async-client\.rq_total$"#
        + #"|(cds|lds|rds\..*|cluster\..*)\.update_rejected$|(cds|lds|rds\..*)\.version_text$"#
        + #"|server\.(uptime|memory_allocated|total_connections)$"#)

  /// Percent-encoded for a query.
  private static func encoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF")
    return text.utf8.reduce(into: "") { result, byte in
      switch byte {
      case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
        result.append(Character(UnicodeScalar(byte)))
      default:
        result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
  }
}
