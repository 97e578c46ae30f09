import Documents
import Testing

@testable import TrafficConfig

@Suite struct DestinationRuleWebhookTests {
  static let full = """
    host: reviews
    trafficPolicy:
      loadBalancer: {simple: ROUND_ROBIN, warmup: {duration: 10s}}
      connectionPool: {tcp: {maxConnections: 10, idleTimeout: 0s}, http: {http1MaxPendingRequests: 1}}
      outlierDetection: {consecutive5xxErrors: 3, interval: 5s, maxEjectionPercent: 100}
      tls: {mode: ISTIO_MUTUAL}
      portLevelSettings: [{port: {number: 80}, loadBalancer: {simple: RANDOM}}]
    subsets:
    - {name: v1, labels: {version: v1}}
    - {name: v2, labels: {version: v2}, trafficPolicy: {loadBalancer: {simple: LEAST_REQUEST}}}
    exportTo: ['*']
    """

  @Test func aFullRuleIsGood() throws {
    #expect(Validator.webhook(try Fixtures.document("DestinationRule", Self.full)).isEmpty)
  }

  private static let t = "spec.trafficPolicy"

  @Test(
    arguments: [
      ("spec.host", "-", .error, "spec.host", "required"), ("spec.host", "'*.foo.com'", nil, "", ""),
      ("spec.host", "10.0.0.1", .error, "spec.host", "numeric"), ("spec.host", "''", .error, "spec.host", "empty"),
      (t, "{}", .error, t, "at least one field"),
      ("spec.subsets[1].name", "v1", .error, "spec.subsets[1].name", "duplicate"),
      ("spec.subsets[1].name", "-", .error, "spec.subsets[1].name", "required"),
      ("spec.subsets[1].name", "a.b", .error, "spec.subsets[1].name", "invalid"),
      ("spec.subsets[1]", "null", .error, "spec.subsets[1]", "null"),
      ("spec.subsets[0].labels", "{'a b': c}", .error, "spec.subsets[0].labels", "tag key"),
      ("spec.subsets[0].labels", "{a: 1}", .error, "spec.subsets[0].labels.a", "must be a string"),
      ("spec.subsets[1].trafficPolicy", "{}", .error, "spec.subsets[1].trafficPolicy", "at least one"),
      ("spec.exportTo", "[a, a]", .error, "spec.exportTo[1]", "duplicate"),
      ("spec.workloadSelector", "{matchLabels: {app: x}}", .error, "spec.exportTo", "beyond current namespace"),
      (
        "spec.workloadSelector", "{matchLabels: {app: '*'}}", .error, "spec.workloadSelector.matchLabels.app",
        "wildcard"
      ), ("spec.workloadSelector", "{}", .warning, "spec.workloadSelector", "without labels"),
      (
        t + ".portLevelSettings", "[{loadBalancer: {simple: RANDOM}}]", .error, t + ".portLevelSettings[0].port",
        "requires a port"
      ), (t + ".portLevelSettings", "[{port: {number: 80}}]", .error, t + ".portLevelSettings[0]", "at least one"),
      (
        t + ".portLevelSettings", "[{port: {number: 0}, tls: {mode: DISABLE}}]", .error,
        t + ".portLevelSettings[0].port", "1..65535"
      ),
      (t + ".tunnel", "{targetHost: a.com, targetPort: 80, protocol: GET}", .error, t + ".tunnel.protocol", "CONNECT"),
      (t + ".tunnel", "{targetPort: 80}", .error, t + ".tunnel.targetHost", "required"),
      (t + ".tunnel", "{targetHost: 'a b', targetPort: 0}", .error, t + ".tunnel.targetPort", "1..65535"),
      (t + ".tunnel", "{targetHost: a.com, targetPort: 443}", nil, "", ""),
      (t + ".retryBudget", "{percent: 101}", .error, t + ".retryBudget.percent", "101"),
      (t + ".retryBudget", "{percent: 20, budgetInterval: 0s}", nil, "", ""),
      (t + ".proxyProtocol", "{version: V3}", .error, t + ".proxyProtocol.version", "supported values"),
      (t + ".connectionPool", "{}", .error, t + ".connectionPool", "at least one"),
      (t + ".connectionPool.tcp", "{}", .error, t + ".connectionPool.tcp", "at least one"),
      (
        t + ".connectionPool.tcp.maxConnections", "-1", .error, t + ".connectionPool.tcp.maxConnections", "non-negative"
      ),
      (t + ".connectionPool.http.maxRetries", "-1", .error, t + ".connectionPool.http.maxRetries", "non-negative"),
      (
        t + ".connectionPool.http", "{h2UpgradePolicy: UPGRADE, useClientProtocol: true}", .error,
        t + ".connectionPool.http", "use client protocol"
      ),
      (
        t + ".connectionPool.http", "{http2KeepAlive: {interval: 1s}}", .error,
        t + ".connectionPool.http.http2KeepAlive", "both"
      ), (t + ".connectionPool.http.idleTimeout", "0s", .error, t + ".connectionPool.http.idleTimeout", "1ms"),
      (
        t + ".outlierDetection.consecutiveErrors", "5", .warning, t + ".outlierDetection.consecutiveErrors",
        "deprecated"
      ),
      (
        t + ".outlierDetection.consecutiveLocalOriginFailures", "5", .error,
        t + ".outlierDetection.consecutiveLocalOriginFailures", "split"
      ),
      (
        t + ".outlierDetection", "{splitExternalLocalOriginErrors: true, consecutiveLocalOriginFailures: 5}", nil, "",
        ""
      ), (t + ".outlierDetection.maxEjectionPercent", "101", .error, t + ".outlierDetection.maxEjectionPercent", "101"),
      (t + ".outlierDetection.minHealthPercent", "-1", .error, t + ".outlierDetection.minHealthPercent", "-1"),
      (
        t + ".outlierDetection.outlierDetectionHttpErrorCodes", "[99]", .error,
        t + ".outlierDetection.outlierDetectionHttpErrorCodes[0]", "range"
      ),
      (
        t + ".outlierDetection.consecutive5xxErrors", "-1", .error, t + ".outlierDetection.consecutive5xxErrors",
        "range"
      ),
    ] as [(String, String, ValidationMessage.Level?, String, String)])
  func rules(path: String, yaml: String, level: ValidationMessage.Level?, at: String, text: String) throws {
    try WebhookCase.check("DestinationRule", Self.full, path, yaml, level, at, text)
  }

