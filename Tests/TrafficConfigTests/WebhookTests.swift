import Documents
import Testing

@testable import TrafficConfig

/// Every rule of the schema and of istiod's webhook: a good object with one part replaced.
@Suite struct WebhookTests {
  private static let base = """
    hosts: [reviews]
    http:
    - route:
      - destination: {host: reviews, subset: v1, port: {number: 9080}}
        weight: 80
      - destination: {host: reviews, subset: v2}
        weight: 20
    """

  private static func check(
    _ kind: String, _ base: String, _ path: String, _ yaml: String, name: String = "reviews"
  ) throws -> [ValidationMessage] {
    var document = try Fixtures.document(kind, base, name: name)
    document[try #require(JSONPath(path))] = yaml == "-" ? nil : try YAMLText.parse("v: \(yaml)")["v"]
    return Validator.webhook(document)
  }

  private static func expect(
    _ messages: [ValidationMessage], _ level: ValidationMessage.Level?, _ path: String, _ text: String
  ) {
    guard let level else {
      #expect(messages.isEmpty)
      return
    }
    let found = messages.contains { $0.level == level && $0.path == path && $0.message.contains(text) }
    #expect(found, "\(messages.map(\.description))")
    #expect(messages.allSatisfy { $0.code == ($0.level == .error ? "IST0106" : "IST0133") })
  }

  private static let r = "spec.http[0]"

  @Test(
    arguments: [
      ("spec.hosts", "[reviews, details]", nil, "", ""), ("spec.hosts", "['*.foo.com', 10.0.0.1]", nil, "", ""),
      (
        "metadata.annotations[\"istio.io/dry-run\"]", "'true'", .error, "metadata.annotations[\"istio.io/dry-run\"]",
        "remove"
      ),
      ("spec.hosts", "['*']", .error, "spec.hosts[0]", "mesh gateway"),
      ("spec.hosts", "[a, a]", .error, "spec.hosts[1]", "duplicate"),
      ("spec.hosts", "['*.foo.com', a.foo.com]", .error, "spec.hosts[1]", "overlap"),
      ("spec.hosts", "['a b']", .error, "spec.hosts[0]", "invalid"),
      ("spec.hosts", "['']", .error, "spec.hosts[0]", "empty domain name"),
      ("spec.hosts", "reviews", .error, "spec.hosts", "must be a list"),
      ("spec.hosts", "[1]", .error, "spec.hosts[0]", "must be a string"),
      ("spec.hosts", "[null]", .error, "spec.hosts[0]", "may not be null"),
      ("spec.gateways", "[gw, ns/gw, mesh]", nil, "", ""),
      ("spec.gateways", "[gw.ns.svc.cluster.local]", .warning, "spec.gateways[0]", "legacy"),
      ("spec.gateways", "[a/b/c]", .error, "spec.gateways[0]", "gateway name"),
      ("spec.gateways", "[/b]", .error, "spec.gateways[0]", "cannot be empty"),
      ("spec.gateways", "[a_b/c]", .error, "spec.gateways[0]", "namespace"),
      ("spec.exportTo", "[., other]", nil, "", ""),
      ("spec.exportTo", "[., default]", .error, "spec.exportTo[1]", "duplicate"),
      ("spec.exportTo", "['*', a]", .error, "spec.exportTo", "public"),
      ("spec.exportTo", "['~']", .error, "spec.exportTo[0]", "exportTo"),
      ("spec.exportTo", "[a.b]", .error, "spec.exportTo[0]", "exportTo"),
      ("spec.http", "-", .error, "spec", "http, tcp or tls must be provided"),
      ("spec.http", "[null]", .error, "spec.http[0]", "null"),
      ("spec.htttp", "[]", .warning, "spec.htttp", "unknown field"), ("spec.hosts", "[]", nil, "", ""),
      (r + ".name", "a", nil, "", ""),
      (r + ".route", "-", .error, r, "HTTP route, redirect or direct_response is required"),
      (r + ".redirect", "{uri: /x}", .error, r, "both route and redirect"),
      (r + ".directResponse", "{status: 503}", .error, r, "both route and direct_response"),
      (r + ".delegate", "{name: x}", .error, r, "must not specify route"),
      (r + ".timeout", "10s", nil, "", ""), (r + ".timeout", "0s", .error, r + ".timeout", "greater than 1ms"),
      (r + ".timeout", "1.5ms", .error, r + ".timeout", "ms precision"),
      (r + ".timeout", "5", .error, r + ".timeout", "duration"),
      (r + ".timeout", "'5'", .error, r + ".timeout", "not a duration"), (r + ".timeout", "1h30m", nil, "", ""),
      (r + ".route[0].weight", "-1", .error, r + ".route[0].weight", "weight -1 < 0"),
      (r + ".route[0].weight", "'80'", .error, r + ".route[0].weight", "must be an integer"),
      (r + ".route[0].weight", "0.5", .error, r + ".route[0].weight", "must be an integer"),
      (r + ".route[0].weight", "90", nil, "", ""),
      (r + ".route[0].weight", "3000000000", .error, r + ".route[0].weight", "range"),
      (
        r + ".route", "[{destination: {host: a}}, {destination: {host: b}}]", .error, r + ".route",
        "total destination weight = 0"
      ),
      (r + ".route", "[{destination: {host: a}}]", nil, "", ""),
      (r + ".route", "[{weight: 1}]", .error, r + ".route[0].destination", "required"),
      (r + ".route[0].destination.host", "-", .error, r + ".route[0].destination.host", "required"),
      (r + ".route[0].destination.host", "'*'", .error, r + ".route[0].destination.host", "invalid destination host"),
      (r + ".route[0].destination.subset", "a_b", .error, r + ".route[0].destination.subset", "subset name is invalid"),
      (r + ".route[0].destination.port", "{number: 0}", .error, r + ".route[0].destination.port", "1..65535"),
      (r + ".route[0].destination.port", "{number: 70000}", .error, r + ".route[0].destination.port", "1..65535"),
      (r + ".route[0].destination.port", "9080", .error, r + ".route[0].destination.port", "must be an object"),
    ] as [(String, String, ValidationMessage.Level?, String, String)])
  func virtualServices(path: String, yaml: String, level: ValidationMessage.Level?, at: String, text: String) throws {
    Self.expect(try Self.check("VirtualService", Self.base, path, yaml), level, at, text)
  }

  private static let m = "spec.http[0].match[0]"

  @Test(
    arguments: [
      ("uri: {prefix: ''}", nil, "", ""), ("uri: {regex: ''}", .error, ".uri.regex", "empty"),
      ("uri: {regex: '('}", .error, ".uri.regex", "parsing regexp"),
      ("uri: {regex: '\\p{Greek}'}", nil, "", ""), ("uri: {exact: /a, prefix: /b}", .error, ".uri", "only one of"),
      ("scheme: {prefix: ''}", .error, ".scheme", "prefix"),
      ("method: {regex: ''}", .error, ".method.regex", "empty"),
      ("authority: {prefix: ''}", .error, ".authority", "prefix"),
      ("headers: {'': {exact: a}}", .error, ".headers[\"\"]", "empty"),
      ("headers: {a b: {exact: a}}", .error, ".headers[\"a b\"]", "not a valid header name"),
      ("headers: {x: null}", .error, ".headers.x", "null"),
      ("headers: {':path': {exact: /}, '!#': {}}", nil, "", ""), ("headers: {x: {regex: '*'}}", nil, "", ""),
      ("headers: {x: {prefix: ''}}", .error, ".headers.x", "prefix"),
      (
        "headers: {'@request.auth.claims.sub': {exact: a}}", .error, ".headers[\"@request.auth.claims.sub\"]",
        "without gateway"
      ),
      ("withoutHeaders: {x: {regex: '*'}}", nil, "", ""),
      ("withoutHeaders: {x: {regex: '('}}", .error, ".withoutHeaders.x.regex", "regexp"),
      ("queryParams: {q: {regex: '['}}", .error, ".queryParams.q.regex", "regexp"),
      ("port: 70000", .error, ".port", "1..65535"), ("port: 80", nil, "", ""),
      ("sourceLabels: {'a b': c}", .error, ".sourceLabels", "tag key"), ("sourceLabels: {a/b: c}", nil, "", ""),
      ("sourceLabels: {a: '-'}", .error, ".sourceLabels", "tag value"),
      ("sourceNamespace: a.b", .error, ".sourceNamespace", "invalid"),
      ("gateways: [a/b/c]", .error, ".gateways[0]", "gateway name"),
      ("ignoreUriCase: 1", .error, ".ignoreUriCase", "boolean"),
      ("statPrefix: x", nil, "", ""), ("uri: {glob: x}", .warning, ".uri.glob", "unknown field"),
    ] as [(String, ValidationMessage.Level?, String, String)])
  func matches(yaml: String, level: ValidationMessage.Level?, at: String, text: String) throws {
    let messages = try Self.check("VirtualService", Self.base, "spec.http[0].match", "[{\(yaml)}]")
    Self.expect(messages, level, Self.m + at, text)
  }

  @Test func longExpressionsAreRefused() throws {
    let regex = String(repeating: "a", count: 1025)
    let messages = try Self.check("VirtualService", Self.base, "spec.http[0].match", "[{uri: {regex: \(regex)}}]")
    Self.expect(messages, .error, Self.m + ".uri.regex", "too large")
  }

  @Test(
    arguments: [
      ("retries", "{attempts: 3, perTryTimeout: 1s, retryOn: '5xx,503,reset'}", nil, "", ""),
      ("retries", "{attempts: 0}", nil, "", ""),
      ("retries", "{attempts: -1}", .error, ".retries.attempts", "negative"),
      ("retries", "{attempts: 0, retryOn: 5xx}", .error, ".retries.retryOn", "attempts are set to 0"),
      ("retries", "{perTryTimeout: 1s}", .error, ".retries.perTryTimeout", "attempts are set to 0"),
      ("retries", "{attempts: 1, retryOn: '5xx, reset'}", .error, ".retries.retryOn", "without spaces"),
      ("retries", "{attempts: 1, retryOn: sometimes}", .error, ".retries.retryOn", "not a valid"),
      ("retries", "{attempts: 1, retryOn: '42'}", .error, ".retries.retryOn", "not a valid"),
      ("retries", "{attempts: 1, backoff: 0s}", .error, ".retries.backoff", "1ms"),
      ("fault", "{}", .error, ".fault", "abort and/or a delay"),
      ("fault", "{delay: {fixedDelay: 5s, percentage: {value: 0.1}}, abort: {httpStatus: 503}}", nil, "", ""),
      ("fault", "{delay: {fixedDelay: 0s}}", .error, ".fault.delay.fixedDelay", "1ms"),
      ("fault", "{delay: {exponentialDelay: 1s}}", .error, ".fault.delay.exponentialDelay", "not supported"),
      ("fault", "{delay: {fixedDelay: 1s, percentage: {value: 0.00001}}}", .error, ".fault.delay.percentage", "0.0001"),
      ("fault", "{abort: {httpStatus: 503, percentage: {value: 101}}}", .error, ".fault.abort.percentage", "101"),
      ("fault", "{abort: {httpStatus: 199}}", .error, ".fault.abort.httpStatus", "199"),
      ("fault", "{abort: {httpStatus: 600}}", nil, "", ""),
      ("fault", "{abort: {grpcStatus: UNAVAILABLE}}", nil, "", ""),
      ("fault", "{abort: {grpcStatus: '14'}}", .error, ".fault.abort.grpcStatus", "not supported"),
      ("fault", "{abort: {http2Error: x}}", .error, ".fault.abort.http2Error", "not supported"),
      ("fault", "{abort: {percentage: {value: 5}}}", .warning, ".fault.abort", "no effect"),
      ("fault", "{abort: {httpStatus: 500, grpcStatus: OK}}", .error, ".fault.abort", "only one of"),
      ("mirror", "{host: a}", nil, "", ""), ("mirror", "{subset: a}", .error, ".mirror.host", "required"),
      ("mirrorPercentage", "{value: 101}", .error, ".mirrorPercentage", "max value"),
      ("mirrorPercentage", "{value: -1}", .error, ".mirrorPercentage", "min value"),
      ("mirrorPercent", "50", .warning, ".mirrorPercent", "deprecated"),
      ("mirrorPercent", "150", .error, ".mirrorPercent", "max value"),
      ("mirrors", "[{destination: {host: a}, percentage: {value: 5}}]", nil, "", ""),
      ("mirrors", "[{percentage: {value: 5}}]", .error, ".mirrors[0].destination", "required"),
      (
        "mirrors", "[{destination: {host: a}, percentage: {value: 500}}]", .error, ".mirrors[0].percentage", "max value"
      ),
      ("rewrite", "{uri: /a, authority: b}", nil, "", ""), ("rewrite", "{}", .error, ".rewrite", "at least one of"),
      ("rewrite", "{uri: /a, uriRegexRewrite: {match: a, rewrite: b}}", .error, ".rewrite", "one of URI"),
      ("rewrite", "{uriRegexRewrite: {match: a}}", .error, ".rewrite.uriRegexRewrite", "both"),
      ("rewrite", "{uriRegexRewrite: {match: '(', rewrite: b}}", .error, ".rewrite.uriRegexRewrite.match", "regexp"),
      ("headers", "{request: {set: {x-a: '%HOSTNAME%', host: b}, remove: [z]}, response: {add: {a: b}}}", nil, "", ""),
      ("headers", "{request: {set: {':path': /x}}}", .error, ".headers.request.set.:path", "prefix"),
      (
        "headers", "{request: {set: {host: a, ':authority': b}}}", .error, ".headers.request.set.:authority",
        "multiple times"
      ), ("headers", "{response: {set: {host: a}}}", .error, ".headers.response.set.host", "Host"),
      ("headers", "{request: {remove: [host]}}", .error, ".headers.request.remove[0]", "Host"),
      ("headers", "{request: {add: {a: 'x%y'}}}", .error, ".headers.request.add.a", "%"),
      ("headers", "{request: {add: {'': x}}}", .error, ".headers.request.add[\"\"]", "empty"),
      (
        "corsPolicy", "{allowOrigins: [{exact: a}], allowMethods: [GET, '*'], allowHeaders: ['*', x-a], maxAge: 24h}",
        nil, "", ""
      ), ("corsPolicy", "{allowOrigins: [{exact: ''}]}", .error, ".corsPolicy.allowOrigins[0]", "not a valid"),
      ("corsPolicy", "{allowMethods: [FETCH]}", .error, ".corsPolicy.allowMethods[0]", "FETCH"),
      ("corsPolicy", "{exposeHeaders: ['a b']}", .error, ".corsPolicy.exposeHeaders[0]", "header name"),
      ("corsPolicy", "{maxAge: 1500ms}", .error, ".corsPolicy.maxAge", "seconds"),
      ("corsPolicy", "{unmatchedPreflights: MAYBE}", .error, ".corsPolicy.unmatchedPreflights", "supported values"),
      ("corsPolicy", "{allowOrigins: [{regex: '('}]}", .error, ".corsPolicy.allowOrigins[0].regex", "regexp"),
    ] as [(String, String, ValidationMessage.Level?, String, String)])
  func routeFields(field: String, yaml: String, level: ValidationMessage.Level?, at: String, text: String) throws {
    Self.expect(try Self.check("VirtualService", Self.base, "\(Self.r).\(field)", yaml), level, Self.r + at, text)
  }

  @Test(
    arguments: [
      ("{redirect: {uri: /x, redirectCode: 308}}", nil, "", ""),
      ("{redirect: {}}", .error, ".redirect", "must specify"),
      ("{redirect: {scheme: ftp}}", .error, ".redirect.scheme", "http"),
      ("{redirect: {uri: /, redirectCode: 200}}", .error, ".redirect.redirectCode", "3xx"),
      ("{redirect: {port: 80, derivePort: FROM_REQUEST_PORT}}", .error, ".redirect", "only one of"),
      ("{redirect: {uri: /}, fault: {abort: {httpStatus: 500}}}", .error, "", "both fault and redirect"),
      ("{redirect: {uri: /}, rewrite: {uri: /}}", .error, "", "both rewrite and redirect"),
      ("{redirect: {uri: /}, directResponse: {status: 200}}", .error, "", "redirect"),
      ("{redirect: {prefixRewrite: /b}, match: [{uri: {prefix: /a}}]}", nil, "", ""),
      (
        "{redirect: {prefixRewrite: /b}, match: [{uri: {exact: /a}}]}", .error, ".redirect.prefixRewrite",
        "prefix match"
      ), ("{redirect: {prefixRewrite: /b, uri: /c}}", .error, ".redirect.prefixRewrite", "both"),
      ("{directResponse: {status: 503, body: {string: x}}}", nil, "", ""),
      ("{directResponse: {status: 199}}", .error, ".directResponse.status", "199"),
      ("{directResponse: {status: 600}}", nil, "", ""),
      ("{directResponse: {}}", .error, ".directResponse.status", "required"),
      (
        "{directResponse: {status: 200, body: {string: a, bytes: YQ==}}}", .error, ".directResponse.body", "only one of"
      ), ("{directResponse: {status: 200}, fault: {abort: {httpStatus: 500}}}", .error, "", "fault"),
      ("{directResponse: {status: 200}, rewrite: {uri: /}}", .error, "", "rewrite"),
      ("{delegate: {name: a}}", nil, "", ""),
      ("{delegate: {name: a}, redirect: {uri: /}}", .error, "", "must not specify redirect"),
      ("{delegate: {name: a}, match: [{uri: {regex: a}}]}", .error, ".match[0].uri.regex", "delegating"),
      (
        "{route: [{destination: {host: a}}], mirror: {host: b}, mirrors: [{destination: {host: c}}]}", .error, "",
        "mirror and mirrors"
      ),
      (
        "{route: [{destination: {host: a}}], rewrite: {authority: a}, headers: {request: {add: {Host: b}}}}", .error,
        ".headers.request.add.Host", "multiple times"
      ),
    ] as [(String, ValidationMessage.Level?, String, String)])
  func wholeRoutes(yaml: String, level: ValidationMessage.Level?, at: String, text: String) throws {
    Self.expect(try Self.check("VirtualService", Self.base, "spec.http", "[\(yaml)]"), level, Self.r + at, text)
  }

  @Test func largeBodies() throws {
    func check(_ size: Int) throws -> [ValidationMessage] {
      let body = String(repeating: "a", count: size)
      return try Self.check(
        "VirtualService", Self.base, "spec.http", "[{directResponse: {status: 200, body: {string: \(body)}}}]")
    }
    #expect(try check(100 << 10).isEmpty)
    Self.expect(try check((100 << 10) + 1), .warning, Self.r + ".directResponse.body", "large")
    Self.expect(try check((1 << 20) + 1), .error, Self.r + ".directResponse.body", "less than 1MB")
  }

  @Test(
    arguments: [
      ("{http: [{route: [{destination: {host: a}}]}]}", nil, "", ""),
      ("{gateways: [a], http: [{route: [{destination: {host: a}}]}]}", .error, "spec.gateways", "delegate"),
      (
        "{http: [{route: [{destination: {host: a}}]}], tcp: [{route: [{destination: {host: a}}]}]}", .error, "spec.tcp",
        "delegate"
      ), ("{http: [{delegate: {name: a}}]}", .error, "spec.http[0]", "cannot contain delegate"),
      ("{hosts: ['*'], gateways: [a], http: [{route: [{destination: {host: a}}]}]}", nil, "", ""),
      ("{hosts: [a], tcp: [{}]}", .error, "spec.tcp[0].route", "required"),
      (
        "{hosts: [a], tcp: [{match: [{destinationSubnets: [10.0.0.0/8, '::1/129']}], route: [{destination: {host: a}}]}]}",
        .error, "spec.tcp[0].match[0].destinationSubnets[1]", "CIDR"
      ),
      ("{hosts: [a.com], tls: [{route: [{destination: {host: a}}]}]}", .error, "spec.tls[0]", "at least one match"),
      (
        "{hosts: [a.com], tls: [{match: [{sniHosts: []}], route: [{destination: {host: a}}]}]}", .error,
        "spec.tls[0].match[0].sniHosts", "at least one SNI"
      ),
      ("{hosts: ['*.a.com'], tls: [{match: [{sniHosts: [x.a.com]}], route: [{destination: {host: a}}]}]}", nil, "", ""),
      (
        "{hosts: [a.com], tls: [{match: [{sniHosts: [b.com]}], route: [{destination: {host: a}}]}]}", .error,
        "spec.tls[0].match[0].sniHosts[0]", "compatible subset"
      ),
      (
        "{hosts: [1.2.3.4], tls: [{match: [{sniHosts: [1.2.3.4]}], route: [{destination: {host: a}}]}]}", .warning,
        "spec.tls[0].match[0].sniHosts[0]", "SNI spec"
      ),
      (
        "{hosts: [a], tcp: [{route: [{destination: {host: a}, headers: {}}]}]}", .warning,
        "spec.tcp[0].route[0].headers", "unknown field"
      ),
    ] as [(String, ValidationMessage.Level?, String, String)])
  func otherVirtualServices(spec: String, level: ValidationMessage.Level?, at: String, text: String) throws {
    Self.expect(Validator.webhook(try Fixtures.document("VirtualService", spec)), level, at, text)
  }

  @Test func otherKindsAreNotLookedAt() throws {
    #expect(Validator.webhook(["kind": "Service", "spec": 1]).isEmpty)
    #expect(Validator.webhook(["kind": "Gateway", "apiVersion": "gateway.networking.k8s.io/v1", "spec": [:]]).isEmpty)
    #expect(Validator.webhook(nil).isEmpty)
  }

  /// Whatever stands where, the checks end with messages, not with a trap.
  @Test(arguments: 0..<UInt64(6))
  func surviveAnyDocument(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let documents = [
      try Fixtures.document("VirtualService", Self.base),
      try Fixtures.document("DestinationRule", DestinationRuleWebhookTests.full),
      try Fixtures.document("Gateway", GatewayWebhookTests.base),
    ]
    let strange: [JSONValue] = [
      nil, 0, -1, 1e300, "", "*", "a/b/c/d", "-", [], [nil], [[]], [:], ["": nil], true, ["x": ["y": 1]],
    ]
    for _ in 0..<400 {
      var document = documents.randomElement(using: &generator) ?? nil
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        var path = JSONPath()
        var value = document
        while Double.random(in: 0..<1, using: &generator) < 0.85 {
          if let key = value.object?.keys.randomElement(using: &generator) {
            path = path.appending(key)
            value = value[key] ?? nil
          } else if let index = value.array?.indices.randomElement(using: &generator) {
            path = path.appending(index)
            value = value[index] ?? nil
          } else {
            break
          }
        }
        document[path] = strange.randomElement(using: &generator)
      }
      for message in Validator.webhook(document) { #expect(!message.message.isEmpty) }
      let mesh = Fixtures.bookinfo(
        virtualServices: [VirtualService(document: document)], destinationRules: [DestinationRule(document: document)],
        gateways: [Gateway(document: document)])
      _ = Validator.crossObject(mesh)
      _ = RouteEvaluator(configuration: mesh).decide(Fixtures.request())
      _ = mesh.splits(ofService: Fixtures.reviews)
    }
  }
}
