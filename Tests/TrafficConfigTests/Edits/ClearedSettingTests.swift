import Documents
import MeshModel
import Testing

@testable import TrafficConfig

/// Single settings that are taken back.
@Suite struct ClearedSettingTests {
  private static func mesh(_ retries: String) throws -> MeshConfiguration {
    Fixtures.bookinfo(
      virtualServices: [
        try Fixtures.virtualService(
          "{hosts: [reviews], http: [{retries: \(retries), route: [{destination: {host: reviews}}]}]}")
      ])
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var before: String
    var clears: Set<RetryRequest.Setting>
    /// As JSON; nil if the block is gone.
    var after: JSONValue?
    var testDescription: String { "\(before) without \(clears.map(\.rawValue).sorted().joined(separator: ", "))" }
  }

  static let cases: [Case] = [
    Case(before: "{attempts: 3, perTryTimeout: 2s}", clears: [.perTry], after: ["attempts": 3]),
    Case(
      before: "{attempts: 3, retryOn: 5xx, backoff: 25ms}", clears: [.retryOn, .backoff], after: ["attempts": 3]),
    // The number that the mesh has by default, since an object without one would switch retries off.
    Case(before: "{attempts: 5, retryOn: 5xx}", clears: [.attempts], after: ["retryOn": "5xx", "attempts": 2]),
    Case(before: "{attempts: 5}", clears: [.attempts], after: nil),
    Case(before: "{attempts: 5, retryOn: 5xx}", clears: [.attempts, .retryOn], after: nil),
    Case(before: "{attempts: 5, future: 1}", clears: [.attempts], after: ["future": 1, "attempts": 2]),
  ]

  @Test(arguments: cases) func retries(_ test: Case) throws {
    var request = RetryRequest(scope: try EditSamples.scope())
    request.clears = test.clears
    let plan = try RetryEdit.plan(request, in: EditSamples.context(try Self.mesh(test.before)))
    let change = try #require(plan.changes.first)
    #expect(change.after?[["spec", "http", 0, "retries"]] == test.after)
    #expect(!plan.hasErrors)
  }

  // MARK: TLS

  private static func policy(
    _ tls: String, _ change: (inout PolicyRequest) -> Void
  ) throws -> (tls: JSONValue?, plan: ChangePlan) {
    let rule = try Fixtures.destinationRule("{host: reviews, trafficPolicy: {tls: \(tls)}}")
    var request = PolicyRequest(service: Fixtures.reviews)
    change(&request)
    let plan = try PolicyEdit.plan(request, in: EditSamples.context(Fixtures.bookinfo(destinationRules: [rule])))
    return (plan.changes.first?.after?[["spec", "trafficPolicy", "tls"]], plan)
  }

