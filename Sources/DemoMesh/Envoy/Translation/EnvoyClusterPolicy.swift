import Documents
import MeshModel
import TrafficConfig

/// What a traffic policy makes of a cluster.
struct EnvoyClusterPolicy {
  /// The fields of a cluster that choose an endpoint.
  struct Balancing {
    var policy = "LEAST_REQUEST"
    var leastRequest: JSONValue?
    var roundRobin: JSONValue?
    var ringHash: JSONValue?
    var maglev: JSONValue?
    /// As written.
    var locality: JSONValue?
  }

  /// How connections are encrypted: one way for all endpoints, or by what each of them speaks.
  struct Transport {
    var socket: JSONValue?
    var matches: JSONValue?
  }

  let scope: EnvoyScope
  let policy: TrafficPolicy
  let source: PolicySource

  /// Says that a field cannot be real.
  private func refuse(_ path: String, _ message: String) {
    if let rule = source.rule { scope.problems.add(rule, path, message) }
  }

  // MARK: Load balancing

  func balancing() -> Balancing {
    var result = Balancing()
    guard let balancer = policy.loadBalancer else { return result }
    let raw = source["loadBalancer"]
    result.locality = raw?.value["localityLbSetting"]
    if let zone = raw?.value["zoneAwareLbSetting"], zone["enabled"]?.bool != false {
      refuse(
        (raw?.path ?? "") + ".zoneAwareLbSetting",
        "zone-aware balancing is not carried over to real proxies; use localityLbSetting")
    }
    let slowStart = slowStart(balancer, raw?.value["warmup"])
    switch balancer.algorithm {
    case .leastRequest: result.leastRequest = slowStart
    case .roundRobin:
      result.policy = "ROUND_ROBIN"
      result.roundRobin = slowStart
    case .random: result.policy = "RANDOM"
    case .passthrough:
      refuse(
        (raw?.path ?? "") + ".simple",
        "PASSTHROUGH needs the address that the client dialled, which is the proxy's own here; LEAST_REQUEST is used")
    case .consistentHash:
      let hash = raw?.value["consistentHash"]
      if let maglev = hash?["maglev"] {
        result.policy = "MAGLEV"
        result.maglev = EnvoyJSON.fields(["table_size": maglev["tableSize"]])
      } else {
        let size = hash?["ringHash"]?["minimumRingSize"]?.int ?? hash?["minimumRingSize"]?.int
        result.policy = "RING_HASH"
        result.ringHash = ["minimum_ring_size": JSONValue(size.flatMap { $0 > 0 ? $0 : nil } ?? 1024)]
      }
    }
    return result
  }

  private func slowStart(_ balancer: LoadBalancerPolicy, _ warmup: JSONValue?) -> JSONValue? {
    guard let seconds = balancer.warmup else { return nil }
    let minimum = warmup?["minimumPercent"]?.double ?? 10
    let aggression = warmup?["aggression"]?.double ?? 1
    return [
      "slow_start_config": [
        "slow_start_window": EnvoyJSON.duration(seconds),
        "aggression": ["default_value": JSONValue(aggression), "runtime_key": "vigla.warmup.aggression"],
        "min_weight_percent": ["value": JSONValue(minimum)],
      ]
    ]
  }

  func commonBalancing() -> JSONValue? {
    let setting = source["loadBalancer"]?.value["localityLbSetting"]
    let isWeighted = setting?["enabled"]?.bool != false && setting?["distribute"]?.array?.isEmpty == false
    let panic = policy.outlierDetection.map { outlier -> JSONValue in ["value": JSONValue(outlier.minHealthPercent)] }
    return EnvoyJSON.fields([
      "healthy_panic_threshold": panic, "locality_weighted_lb_config": isWeighted ? [:] : nil,
    ])
  }