  @Test(
    arguments: [
      ("{simple: ROUND_ROBIN}", nil, "", ""), ("{simple: SOMETIMES}", .error, ".simple", "supported values"),
      ("{simple: RANDOM, consistentHash: {useSourceIp: true}}", .error, "", "only one of"),
      ("{consistentHash: {httpHeaderName: a, useSourceIp: true}}", .error, ".consistentHash", "only one of"),
      ("{consistentHash: {httpCookie: {name: a, ttl: 0s}}}", nil, "", ""),
      ("{consistentHash: {httpCookie: {ttl: 1s}}}", .error, ".consistentHash.httpCookie.name", "required"),
      (
        "{consistentHash: {httpCookie: {name: a, attributes: [{name: x}, {name: x}]}}}", .error,
        ".consistentHash.httpCookie.attributes[1]", "duplicate"
      ),
      (
        "{consistentHash: {httpHeaderName: a, minimumRingSize: 5}}", .warning, ".consistentHash.minimumRingSize",
        "deprecated"
      ),
      (
        "{consistentHash: {httpHeaderName: a, minimumRingSize: 5, maglev: {tableSize: 7}}}", .error, ".consistentHash",
        "only one of MinimumRingSize"
      ),
      ("{consistentHash: {httpHeaderName: a, maglev: {}}}", .error, ".consistentHash.maglev.tableSize", "must be set"),
      (
        "{consistentHash: {httpHeaderName: a, maglev: {tableSize: 9}}}", .error, ".consistentHash.maglev.tableSize",
        "prime"
      ),
      (
        "{consistentHash: {httpHeaderName: a, maglev: {tableSize: 5000011}}}", .error,
        ".consistentHash.maglev.tableSize", "less than"
      ), ("{consistentHash: {httpHeaderName: a, maglev: {tableSize: 65537}}}", nil, "", ""),
      ("{simple: RANDOM, warmup: {duration: 1s}}", .warning, "", "warmup"),
      ("{warmup: {}}", .error, ".warmup.duration", "required"),
      ("{warmup: {duration: 1s, minimumPercent: 101}}", .error, ".warmup.minimumPercent", "101"),
      ("{warmup: {duration: 1s, aggression: 0}}", .error, ".warmup.aggression", "greater than 0"),
      ("{warmup: {duration: 1s}, warmupDurationSecs: 1s}", .error, "", "only one of"),
      ("{localityLbSetting: {distribute: [{from: a/*, to: {a/b/*: 50, a/c: 50}}]}}", nil, "", ""),
      (
        "{localityLbSetting: {distribute: [{from: a/*, to: {b: 50}}]}}", .error, ".localityLbSetting.distribute[0].to",
        "!= 100"
      ),
      (
        "{localityLbSetting: {distribute: [{from: a, to: {b: 0, c: 100}}]}}", .error,
        ".localityLbSetting.distribute[0].to.b", "[1, 100]"
      ),
      (
        "{localityLbSetting: {distribute: [{from: a, to: {b: 100}}], failover: [{from: a, to: b}]}}", .error,
        ".localityLbSetting", "simultaneously"
      ),
      (
        "{localityLbSetting: {distribute: [{from: a, to: {b: 100}}, {from: a/*, to: {b: 100}}]}}", .error,
        ".localityLbSetting.distribute[1].from", "overlaps"
      ),
      (
        "{localityLbSetting: {distribute: [{from: '*/b', to: {b: 100}}]}}", .error,
        ".localityLbSetting.distribute[0].from", "end"
      ),
      (
        "{localityLbSetting: {distribute: [{from: a//c, to: {b: 100}}]}}", .error,
        ".localityLbSetting.distribute[0].from", "region/zone"
      ),
      (
        "{localityLbSetting: {failover: [{from: a, to: a}]}}", .error, ".localityLbSetting.failover[0]",
        "different regions"
      ),
      (
        "{localityLbSetting: {failover: [{from: a/b, to: c}]}}", .error, ".localityLbSetting.failover[0].from",
        "only specify region"
      ),
      (
        "{localityLbSetting: {failover: [{from: a, to: '*'}]}}", .error, ".localityLbSetting.failover[0].to", "wildcard"
      ),
      (
        "{zoneAwareLbSetting: {enabled: true}, localityLbSetting: {enabled: true}}", .error, ".zoneAwareLbSetting",
        "same time"
      ),
      (
        "{zoneAwareLbSetting: {failoverPriority: [topology.kubernetes.io/zone]}}", .error,
        ".zoneAwareLbSetting.failoverPriority[0]", "topology"
      ),
      ("{zoneAwareLbSetting: {minClusterSize: 0}}", .error, ".zoneAwareLbSetting.minClusterSize", "range"),
    ] as [(String, ValidationMessage.Level?, String, String)])
  func loadBalancers(yaml: String, level: ValidationMessage.Level?, at: String, text: String) throws {
    let path = Self.t + ".loadBalancer"
    try WebhookCase.check("DestinationRule", Self.full, path, yaml, level, path + at, text)
  }

