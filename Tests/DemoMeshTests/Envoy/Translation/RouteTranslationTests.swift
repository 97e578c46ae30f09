import Documents
import MeshModel
import Testing
import TrafficConfig

@testable import DemoMesh

extension TranslationRow {
  /// A match with a destination.
  static func match(_ match: String, _ path: String, _ expected: String?) -> TranslationRow {
    TranslationRow("{match: [\(match)], \(to)}", "match" + (path.isEmpty ? "" : ".\(path)"), expected)
  }

  /// Something beside a destination.
  static func beside(_ field: String, _ path: String, _ expected: String?) -> TranslationRow {
    TranslationRow("{\(field), \(to)}", path, expected)
  }

  private static let to = "route: [{destination: {host: reviews}}]"
}

/// What a field of a VirtualService becomes in the route of a real proxy.
@Suite("Translation of routes")
struct RouteTranslationTests {
  static let matches: [TranslationRow] = [
    .match("{uri: {exact: /a}}", "path", "/a"),
    .match("{uri: {prefix: /a}}", "prefix", "/a"),
    .match("{uri: {regex: '/a/[0-9]+'}}", "safe_regex.regex", "'/a/[0-9]+'"),
    .match("{uri: {prefix: /A}, ignoreUriCase: true}", "case_sensitive", "false"),
    .match("{uri: {prefix: /A}}", "case_sensitive", nil),
    .match(
      "{headers: {end-user: {exact: jason}}}", "headers", "[{name: end-user, string_match: {exact: jason}}]"),
    .match("{headers: {end-user: {prefix: j}}}", "headers[0].string_match.prefix", "j"),
    .match("{headers: {end-user: {regex: 'j.*'}}}", "headers[0].string_match.safe_regex.regex", "'j.*'"),
    .match("{headers: {end-user: {}}}", "headers", "[{name: end-user, present_match: true}]"),
    .match("{headers: {end-user: {regex: '*'}}}", "headers[0].present_match", "true"),
    .match(
      "{withoutHeaders: {x-no: {exact: a}}}", "headers",
      "[{name: x-no, string_match: {exact: a}, invert_match: true, treat_missing_header_as_empty: true}]"),
    .match("{withoutHeaders: {x-no: {}}}", "headers", "[{name: x-no, present_match: true, invert_match: true}]"),
    .match("{method: {exact: POST}}", "headers", "[{name: ':method', string_match: {exact: POST}}]"),
    .match("{authority: {prefix: rev}}", "headers[0].name", "':authority'"),
    .match("{scheme: {exact: https}}", "headers[0].name", "':scheme'"),
    .match("{queryParams: {q: {exact: '1'}}}", "query_parameters", "[{name: q, string_match: {exact: '1'}}]"),
    .match("{queryParams: {q: {}}}", "query_parameters", "[{name: q, present_match: true}]"),
    .match("{sourceLabels: {app: productpage}}", "", "{prefix: /}"),
    .match("{port: 9080}", "", "{prefix: /}"),
    .match("{gateways: [mesh]}", "", "{prefix: /}"),
    .match("{sourceNamespace: default}", "", "{prefix: /}"),
    TranslationRow("{name: a, match: [{name: b}], route: [{destination: {host: reviews}}]}", "name", "a.b"),
    TranslationRow("{match: [{statPrefix: s}], route: [{destination: {host: reviews}}]}", "stat_prefix", "s"),
  ]

