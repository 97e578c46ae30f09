import Cells
import Documents
import MeshModel
import Testing
import TrafficConfig

@testable import Dashboard

@Suite("Policy, gateways and sites") struct PolicyWizardTests {
  private func planned(
    _ open: String, _ steps: [WizardTests.Step], rules: [String] = [WizardObjects.policy]
  ) throws
    -> ChangePlan
  {
    var stage = WizardTests.stage(rules: rules)
    stage.type(open)
    WizardTests.run(steps + [.keys([.control("p")])], on: &stage)
    return try #require(stage.dryRunPlan, "\(stage.text)")
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var steps: [WizardTests.Step]
    /// What may differ, below `spec`.
    var keys: [String]
    var wanted: [(path: String, value: JSONValue?)]
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(
      name: "limits 3/1/1",
      steps: [
        .go("maxConnections"), .set("3"), .go("maxPendingRequests"), .set("1"), .go("maxRequestsPerConnection"),
        .set("1"),
      ],
      keys: [
        "trafficPolicy.connectionPool.tcp.maxConnections", "trafficPolicy.connectionPool.http.http1MaxPendingRequests",
        "trafficPolicy.connectionPool.http.maxRequestsPerConnection",
      ],
      wanted: [
        ("spec.trafficPolicy.connectionPool.tcp.maxConnections", 3),
        ("spec.trafficPolicy.connectionPool.http.http1MaxPendingRequests", 1),
        ("spec.trafficPolicy.connectionPool.http.futureLimit", 7),
      ]),
    Case(
      name: "a limit taken away", steps: [.go("maxConnections"), .set("")], keys: ["trafficPolicy.connectionPool.tcp"],
      wanted: [("spec.trafficPolicy.connectionPool.tcp", nil)]),
    Case(
      name: "random", steps: [.go("lb"), .text("R")], keys: ["trafficPolicy.loadBalancer.simple"],
      wanted: [("spec.trafficPolicy.loadBalancer.simple", "RANDOM")]),
    Case(
      name: "hash of a cookie", steps: [.go("lb"), .text("hh"), .go("hashName"), .set("user"), .go("ttl"), .set("1h")],
      keys: ["trafficPolicy.loadBalancer"],
      wanted: [
        ("spec.trafficPolicy.loadBalancer.consistentHash.httpCookie.name", "user"),
        ("spec.trafficPolicy.loadBalancer.consistentHash.httpCookie.ttl", "3600s"),
      ]),
    Case(
      name: "hash of the address", steps: [.go("lb"), .text("hhh")], keys: ["trafficPolicy.loadBalancer"],
      wanted: [("spec.trafficPolicy.loadBalancer.consistentHash.useSourceIp", true)]),
    Case(
      name: "warm-up", steps: [.go("warmup"), .set("30s")], keys: ["trafficPolicy.loadBalancer.warmup"],
      wanted: [("spec.trafficPolicy.loadBalancer.warmup.duration", "30s")]),
    Case(
      name: "locality by labels",
      steps: [.go("locality"), .keys([.right, .right]), .go("labels"), .text("topology.kubernetes.io/zone")],
      keys: ["trafficPolicy.loadBalancer.localityLbSetting"],
      wanted: [
        ("spec.trafficPolicy.loadBalancer.localityLbSetting.failoverPriority[0]", "topology.kubernetes.io/zone")
      ]),
    Case(
      name: "outlier detection", steps: [.go("consecutive5xx"), .set("2"), .go("maxEjectionPercent"), .set("100")],
      keys: ["trafficPolicy.outlierDetection"],
      wanted: [
        ("spec.trafficPolicy.outlierDetection.consecutive5xxErrors", 2),
        ("spec.trafficPolicy.outlierDetection.maxEjectionPercent", 100),
        ("spec.trafficPolicy.outlierDetection.interval", "10s"),
      ]),
    Case(
      name: "no outlier detection", steps: [.go("removeOutlier"), .keys([.space])],
      keys: ["trafficPolicy.outlierDetection"], wanted: [("spec.trafficPolicy.outlierDetection", nil)]),
    Case(
      name: "TLS", steps: [.go("tls"), .text("D")], keys: ["trafficPolicy.tls"],
      wanted: [("spec.trafficPolicy.tls.mode", "DISABLE")]),
    Case(
      name: "mutual TLS",
      steps: [
        .go("tls"), .text("M"), .go("clientCertificate"), .text("/etc/certs/client.pem"), .go("privateKey"),
        .text("/etc/certs/key.pem"), .go("caCertificates"), .text("/etc/certs/ca.pem"), .go("subjectAltNames"),
        .text("a.example, b.example"), .go("sni"), .text("a.example"),
      ],
      keys: ["trafficPolicy.tls"],
      wanted: [
        ("spec.trafficPolicy.tls.mode", "MUTUAL"),
        ("spec.trafficPolicy.tls.clientCertificate", "/etc/certs/client.pem"),
        ("spec.trafficPolicy.tls.privateKey", "/etc/certs/key.pem"),
        ("spec.trafficPolicy.tls.caCertificates", "/etc/certs/ca.pem"),
        ("spec.trafficPolicy.tls.subjectAltNames", ["a.example", "b.example"]),
        ("spec.trafficPolicy.tls.sni", "a.example"),
      ]),
    Case(
      name: "mutual TLS of a port by a secret",
      steps: [.go("target"), .keys([.right]), .go("tls"), .text("M"), .go("credentialName"), .text("reviews-tls")],
      keys: ["trafficPolicy.portLevelSettings"],
      wanted: [
        ("spec.trafficPolicy.portLevelSettings[0].tls.mode", "MUTUAL"),
        ("spec.trafficPolicy.portLevelSettings[0].tls.credentialName", "reviews-tls"),
        ("spec.trafficPolicy.portLevelSettings[0].tls.clientCertificate", nil),
      ]),
    Case(
      name: "a tunnel of a version",
      steps: [
        .go("target"), .keys([.right, .right, .right]), .go("tunnel"), .text("P"), .go("tunnelHost"),
        .text("tunnel.example.com"), .go("tunnelPort"), .text("443"),
      ],
      keys: ["subsets[1].trafficPolicy"],
      wanted: [
        ("spec.subsets[1].trafficPolicy.tunnel.protocol", "POST"),
        ("spec.subsets[1].trafficPolicy.tunnel.targetHost", "tunnel.example.com"),
        ("spec.subsets[1].trafficPolicy.tunnel.targetPort", 443),
      ]),
    Case(
      name: "of a version", steps: [.go("target"), .keys([.right, .right, .right]), .go("maxRequests"), .set("9")],
      keys: ["subsets[1].trafficPolicy"],
      wanted: [
        ("spec.subsets[1].trafficPolicy.connectionPool.http.http2MaxRequests", 9),
        ("spec.subsets[1].trafficPolicy.connectionPool.tcp.maxConnections", 100),
      ]),
    Case(
      name: "of a port", steps: [.go("target"), .keys([.right]), .go("maxRetries"), .set("4")],
      keys: ["trafficPolicy.portLevelSettings"],
      wanted: [("spec.trafficPolicy.portLevelSettings[0].connectionPool.http.maxRetries", 4)]),
  ]

