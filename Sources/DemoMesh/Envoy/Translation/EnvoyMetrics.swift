import Documents
import MeshModel

/// The access loggers that make a plain Envoy count as Istio's proxies do: the same metrics, the same labels in the same
/// order. Envoy puts `envoy_` before their names.
struct EnvoyMetrics {
  /// How a client's proxy tells a server's who it is. Its value is the fields of `peerFields`, split by semicolons.
  static let peerHeader = "x-envoy-peer-metadata"
  /// Where a server's proxy keeps what the header told.
  static let peerNamespace = "vigla.peer"
  /// Where endpoints carry the labels of their workloads.
  static let endpointNamespace = "vigla"
  private static let peerFields = [
    "workload", "namespace", "canonical_service", "canonical_revision", "cluster", "app", "version",
  ]

  private typealias Tag = (name: String, format: String)

  /// Whose proxy it is.
  let identity: WorkloadIdentity
  /// A gateway does not take a host header for the name of a service.
  let isGateway: Bool

  /// The value of `peerHeader` in what the proxy sends.
  var peerValue: String { Self.values(of: identity).joined(separator: ";") }

  private static func values(of identity: WorkloadIdentity) -> [String] {
    [
      identity.workload, identity.namespace, identity.canonicalService, identity.canonicalRevision, identity.cluster,
      identity.app, identity.version,
    ]
  }

  /// The metadata of an endpoint: the labels of its workload.
  static func endpointMetadata(_ identity: WorkloadIdentity) -> JSONValue {
    .object(JSONObject(zip(peerFields, values(of: identity).map(JSONValue.string))))
  }

  /// The HTTP filter that reads and takes away the header of the client's proxy.
  static var peerFilter: JSONValue {
    let pattern = "^" + peerFields.map { _ in "([^;]*)" }.joined(separator: ";") + "$"
    let rules = peerFields.enumerated().map { index, field -> JSONValue in
      let isLast = index == peerFields.count - 1
      let known: JSONValue = [
        "metadata_namespace": .string(peerNamespace), "key": .string(field), "type": "STRING",
        "regex_value_rewrite": ["pattern": ["regex": .string(pattern)], "substitution": .string("\\\(index + 1)")],
      ]
      let unknown: JSONValue = [
        "metadata_namespace": .string(peerNamespace), "key": .string(field), "type": "STRING",
        "value": .string(field == "canonical_revision" ? MeshDefaults.latestRevision : MeshDefaults.unknown),
      ]
      return [
        "header": .string(peerHeader), "on_header_present": known, "on_header_missing": unknown,
        "remove": .bool(isLast),
      ]
    }
    return EnvoyJSON.named(
      "envoy.filters.http.header_to_metadata",
      EnvoyJSON.message(
        "extensions.filters.http.header_to_metadata.v3.Config", ["request_rules": .array(rules)]))
  }

  // MARK: Loggers

  /// For requests that the proxy sends on behalf of its application.
  var outboundHTTP: JSONValue { Self.httpLogger(sourceTags(service: nil), Self.requestProtocol) }

  /// For requests that come in to its application.
  ///
  /// - Parameter service: that the port belongs to; nil for none.
  func inboundHTTP(service: DestinationService?) -> JSONValue {
    Self.httpLogger(destinationTags(service: service, peer: Self.peerTag), Self.requestProtocol)
  }

  /// For connections to a TCP service.
  func outboundTCP(service: DestinationService) -> [JSONValue] { Self.tcpLoggers(sourceTags(service: service)) }

  /// For connections to a TCP port of the application. Who the client is, nobody tells.
  func inboundTCP(service: DestinationService?) -> [JSONValue] {
    Self.tcpLoggers(
      destinationTags(service: service) { field in
        field == "canonical_revision" ? MeshDefaults.latestRevision : MeshDefaults.unknown
      })
  }

