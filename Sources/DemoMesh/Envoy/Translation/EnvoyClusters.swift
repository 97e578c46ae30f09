import Documents
import MeshModel
import TrafficConfig

/// The clusters of a proxy: one for each port of each service, one more for each subset, and those of its application.
struct EnvoyClusters {
  let scope: EnvoyScope

  /// What pilot sets where a DestinationRule sets nothing.
  private static let unlimited = Int(UInt32.max)

  /// Those of all services, in the order of services, ports and subsets.
  func outbound() -> [JSONValue] {
    scope.configuration.services.flatMap { service -> [JSONValue] in
      let host = scope.host(of: service)
      let rule = scope.rule(forHost: host)
      let subsets = (rule?.subsets ?? []).filter { !$0.name.isEmpty }
      return service.ports.flatMap { port -> [JSONValue] in
        var names: Set<String> = []
        return [outbound(service, host, port, rule, nil)]
          + subsets.filter { names.insert($0.name).inserted }.map { outbound(service, host, port, rule, $0) }
      }
    }
  }

  /// The one that leads to the application behind a port of the pod.
  func inbound(port: Int, services: [ServiceInfo], carries: TrafficProtocol) -> JSONValue {
    let name = EnvoyScope.inboundCluster(port: port)
    let application = EnvoyJSON.address(scope.node.pod.ip, EnvoyPorts.application(port))
    return cluster([
      "name": .string(name), "alt_stat_name": .string("\(name);"), "type": "STATIC", "connect_timeout": "10s",
      "load_assignment": [
        "cluster_name": .string(name),
        "endpoints": [["lb_endpoints": [["endpoint": ["address": application]]]]],
      ],
      "circuit_breakers": ["thresholds": [thresholds(nil, budget: nil)]],
      "metadata": ["filter_metadata": ["istio": ["services": .array(services.map(reference))]]],
      "typed_extension_protocol_options": EnvoyClusterPolicy.httpOptions(carries: carries, policy: nil, raw: nil),
    ])
  }

  private func cluster(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
    EnvoyJSON.message("config.cluster.v3.Cluster", members)
  }

  private func reference(_ service: ServiceInfo) -> JSONValue {
    [
      "host": .string(scope.host(of: service)), "name": .string(service.id.name),
      "namespace": .string(service.id.namespace),
    ]
  }

  private func outbound(
    _ service: ServiceInfo, _ host: String, _ port: ServicePort, _ rule: DestinationRule?, _ subset: Subset?
  ) -> JSONValue {
    let name = EnvoyScope.outboundCluster(host: host, port: port.number, subset: subset?.name)
    let endpoints = EnvoyEndpoints(scope: scope, service: service, subset: subset)
    let policy = scope.policy(host: host, subset: subset?.name, port: port.number)
    let source = PolicySource(rule: rule, subset: subset?.name, port: port.number)
    let parts = EnvoyClusterPolicy(scope: scope, policy: policy, source: source)
    let istio = EnvoyJSON.fields([
      "config": rule.map { EnvoyScope.metadata($0.reference) }, "services": [reference(service)],
      "subset": subset.map { .string($0.name) },
    ])
    let balancing = parts.balancing()
    let sni = "outbound_.\(port.number)_.\(subset?.name ?? "")_.\(host)"
    let tls = parts.transport(principals: endpoints.principals(), sni: sni, carries: port.carries)
    let options = EnvoyClusterPolicy.httpOptions(
      carries: port.carries, policy: policy, raw: source["connectionPool"]?.value,
      errorCodes: source["outlierDetection"]?.value["outlierDetectionHttpErrorCodes"])
    return cluster([
      "name": .string(name), "alt_stat_name": .string("\(name);"), "type": "STATIC",
      "connect_timeout": EnvoyJSON.duration(policy.connectionPool?.connectTimeout ?? 10),
      "lb_policy": .string(balancing.policy), "least_request_lb_config": balancing.leastRequest,
      "round_robin_lb_config": balancing.roundRobin, "ring_hash_lb_config": balancing.ringHash,
      "maglev_lb_config": balancing.maglev, "common_lb_config": parts.commonBalancing(),
      "load_assignment": endpoints.loadAssignment(
        cluster: name, port: port.targetPort, locality: balancing.locality,
        hasOutlierDetection: policy.outlierDetection != nil),
      "circuit_breakers": [
        "thresholds": [thresholds(policy.connectionPool, budget: source["retryBudget"]?.value)]
      ],
      "outlier_detection": parts.outlierDetection(),
      "upstream_connection_options": parts.connectionOptions(),
      "typed_extension_protocol_options": options,
      "transport_socket": tls.socket, "transport_socket_matches": tls.matches,
      "metadata": ["filter_metadata": ["istio": istio]],
    ])
  }

  private func thresholds(_ pool: ConnectionPoolPolicy?, budget: JSONValue?) -> JSONValue {
    let retryBudget = budget.map { budget in
      EnvoyJSON.fields([
        "budget_percent": ["value": budget["percent"] ?? 20],
        "min_retry_concurrency": budget["minRetryConcurrency"] ?? 3,
        "budget_interval": EnvoyJSON.duration(budget["budgetInterval"]),
      ])
    }
    return EnvoyJSON.fields([
      "max_connections": JSONValue(pool?.maxConnections ?? Self.unlimited),
      "max_pending_requests": JSONValue(pool?.maxPendingRequests ?? Self.unlimited),
      "max_requests": JSONValue(pool?.maxRequests ?? Self.unlimited),
      "max_retries": JSONValue(pool?.maxRetries ?? Self.unlimited), "retry_budget": retryBudget,
    ])
  }
}