  @Test func mutualWithFiles() throws {
    let (tls, plan) = try Self.policy("{mode: SIMPLE, future: 1}") {
      $0.encryption = .mode(.mutual)
      $0.credentials.clientCertificate = "/etc/certs/client.pem"
      $0.credentials.privateKey = "/etc/certs/key.pem"
      $0.credentials.caCertificates = "/etc/certs/ca.pem"
      $0.credentials.subjectAltNames = ["reviews.example.com"]
      $0.sni = "reviews.example.com"
    }
    #expect(
      tls == [
        "mode": "MUTUAL", "future": 1, "clientCertificate": "/etc/certs/client.pem", "privateKey": "/etc/certs/key.pem",
        "caCertificates": "/etc/certs/ca.pem", "sni": "reviews.example.com", "subjectAltNames": ["reviews.example.com"],
      ])
    #expect(!plan.hasErrors)
    #expect(plan.sentence.contains("client certificate /etc/certs/client.pem"))
  }

  @Test func mutualWithoutACertificateIsRefusedByValidation() throws {
    let (_, plan) = try Self.policy("{mode: SIMPLE}") { $0.encryption = .mode(.mutual) }
    #expect(plan.hasErrors)
  }

  @Test func aCredentialReplacesTheFiles() throws {
    let files = "{mode: MUTUAL, clientCertificate: /a, privateKey: /b, caCertificates: /c}"
    let (tls, plan) = try Self.policy(files) { $0.credentials.credentialName = "reviews-tls" }
    #expect(tls == ["mode": "MUTUAL", "credentialName": "reviews-tls"])
    #expect(!plan.hasErrors)
    #expect(plan.notices.contains { $0.contains("workloadSelector") })
  }

  @Test(arguments: [
    (ClientTLSPolicy.Mode.simple, ["mode", "caCertificates", "sni"]), (.istioMutual, ["mode", "sni"]),
    (.disable, ["mode", "sni"]),
  ])
  func anotherModeTakesWhatHasNoMeaningInItAway(mode: ClientTLSPolicy.Mode, keys: [String]) throws {
    let files = "{mode: MUTUAL, clientCertificate: /a, privateKey: /b, caCertificates: /c, sni: d}"
    let (tls, plan) = try Self.policy(files) { $0.encryption = .mode(mode) }
    #expect(tls?.object?.keys.sorted() == keys.sorted())
    #expect(!plan.hasErrors)
  }

  @Test func aFileIsNamedFromTheRoot() {
    #expect(throws: ChangeRefusal.self) {
      try Self.policy("{mode: MUTUAL}") { $0.credentials.privateKey = "key.pem" }
    }
  }

  // MARK: Destinations that are not shown

  private static func mirrored(to target: String, shown: Set<String>? = ["default"]) throws -> ChangePlan {
    var mesh = Fixtures.bookinfo()
    mesh.namespaces = shown
    return try MirrorEdit.plan(to: target, percent: 10, for: try EditSamples.scope(), in: EditSamples.context(mesh))
  }

  @Test(arguments: [
    ("audit.ops", "audit.ops.svc.cluster.local"), ("audit.ops.svc.cluster.local", "audit.ops.svc.cluster.local"),
    ("audit.ops/v2:8080", "audit.ops.svc.cluster.local"), ("audit.example.com", "audit.example.com"),
    ("ratings", "ratings.default.svc.cluster.local"),
    ("ratings.default.svc.cluster.local", "ratings.default.svc.cluster.local"),
  ])
  func aHostThatMayBeThere(typed: String, host: String) throws {
    let plan = try Self.mirrored(to: typed)
    let object = try #require(plan.changes.first { $0.reference.kind == VirtualService.kind }?.after)
    let mirror = object[["spec", "http", 0, "mirror"]]
    #expect(mirror?["host"]?.string == host)
    #expect(!plan.hasErrors, "\(plan.findings)")
    if typed.contains("/") {
      #expect(mirror?["subset"] == "v2")
      #expect(mirror?["port"]?["number"] == 8080)
    }
    #expect(
      plan.notices.contains { $0.contains("not known") || $0.contains("ServiceEntry") } == !typed.contains("ratings"))
  }

  @Test(arguments: ["nosuch", "nosuch.default", "nosuch.default.svc.cluster.local", "audit..ops.example", "a.b.c:0"])
  func aHostThatCannotBeThere(typed: String) {
    #expect(throws: ChangeRefusal.self) { try Self.mirrored(to: typed) }
  }

  /// With all namespaces in sight there is nothing that could be elsewhere.
  @Test func everythingIsShown() {
    #expect(throws: ChangeRefusal.self) { try Self.mirrored(to: "audit.ops", shown: nil) }
  }

  @Test(arguments: [
    ("audit", true), ("audit.ops", true), ("audit.ops.svc.cluster.local/v2:80", true), ("", false), ("a b", false),
    ("audit:0", false), ("audit:http", false), ("audit/", false), ("Audit", false), (".audit", false),
  ])
  func destinationsAsTyped(text: String, isRight: Bool) { #expect((ValueRules.destination(text) == nil) == isRight) }

  @Test(arguments: [("10.0.0.1", true), ("proxy.example.com", true), ("proxy", false), ("a_b.c", false), ("", false)])
  func addressesAsTyped(text: String, isRight: Bool) { #expect((ValueRules.address(text) == nil) == isRight) }
}