  func outlierDetection() -> JSONValue? {
    guard let outlier = policy.outlierDetection else { return nil }
    let gateway = outlier.consecutiveGatewayErrors
    let isSplit = outlier.splitExternalLocalOriginErrors
    return EnvoyJSON.fields([
      "consecutive_5xx": outlier.consecutive5xxErrors > 0 ? JSONValue(outlier.consecutive5xxErrors) : nil,
      "enforcing_consecutive_5xx": outlier.consecutive5xxErrors > 0 ? 100 : 0,
      "consecutive_gateway_failure": gateway.flatMap { $0 > 0 ? JSONValue($0) : nil },
      "enforcing_consecutive_gateway_failure": gateway.map { $0 > 0 ? 100 : 0 },
      "split_external_local_origin_errors": isSplit ? true : nil,
      "consecutive_local_origin_failure": isSplit ? JSONValue(outlier.consecutiveLocalOriginFailures) : nil,
      "enforcing_consecutive_local_origin_failure": isSplit ? 100 : nil,
      "enforcing_local_origin_success_rate": isSplit ? 0 : nil, "enforcing_success_rate": 0,
      "interval": EnvoyJSON.duration(outlier.interval),
      "base_ejection_time": EnvoyJSON.duration(outlier.baseEjectionTime),
      "max_ejection_percent": JSONValue(outlier.maxEjectionPercent),
    ])
  }

  // MARK: Connections

  func connectionOptions() -> JSONValue? {
    guard let alive = source["connectionPool"]?.value["tcp"]?["tcpKeepalive"] else { return nil }
    func seconds(_ value: JSONValue?) -> JSONValue? {
      value?.string.flatMap(DurationText.seconds).map { JSONValue(max(1, Int($0.rounded()))) }
    }
    return [
      "tcp_keepalive": EnvoyJSON.fields([
        "keepalive_probes": alive["probes"], "keepalive_time": seconds(alive["time"]),
        "keepalive_interval": seconds(alive["interval"]),
      ])
    ]
  }

  /// The protocol of a cluster's connections and their limits; nil for TCP.
  ///
  /// - Parameters:
  ///   - raw: `connectionPool` as written, for what the typed policy lacks.
  ///   - errorCodes: the statuses that outlier detection takes for errors, in place of 5xx.
  static func httpOptions(
    carries: TrafficProtocol, policy: TrafficPolicy?, raw: JSONValue?, errorCodes: JSONValue? = nil
  ) -> JSONValue? {
    guard carries != .tcp else { return nil }
    let http = raw?["http"]
    let tcp = raw?["tcp"]
    let alive = http?["http2KeepAlive"]
    let http2 = EnvoyJSON.fields([
      "max_concurrent_streams": http?["maxConcurrentStreams"]?.int.flatMap { $0 > 0 ? JSONValue($0) : nil },
      "connection_keepalive": alive.map { alive in
        EnvoyJSON.fields([
          "interval": EnvoyJSON.duration(alive["interval"]), "timeout": EnvoyJSON.duration(alive["timeout"]),
        ])
      },
    ])
    let isHTTP2 = carries == .grpc || http?["h2UpgradePolicy"]?.string == "UPGRADE"
    let asClient = http?["useClientProtocol"]?.bool == true
    let common = EnvoyJSON.fields([
      "idle_timeout": policy?.connectionPool?.idleTimeout.map { EnvoyJSON.duration($0) },
      "max_requests_per_connection": policy?.connectionPool?.maxRequestsPerConnection.map { JSONValue($0) },
      "max_connection_duration": EnvoyJSON.duration(tcp?["maxConnectionDuration"]),
    ])
    let explicit: JSONValue = isHTTP2 ? ["http2_protocol_options": http2] : ["http_protocol_options": [:]]
    let either: JSONValue = ["http_protocol_options": [:], "http2_protocol_options": http2]
    let codes = (errorCodes?.array ?? []).compactMap(\.int)
    let type = "extensions.upstreams.http.v3.HttpProtocolOptions"
    return [
      "envoy.\(type)": EnvoyJSON.message(
        type,
        [
          "common_http_protocol_options": common.object?.isEmpty == false ? common : nil,
          "use_downstream_protocol_config": asClient ? either : nil,
          "explicit_http_config": asClient ? nil : explicit,
          "outlier_detection": codes.isEmpty ? nil : ["error_matcher": statusMatch(codes)],
        ])
    ]
  }

