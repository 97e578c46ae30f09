import Documents
import MeshModel
import Testing
import TrafficConfig

@testable import DemoMesh

/// The real Envoy checks everything that the other tests of the translation look at. Without one the tests are skipped;
/// in continuous integration (`CI=true`) that is a failure.
@Suite("Envoy takes what is translated", .enabled(if: EnvoyValidator.isUsable, EnvoyValidator.hint), .serialized)
struct EnvoyAcceptanceTests {
  /// A service with a DestinationRule for every row of the clusters' tests, and one VirtualService with every row of
  /// the routes' tests.
  private func everything() throws -> TranslatedMesh {
    let clusters = ClusterTranslationTests.self
    let policies =
      (clusters.balancing + clusters.pools + clusters.outliers + clusters.encryption).map(\.source) + [
        "{loadBalancer: {consistentHash: {httpCookie: {name: user, path: /p, ttl: 60s}}}}",
        "{loadBalancer: {consistentHash: {httpQueryParameterName: q}}}",
        "{outlierDetection: {outlierDetectionHttpErrorCodes: [429, 503]}}",
        "{tls: {mode: MUTUAL, credentialName: cert, subjectAltNames: [a.example.com, 'spiffe://x/y']}}",
        "{connectionPool: {http: {useClientProtocol: true, http2KeepAlive: {interval: 5s, timeout: 1s}}}}",
        "{retryBudget: {percent: 25, minRetryConcurrency: 2, budgetInterval: 10ms}}",
      ]
    let rules = policies.enumerated().map { Objects.policy("s\($0)", $1) }.joined()
    let routes = RouteTranslationTests.self
    let rows = (routes.matches + routes.actions + routes.filters).map(\.source).joined(separator: ", ")
    var mesh = try TranslatedMesh(
      Objects.reviewsSubsets() + rules + Objects.routes("reviews", "[\(rows)]")
        + Objects.routes("shop.example.com", "[{route: [{destination: {host: s0}}]}]"))
    for index in policies.indices {
      mesh.services.append(
        ServiceInfo(
          id: ServiceID(namespace: "default", name: "s\(index)"), selector: ["app": "reviews"],
          ports: [ServicePort(name: "http", number: 9080, targetPort: 9080)]))
    }
    mesh.services.append(
      ServiceInfo(
        id: ServiceID(namespace: "default", name: "other"), selector: ["app": "ratings"],
        ports: [
          ServicePort(name: "grpc", number: 50051, targetPort: 50051),
          ServicePort(name: "tcp", number: 27017, targetPort: 27017),
        ]))
    mesh.options.credentials["cert"] = TestCertificate.credential
    return mesh
  }

  @Test("of sidecars: every route, policy and kind of port", arguments: ["productpage-v1", "ratings-v1"])
  func sidecar(workload: String) async throws {
    let mesh = try everything()
    let complaint = try await EnvoyValidator.complaint(mesh.node(workload), mesh.resources(workload))
    #expect(complaint == nil)
  }

  @Test("of a mesh without mutual TLS, with localities")
  func plain() async throws {
    var mesh = try TranslatedMesh(
      Objects.policy(
        "reviews", "{loadBalancer: {localityLbSetting: {distribute: [{from: '*', to: {'r/a': 80, 'r/b': 20}}]}}}")
        + Objects.policy(
          "ratings", "{loadBalancer: {localityLbSetting: {failover: [{from: r, to: q}]}}, outlierDetection: {}}"))
    mesh.options.isMutualTLS = false
    for index in mesh.workloads.indices {
      mesh.workloads[index].pods[0].labels[EnvoyLocality.label] = ["r.a.x", "r.b", "q"][index % 3]
    }
    let complaint = try await EnvoyValidator.complaint(mesh.node("productpage-v1"), mesh.resources())
    #expect(complaint == nil)
  }

  @Test("of a gateway: plain, redirecting and encrypted servers beside the default entry")
  func gateway() async throws {
    let servers = """
      ---
      kind: Gateway
      metadata: {name: edge, namespace: default}
      spec:
        selector: {istio: ingressgateway}
        servers:
        - {port: {number: 80, name: http, protocol: HTTP}, hosts: [a.example.com], tls: {httpsRedirect: true}}
        - {port: {number: 80, name: h2, protocol: HTTP2}, hosts: ['*.shop.com', './b.example.com']}
        - port: {number: 443, name: a, protocol: HTTPS}
          hosts: [a.example.com]
          tls: {mode: SIMPLE, credentialName: cert, minProtocolVersion: TLSV1_2, cipherSuites: [ECDHE-RSA-AES128-GCM-SHA256]}
        - {port: {number: 443, name: b, protocol: HTTPS}, hosts: ['*'], tls: {mode: ISTIO_MUTUAL}}
        - port: {number: 443, name: c, protocol: HTTPS}
          hosts: ['*.shop.com']
          tls: {mode: OPTIONAL_MUTUAL, credentialName: cert, subjectAltNames: [c.example.com]}
      ---
      kind: VirtualService
      metadata: {name: edge, namespace: default}
      spec:
        hosts: [a.example.com, x.shop.com]
        gateways: [edge]
        http:
        - {match: [{uri: {prefix: /r}}], rewrite: {uri: /}, route: [{destination: {host: reviews}}]}
        - {route: [{destination: {host: details}}]}

      """
    var mesh = try TranslatedMesh(servers, entries: true)
    mesh.options.credentials["cert"] = TestCertificate.credential
    let resources = try mesh.resources("istio-ingressgateway")
    #expect(resources.problems.isEmpty)
    #expect(resources.listeners.count == 2)
    let complaint = try await EnvoyValidator.complaint(mesh.node("istio-ingressgateway"), resources)
    #expect(complaint == nil)
  }

  @Test("and tells what it does not take")
  func refused() async throws {
    let mesh = try TranslatedMesh(
      Objects.routes("reviews", "[{match: [{uri: {regex: '['}}], route: [{destination: {host: reviews}}]}]"))
    let complaint = try await EnvoyValidator.complaint(mesh.node("productpage-v1"), mesh.resources())
    #expect(complaint?.contains("missing ]") == true)
  }
}
