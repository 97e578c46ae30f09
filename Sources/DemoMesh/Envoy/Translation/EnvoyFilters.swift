import Documents
import TrafficConfig

/// What a route sets for the HTTP filters before the router.
enum EnvoyFilters {
  static func fault(_ fault: FaultInjection) -> JSONValue {
    let delay = fault.delay.map { delay -> JSONValue in
      ["fixed_delay": EnvoyJSON.duration(delay.seconds), "percentage": EnvoyJSON.fraction(percent: delay.percent)]
    }
    let abort = fault.abort.map { abort -> JSONValue in
      EnvoyJSON.fields([
        "http_status": abort.grpcStatus == nil ? JSONValue(abort.status) : nil,
        "grpc_status": abort.grpcStatus.map { JSONValue(Int(GRPCStatus.code(named: $0))) },
        "percentage": EnvoyJSON.fraction(percent: abort.percent),
      ])
    }
    return EnvoyJSON.message(
      "extensions.filters.http.fault.v3.HTTPFault", ["delay": delay, "abort": abort])
  }

  /// - Parameter policy: `corsPolicy` as written.
  static func cors(_ policy: JSONValue) -> JSONValue {
    let old = (policy["allowOrigin"]?.strings ?? []).map { JSONValue.object(JSONObject([("exact", .string($0))])) }
    let origins = (policy["allowOrigins"]?.array ?? []).map { origin -> JSONValue in
      if let pattern = origin["regex"] { return ["safe_regex": ["regex": pattern]] }
      return origin
    }
    func joined(_ name: String) -> JSONValue? {
      let words = policy[name]?.strings ?? []
      return words.isEmpty ? nil : .string(words.joined(separator: ","))
    }
    let age = policy["maxAge"]?.string.flatMap(DurationText.seconds).map { JSONValue.string(String(Int($0))) }
    return EnvoyJSON.message(
      "extensions.filters.http.cors.v3.CorsPolicy",
      [
        "allow_origin_string_match": .array(origins.isEmpty ? old : origins),
        "allow_methods": joined("allowMethods"), "allow_headers": joined("allowHeaders"),
        "expose_headers": joined("exposeHeaders"), "max_age": age, "allow_credentials": policy["allowCredentials"],
        "filter_enabled": ["default_value": ["numerator": 100]],
        "forward_not_matching_preflights": .bool(policy["unmatchedPreflights"]?.string != "IGNORE"),
      ])
  }
}
