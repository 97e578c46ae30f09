import Cells
import Testing

@testable import Settings

@Suite struct ConfigurationTests {
  private func read(_ text: String) -> (configuration: Configuration, problems: [String]) {
    let read = Configuration.read(text, file: "config.yaml")
    return (read.configuration, read.problems.map(\.description))
  }

  @Test func everySettingIsRead() {
    let read = read(
      """
      theme: light
      ascii: yes
      mouse: off
      refresh: 10
      window: 1m30s
      escdelay: 50
      protected: ["prod-*", live]
      language: zh_CN
      charts: blocks
      contexts:
        "prod-*": {theme: nord}
        "*": {}
      keys:
        graph:
          find: [b, Ctrl-f]
          freeze: none
        global: {help: F1}
      """)
    #expect(read.problems == [])
    let configuration = read.configuration
    #expect(configuration.theme == "light")
    #expect(configuration.isASCII)
    #expect(!configuration.hasMouse)
    #expect(configuration.refresh == 10)
    #expect(configuration.window == 90)
    #expect(configuration.escapeDelay == 50)
    #expect(configuration.language == .simplifiedChinese)
    #expect(configuration.charts == .blocks)
    #expect(configuration.theme(in: "prod-eu") == "nord")
    #expect(configuration.theme(in: "test") == "light")
    #expect(configuration.protection(of: "prod-eu") == .confirm)
    #expect(configuration.protection(of: "live") == .confirm)
    #expect(configuration.protection(of: "staging") == nil)
    let keymap = configuration.keymap
    #expect(keymap.action(for: .character("b"), in: .graph) == .find)
    #expect(keymap.action(for: .control("f"), in: .graph) == .find)
    #expect(keymap.action(for: .character("/"), in: .graph) == nil)
    #expect(keymap.action(for: .space, in: .graph) == nil)
    #expect(keymap.binding(of: .freeze, in: .graph) == nil)
    #expect(keymap.action(for: .character("?"), in: .list) == nil)
    #expect(keymap.hints(in: .graph).last?.keys == "F1")
  }

  @Test(arguments: ["", "# nothing\n", "---\n", "~", "protected: []"]) func nothingSetIsTheDefault(text: String) {
    let read = read(text)
    #expect(read.problems == [])
    #expect(read.configuration == Configuration())
  }

