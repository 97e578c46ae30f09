import MeshModel
import Testing

@testable import ProxyStats

@Suite struct ClustersPageTests {
  static func parse(_ text: String) throws -> [ProxyCluster] { try ClustersPage.parse(Array(text.utf8)) }

  @Test func readsTheCapturedPage() throws {
    let clusters = try ClustersPage.parse(try Capture.bytes("clusters.json"))
    #expect(clusters.map(\.name.text) == clusters.map(\.name.text).sorted())
    let reviews = try #require(clusters.first { $0.name.text == "outbound|9080|v1|reviews.default.svc.cluster.local" })
    #expect(reviews.name.subset == "v1")
    #expect(reviews.name.service?.name == "reviews")
    #expect(reviews.statName == "outbound|9080|v1|reviews.default.svc.cluster.local;")
    #expect(reviews.isDynamic)
    #expect(reviews.limits.isUnlimited)
    let host = try #require(reviews.hosts.first)
    #expect(reviews.hosts.count == 1)
    #expect(host.address == "127.0.1.3:9080")
    #expect([host.requests, host.successes, host.errors, host.timeouts, host.connections] == [339, 303, 36, 0, 33])
    #expect(host.isEjected && !host.isHealthy)
    #expect(host.discoveryHealth == "HEALTHY")
    #expect(host.weight == 1 && host.priority == 0)
    #expect(host.locality == "region1/zone-a")
    #expect(clusters.flatMap(\.ejectedHosts).count == 1)
    let details = try #require(clusters.first { $0.name.service?.name == "details" })
    #expect(details.limits == BreakerLimits(connections: 1, pendingRequests: 1))
    #expect(details.hosts.first?.timeouts == 88)
    #expect(clusters.first { $0.name.direction == .inbound }?.hosts.first?.activeConnections == 12)
  }

