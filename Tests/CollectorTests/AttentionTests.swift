import MeshModel
import Testing

@testable import Collector

/// A chain of sixty workloads, each calling the next: what is read when somebody looks at a part of it.
@Suite(.timeLimit(.minutes(10))) struct AttentionTests {
  private static let count = 60
  private static func name(_ number: Int) -> String { "p\(number)-v1" }
  private static let names = (0..<count).map(name)

  private static func subject(_ name: String, in namespace: String = "default") -> Attention {
    .subjects([Attention.Subject(namespace: namespace, name: name)])
  }

  /// What the proxy of one workload tells: its calls, and those that it got; ten a second.
  private static func page(_ number: Int, at time: Double) -> String {
    let value = (time - 900) * 10
    let sent = Sample(
      source: name(number), destination: name(number + 1), service: "p\(number + 1)", value: value)
    let got = Sample(
      reporter: "destination", source: name(number - 1), destination: name(number), service: "p\(number)", value: value)
    return (number + 1 < count ? sent.text : "") + (number > 0 ? got.text : "")
  }

  private static func mesh(_ count: Int = count) -> Mesh {
    let mesh = Mesh((0..<count).map { "default/\(name($0))" })
    for time in [1_000.0, 1_010] {
      for number in 0..<count { mesh.poll("default/\(name(number))", at: time, page(number, at: time)) }
    }
    return mesh
  }

  // MARK: Who is needed

  @Test(arguments: ["p10", "p10-v1"]) func neighboursTellOfAServiceToo(name: String) {
    let wanted = Self.mesh().ledger.reporters(of: Self.subject(name))
    #expect(wanted == ["default/p9-v1", "default/p10-v1", "default/p11-v1"])
  }

  @Test func whatNobodyKnowsNeedsNobody() {
    #expect(Self.mesh().ledger.reporters(of: Self.subject("p10", in: "elsewhere")) == [])
    #expect(Self.mesh().ledger.reporters(of: .subjects([])) == [])
  }

  @Test func aSmallMeshIsReadWhole() {
    #expect(Self.mesh(50).ledger.reporters(of: Self.subject("p10")) == nil)
    #expect(Self.mesh().ledger.reporters(of: .everything) == nil)
  }

  /// Waypoints and ztunnels tell of others' requests.
  @Test func whoTellsOfOthersIsAlwaysRead() {
    let mesh = Self.mesh()
    var targets = mesh.inventory.proxies
    targets[30].kind = .waypoint
    targets[31].kind = .ztunnel
    targets[32].workload = nil
    mesh.ledger.setProxies(targets)
    #expect(
      mesh.ledger.reporters(of: .subjects([])) == ["default/p30-v1", "default/p31-v1", "default/p32-v1"])
  }

  // MARK: What the figures say

  @Test func oldFiguresStayAndSayHowOldTheyAre() throws {
    let mesh = Self.mesh()
    mesh.ledger.rest(allBut: mesh.ledger.reporters(of: Self.subject("p10")))
    for number in 9...11 { mesh.poll("default/\(Self.name(number))", at: 1_050, Self.page(number, at: 1_050)) }
    let snapshot = mesh.snapshot(at: 1_050)
    let fresh = try #require(snapshot.edge("svc_Kubernetes_default_p10", "vapp_Kubernetes_default_p10-v1"))
    let old = try #require(snapshot.edge("svc_Kubernetes_default_p30", "vapp_Kubernetes_default_p30-v1"))
    #expect(near(fresh.rate, 10) && fresh.asOf == nil)
    // Forty seconds are longer than the window, and yet it is not gone.
    #expect(near(old.rate, 10) && old.asOf == 1_010)
    #expect(snapshot.node("svc_Kubernetes_default_p30")?.asOf == 1_010)
    #expect(snapshot.proxies.count { $0.isResting } == 57)
    let notice = try #require(snapshot.notices.first { $0.code == "proxies-resting" })
    #expect(notice.level == .info && notice.text.hasPrefix("57 of 60 proxies"))
    // What is not read goes on as it did, so that its history has no hole.
    for number in 9...11 { mesh.poll("default/\(Self.name(number))", at: 1_055, Self.page(number, at: 1_055)) }
    let later = mesh.snapshot(at: 1_055)
    #expect(later.edgeHistory[old.id]?.last.map { near($0.rate, 10) } ?? false)
  }

  @Test func whatIsWantedAgainIsOldUntilItIsRead() {
    let mesh = Self.mesh()
    mesh.ledger.rest(allBut: ["default/p10-v1"])
    mesh.ledger.rest(allBut: nil)
    #expect(mesh.snapshot(at: 1_060).node("svc_Kubernetes_default_p30")?.asOf == 1_010)
    for number in 29...31 { mesh.poll("default/\(Self.name(number))", at: 1_060, Self.page(number, at: 1_060)) }
    let snapshot = mesh.snapshot(at: 1_060)
    #expect(snapshot.node("svc_Kubernetes_default_p30")?.asOf == nil)
    #expect(near(snapshot.edge("svc_Kubernetes_default_p30", "vapp_Kubernetes_default_p30-v1")?.rate, 10))
    #expect(snapshot.node("svc_Kubernetes_default_p40")?.asOf == 1_010)
  }

  @Test func whoNeverAnswersIsGivenUpInTheEnd() {
    let mesh = Self.mesh()
    mesh.ledger.rest(allBut: [])
    // Two and a half times as long as until the next look.
    #expect(mesh.snapshot(at: 1_010 + 149).edges.isEmpty == false)
    #expect(mesh.snapshot(at: 1_010 + 151).edges.isEmpty)
  }

  // MARK: Who is asked when

  @Test func aPartOfTheOthersIsDueInEachRound() {
    let mesh = Self.mesh()
    var asked: [String: Int] = [:]
    for round in 0..<12 {
      let due = RestPace.due(Array(mesh.ledger.records.values), interval: 5)
      #expect(due.count == 5)
      for record in due {
        asked[record.target.id, default: 0] += 1
        mesh.ledger.ask(record.target.id, at: Double(round))
      }
    }
    #expect(asked.count == 60 && asked.values.allSatisfy { $0 == 1 })
    // A stretched interval stretches this as well.
    #expect(RestPace.interval(5) == 60 && RestPace.interval(1) == 60 && RestPace.interval(20) == 240)
  }

  @Test func onlyWhatIsLookedAtIsAskedAtEachRound() async throws {
    let clock = TestClock(now: 1_000)
    let source = ScriptedSource(clock: clock)
    for number in 0..<Self.count { source.set(Self.name(number), .page { Self.page(number, at: $0) }) }
    let collector = MeshCollector(source: source, clock: clock)
    var updates = await collector.updates().makeAsyncIterator()
    source.emit(Self.names)
    _ = try await MeshCollectorTests.next(&updates) { $0.proxies.allSatisfy { $0.state == .answering } }
    await clock.walk(to: 1_001)
    _ = try await MeshCollectorTests.next(&updates) { $0.timestamp == 1_001 && !$0.edges.isEmpty }
    await collector.attend(to: Self.subject("p10"))
    var time = 1_001.0
    for _ in 0..<12 {
      await clock.walk(to: time + 1, time + 5)
      time += 5
      let wanted = time
      _ = try await MeshCollectorTests.next(&updates) { $0.timestamp == wanted }
    }
    for name in [9, 10, 11].map(Self.name) { #expect(source.times(name).count == 14) }
    let others = Self.names.filter { ![9, 10, 11].map(Self.name).contains($0) }.map { source.times($0).count }
    #expect(others.allSatisfy { (3...4).contains($0) })
    // Looked at again, it is asked at once.
    let before = source.times("p40-v1").count
    await collector.attend(to: .everything)
    let whole = try await MeshCollectorTests.next(&updates) { $0.nodes.allSatisfy { $0.asOf == nil } }
    #expect(whole.timestamp == time)
    #expect(source.times("p40-v1").count >= before)
    #expect(Self.names.allSatisfy { source.times($0).last ?? 0 > time - 5 })
    await collector.stop()
  }
}
