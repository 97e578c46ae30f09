import Testing

@testable import TrafficConfig

@Suite struct HostNameTests {
  @Test(
    arguments: [
      ("reviews", "reviews.default.svc.cluster.local"), ("reviews.prod", "reviews.prod"), ("*", "*"),
      ("*.example.com", "*.example.com"), ("10.0.0.1", "10.0.0.1"), ("::1", "::1"), ("", ""),
    ])
  func completesShortNamesOnly(host: String, expected: String) {
    #expect(HostName.fqdn(host, namespace: "default") == expected)
  }

  @Test(
    arguments: [
      ("a.b", "a.b", true, true), ("a.b", "a.c", false, false), ("x.foo.com", "*.foo.com", true, true),
      ("foo.com", "*.foo.com", false, false), ("*.foo.com", "*", true, true), ("*", "*.foo.com", true, false),
      ("*.a.foo.com", "*.foo.com", true, true), ("*.foo.com", "*.bar.com", false, false), ("A.b", "a.b", false, false),
    ])
  func overlapsAndMatches(host: String, pattern: String, overlaps: Bool, matches: Bool) {
    #expect(HostName.overlaps(host, pattern) == overlaps)
    #expect(HostName.overlaps(pattern, host) == overlaps)
    #expect(HostName.matches(host, pattern: pattern) == matches)
  }

  @Test func findsServicesAndPorts() {
    #expect(HostName.service("reviews.default.svc.cluster.local")?.description == "reviews.default")
    #expect(HostName.service("a.b.c.svc.cluster.local") == nil)
    #expect(HostName.service("*.default.svc.cluster.local") == nil)
    #expect(HostName.service("example.com") == nil)
    #expect(HostName.withoutPort("reviews:9080") == "reviews")
    #expect(HostName.withoutPort("[::1]:80") == "::1")
    #expect(HostName.withoutPort("::1") == "::1")
  }
}