  static let actions: [TranslationRow] = [
    TranslationRow(
      "{route: [{destination: {host: reviews, subset: v1}, weight: 80}, "
        + "{destination: {host: reviews, subset: v3}, weight: 20}, {destination: {host: ratings}, weight: 0}]}",
      "route.weighted_clusters.clusters",
      "[{name: 'outbound|9080|v1|reviews.default.svc.cluster.local', weight: 80},"
        + " {name: 'outbound|9080|v3|reviews.default.svc.cluster.local', weight: 20}]"),
    TranslationRow(
      "{route: [{destination: {host: reviews, subset: v1}, weight: 0}]}", "route.cluster",
      "'outbound|9080|v1|reviews.default.svc.cluster.local'"),
    .beside("timeout: 60ms", "route.timeout", "0.06s"),
    .beside("timeout: 60ms", "route.max_grpc_timeout", "0.06s"),
    .beside("timeout: 2s", "route.max_stream_duration", nil),
    .beside("name: x", "route.timeout", "0s"),
    .beside("name: x", "name", "x"),
    .beside(
      "name: x", "route.retry_policy.retry_on",
      "'connect-failure,refused-stream,unavailable,cancelled,retriable-status-codes'"),
    .beside("name: x", "route.retry_policy.num_retries", "2"),
    .beside("name: x", "route.retry_policy.host_selection_retry_max_attempts", "5"),
    .beside("retries: {attempts: 0}", "route.retry_policy", nil),
    .beside(
      "retries: {attempts: 3, retryOn: '5xx,503,404'}", "route.retry_policy.retry_on", "'5xx,retriable-status-codes'"),
    .beside(
      "retries: {attempts: 3, retryOn: '5xx,503,404'}", "route.retry_policy.retriable_status_codes", "[503, 404]"),
    .beside("retries: {attempts: 3, perTryTimeout: 2s}", "route.retry_policy.per_try_timeout", "2s"),
    .beside("retries: {attempts: 3, backoff: 10ms}", "route.retry_policy.retry_back_off.base_interval", "0.01s"),
    .beside(
      "retries: {attempts: 3, retryIgnorePreviousHosts: false}", "route.retry_policy.retry_host_predicate", nil),
    .beside(
      "retries: {attempts: 3, retryRemoteLocalities: true}", "route.retry_policy.retry_priority.name",
      "envoy.retry_priorities.previous_priorities"),
    .beside(
      "mirror: {host: ratings}, mirrorPercentage: {value: 12.5}", "route.request_mirror_policies",
      "[{cluster: 'outbound|9080||ratings.default.svc.cluster.local', "
        + "runtime_fraction: {default_value: {numerator: 125000, denominator: MILLION}}, trace_sampled: false}]"),
    .beside("rewrite: {uri: /b}", "route.prefix_rewrite", "/b"),
    .beside("rewrite: {authority: other}", "route.host_rewrite_literal", "other"),
    .beside(
      "rewrite: {uriRegexRewrite: {match: '/a/(.*)', rewrite: '/b/\\1'}}", "route.regex_rewrite",
      "{pattern: {regex: '/a/(.*)'}, substitution: '/b/\\1'}"),
    TranslationRow(
      "{redirect: {uri: /x, authority: other, scheme: https, port: 8443, redirectCode: 307}}", "redirect",
      "{host_redirect: other, scheme_redirect: https, port_redirect: 8443, path_redirect: /x, "
        + "response_code: TEMPORARY_REDIRECT}"),
    TranslationRow("{redirect: {prefixRewrite: /y}}", "redirect.prefix_rewrite", "/y"),
    TranslationRow("{redirect: {authority: a, derivePort: FROM_REQUEST_PORT}}", "redirect.port_redirect", "9080"),
    TranslationRow(
      "{directResponse: {status: 503, body: {string: closed}}}", "direct_response",
      "{status: 503, body: {inline_string: closed}}"),
    TranslationRow("{directResponse: {status: 200, body: {bytes: aGk=}}}", "direct_response.body.inline_bytes", "aGk="),
    .beside(
      "headers: {request: {set: {x-b: '2', x-a: '1'}, add: {x-c: '3'}, remove: [x-d]}}", "request_headers_to_add",
      "[{header: {key: x-a, value: '1'}, append_action: OVERWRITE_IF_EXISTS_OR_ADD},"
        + " {header: {key: x-b, value: '2'}, append_action: OVERWRITE_IF_EXISTS_OR_ADD},"
        + " {header: {key: x-c, value: '3'}, append_action: APPEND_IF_EXISTS_OR_ADD}]"),
    .beside("headers: {request: {remove: [x-d]}}", "request_headers_to_remove", "[x-d]"),
    .beside("headers: {response: {set: {x-r: '1'}}}", "response_headers_to_add[0].header.key", "x-r"),
    .beside("headers: {response: {remove: [server]}}", "response_headers_to_remove", "[server]"),
    .beside("headers: {request: {set: {Host: other}}}", "route.host_rewrite_literal", "other"),
    TranslationRow(
      "{route: [{destination: {host: reviews}, headers: {request: {set: {x-v: '1'}}}}]}",
      "request_headers_to_add[0].header.key", "x-v"),
    TranslationRow(
      "{route: [{destination: {host: reviews}, weight: 1, headers: {response: {set: {x-v: '1'}}}},"
        + " {destination: {host: ratings}, weight: 1}]}",
      "route.weighted_clusters.clusters[0].response_headers_to_add[0].header.key", "x-v"),
  ]