  private static func httpLogger(_ tags: [Tag], _ protocolTag: Tag) -> JSONValue {
    var all = tags
    let security = all.removeLast()
    all += [
      protocolTag, ("response_code", "%RESPONSE_CODE%"), ("grpc_response_status", "%GRPC_STATUS_NUMBER%"),
      ("response_flags", "%RESPONSE_FLAGS%"), security,
    ]
    func histogram(_ name: String, _ format: String, _ unit: String) -> JSONValue {
      ["stat": stat(name, all), "value_format": .string(format), "unit": .string(unit)]
    }
    let histograms: [JSONValue] = [
      histogram("istio_request_duration_milliseconds", "%DURATION%", "Milliseconds"),
      histogram("istio_request_bytes", "%DOWNSTREAM_WIRE_BYTES_RECEIVED%", "Bytes"),
      histogram("istio_response_bytes", "%DOWNSTREAM_WIRE_BYTES_SENT%", "Bytes"),
    ]
    return logger(counters: [counter("istio_requests_total", all, value: nil)], histograms: histograms)
  }

  private static func tcpLoggers(_ tags: [Tag]) -> [JSONValue] {
    var all = tags
    let security = all.removeLast()
    all += [("request_protocol", "tcp"), ("response_flags", "%RESPONSE_FLAGS%"), security]
    func only(_ type: String, _ logger: JSONValue) -> JSONValue {
      var logger = logger
      logger["filter"] = ["log_type_filter": ["types": [.string(type)]]]
      return logger
    }
    let opened = logger(counters: [counter("istio_tcp_connections_opened_total", all, value: nil)])
    let closed = logger(counters: [
      counter("istio_tcp_connections_closed_total", all, value: nil),
      counter("istio_tcp_sent_bytes_total", all, value: "%BYTES_SENT%"),
      counter("istio_tcp_received_bytes_total", all, value: "%BYTES_RECEIVED%"),
    ])
    return [only("TcpUpstreamConnected", opened), only("TcpConnectionEnd", closed)]
  }

  private static func logger(counters: [JSONValue], histograms: [JSONValue] = []) -> JSONValue {
    EnvoyJSON.named(
      "envoy.access_loggers.stats",
      EnvoyJSON.message(
        "extensions.access_loggers.stats.v3.Config",
        [
          "stats_scope": ["prefix": ""], "counters": .array(counters),
          "histograms": histograms.isEmpty ? nil : .array(histograms),
        ]))
  }

  private static func counter(_ name: String, _ tags: [Tag], value: String?) -> JSONValue {
    EnvoyJSON.fields([
      "stat": stat(name, tags), "value_fixed": value == nil ? 1 : nil, "value_format": value.map(JSONValue.string),
    ])
  }

  private static func stat(_ name: String, _ tags: [Tag]) -> JSONValue {
    let tags = tags.map { tag -> JSONValue in ["name": .string(tag.name), "value_format": .string(tag.format)] }
    return ["name": .string(name), "tags": .array(tags)]
  }

  // MARK: Labels

  private static let requestProtocol: Tag = (
    "request_protocol",
    cel(
      "'content-type' in request.headers && request.headers['content-type'].startsWith('application/grpc')"
        + " ? 'grpc' : 'http'")
  )

  private static func cel(_ expression: String) -> String { "%CEL(\(expression))%" }

  /// A text without command operators in it.
  private static func literal(_ text: String) -> String { text.replacing("%", with: "%%") }

