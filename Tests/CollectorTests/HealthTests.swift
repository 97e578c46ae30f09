import MeshModel
import Testing

@testable import Collector

@Suite struct HealthTests {
  static let judge = HealthJudge(window: 30)

  @Test(arguments: [
    ([:], TrafficProtocol.http, HealthStatus.na, String?.none), (["200": 5], .http, .healthy, nil),
    (["301": 5], .http, .healthy, nil), (["200": 999, "500": 1], .http, .degraded, "5XX 0.1% > 0% in 30 s"),
    (["200": 876, "500": 100, "503": 24], .http, .failure, "5XX 12.4% ≥ 10% in 30 s"),
    (["200": 90, "500": 9, "-": 9], .http, .degraded, "5XX 8.3% > 0% in 30 s"),
    (["200": 91, "404": 9], .http, .healthy, nil), (["200": 90, "404": 10], .http, .degraded, "4XX 10% ≥ 10% in 30 s"),
    (["200": 80, "429": 20], .http, .failure, "4XX 20% ≥ 20% in 30 s"),
    (["200": 90, "-": 10], .http, .failure, "no response 10% ≥ 10% in 30 s"),
    (["0": 99, "14": 1], .grpc, .degraded, "gRPC 1-16 1% > 0% in 30 s"),
    (["0": 80, "7": 10, "16": 10], .grpc, .failure, "gRPC 1-16 20% ≥ 10% in 30 s"), (["0": 9], .grpc, .healthy, nil),
    (["0": 9, "17": 1], .grpc, .healthy, nil), (["0": 80, "503": 20], .grpc, .failure, "5XX 20% ≥ 10% in 30 s"),
    (["-": 5], .tcp, .na, nil), (["200": 99_999, "500": 1], .http, .degraded, "5XX 0.001% > 0% in 30 s"),
  ]) func tolerances(
    _ codes: [String: Double], _ name: TrafficProtocol, _ status: HealthStatus, _ reason: String?
  ) {
    #expect(Self.judge.judge(codes, name, .inbound) == Health(status, reason: reason))
  }

  @Test func outboundIsSaid() {
    #expect(Self.judge.judge(["500": 1], .http, .outbound).reason == "5XX 100% ≥ 10% outbound in 30 s")
  }

  @Test func directionOfATolerance() {
    let judge = HealthJudge(
      tolerances: [RequestTolerance(codes: "5XX", protocols: [.http], direction: .inbound, degraded: 0, failure: 0)],
      window: 60)
    #expect(judge.judge(["500": 1, "200": 999], .http, .inbound).status == .failure)
    #expect(judge.judge(["500": 1], .http, .outbound).status == .na)
  }

  @Test(arguments: [(0.05, HealthStatus.healthy), (0.1, .degraded), (9.9, .degraded), (10, .failure)])
  func withoutAnyTolerance(_ percent: Double, _ status: HealthStatus) {
    let judge = HealthJudge(tolerances: [], window: 300)
    let health = judge.judge(["200": 100 - percent, "404": percent / 2, "500": percent / 2], .http, .inbound)
    #expect(health.status == status)
    #expect((health.reason?.hasSuffix("in 5 min") ?? true))
  }

  @Test(arguments: [
    ("5XX", "503", true), ("5xx", "503", true), ("5XX", "404", false), ("5XX", "50", false), ("5XX", "-", false),
    ("1-16", "1", true), ("1-16", "16", true), ("1-16", "0", false), ("1-16", "200", false), ("1-16", "-", false),
    ("-", "-", true), ("-", "500", false), ("", "anything", true), ("404|410", "410", true), ("404|-", "-", true),
    ("404|410", "411", false),
  ]) func patterns(_ pattern: String, _ code: String, _ covers: Bool) {
    #expect(
      RequestTolerance(codes: pattern, protocols: [.http], degraded: 0, failure: 1).covers(code) == covers)
  }

  @Test(arguments: [
    (0, 0, 0, Int?.none, HealthStatus.notReady), (3, 2, 2, nil, .degraded), (3, 3, 2, nil, .degraded),
    (3, 3, 0, nil, .failure), (3, 0, 0, nil, .failure), (3, 4, 3, nil, .failure), (3, 3, 3, nil, .healthy),
    (3, 3, 3, 2, .degraded), (3, 3, 3, 3, .healthy), (3, 4, 4, nil, .degraded),
  ]) func replicas(_ desired: Int, _ current: Int, _ available: Int, _ synced: Int?, _ status: HealthStatus) {
    let health = WorkloadHealth.status(
      Replicas(desired: desired, current: current, available: available), synced: synced)
    #expect(health.status == status)
    #expect((health.reason == nil) == (status == .healthy))
  }

  @Test func withoutReplicasNothingIsKnown() { #expect(WorkloadHealth.status(nil).status == .na) }

  @Test func aScaledDownVersionDoesNotStainTheApp() {
    func workload(_ name: String, _ desired: Int, _ available: Int) -> WorkloadInfo {
      WorkloadInfo(
        id: WorkloadID(namespace: "default", name: name),
        replicas: Replicas(desired: desired, current: available, available: available))
    }
    #expect(WorkloadHealth.status(of: [workload("v1", 0, 0), workload("v2", 1, 1)]).status == .healthy)
    #expect(WorkloadHealth.status(of: [workload("v1", 0, 0)]).status == .notReady)
    let worst = WorkloadHealth.status(of: [workload("v1", 2, 1), workload("v2", 1, 0)])
    #expect(worst == Health(.failure, reason: "v2: none of 1 replicas available"))
  }

  @Test(arguments: [
    (12.44, "12.4"), (0, "0"), (100, "100"), (0.04, "0.04"), (0.001, "0.001"), (0.0000001, "0"), (99.96, "100"),
  ]) func numbers(_ value: Double, _ text: String) { #expect(PlainNumber.decimal(value) == text) }
}