  static let fault = #"typed_per_filter_config["envoy.filters.http.fault"]"#
  static let cors = #"typed_per_filter_config["envoy.filters.http.cors"]"#

  static let filters: [TranslationRow] = [
    .beside(
      "fault: {delay: {fixedDelay: 50ms, percentage: {value: 0.1}}}", "\(fault).delay",
      "{fixed_delay: 0.05s, percentage: {numerator: 1000, denominator: MILLION}}"),
    .beside(
      "fault: {abort: {httpStatus: 418, percentage: {value: 30}}}", "\(fault).abort",
      "{http_status: 418, percentage: {numerator: 300000, denominator: MILLION}}"),
    .beside(
      "fault: {abort: {grpcStatus: UNAVAILABLE, percentage: {value: 100}}}", "\(fault).abort.grpc_status", "14"),
    // Without a percentage no request is touched, which is Istio's pitfall.
    .beside("fault: {abort: {httpStatus: 418}}", "\(fault).abort.percentage.numerator", "0"),
    .beside(
      "corsPolicy: {allowOrigins: [{exact: 'https://a'}, {regex: 'https://.*'}]}",
      "\(cors).allow_origin_string_match", "[{exact: 'https://a'}, {safe_regex: {regex: 'https://.*'}}]"),
    .beside("corsPolicy: {allowMethods: [GET, POST]}", "\(cors).allow_methods", "'GET,POST'"),
    .beside("corsPolicy: {maxAge: 24h}", "\(cors).max_age", "'86400'"),
    .beside("corsPolicy: {allowCredentials: true}", "\(cors).allow_credentials", "true"),
    .beside("corsPolicy: {allowMethods: [GET]}", "\(cors).forward_not_matching_preflights", "true"),
    .beside("corsPolicy: {unmatchedPreflights: IGNORE}", "\(cors).forward_not_matching_preflights", "false"),
  ]

  @Test("a field of a route", arguments: matches + actions + filters)
  func field(row: TranslationRow) throws {
    let mesh = try TranslatedMesh(Objects.reviewsSubsets() + Objects.routes("reviews", "[\(row.source)]"))
    let route = try #require(try mesh.routes("reviews").first)
    #expect(route.at(row.path) == (try row.expected.map { try YAMLText.parse($0) }))
    #expect(try mesh.resources().problems.isEmpty)
  }

  @Test(
    "a match that is not for this client is left out, with a route that has no other",
    arguments: [
      "sourceLabels: {app: reviews}", "port: 80", "gateways: [default/edge]", "sourceNamespace: other",
    ])
  func otherClients(match: String) throws {
    let mesh = try TranslatedMesh(
      Objects.routes("reviews", "[{match: [{\(match)}], redirect: {uri: /x}}, {directResponse: {status: 200}}]"))
    let routes = try mesh.routes("reviews")
    #expect(routes.count == 1)
    #expect(routes.first?["direct_response"] != nil)
  }