  @Test("what was not touched stays", arguments: cases)
  func policy(edit: Case) throws {
    let plan = try planned("p", edit.steps)
    let change = try #require(plan.changes.first)
    #expect(plan.changes.map(\.reference.description) == ["DestinationRule default/reviews"])
    for (path, value) in edit.wanted {
      let found = change.after?[try #require(JSONPath(path))]
      #expect(found == value, "\(path) is \(found?.serialized() ?? "nothing")")
    }
    var (before, after) = (try #require(change.before), try #require(change.after))
    for key in edit.keys {
      let path = try #require(JSONPath("spec." + key))
      before[path] = nil
      after[path] = nil
    }
    #expect(before.serialized() == after.serialized())
  }

  @Test("without a rule one is made")
  func fromNothing() throws {
    let plan = try planned("p", [.go("maxConnections"), .set("3")], rules: [])
    #expect(plan.changes.map(\.operation) == [.create])
  }

  @Test("a new gateway with a certificate and a redirect, and the service's rules bound to it")
  func gateway() throws {
    let plan = try planned(
      "ao",
      [
        .go("host"), .text("books.example.com"), .go("gateway"), .keys([.right]), .go("credential"),
        .text("books-cert"),
        .go("redirect"), .keys([.space]),
      ])
    #expect(plan.changes.map(\.reference.kind) == ["Gateway", "VirtualService"])
    let servers = try #require(plan.changes[0].after?[["spec", "servers"]]?.array)
    #expect(servers.map { $0["port"]?["number"]?.int } == [443, 80])
    #expect(plan.changes[1].after?[["spec", "hosts"]] == ["reviews", "books.example.com"])
    #expect(plan.changes[1].after?[["spec", "gateways"]] == ["mesh", "reviews-gateway"])
  }

  @Test("front end at /, API under a prefix: two rules in their order")
  func site() throws {
    let plan = try planned(
      "as", [.go("host"), .text("shop.example.com"), .go("prefix"), .set("/api"), .go("strip"), .keys([.space])])
    let change = try #require(plan.changes.last)
    #expect(change.reference.kind == "VirtualService")
    let rules = try #require(change.after?[["spec", "http"]]?.array)
    let at = try #require(rules.firstIndex { $0[["match", 0, "uri", "prefix"]] == "/api/" })
    #expect(rules[at][["route", 0, "destination", "host"]] == "details.default.svc.cluster.local")
    #expect(rules[at]["rewrite"] == ["uri": "/"])
    let last = try #require(rules.firstIndex { $0["match"] == nil })
    #expect(last > at)
    #expect(!plan.hasErrors, "\(plan.findings)")
  }

  @Test("gateways of namespaces that are not shown are read for the form, and locked by the server alone")
  func otherNamespaces() throws {
    var stage = WizardTests.stage()
    stage.type("ao")
    #expect(stage.effects.contains { if case .lookEverywhere = $0 { true } else { false } })
    let elsewhere = WizardObjects.gateway.split(separator: "namespace: default").joined(separator: "namespace: edge")
    stage.send(
      .everywhere(
        Objects.configuration(
          virtualServices: [WizardObjects.rich], destinationRules: [WizardObjects.policy], gateways: [elsewhere])))
    #expect(stage.text.contains("edge/shop"))
    WizardTests.run([.go("host"), .text("books.example.com"), .keys([.control("p")])], on: &stage)
    let plan = try #require(stage.dryRunPlan, "\(stage.text)")
    #expect(plan.changes[0].reference.description == "Gateway edge/shop")
    #expect(stage.state.lock(of: plan)[plan.changes[0].reference] == nil)
  }

  @Test("only proxies of callers are named as those who see the breakers")
  func readers() {
    var snapshot = Bookinfo().snapshot()
    for i in snapshot.proxies.indices {
      snapshot.proxies[i].adminAge = 1
      snapshot.proxies[i].clusters = [ProxyCluster(name: "outbound|9080||reviews.default.svc.cluster.local")]
    }
    var stage = Stage(size: Stage.sizes[3])
    stage.send(.mesh(MeshView(snapshot: snapshot, configuration: Objects.configuration())))
    stage.type("p")
    #expect(stage.text.contains("as seen by productpage-v1."))
  }
}
