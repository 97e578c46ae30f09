import Documents

/// The HTTP connection manager of a listener, with the filters that Istio puts into it.
struct EnvoyHTTPManager {
  enum Direction {
    case outbound, inbound, gateway
  }

  var direction: Direction
  /// Without the delimiter that Istio's rules for tags look for.
  var statPrefix: String
  var accessLog: [JSONValue]
  /// The name of a route configuration at the control plane, or one that is complete.
  var routes: Routes

  enum Routes {
    case named(String)
    case inline(JSONValue)
  }

  /// As a filter of a filter chain.
  var filter: JSONValue {
    var named: JSONValue?
    var inline: JSONValue?
    switch routes {
    case .named(let name): named = ["config_source": EnvoyJSON.controlPlane, "route_config_name": .string(name)]
    case .inline(let value): inline = value
    }
    let details: JSONValue = ["subject": true, "uri": true, "dns": true]
    return EnvoyJSON.named(
      "envoy.filters.network.http_connection_manager",
      EnvoyJSON.message(
        "extensions.filters.network.http_connection_manager.v3.HttpConnectionManager",
        [
          "stat_prefix": .string(statPrefix + ";"), "rds": named, "route_config": inline,
          "http_filters": .array(httpFilters), "access_log": .array(accessLog),
          "use_remote_address": .bool(direction == .gateway), "server_name": "istio-envoy",
          "server_header_transformation": direction == .outbound ? "PASS_THROUGH" : nil,
          "forward_client_cert_details": direction == .outbound
            ? nil : direction == .inbound ? "APPEND_FORWARD" : "SANITIZE_SET",
          "set_current_client_cert_details": direction == .outbound ? nil : details,
          "upgrade_configs": [["upgrade_type": "websocket"]], "stream_idle_timeout": "0s", "normalize_path": true,
        ]))
  }

  private var httpFilters: [JSONValue] {
    let prefix = "extensions.filters.http"
    var filters: [JSONValue] = [
      EnvoyJSON.named(
        "envoy.filters.http.grpc_stats",
        EnvoyJSON.message(
          "\(prefix).grpc_stats.v3.FilterConfig", ["emit_filter_state": true, "stats_for_all_methods": false])),
      EnvoyJSON.named("envoy.filters.http.fault", EnvoyJSON.message("\(prefix).fault.v3.HTTPFault")),
      EnvoyJSON.named("envoy.filters.http.cors", EnvoyJSON.message("\(prefix).cors.v3.Cors")),
      EnvoyJSON.named("envoy.filters.http.router", EnvoyJSON.message("\(prefix).router.v3.Router")),
    ]
    if direction == .inbound { filters.insert(EnvoyMetrics.peerFilter, at: 0) }
    return filters
  }
}
