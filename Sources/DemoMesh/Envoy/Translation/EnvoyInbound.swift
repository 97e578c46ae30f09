import Documents
import MeshModel

/// What a sidecar takes in for its application: on each port that a service leads to, mutual TLS and plain text.
struct EnvoyInbound {
  /// A port of the pod.
  struct Port {
    var number: Int
    var carries: TrafficProtocol
    /// Those that lead to it, in order.
    var services: [ServiceInfo]
  }

  let scope: EnvoyScope

  /// The ports of the pod that services lead to, in order.
  func ports() -> [Port] {
    var ports: [Port] = []
    for service in scope.configuration.services
    where service.id.namespace == scope.node.namespace && service.selects(scope.labels) {
      for port in service.ports {
        if let index = ports.firstIndex(where: { $0.number == port.targetPort }) {
          if !ports[index].services.contains(service) { ports[index].services.append(service) }
        } else {
          ports.append(Port(number: port.targetPort, carries: port.carries, services: [service]))
        }
      }
    }
    return ports.sorted { $0.number < $1.number }
  }

  func clusters() -> [JSONValue] {
    ports().map { port in
      EnvoyClusters(scope: scope).inbound(port: port.number, services: port.services, carries: port.carries)
    }
  }

  func listeners() -> [JSONValue] { ports().map(listener) }

  private func listener(_ port: Port) -> JSONValue {
    func filter(isEncrypted: Bool) -> JSONValue {
      port.carries == .tcp ? stream(port, isEncrypted: isEncrypted) : http(port)
    }
    let plain: JSONValue = [
      "name": "none", "filter_chain_match": ["transport_protocol": "raw_buffer"],
      "filters": [filter(isEncrypted: false)],
    ]
    let encrypted: JSONValue = [
      "name": "mutual_tls", "filter_chain_match": ["transport_protocol": "tls"],
      "filters": [filter(isEncrypted: true)],
      "transport_socket": EnvoyTLS.meshServer(domain: scope.configuration.domain),
    ]
    let hasTLS = scope.options.isMutualTLS
    return EnvoyJSON.message(
      "config.listener.v3.Listener",
      [
        "name": .string("\(scope.node.pod.ip)_\(port.number)"),
        "address": EnvoyJSON.address(scope.node.pod.ip, port.number),
        "filter_chains": hasTLS ? [encrypted, plain] : [["name": "none", "filters": [filter(isEncrypted: false)]]],
        "listener_filters": hasTLS ? [EnvoyTLS.inspector] : nil, "traffic_direction": "INBOUND",
      ])
  }

  private var metrics: EnvoyMetrics { EnvoyMetrics(identity: scope.identity, isGateway: false) }

  private func http(_ port: Port) -> JSONValue {
    let name = EnvoyScope.inboundCluster(port: port.number)
    let service = port.services.first
    let operation = "\(service.map(scope.host) ?? name):\(port.number)/*"
    let route: JSONValue = [
      "name": "default", "match": ["prefix": "/"], "decorator": ["operation": .string(operation)],
      "route": [
        "cluster": .string(name), "timeout": "0s",
        "max_stream_duration": ["max_stream_duration": "0s", "grpc_timeout_header_max": "0s"],
        "retry_policy": ["retry_on": "reset-before-request", "num_retries": 2],
      ],
    ]
    let host: JSONValue = [
      "name": .string("inbound|http|\(port.number)"), "domains": ["*"], "routes": [route],
    ]
    let routes: JSONValue = ["name": .string(name), "virtual_hosts": [host], "validate_clusters": false]
    return EnvoyHTTPManager(
      direction: .inbound, statPrefix: "inbound_0.0.0.0_\(port.number)",
      accessLog: [metrics.inboundHTTP(service: service.map { DestinationService($0.id) })], routes: .inline(routes)
    ).filter
  }

  /// - Parameter isEncrypted: then the application is called when it is known who the client is.
  private func stream(_ port: Port, isEncrypted: Bool) -> JSONValue {
    let name = EnvoyScope.inboundCluster(port: port.number)
    let service = port.services.first.map { DestinationService($0.id) }
    return EnvoyJSON.named(
      "envoy.filters.network.tcp_proxy",
      EnvoyJSON.message(
        "extensions.filters.network.tcp_proxy.v3.TcpProxy",
        [
          "stat_prefix": .string("\(name);"), "cluster": .string(name),
          "access_log": .array(metrics.inboundTCP(service: service)),
          "access_log_options": ["flush_access_log_on_connected": true],
          "upstream_connect_mode": isEncrypted ? "ON_DOWNSTREAM_TLS_HANDSHAKE" : nil,
          // Asked for with it: what may arrive before the application is connected.
          "max_early_data_bytes": isEncrypted ? 65_536 : nil,
        ]))
  }
}