  private func sourceTags(service: DestinationService?) -> [Tag] {
    let unknown = MeshDefaults.unknown
    func endpoint(_ field: String) -> String {
      let fallback = field == "canonical_revision" ? MeshDefaults.latestRevision : unknown
      let metadata = "xds.upstream_host_metadata"
      return Self.cel(
        "has(\(metadata)) ? \(metadata).filter_metadata.\(Self.endpointNamespace).\(field) : '\(fallback)'")
    }
    func principal(_ side: String) -> String {
      let attribute = "upstream.uri_san_\(side)_certificate"
      return Self.cel("has(\(attribute)) ? \(attribute) : '\(unknown)'")
    }
    // Without a cluster a sidecar goes by the host that was asked for.
    let host = isGateway ? "'\(unknown)'" : "request.host"
    let blocked =
      isGateway ? host : "has(xds.route_name) && xds.route_name == 'block_all' ? 'BlackHoleCluster' : \(host)"
    func target(_ field: String, _ fallback: String) -> String {
      let metadata = "xds.cluster_metadata"
      return Self.cel(
        "has(\(metadata)) ? \(metadata).filter_metadata.istio.services[0].\(field) : (\(fallback))")
    }
    return [
      ("reporter", "source")
    ] + own("source", principal: principal("local")) + [
      ("destination_workload", endpoint("workload")),
      ("destination_workload_namespace", endpoint("namespace")),
      ("destination_principal", principal("peer")),
      ("destination_app", endpoint("app")),
      ("destination_version", endpoint("version")),
      ("destination_service", service.map { Self.literal($0.host) } ?? target("host", host)),
      ("destination_canonical_service", endpoint("canonical_service")),
      ("destination_canonical_revision", endpoint("canonical_revision")),
      ("destination_service_name", service.map { Self.literal($0.name) } ?? target("name", blocked)),
      (
        "destination_service_namespace",
        service.map { Self.literal($0.namespace) } ?? target("namespace", "'\(unknown)'")
      ),
      ("destination_cluster", endpoint("cluster")),
      ("connection_security_policy", unknown),
    ]
  }

  private func own(_ side: String, principal: String) -> [Tag] {
    [
      ("\(side)_workload", Self.literal(identity.workload)),
      ("\(side)_canonical_service", Self.literal(identity.canonicalService)),
      ("\(side)_canonical_revision", Self.literal(identity.canonicalRevision)),
      ("\(side)_workload_namespace", Self.literal(identity.namespace)),
      ("\(side)_principal", principal),
      ("\(side)_app", Self.literal(identity.app)),
      ("\(side)_version", Self.literal(identity.version)),
      ("\(side)_cluster", Self.literal(identity.cluster)),
    ]
  }

  private static func peerTag(_ field: String) -> String { "%DYNAMIC_METADATA(\(peerNamespace):\(field))%" }

  /// - Parameter peer: what tells a field of the client's identity.
  private func destinationTags(service: DestinationService?, peer: (String) -> String) -> [Tag] {
    func principal(_ side: String) -> String {
      Self.cel("connection.mtls ? connection.uri_san_\(side)_certificate : '\(MeshDefaults.unknown)'")
    }
    return [
      ("reporter", "destination"),
      ("source_workload", peer("workload")),
      ("source_canonical_service", peer("canonical_service")),
      ("source_canonical_revision", peer("canonical_revision")),
      ("source_workload_namespace", peer("namespace")),
      ("source_principal", principal("peer")),
      ("source_app", peer("app")),
      ("source_version", peer("version")),
      ("source_cluster", peer("cluster")),
      ("destination_workload", Self.literal(identity.workload)),
      ("destination_workload_namespace", Self.literal(identity.namespace)),
      ("destination_principal", principal("local")),
      ("destination_app", Self.literal(identity.app)),
      ("destination_version", Self.literal(identity.version)),
      ("destination_service", Self.literal(service?.host ?? MeshDefaults.unknown)),
      ("destination_canonical_service", Self.literal(identity.canonicalService)),
      ("destination_canonical_revision", Self.literal(identity.canonicalRevision)),
      ("destination_service_name", Self.literal(service?.name ?? MeshDefaults.unknown)),
      ("destination_service_namespace", Self.literal(service?.namespace ?? MeshDefaults.unknown)),
      ("destination_cluster", Self.literal(identity.cluster)),
      ("connection_security_policy", Self.cel("connection.mtls ? 'mutual_tls' : 'none'")),
    ]
  }
}
