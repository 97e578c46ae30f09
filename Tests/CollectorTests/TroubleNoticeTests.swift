import Documents
import Kubernetes
import MeshModel
import Testing

@testable import Collector

/// Proxies that do not run or were started again are told with how they ended.
@Suite struct TroubleNoticeTests {
  private static let now = 1_800_000_300.0

  private static func pod(_ status: JSONValue) throws -> PodRecord {
    try #require(
      PodRecord([
        "metadata": ["name": "ratings", "namespace": "default"],
        "spec": ["containers": [["name": "ratings"], ["name": "istio-proxy"]]],
        "status": ["phase": "Running", "podIP": "10.0.0.1", "containerStatuses": [status]],
      ]))
  }

  private static func texts(_ status: JSONValue) throws -> [String] {
    let trouble = try pod(status).proxyTrouble
    let notices = TroubleNotices(trouble.map { ["default/ratings": $0] } ?? [:], now: now).notices()
    return notices.map { "\($0.code) \($0.level) \($0.text)" }
  }

  private static func terminated(_ fields: JSONObject, at time: String = "2027-01-15T08:02:00Z") -> JSONValue {
    var fields = fields
    fields["finishedAt"] = .string(time)
    return ["terminated": .object(fields)]
  }

  private static let ends: [(JSONObject, String)] = [
    (["exitCode": 137, "signal": 9, "reason": "Error"], "signal 9"),
    (["exitCode": 139, "reason": "Error"], "signal 11"), (["exitCode": 1, "reason": "Error"], "exit code 1"),
    (["exitCode": 137, "reason": "OOMKilled"], "OOMKilled"),
  ]

  @Test(arguments: ends)
  func aRestartIsNewsWithItsCause(_ end: JSONObject, _ words: String) throws {
    #expect(
      try Self.texts([
        "name": "istio-proxy", "restartCount": 1, "state": ["running": [:]], "lastState": Self.terminated(end),
      ]) == [
        "proxy-restarted warning The proxy of default/ratings was started again after \(words), 1 restart. "
          + "Its counters began anew."
      ])
  }

  @Test func whatDoesNotRunIsAnError() throws {
    #expect(
      try Self.texts([
        "name": "istio-proxy", "restartCount": 4, "state": ["waiting": ["reason": "CrashLoopBackOff"]],
        "lastState": Self.terminated(["exitCode": 1, "reason": "Error"], at: "2027-01-15T07:00:00Z"),
      ]) == [
        "proxy-down error The proxy of default/ratings does not run after exit code 1: CrashLoopBackOff, 4 restarts. "
          + "kubectl logs -c istio-proxy tells why."
      ])
  }

  @Test func oldRestartsStartsAndOtherContainersAreNone() throws {
    #expect(
      try Self.texts([
        "name": "istio-proxy", "restartCount": 2, "state": ["running": [:]],
        "lastState": Self.terminated(["exitCode": 1], at: "2027-01-15T07:50:00Z"),
      ]) == [])
    #expect(
      try Self.texts([
        "name": "istio-proxy", "restartCount": 0, "state": ["waiting": ["reason": "ContainerCreating"]],
      ]) == [])
    #expect(
      try Self.texts([
        "name": "ratings", "restartCount": 3, "state": ["waiting": ["reason": "CrashLoopBackOff"]],
      ]) == [])
  }

  @Test func manyAreCounted() {
    let trouble = ProxyTrouble(waiting: "CrashLoopBackOff", restarts: 1)
    let all = Dictionary(uniqueKeysWithValues: (0..<9).map { ("default/p\($0)", trouble) })
    let notices = TroubleNotices(all, now: Self.now).notices()
    #expect(notices.count == 4)
    #expect(notices.last?.text == "6 more proxies do not run or were started again.")
  }
}
