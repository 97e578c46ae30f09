import Documents
import MeshModel
import TrafficConfig

/// The routes of a virtual host, as pilot makes them of a VirtualService or of a service without one.
struct EnvoyRoutes {
  /// A route, and whether it takes everything that reaches it.
  typealias Route = (json: JSONValue, isCatchAll: Bool)

  let scope: EnvoyScope
  /// `mesh`, or `namespace/name` of a Gateway.
  let gateway: String
  /// The port that clients address.
  let port: Int

  /// The routes of an object, in its order.
  func routes(of object: VirtualService) -> [Route] {
    EnvoySourceRoute.all(of: object, scope: scope, gateway: gateway, port: port).flatMap { source -> [Route] in
      if source.alternatives.isEmpty { return route(source, EnvoyMatch(), nil).map { [$0] } ?? [] }
      return source.alternatives.compactMap { alternative -> Route? in
        guard !asksForClaims(alternative, source) else { return nil }
        guard let match = EnvoyMatch(alternative) else {
          scope.problems.add(
            source.object.reference, "\(source.path).match",
            "the path conditions of \(source.root.reference) and of this delegate do not go together;"
              + " the delegate's must be narrower")
          return nil
        }
        return route(source, match, alternative.last)
      }
    }
  }

  /// The route to a service that no VirtualService decides over.
  ///
  /// - Parameter path: the only path that it takes; nil takes all.
  func defaultRoute(host: String, port: Int, path: String? = nil) -> JSONValue {
    let match: JSONValue = path.map { ["path": .string($0)] } ?? ["prefix": "/"]
    let hash = hashPolicy(host: host, subset: nil, port: port)
    return EnvoyJSON.fields([
      "name": "default", "match": match,
      "route": EnvoyJSON.fields([
        "cluster": .string(EnvoyScope.outboundCluster(host: host, port: port, subset: nil)),
        "timeout": "0s", "retry_policy": retryPolicy(nil, nil, isHashed: !hash.isEmpty), "max_grpc_timeout": "0s",
        "hash_policy": hash.isEmpty ? nil : .array(hash),
      ]),
      "decorator": ["operation": .string("\(host):\(port)/*")],
    ])
  }

  /// Whether a way into a route is only for requests with certain tokens.
  private func asksForClaims(_ alternative: EnvoySourceRoute.Alternative, _ source: EnvoySourceRoute) -> Bool {
    let names = alternative.flatMap { Array($0.match.headers.keys) + Array($0.match.withoutHeaders.keys) }
    guard names.contains(where: { $0.hasPrefix("@request.auth.") }) else { return false }
    scope.problems.add(
      source.object.reference, "\(source.path).match",
      "claims of tokens need a RequestAuthentication, which the demo has not: the match takes no request")
    return true
  }