  @Test("each match is a route of its own, in order, and leads back to the object")
  func order() throws {
    let mesh = try TranslatedMesh(
      Objects.routes(
        "reviews",
        "[{match: [{uri: {exact: /a}}, {uri: {exact: /b}}], redirect: {uri: /x}}, {directResponse: {status: 200}}]"))
    let routes = try mesh.routes("reviews")
    #expect(routes.map { $0.at("match.path")?.string } == ["/a", "/b", nil])
    for route in routes {
      #expect(
        route.at("metadata.filter_metadata.istio.config")
          == "/apis/networking.istio.io/v1/namespaces/default/virtual-service/reviews")
    }
  }

  @Test("a service without a VirtualService has pilot's default route")
  func plain() throws {
    let route = try #require(try TranslatedMesh().routes("details").first)
    #expect(route["name"] == "default")
    #expect(route.at("route.cluster") == "outbound|9080||details.default.svc.cluster.local")
    #expect(route.at("route.timeout") == "0s")
    #expect(route.at("route.retry_policy.num_retries") == 2)
    #expect(route["metadata"] == nil)
  }

  @Test("a delegate's routes stand in the place of the one that delegates, under both conditions")
  func delegate() throws {
    let mesh = try TranslatedMesh(
      Objects.routes(
        "reviews",
        "[{match: [{uri: {prefix: /r}, headers: {a: {exact: '1'}}}], timeout: 3s, delegate: {name: inner}},"
          + " {directResponse: {status: 404}}]") + """
          ---
          kind: VirtualService
          metadata: {name: inner, namespace: default}
          spec:
            http:
            - match: [{uri: {exact: /r/x}, headers: {b: {exact: '2'}}}]
              route: [{destination: {host: ratings}}]
            - route: [{destination: {host: details}}]
            - match: [{uri: {prefix: /other}}]
              route: [{destination: {host: details}}]

          """)
    let routes = try mesh.routes("reviews")
    #expect(
      routes.map { $0.at("route.cluster")?.string } == [
        "outbound|9080||ratings.default.svc.cluster.local", "outbound|9080||details.default.svc.cluster.local", nil,
      ])
    #expect(routes[0].at("match.path") == "/r/x")
    #expect(routes[0].at("match.headers")?.array?.map { $0["name"]?.string } == ["a", "b"])
    #expect(routes[1].at("match.prefix") == "/r")
    #expect(routes[0].at("route.timeout") == "3s")
    #expect(
      routes[0].at("metadata.filter_metadata.istio.config")
        == "/apis/networking.istio.io/v1/namespaces/default/virtual-service/reviews")
    let problem = try #require(try mesh.resources().problems.first)
    #expect(problem.object.name == "inner")
    #expect(problem.path == "spec.http[2].match")
  }

  @Test("an undefined subset and an unknown host lead to clusters that there are not")
  func missing() throws {
    let mesh = try TranslatedMesh(
      Objects.routes(
        "reviews",
        "[{match: [{uri: {exact: /a}}], route: [{destination: {host: reviews, subset: v7}}]},"
          + " {route: [{destination: {host: critics}}]}]"))
    let names = Set(try mesh.resources().clusters.compactMap { $0["name"]?.string })
    let targets = try mesh.routes("reviews").compactMap { $0.at("route.cluster")?.string }
    #expect(
      targets == [
        "outbound|9080|v7|reviews.default.svc.cluster.local", "outbound|9080||critics.default.svc.cluster.local",
      ])
    #expect(names.isDisjoint(with: targets))
    #expect(try mesh.resources().routes.first?["validate_clusters"] == false)
  }

  @Test("a match on claims of tokens takes no request, and is refused")
  func claims() throws {
    let mesh = try TranslatedMesh(
      Objects.routes(
        "reviews",
        "[{match: [{headers: {'@request.auth.claims[sub]': {exact: a}}}], redirect: {uri: /x}},"
          + " {directResponse: {status: 200}}]"))
    #expect(try mesh.routes("reviews").map { $0["redirect"] == nil } == [true])
    #expect(try mesh.resources().problems.map(\.path) == ["spec.http[0].match"])
  }

  @Test(
    "what cannot be real is refused with its place",
    arguments: [
      (
        "redirect: {uri: /x, redirectCode: 304}", "spec.http[0].redirect.redirectCode", "redirect.response_code",
        "MOVED_PERMANENTLY"
      ),
      (
        "route: [{destination: {host: reviews}, weight: 0}, {destination: {host: ratings}, weight: 0}]",
        "spec.http[0].route", "direct_response.status", "503"
      ),
      (
        "route: [{destination: {host: api.example.com}}]", "spec.http[0].route[0].destination.host", "route.cluster",
        "outbound|9080||api.example.com"
      ),
    ])
  func refused(field: String, path: String, fallbackPath: String, fallback: String) throws {
    var mesh = try TranslatedMesh(Objects.routes("reviews", "[{\(field)}]"))
    mesh.externalHosts = ["api.example.com"]
    let problem = try #require(try mesh.resources().problems.first)
    #expect(problem.object == ObjectReference(kind: "VirtualService", namespace: "default", name: "reviews"))
    #expect(problem.path == path)
    let value = try mesh.routes("reviews").first?.at(fallbackPath)
    #expect(value?.string ?? value?.number?.text == fallback)
  }
}
