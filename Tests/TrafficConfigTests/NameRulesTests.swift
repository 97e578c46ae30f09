import Testing

@testable import TrafficConfig

@Suite struct NameRulesTests {
  @Test(
    arguments: [
      ("reviews", true), ("Reviews.Default", true), ("a.b.", true), ("*", true), ("*.foo.com", true),
      ("*foo.com", true),
      ("*-x.com", true), ("", false), ("a..b", false), ("-a.b", false), ("a_b", false), ("1.2.3.4", false),
      ("a.*.b", false), ("*.*.b", false), ("*.", true), ("foo.123", false),
    ])
  func wildcardDomains(name: String, isValid: Bool) {
    #expect((NameRules.wildcardDomain(name) == nil) == isValid)
  }

  @Test(
    arguments: [
      ("1.2.3.4", true), ("01.2.3.4", false), ("1.2.3", false), ("256.1.1.1", false), ("::", true), ("::1", true),
      ("fe80::1:2", true), ("1:2:3:4:5:6:7:8", true), ("1:2:3:4:5:6:7", false), ("1::2::3", false), (":::", false),
      ("::ffff:1.2.3.4", true), ("1:2:3:4:5:6:7:", false), ("g::1", false), ("a.b", false), ("", false),
    ])
  func addresses(text: String, isValid: Bool) {
    #expect(NameRules.isIP(text) == isValid)
  }

  @Test(
    arguments: [
      ("plain", true), ("100%%", true), ("%HOSTNAME%", true), ("a %REQ(x-a?:path)% b", true), ("abc%123", false),
      ("%START_TIME%%", false), ("bad\u{7}", false), ("tab\tok", true), ("%%%", false), ("%()%", false),
    ])
  func headerValues(text: String, isValid: Bool) {
    #expect((NameRules.headerValue(text) == nil) == isValid)
  }
}
