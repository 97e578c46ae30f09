import MeshModel
import ProxyStats
import Synchronization
import Testing

@testable import Collector

/// Which of a proxy's pages are asked for, and what becomes of the answers.
@Suite(.timeLimit(.minutes(10))) struct ProxyPollTests {
  /// An admin interface that answers as a test says, and notes what it was asked.
  final class Admin: ProxyAdmin {
    let answers: [String: String]
    let asked = Mutex<[String]>([])

    init(_ answers: [String: String]) { self.answers = answers }

    func get(_ path: String, of request: PollRequest) async throws(PollFailure) -> [UInt8] {
      let name = String(path.dropFirst().prefix { $0 != "?" })
      asked.withLock { $0.append(name) }
      guard let answer = answers[name] else { throw PollFailure(reason: "no \(name)") }
      return Array(answer.utf8)
    }
  }

  struct Source: MeshSource {
    var page: Result<String, PollFailure>
    var admin: any ProxyAdmin

    func inventory(namespaces: [String]?) -> AsyncStream<MeshInventory> { AsyncStream { $0.finish() } }
    func poll(_ request: PollRequest, into fold: PollFold) async throws(PollFailure) -> PollFold {
      var fold = fold
      var text = try page.get()
      text.withUTF8 { _ = fold.consume(UnsafeRawBufferPointer($0)) }
      return fold
    }
    func shutdown() async {}
  }

  static let answers = [
    "server_info": #"{"version":"a/1.40.0/b","node":{"cluster":"front"}}"#, "listeners": "{}",
    "clusters": #"{"cluster_statuses":[{"name":"web"}]}"#,
    "stats/prometheus": #"envoy_cluster_upstream_rq_total{envoy_cluster_name="web"} 5"# + "\n",
  ]

  static func run(
    _ plan: AdminLook.Plan, page: Result<String, PollFailure> = .success("# nothing\n"),
    answers: [String: String] = answers
  ) async -> (poll: ProxyPoll, asked: [String]) {
    let admin = Admin(answers)
    let target = ProxyTarget(id: "a", namespace: "", pod: "", address: .url("http://a"))
    let poll = await ProxyPoll.run(
      Source(page: page, admin: admin), PollRequest(target: target, deadline: 5),
      into: PollFold(parser: StatsPageParser(), clock: FixedClock(now: 7)), plan: plan, clock: FixedClock(now: 7))
    return (poll, admin.asked.withLock { $0 })
  }

  @Test func withoutIstioMetricsTheAdminInterfaceIsAsked() async throws {
    let (poll, asked) = await Self.run(AdminLook.Plan(occasion: .unlessIstio))
    #expect(asked == ["server_info", "listeners", "clusters", "stats/prometheus"])
    let look = try #require(poll.admin).get()
    #expect(look.info?.version == "1.40.0")
    #expect(look.clusters.first?.counters?.attempts == 5)
    #expect(look.bytes == Self.answers.values.reduce(0) { $0 + $1.utf8.count })
  }

  @Test func whoItIsIsAskedOnce() async {
    let (_, asked) = await Self.run(AdminLook.Plan(occasion: .unlessIstio, asksIdentity: false))
    #expect(asked == ["clusters", "stats/prometheus"])
  }

  @Test func istioMetricsAreEnough() async {
    #expect(await Self.run(AdminLook.Plan(occasion: .unlessIstio), page: .success(Sample(value: 5).text)).asked.isEmpty)
    #expect(await Self.run(AdminLook.Plan(occasion: .always), page: .success(Sample(value: 5).text)).asked.count == 4)
    #expect(await Self.run(AdminLook.Plan(occasion: .never)).asked.isEmpty)
  }

  @Test func aStatsPageThatIsRefusedSaysNothingOfTheAdminInterface() async {
    let (poll, asked) = await Self.run(
      AdminLook.Plan(occasion: .unlessIstio), page: .failure(PollFailure(reason: "gone")))
    #expect(asked.count == 4)
    #expect((try? poll.admin?.get()) != nil)
  }

  @Test func anAnswerThatIsNoneIsAFailure() async throws {
    var answers = Self.answers
    answers["clusters"] = "<html>"
    let (poll, _) = await Self.run(AdminLook.Plan(occasion: .unlessIstio), answers: answers)
    guard case .failure(let failure)? = poll.admin else {
      Issue.record("\(String(describing: poll.admin))")
      return
    }
    #expect(failure.reason.contains("no JSON"))
  }

  @Test func copiesMakeItAskWhomTheyAreFor() async throws {
    var answers = Self.answers
    answers["stats/prometheus"] = #"envoy_http_rq_total{http_conn_manager_prefix="async-client"} 3"# + "\n"
    answers["config_dump"] = #"{"configs":[{"route":{"request_mirror_policies":[{"cluster":"v3"}]}}]}"#
    let (poll, asked) = await Self.run(AdminLook.Plan(occasion: .unlessIstio), answers: answers)
    #expect(asked.suffix(2) == ["config_dump", "config_dump"])
    #expect(try poll.admin?.get().mirrorTargets == ["v3"])
    let again = await Self.run(AdminLook.Plan(occasion: .unlessIstio, knownRoutes: "//"), answers: answers)
    #expect(!again.asked.contains("config_dump"))
  }
}