  @Test(arguments: [
    ("{}", 0), (#"{"cluster_statuses":[]}"#, 0), (#"{"cluster_statuses":null}"#, 0),
    (#"{"other":{"a":[1,{"b":"}"}]},"cluster_statuses":[{"name":"a"}]}"#, 1),
    (#"{"cluster_statuses":[{"name":"a","host_statuses":[{"stats":[{"name":"rq_total","value":7}]}]}]}"#, 1),
  ]) func takesWhatIsMissing(_ text: String, _ count: Int) throws { #expect(try Self.parse(text).count == count) }

  @Test(arguments: [
    ("\"18446744073709551615\"", UInt64.max), ("\"99999999999999999999\"", .max), ("12", 12), ("\"12\"", 12),
    ("\"-3\"", 0), ("\"x\"", 0), ("null", 0), ("{\"a\":[1]}", 0), ("true", 0),
  ]) func readsWholeNumbers(_ text: String, _ value: UInt64) throws {
    let clusters = try Self.parse(
      #"{"cluster_statuses":[{"name":"a","host_statuses":[{"stats":[{"name":"rq_total","value":\#(text)}]}]}]}"#)
    #expect(clusters.first?.hosts.first?.requests == value)
  }

  @Test(arguments: [
    (#"{"socket_address":{"address":"10.0.0.1","port_value":80}}"#, "10.0.0.1:80"),
    (#"{"socket_address":{"address":"fd00::1","port_value":80}}"#, "[fd00::1]:80"),
    (#"{"pipe":{"path":"/run/a.sock"}}"#, "/run/a.sock"),
    (#"{"envoy_internal_address":{"server_listener_name":"inner","endpoint_id":"b"}}"#, "inner"),
    (#"{"pipe":{"path":"a\"\u0041\ud83d\ude00\n"}}"#, "a\"A😀\n"), ("{}", ""),
  ]) func readsAddresses(_ text: String, _ address: String) throws {
    let clusters = try Self.parse(#"{"cluster_statuses":[{"host_statuses":[{"address":\#(text)}]}]}"#)
    #expect(clusters.first?.hosts.first?.address == address)
  }

  @Test func aLimitOfZeroIsNoLackOfALimit() throws {
    let clusters = try Self.parse(
      #"{"cluster_statuses":[{"circuit_breakers":{"thresholds":[{"max_requests":4294967295,"max_retries":3}]}}]}"#)
    #expect(clusters.first?.limits == BreakerLimits(connections: 0, pendingRequests: 0, requests: nil, retries: 3))
  }

  @Test(arguments: [
    ("", "empty"), ("upstream is gone", "no JSON"), ("{\"cluster_statuses\":[", "ends too soon"),
    ("{\"cluster_statuses\":[{\"name\":\"a", "ends within a text"), ("{} {}", "more comes"), ("{\"a\" 1}", "expected"),
    ("{\"a\":1,}", "expected"),
  ]) func saysWhatIsWrong(_ text: String, _ message: String) {
    let error = #expect(throws: AdminPageError.self) { try Self.parse(text) }
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }

  @Test func deepNestingIsSkippedWithoutRecursion() throws {
    let deep = String(repeating: "[", count: 500_000) + String(repeating: "]", count: 500_000)
    #expect(try Self.parse(#"{"a":\#(deep),"cluster_statuses":[{"name":"b"}]}"#).map(\.id) == ["b"])
  }

  @Test(arguments: 0..<40) func whatIsPrintedIsReadInAnyOrder(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let clusters = Self.randomClusters(&random)
    let expected = clusters.sorted { $0.name.text < $1.name.text }
    for blank in ["", " ", "\n\t "] {
      let text = ClustersJSON(clusters: clusters.shuffled(using: &random), blank: blank).text
      #expect(try Self.parse(text) == expected)
    }
  }

  @Test(arguments: 0..<60) func garbageNeverTraps(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let clusters = Self.randomClusters(&random)
    let whole = Array(ClustersJSON(clusters: clusters).text.utf8)
    // Every beginning is half a page, and says so.
    for _ in 0..<20 {
      let cut = Array(whole[..<Int.random(in: 0..<whole.count, using: &random)])
      #expect(throws: AdminPageError.self) { try ClustersPage.parse(cut) }
    }
    for _ in 0..<20 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      // Whatever it reads, there are not more hosts than the page has room for.
      if let read = try? ClustersPage.parse(bytes) {
        #expect(read.reduce(0) { $0 + $1.hosts.count } <= bytes.count)
      }
    }
  }

  private static func randomClusters(_ random: inout SeededGenerator) -> [ProxyCluster] {
    let names = ["web", "a.b|c", "outbound|80||x.y.svc.cluster.local", "inbound|80||", "q\"uo\\te", "é", "line\nbreak"]
    return names.shuffled(using: &random).prefix(Int.random(in: 1...7, using: &random)).map { name in
      var cluster = ProxyCluster(name: name)
      cluster.statName = name + ";"
      cluster.isDynamic = Bool.random(using: &random)
      cluster.limits = BreakerLimits(
        connections: [nil, 0, 7].randomElement(using: &random) ?? nil,
        requests: [nil, 0, 1_024].randomElement(using: &random) ?? nil)
      cluster.hosts = (0..<Int.random(in: 0...3, using: &random)).map { number in
        var host = ProxyHost(address: number == 2 ? "[fd00::\(number)]:80" : "10.0.0.\(number):80")
        host.requests = [0, 5, .max].randomElement(using: &random) ?? 0
        host.errors = UInt64.random(in: 0...9, using: &random)
        host.connections = UInt64.random(in: 0...9, using: &random)
        host.activeRequests = UInt64.random(in: 0...1, using: &random)
        host.weight = UInt64.random(in: 0...2, using: &random)
        host.priority = UInt64.random(in: 0...1, using: &random)
        host.locality = Bool.random(using: &random) ? "r1" : ""
        host.discoveryHealth = Bool.random(using: &random) ? "HEALTHY" : ""
        host.failedChecks = Bool.random(using: &random) ? ["failed_active_health_check", "failed_outlier_check"] : []
        return host
      }
      return cluster
    }
  }
}
