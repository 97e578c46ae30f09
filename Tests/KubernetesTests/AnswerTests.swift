import Testing

@testable import Kubernetes

/// The table of answers that a real API server gives, read through the whole client.
@Suite struct AnswerTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var reply: TestServer.Reply
    var reason: KubernetesError.Reason
    var exitCode: Int32
    /// What the operator must be able to read.
    var says: [String]
    var testDescription: String { name }
  }

  static let forbidden =
    #"virtualservices.networking.istio.io \"reviews\" is forbidden: User \"lab\" cannot patch resource"#
  static let stale =
    #"Operation cannot be fulfilled on virtualservices.networking.istio.io \"reviews\": the object has been modified"#
  static let precondition =
    "the ResourceVersion in the precondition (335) does not match the ResourceVersion in record (337)"

  static let cases: [Case] = [
    Case(
      name: "401", reply: .status(401, reason: "Unauthorized", message: "Unauthorized"), reason: .unauthorized,
      exitCode: 4, says: ["401", "ann", "Log in again"]),
    Case(
      name: "403", reply: .status(403, reason: "Forbidden", message: forbidden),
      reason: .forbidden(forbidden.replacing("\\", with: "")), exitCode: 4,
      says: [
        "Not allowed to get virtualservices.networking.istio.io \"reviews\" in namespace shop", "lab",
        "RBAC verb \"get\"",
      ]),
    Case(
      name: "403 text", reply: .plain("go away", status: 403), reason: .forbidden("go away"), exitCode: 4,
      says: ["go away"]),
    Case(
      name: "404 object",
      reply: .status(404, reason: "NotFound", message: #"virtualservices \"x\" not found"#, details: #"{"name":"x"}"#),
      reason: .notFound(#"virtualservices "x" not found"#), exitCode: 1, says: ["not found"]),
    Case(
      name: "404 path", reply: .plain("404 page not found\n", status: 404), reason: .notServed, exitCode: 1,
      says: ["does not serve this kind", "Istio installed"]),
    Case(
      name: "404 status without details",
      reply: .status(404, reason: "NotFound", message: "the server could not find the requested resource"),
      reason: .notServed, exitCode: 1, says: ["does not serve"]),
    Case(
      name: "409 exists", reply: .status(409, reason: "AlreadyExists", message: "it already exists"),
      reason: .alreadyExists("it already exists"), exitCode: 5, says: ["already exists"]),
    Case(
      name: "409 stale", reply: .status(409, reason: "Conflict", message: stale, details: #"{"name":"reviews"}"#),
      reason: .conflict(stale.replacing("\\", with: ""), causes: []), exitCode: 5,
      says: ["changed meanwhile", "Read it again"]),
    Case(
      name: "409 precondition", reply: .status(409, reason: "Conflict", message: precondition),
      reason: .conflict(precondition, causes: []), exitCode: 5, says: ["335"]),
    Case(
      name: "409 apply",
      reply: .status(
        409, reason: "Conflict", message: #"Apply failed with 1 conflict: conflict with \"argo\": .spec.hosts"#,
        details:
          #"{"causes":[{"reason":"FieldManagerConflict","message":"conflict with \"argo\"","field":".spec.hosts"}]}"#),
      reason: .conflict(
        #"Apply failed with 1 conflict: conflict with "argo": .spec.hosts"#,
        causes: [
          StatusCause(reason: "FieldManagerConflict", message: #"conflict with "argo""#, field: ".spec.hosts")
        ]), exitCode: 5, says: ["other field managers own", ".spec.hosts", "argo"]),
    Case(
      name: "410", reply: .status(410, reason: "Expired", message: "too old resource version: 1 (2416)"),
      reason: .gone("too old resource version: 1 (2416)"), exitCode: 1, says: ["too old"]),
    Case(
      name: "422",
      reply: .status(
        422, reason: "Invalid", message: "VirtualService is invalid: [a, b]",
        details: #"""
          {"causes":[{"reason":"FieldValueInvalid","message":"must be string","field":"spec.hosts"},
          {"reason":"FieldValueRequired","message":"Required value","field":"metadata.name"}]}
          """#.replacing("\n", with: "")),
      reason: .invalid(
        "VirtualService is invalid: [a, b]",
        causes: [
          StatusCause(reason: "FieldValueInvalid", message: "must be string", field: "spec.hosts"),
          StatusCause(reason: "FieldValueRequired", message: "Required value", field: "metadata.name"),
        ]), exitCode: 5, says: ["spec.hosts: must be string", "metadata.name: Required value"]),
    Case(
      name: "400", reply: .status(400, reason: "BadRequest", message: "admission webhook denied."),
      reason: .invalid("admission webhook denied.", causes: []), exitCode: 5, says: ["admission webhook denied"]),
    Case(
      name: "500 without reason",
      reply: .json(#"{"kind":"Status","status":"Failure","message":"boom","code":500}"#, status: 500),
      reason: .server(code: 500, message: "boom"), exitCode: 1, says: ["500", "boom"]),
    Case(
      name: "500 text", reply: .plain("oops\u{1B}[2J\n\u{202E}evil", status: 500),
      reason: .server(code: 500, message: "oops [2J; evil"), exitCode: 1, says: ["oops"]),
    Case(
      name: "503 broken JSON", reply: .json("{", status: 503), reason: .server(code: 503, message: "{"), exitCode: 1,
      says: ["503"]),
    Case(
      name: "302", reply: .plain("", status: 302, headers: [("Location", "http://evil.example/")]),
      reason: .server(code: 302, message: ""), exitCode: 1, says: ["302"]),
  ]

  @Test(arguments: cases) func reads(_ item: Case) async throws {
    let error = try await answering(item.reply) { client in
      await failure { () throws(KubernetesError) in
        try await client.get(.virtualServices, namespace: "shop", name: "reviews")
      }
    }
    let found = try #require(error)
    #expect(found.reason == item.reason)
    #expect(found.exitCode == item.exitCode)
    for part in item.says { #expect(found.operatorText.contains(part), "\(found.operatorText)") }
    #expect(found.operatorText.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" })
    #expect(!found.operatorText.contains("s3cret-token"))
    #expect(!found.operatorText.contains(".."))
  }

  @Test func aBodyThatIsNoJSONIsNamed() async throws {
    let error = try await answering(.plain("<html>login</html>", status: 200)) { client in
      await failure { () throws(KubernetesError) in try await client.get(.pods, namespace: "a", name: "b") }
    }
    guard case .malformed = error?.reason else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.operatorText.contains("an HTML page") == true)
  }

  @Test func waitsAsToldAfter429AndGoesOn() async throws {
    let clock = InstantClock()
    let replies: [TestServer.Reply] = [
      .plain("Too many requests", status: 429, headers: [("Retry-After", "7")]),
      .plain("Too many requests", status: 429), .json("{}"),
    ]
    try await TestServer.run({ _, number in replies[min(number, 2)] }) { server in
      try await server.client(clock: clock) { client in
        _ = try await client.get(.pods, namespace: "a", name: "b")
      }
      #expect(server.requests.count == 3)
    }
    #expect(clock.sleeps.map { ($0.inSeconds * 10).rounded() / 10 } == [7, 1])
  }

  @Test func givesUpAfterBoundedRetries() async throws {
    let reply = TestServer.Reply.plain("busy", status: 429, headers: [("Retry-After", "9999")])
    let clock = InstantClock()
    let (error, count) = try await TestServer.run({ _, _ in reply }) { server in
      let error = try await server.client(clock: clock) { client in
        await failure { () throws(KubernetesError) in try await client.get(.pods, namespace: "a", name: "b") }
      }
      return (error, server.requests.count)
    }
    #expect(error?.reason == .tooManyRequests(retryAfter: 9999))
    #expect(count == 4)
    #expect(clock.sleeps.allSatisfy { $0 <= .seconds(10) })
  }

  @Test func renewsCredentialsOnceAfter401() async throws {
    try await TestServer.run({ request, _ in
      request.headers["authorization"] == "Bearer fresh"
        ? .json(#"{"ok":true}"#) : .status(401, reason: "Unauthorized", message: "Unauthorized")
    }) { server in
      try await server.client(reload: { .token(Secret("fresh")) }) { client in
        #expect(try await client.get(.pods, namespace: "a", name: "b")["ok"]?.bool == true)
        _ = try await client.get(.pods, namespace: "a", name: "c")
      }
      #expect(
        server.requests.map { $0.headers["authorization"] } == ["Bearer s3cret-token", "Bearer fresh", "Bearer fresh"])
    }
  }

  @Test func doesNotLoopOn401() async throws {
    let (error, count) = try await TestServer.run({ _, _ in .status(401, reason: "Unauthorized", message: "no") }) {
      server in
      let error = try await server.client(reload: { .token(Secret("\(UInt64.random(in: 0 ... .max))")) }) { client in
        await failure { () throws(KubernetesError) in try await client.get(.pods, namespace: "a", name: "b") }
      }
      return (error, server.requests.count)
    }
    #expect(error?.reason == .unauthorized)
    #expect(count == 2)
  }
}
