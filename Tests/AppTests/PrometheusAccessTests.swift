import Foundation
import Settings
import Testing

@testable import App

@Suite struct PrometheusAccessTests {
  private static func problem(
    _ environment: [String: String] = [:], _ change: (inout PrometheusAccess) -> Void
  ) -> String? {
    var access = PrometheusAccess()
    access.url = "http://127.0.0.1:9090"
    change(&access)
    do {
      _ = try access.store(client: nil, environment: environment)
      return nil
    } catch { return "\(error)" }
  }

  @Test(arguments: ["http://p:9090", "https://p/thanos", "http://[::1]:9090/prometheus/", "https://p/a@b"])
  func urls(_ url: String) { #expect(Self.problem { $0.url = url } == nil) }

  @Test(arguments: [
    ("p:9090", "wants a URL"), ("ftp://p", "wants a URL"), ("http://", "wants a URL"),
    ("http://ann:secret@p:9090", "do not belong into --prometheus"),
  ])
  func otherTexts(_ url: String, _ part: String) throws {
    let problem = try #require(Self.problem { $0.url = url })
    #expect(problem.contains(part))
    #expect(!problem.contains("secret"))
  }

  @Test func withoutAClusterTheURLIsNeeded() {
    #expect(Self.problem { $0.url = nil }?.contains("say --prometheus URL") == true)
  }

  @Test func aUserNeedsAPassword() throws {
    #expect(Self.problem { $0.user = "ann" }?.contains("VIGLA_PROMETHEUS_PASSWORD") == true)
    #expect(Self.problem(["VIGLA_PROMETHEUS_PASSWORD": "x"]) { $0.user = "ann" } == nil)
    let missing = Self.problem {
      $0.user = "ann"
      $0.passwordFile = "/nonexistent/password"
    }
    #expect(missing == "The password file /nonexistent/password cannot be read.")
  }

  @Test func filesMustBeThere() {
    #expect(Self.problem { $0.tokenFile = "/nonexistent/t" } == "The token file /nonexistent/t cannot be read.")
    let authority = Self.problem {
      $0.url = "https://p"
      $0.authorityFile = "/nonexistent/ca.pem"
    }
    #expect(authority?.contains("/nonexistent/ca.pem") == true)
  }

  @Test(arguments: ["X-Scope-OrgID: team-a", "a:b:c"])
  func headers(_ header: String) { #expect(Self.problem { $0.headers = [header] } == nil) }

  @Test(arguments: ["X-Scope-OrgID", "a b: c", ": c", "a: b\r\nc: d", "a:"])
  func badHeaders(_ header: String) {
    #expect(Self.problem { $0.headers = [header] }?.contains("--prometheus-header wants") == true)
  }

  // MARK: Options and settings

  private static func choice(
    _ yaml: String, context: String = "dev", _ change: (inout SessionOptions) -> Void = { _ in }
  ) -> PrometheusAccess? {
    var options = SessionOptions()
    change(&options)
    return PrometheusAccess.choice(options, Configuration.read(yaml, file: "f").configuration, context: context)
  }

  private static let settings = "source: prometheus\nprometheus: {url: 'http://p:9090', tenant: team-a, token-env: T}"

  @Test func theSettingsDecideWhereNothingIsSaid() {
    #expect(Self.choice("{}") == nil)
    #expect(Self.choice("source: prometheus")?.url == nil)
    #expect(Self.choice("source: prometheus") != nil)
    let access = Self.choice(Self.settings)
    #expect(access?.url == "http://p:9090" && access?.tenant == "team-a" && access?.tokenVariable == "T")
    #expect(Self.choice("prometheus: {url: 'http://p:9090'}") == nil)
  }

  @Test func optionsCountBeforeSettings() {
    #expect(Self.choice(Self.settings) { $0.source = .proxies } == nil)
    let other = Self.choice(Self.settings) {
      $0.source = .prometheus
      $0.prometheus = PrometheusAccess()
      $0.prometheus?.url = "http://q:9090"
    }
    // What one Prometheus is shown is not for another.
    #expect(
      other?.url == "http://q:9090" && other?.tenant == nil && other?.tokenVariable == PrometheusAccess.tokenVariable)
    let narrowed = Self.choice(Self.settings) {
      $0.prometheus = PrometheusAccess()
      $0.prometheus?.labels = ["cluster": "b"]
      $0.prometheus?.tenant = "team-b"
    }
    #expect(narrowed?.url == "http://p:9090" && narrowed?.labels == ["cluster": "b"] && narrowed?.tenant == "team-b")
    let chosen = Self.choice("prometheus: {url: 'http://p:9090'}") { $0.source = .prometheus }
    #expect(chosen?.url == "http://p:9090")
  }

  @Test(arguments: ["", "a b", "a\r\nX: y"]) func tenantsAreNames(_ tenant: String) {
    #expect(Self.problem { $0.tenant = tenant }?.contains("is a name without blanks") == true)
  }
}