  @Test(arguments: [
    ("thme: dark", "config.yaml:1:1: there is no setting 'thme'; did you mean 'theme'?"),
    ("colour: x", "config.yaml:1:1: there is no setting 'colour'"),
    ("refresh: 0.5", "config.yaml:1:10: refresh must be a time from 1s to 1m, such as 30s"),
    ("window: 1h", "config.yaml:1:9: window must be a time from 10s to 5m, such as 30s"),
    ("window: soon", "config.yaml:1:9: window must be a time from 10s to 5m, such as 30s"),
    ("escdelay: 2000", "config.yaml:1:11: escdelay must be a number from 0 to 1000"),
    ("mouse: maybe", "config.yaml:1:8: mouse must be true or false, not 'maybe'"),
    ("theme: [a]", "config.yaml:1:8: theme must be a text"),
    ("language: fr", "config.yaml:1:11: language must be en or zh-Hans, not 'fr'"),
    (
      "contexts: {a: {thme: x}}", "config.yaml:1:16: a context has no setting 'thme'; did you mean 'theme'?"
    ),
    ("keys: {grpah: {}}", "config.yaml:1:8: there is no place 'grpah'; did you mean 'graph'?"),
    ("keys:\n  graph:\n    fnid: x", "config.yaml:3:5: there is no action 'fnid' in graph; did you mean 'find'?"),
    ("keys:\n  graph:\n    find: Entre", "config.yaml:3:11: there is no key 'Entre'; did you mean 'Enter'?"),
    ("keys:\n  graph:\n    find: w", "config.yaml:2:3: in graph, 'w' is given to both weights and find"),
    ("keys: {weights: {enterDigit: x}}", "config.yaml:1:18: the keys of enterDigit cannot be changed"),
    ("protected: {locked: [a]}", "config.yaml:1:13: protected knows confirm and read-only, not 'locked'"),
    ("protected: {confirm: {a: b}}", "config.yaml:1:22: confirm must be a text"),
    ("theme: a\ntheme: b", "config.yaml:1:1: 'theme' is set twice"),
    ("theme: \"x", "config.yaml:1:10: is not YAML: found unexpected end of stream"),
    ("a\n: b: c", nil),
  ])
  func problemsHaveAPlace(text: String, message: String?) {
    let problems = read(text).problems
    if let message { #expect(problems == [message]) } else { #expect(!problems.isEmpty) }
  }

  @Test func aWrongSettingCostsNoOther() {
    let read = read("refresh: never\ntheme: light")
    #expect(read.problems.count == 1)
    #expect(read.configuration.theme == "light")
    #expect(read.configuration.refresh == nil)
  }

  @Test(
    arguments: [
      ("30s", 30), ("5m", 300), ("1m30s", 90), ("2h", 7_200), ("1.5s", 1.5), ("250ms", 0.25), ("45", 45), ("2min", 120),
      ("", nil),
      ("-5s", nil), ("s", nil), ("30 s", nil), ("30s1m", nil), ("1e400", nil), ("nan", nil), ("0x10", nil), ("5d", nil),
      ("1s1s", nil),
    ] as [(String, Double?)])
  func durations(text: String, seconds: Double?) {
    #expect(DurationText.seconds(text) == seconds)
    if let seconds { #expect(DurationText.seconds(DurationText.text(seconds)) == seconds) }
  }

  @Test(arguments: [
    ("*", "", true), ("prod-*", "prod-", true), ("*eu*", "prod-eu-1", true), ("a*b*c", "aXbXbXc", true),
    ("a*b", "ab c", false),
    ("prod", "Prod", false), ("", "x", false), ("**", "x", true),
    ("*a", String(repeating: "a", count: 200) + "b", false),
  ])
  func wildcards(pattern: String, text: String, matches: Bool) {
    var configuration = Configuration()
    configuration.confirmedContexts = [pattern]
    #expect(configuration.protection(of: text) == (matches ? .confirm : nil))
  }

  @Test(arguments: [
    ("live", ContextProtection.confirm), ("prod-eu", .confirm), ("prod-audit", .readOnly), ("kind-demo", nil),
  ])
  func contextsAreProtectedInTwoWays(context: String, protection: ContextProtection?) {
    let read = read("protected:\n  confirm: [live, 'prod-*']\n  read-only: prod-audit\n")
    #expect(read.problems == [])
    #expect(read.configuration.protection(of: context) == protection)
  }

  @Test(arguments: [
    ("thme", "theme"), ("tehme", "theme"), ("THEME", "theme"), ("x", nil), ("refesh", "refresh"), ("zzzzzz", nil),
  ])
  func nearMisses(word: String, expected: String?) {
    #expect(NearMiss.nearest(to: word, among: ["theme", "refresh", "window"]) == expected)
  }

  // MARK: Prometheus

  @Test func theWayToAPrometheusIsReadWholeAndByContext() {
    let (configuration, problems) = Configuration.read(
      """
      source: prometheus
      prometheus:
        url: https://metrics.example.com/prometheus
        token-file: /run/token
        token-env: METRICS_TOKEN
        user: ann
        password-file: /run/password
        password-env: METRICS_PASSWORD
        ca: /ca.pem
        cert: /cert.pem
        key: /key.pem
        insecure: true
        tenant: team-a
        labels: {cluster: prod-1, region: eu}
      contexts:
        staging: {source: proxies}
        "prod-*":
          prometheus: {url: "http://other:9090"}
      """, file: "f")
    #expect(problems.isEmpty)
    let all = configuration.prometheus(in: "dev")
    #expect(configuration.source(in: "dev") == .prometheus)
    #expect(all?.url == "https://metrics.example.com/prometheus" && all?.tenant == "team-a")
    #expect(all?.tokenFile == "/run/token" && all?.tokenVariable == "METRICS_TOKEN")
    #expect(all?.user == "ann" && all?.passwordFile == "/run/password" && all?.passwordVariable == "METRICS_PASSWORD")
    #expect(all?.authorityFile == "/ca.pem" && all?.certificateFile == "/cert.pem" && all?.keyFile == "/key.pem")
    #expect(all?.skipsVerification == true && all?.labels == ["cluster": "prod-1", "region": "eu"])
    #expect(configuration.source(in: "staging") == .proxies)
    // Nothing of one Prometheus belongs to another.
    #expect(configuration.source(in: "prod-eu") == .prometheus)
    #expect(configuration.prometheus(in: "prod-eu")?.url == "http://other:9090")
    #expect(configuration.prometheus(in: "prod-eu")?.tokenFile == nil)
  }

  @Test(arguments: [
    ("source: thanos", "source must be proxies or prometheus, not 'thanos'"),
    ("prometheus: {token: s3cret}", "a token does not belong into the settings: say token-file or token-env"),
    ("prometheus: {password: s3cret}", "a password does not belong into the settings"),
    ("prometheus: {tokenfile: x}", "prometheus has no setting 'tokenfile'"),
    ("contexts: {a: {prometheus: {url: [1]}}}", "url must be a text"),
  ])
  func wrongWaysAreToldWithoutTheirValue(text: String, problem: String) {
    let (configuration, problems) = Configuration.read(text, file: "f")
    #expect(problems.count == 1 && problems[0].message.contains(problem), "\(problems)")
    #expect(!problems.contains { $0.description.contains("s3cret") })
    #expect(configuration.source == nil && configuration.prometheus?.tokenFile == nil)
  }
}