  @Test func failoverNeedsOutlierDetection() throws {
    let spec = "{host: a, trafficPolicy: {loadBalancer: {localityLbSetting: {failover: [{from: a, to: b}]}}}}"
    let messages = Validator.webhook(try Fixtures.document("DestinationRule", spec))
    #expect(messages.map(\.level) == [.warning])
  }

  @Test(
    arguments: [
      ("{mode: SIMPLE, caCertificates: /ca}", nil, "", ""),
      ("{mode: MUTUAL}", .error, "", "client certificate required"),
      ("{mode: MUTUAL, clientCertificate: /c}", .error, "", "private key required"),
      ("{mode: MUTUAL, clientCertificate: /c, privateKey: /k}", nil, "", ""),
      ("{mode: MUTUAL, credentialName: x}", nil, "", ""),
      ("{mode: SIMPLE, credentialName: x, caCertificates: /ca}", .error, "", "credentialName"),
      ("{mode: SIMPLE, insecureSkipVerify: true, subjectAltNames: [a]}", .error, "", "insecureSkipVerify"),
      ("{mode: SIMPLE, insecureSkipVerify: true, credentialName: x}", .error, "", "insecureSkipVerify"),
      ("{mode: SIMPLE, credentialName: 'configmap://other/x'}", .error, ".credentialName", "own namespace"),
      ("{mode: SOME}", .error, ".mode", "supported values"),
    ] as [(String, ValidationMessage.Level?, String, String)])
  func clientTLS(yaml: String, level: ValidationMessage.Level?, at: String, text: String) throws {
    let path = Self.t + ".tls"
    try WebhookCase.check("DestinationRule", Self.full, path, yaml, level, path + at, text)
  }
}
