import Kubernetes
import Testing

@testable import Collector

@Suite struct PrometheusTroubleTests {
  private static func failure(_ reason: KubernetesError.Reason, resource: String = "/api/v1/query") -> PollFailure {
    PrometheusTrouble.failure(
      KubernetesError(reason, request: RequestSummary(verb: "post", resource: resource, server: "http://p:9090")))
  }

  @Test(
    arguments: [
      (KubernetesError.Reason.unauthorized, "--prometheus-token-file"),
      (.unauthorized, "--prometheus-tenant"),
      (.forbidden("no."), "not allowed (403): no"),
      (.notServed, "Mimir wants /prometheus"),
      (.notFound("x"), "vmselect /select/0/prometheus"),
      (.tooManyRequests(retryAfter: nil), "Lengthen --refresh"),
      (.invalid("execution: query timed out in expression evaluation", causes: []), "Shorten --window"),
      (.invalid("bad_data: 1:5: parse error", causes: []), "bad_data: 1:5: parse error"),
      (.invalid("no org id", causes: []), "Name the tenant with --prometheus-tenant"),
      (.server(code: 302, message: ""), "redirects (302)"),
      (.server(code: 405, message: ""), "takes no POST"),
      (.server(code: 503, message: "timeout: query timed out"), "(503). Shorten --window"),
      (.server(code: 502, message: ""), "it answered 502"),
      (.timeout(seconds: 15), "no answer within 15 s. Shorten --window"),
      (.tooLarge(limit: 256 << 20), "larger than 256 MB. Name namespaces with -n"),
      (.unreachable("connection refused"), "connection refused"),
      (.truncated, "the connection ended"),
    ] as [(KubernetesError.Reason, String)])
  func whatToDo(_ reason: KubernetesError.Reason, _ part: String) {
    let text = Self.failure(reason).reason
    #expect(text.contains(part), "\(text)")
    #expect(!text.hasSuffix("."))
  }

  @Test func throughTheAPIServerTheRightIsNamed() {
    let text = Self.failure(.forbidden("services is forbidden."), resource: "services/proxy").reason
    #expect(text.contains("RBAC verb create or get on services/proxy"))
  }

  @Test(
    arguments: [
      (KubernetesError.Reason.timeout(seconds: 1), true), (.unreachable("x"), true), (.unauthorized, false),
      (.server(code: 503, message: ""), true), (.invalid("x", causes: []), false),
    ] as [(KubernetesError.Reason, Bool)])
  func whatIsAskedLessOften(_ reason: KubernetesError.Reason, _ isUnresponsive: Bool) {
    #expect(Self.failure(reason).isUnresponsive == isUnresponsive)
  }

  @Test func aWebPageIsNoAnswer() {
    #expect(PrometheusTrouble.failure(.malformed("a web page")).reason.hasPrefix("it answers with a web page: is it"))
  }
}