  private func route(
    _ source: EnvoySourceRoute, _ match: EnvoyMatch, _ last: (match: HTTPMatch, raw: JSONValue?)?
  ) -> Route? {
    let route = source.route
    let metadata = EnvoyScope.metadata(source.root.reference)
    var edits = EnvoyHeaderEdits(route.headers)
    var action: (key: String, value: JSONValue)
    if let redirect = route.redirect {
      action = ("redirect", self.redirect(redirect, source))
    } else if let answer = route.directResponse {
      action = ("direct_response", directResponse(answer, source.raw["directResponse"]))
    } else if !route.destinations.isEmpty {
      // A single destination's headers are the route's own.
      if route.destinations.count == 1 { edits.add(route.destinations[0].headers) }
      action = forward(source, match, authority: edits.authority)
    } else {
      return nil
    }
    let name = [route.name, last?.match.name].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ".")
    let filters = perFilter(source)
    var json = JSONObject()
    if !name.isEmpty { json.append("name", .string(name)) }
    json.append("match", match.json)
    json.append(action.key, action.value)
    json.append("metadata", ["filter_metadata": ["istio": ["config": metadata]]])
    json.append("decorator", ["operation": .string(operation(source, last?.match))])
    edits.write(to: &json)
    if !filters.isEmpty { json.append("typed_per_filter_config", .object(filters)) }
    if let prefix = last?.raw?["statPrefix"]?.string, !prefix.isEmpty { json.append("stat_prefix", .string(prefix)) }
    return (.object(json), match.isCatchAll)
  }

  private func operation(_ source: EnvoySourceRoute, _ match: HTTPMatch?) -> String {
    var path = "/*"
    switch match?.uri {
    case .exact(let text), .regex(let text): path = text
    case .prefix(let text): path = "\(text)*"
    default: break
    }
    let destinations = source.route.destinations
    let name = destinations.count == 1 ? destinations[0].host : source.object.name
    return "\(name):\(port)\(path)"
  }

  // MARK: Forwarding

  private func forward(
    _ source: EnvoySourceRoute, _ match: EnvoyMatch, authority: String?
  ) -> (key: String, value: JSONValue) {
    let route = source.route
    var action = JSONObject()
    if let answer = addClusters(of: source, to: &action) { return ("direct_response", answer) }
    let timeout = EnvoyJSON.duration(route.timeout ?? 0)
    // An upper limit for streams would switch this timeout off; the limit on gRPC's own header does not.
    action.append("timeout", timeout)
    let hash = hashPolicies(of: source)
    if let retries = retryPolicy(route.retries, source.raw["retries"], isHashed: !hash.isEmpty) {
      action.append("retry_policy", retries)
    }
    action.append("max_grpc_timeout", timeout)
    if !hash.isEmpty { action.append("hash_policy", .array(hash)) }
    let mirrors = route.mirrors.map { mirror -> JSONValue in
      [
        "cluster": .string(cluster(mirror.host, mirror.subset, mirror.port, source)),
        "runtime_fraction": ["default_value": EnvoyJSON.fraction(percent: mirror.percent)], "trace_sampled": false,
      ]
    }
    if !mirrors.isEmpty { action.append("request_mirror_policies", .array(mirrors)) }
    if let rewrite = route.rewrite {
      if let pattern = rewrite.regexMatch {
        action.append(
          "regex_rewrite",
          ["pattern": ["regex": .string(pattern)], "substitution": .string(rewrite.regexRewrite ?? "")])
      } else if let uri = rewrite.uri {
        action.append("prefix_rewrite", .string(uri))
      }
    }
    if let host = route.rewrite?.authority ?? authority { action.append("host_rewrite_literal", .string(host)) }
    return ("route", .object(action))
  }

  /// The destinations; an answer in their place if none has a share.
  private func addClusters(of source: EnvoySourceRoute, to action: inout JSONObject) -> JSONValue? {
    let destinations = source.route.destinations
    for (index, destination) in destinations.enumerated() { refuseExternal(destination.host, index, source) }
    if destinations.count == 1 {
      let only = destinations[0]
      action.append("cluster", .string(cluster(only.host, only.subset, only.port, source)))
      return nil
    }
    let weighted = destinations.filter { ($0.weight ?? 0) > 0 }
    guard !weighted.isEmpty else {
      scope.problems.add(
        source.object.reference, "\(source.path).route",
        "the weights sum up to 0, so that no destination gets a request; the answer is 503")
      return ["status": 503]
    }
    let clusters = weighted.map { destination -> JSONValue in
      let edits = EnvoyHeaderEdits(destination.headers)
      var json = JSONObject([
        ("name", .string(cluster(destination.host, destination.subset, destination.port, source))),
        ("weight", JSONValue(destination.weight ?? 0)),
      ])
      edits.write(to: &json)
      if let host = edits.authority { json.append("host_rewrite_literal", .string(host)) }
      return .object(json)
    }
    action.append("weighted_clusters", ["clusters": .array(clusters)])
    return nil
  }

  private func refuseExternal(_ host: String, _ index: Int, _ source: EnvoySourceRoute) {
    let fqdn = scope.fqdn(host, in: source.object.namespace)
    if scope.configuration.service(forHost: fqdn) == nil, scope.configuration.isKnown(host: fqdn) {
      scope.problems.add(
        source.object.reference, "\(source.path).route[\(index)].destination.host",
        "\(fqdn) is outside the mesh, where the demo's proxies do not go: the answer is 503 NC")
    }
  }

  private func cluster(_ host: String, _ subset: String?, _ port: Int?, _ source: EnvoySourceRoute) -> String {
    let fqdn = scope.fqdn(host, in: source.object.namespace)
    return EnvoyScope.outboundCluster(
      host: fqdn, port: scope.port(port, ofHost: fqdn, client: self.port), subset: subset)
  }

  /// What of a request decides over the endpoint, for all destinations that are balanced so.
  private func hashPolicies(of source: EnvoySourceRoute) -> [JSONValue] {
    var policies: [JSONValue] = []
    for destination in source.route.destinations {
      let fqdn = scope.fqdn(destination.host, in: source.object.namespace)
      let port = scope.port(destination.port, ofHost: fqdn, client: self.port)
      for policy in hashPolicy(host: fqdn, subset: destination.subset, port: port) where !policies.contains(policy) {
        policies.append(policy)
      }
    }
    return policies
  }

  private func hashPolicy(host: String, subset: String?, port: Int) -> [JSONValue] {
    guard case .consistentHash(let key) = scope.policy(host: host, subset: subset, port: port).loadBalancer?.algorithm
    else { return [] }
    switch key {
    case .header(let name): return [["header": ["header_name": .string(name)]]]
    case .sourceIP: return [["connection_properties": ["source_ip": true]]]
    case .queryParameter(let name): return [["query_parameter": ["name": .string(name)]]]
    case .cookie(let name, let path, let ttl):
      let source = PolicySource(rule: scope.rule(forHost: host), subset: subset, port: port)
      let attributes = source["loadBalancer"]?.value["consistentHash"]?["httpCookie"]?["attributes"]?.array?.map {
        EnvoyJSON.fields(["name": $0["name"], "value": $0["value"]])
      }
      return [
        [
          "cookie": EnvoyJSON.fields([
            "name": .string(name), "ttl": ttl.map { EnvoyJSON.duration($0) },
            "path": path.isEmpty ? nil : .string(path), "attributes": attributes.map { .array($0) },
          ])
        ]
      ]
    }
  }

  /// The policy of a route, pilot's own where it has none; nil if retries are switched off.
  private func retryPolicy(_ written: HTTPRetry?, _ raw: JSONValue?, isHashed: Bool) -> JSONValue? {
    guard let policy = written.map({ RetryPolicy($0) }) ?? .meshDefault else { return nil }
    var conditions = policy.conditions
    if written?.retryOn == nil { conditions.append("retriable-status-codes") }
    // A request that is bound to one endpoint has to be tried there again.
    let avoids = !isHashed && raw?["retryIgnorePreviousHosts"]?.bool != false
    let previous = EnvoyJSON.named(
      "envoy.retry_host_predicates.previous_hosts",
      EnvoyJSON.message("extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate"))
    let remote = EnvoyJSON.named(
      "envoy.retry_priorities.previous_priorities",
      EnvoyJSON.message(
        "extensions.retry.priority.previous_priorities.v3.PreviousPrioritiesConfig", ["update_frequency": 2]))
    let codes = policy.statusCodes.map { JSONValue($0) }
    return EnvoyJSON.fields([
      "retry_on": .string(conditions.joined(separator: ",")), "num_retries": JSONValue(policy.attempts),
      "per_try_timeout": policy.perTryTimeout.map { EnvoyJSON.duration($0) },
      "retriable_status_codes": codes.isEmpty ? nil : .array(codes),
      "retry_back_off": written?.backoff.map { ["base_interval": EnvoyJSON.duration($0)] },
      "retry_host_predicate": avoids ? [previous] : nil,
      "host_selection_retry_max_attempts": avoids ? 5 : nil,
      "retry_priority": raw?["retryRemoteLocalities"]?.bool == true ? remote : nil,
    ])
  }

  // MARK: Answers of the proxy itself

  private func redirect(_ redirect: HTTPRedirect, _ source: EnvoySourceRoute) -> JSONValue {
    let codes = [
      301: "MOVED_PERMANENTLY", 302: "FOUND", 303: "SEE_OTHER", 307: "TEMPORARY_REDIRECT", 308: "PERMANENT_REDIRECT",
    ]
    if codes[redirect.status] == nil {
      scope.problems.add(
        source.object.reference, "\(source.path).redirect.redirectCode",
        "proxies redirect with 301, 302, 303, 307 or 308 only; 301 is used")
    }
    let port = redirect.derivePort == "FROM_REQUEST_PORT" ? self.port : redirect.port
    return EnvoyJSON.fields([
      "host_redirect": redirect.authority.map(JSONValue.string),
      "scheme_redirect": redirect.scheme.map(JSONValue.string), "port_redirect": port.map { JSONValue($0) },
      "path_redirect": redirect.uri.map(JSONValue.string),
      "prefix_rewrite": redirect.uri == nil ? redirect.prefixRewrite.map(JSONValue.string) : nil,
      "response_code": .string(codes[redirect.status] ?? "MOVED_PERMANENTLY"),
    ])
  }

  private func directResponse(_ answer: HTTPDirectResponse, _ raw: JSONValue?) -> JSONValue {
    let bytes = raw?["body"]?["bytes"]
    let text: JSONValue? = answer.body.isEmpty ? nil : ["inline_string": .string(answer.body)]
    return EnvoyJSON.fields([
      "status": JSONValue(answer.status), "body": bytes.map { ["inline_bytes": $0] } ?? text,
    ])
  }

  // MARK: Filters

  private func perFilter(_ source: EnvoySourceRoute) -> JSONObject {
    var filters = JSONObject()
    if let cors = source.raw["corsPolicy"], case .object = cors {
      filters.append("envoy.filters.http.cors", EnvoyFilters.cors(cors))
    }
    if let fault = source.route.fault { filters.append("envoy.filters.http.fault", EnvoyFilters.fault(fault)) }
    return filters
  }
}