  private static func statusMatch(_ codes: [Int]) -> JSONValue {
    let headers = codes.map { code -> JSONValue in
      [
        "http_response_headers_match": [
          "headers": [["name": ":status", "string_match": ["exact": .string(String(code))]]]
        ]
      ]
    }
    return headers.count == 1 ? headers[0] : ["or_match": ["rules": .array(headers)]]
  }

  // MARK: TLS

  func transport(principals: [String], sni: String, carries: TrafficProtocol) -> Transport {
    let tls = policy.tls
    let raw = source["tls"]
    for (name, message) in [
      ("tunnel", "tunnels are not carried over to real proxies: nothing here ends one"),
      ("proxyProtocol", "the PROXY protocol is not carried over: no server here understands it"),
    ] {
      if let part = source[name] { refuse(part.path, message) }
    }
    // What is spoken is negotiated by name only where HTTP/1.1 is certain.
    let isHTTP2 =
      carries == .grpc || source["connectionPool"]?.value["http"]?["h2UpgradePolicy"]?.string == "UPGRADE"
      || source["connectionPool"]?.value["http"]?["useClientProtocol"]?.bool == true
    let protocols: [String]? = isHTTP2 ? nil : ["istio"]
    switch tls?.mode {
    case nil:
      guard scope.options.isMutualTLS else { return Transport() }
      let mesh = EnvoyTLS.meshClient(principals: principals, sni: sni, protocols: protocols)
      return Transport(
        matches: [
          ["name": "tlsMode-istio", "match": ["tlsMode": "istio"], "transport_socket": mesh],
          ["name": "tlsMode-disabled", "match": [:], "transport_socket": EnvoyTLS.plain],
        ])
    case .disable: return Transport()
    case .istioMutual:
      guard scope.options.isMutualTLS else {
        refuse((raw?.path ?? "") + ".mode", "the mesh has no certificates, as mutual TLS is off; plain text is used")
        return Transport()
      }
      let names = raw?.value["subjectAltNames"]?.strings ?? []
      return Transport(
        socket: EnvoyTLS.meshClient(
          principals: names.isEmpty ? principals : names, sni: tls?.sni ?? sni, protocols: protocols))
    case .simple, .mutual:
      return Transport(socket: foreign(tls, raw, isHTTP2: isHTTP2))
    }
  }

  /// TLS with certificates that are not the mesh's. Files are in the pods, of which there are none here.
  private func foreign(_ tls: ClientTLSPolicy?, _ raw: PolicySource.Part?, isHTTP2: Bool) -> JSONValue {
    let value = raw?.value ?? [:]
    let path = raw?.path ?? ""
    for name in ["clientCertificate", "privateKey", "caCertificates", "caCrl"] where value[name]?.string != nil {
      refuse("\(path).\(name)", "names a file in the client's pod, and pods here have no files; use credentialName")
    }
    var credential: TLSCredential?
    if let name = value["credentialName"]?.string, !name.isEmpty {
      credential = scope.options.credentials[name]
      if credential == nil { refuse("\(path).credentialName", "there is no TLS secret \"\(name)\"") }
    }
    let names = value["subjectAltNames"]?.strings ?? []
    let authority = credential?.caCertificates
    let validation = authority.map { authority in
      EnvoyJSON.fields([
        "trusted_ca": ["inline_string": .string(authority)],
        "match_typed_subject_alt_names": names.isEmpty
          ? nil
          : .array(names.map { ["san_type": $0.contains("://") ? "URI" : "DNS", "matcher": ["exact": .string($0)]] }),
      ])
    }
    let certificate = tls?.mode == .mutual ? credential.map(EnvoyTLS.certificate) : nil
    let common = EnvoyJSON.fields([
      "tls_certificates": certificate.map { .array([$0]) }, "validation_context": validation,
      "alpn_protocols": isHTTP2 ? ["h2"] : nil,
    ])
    return EnvoyTLS.client(common, sni: tls?.sni)
  }
}
