import Documents
import Kubernetes
import Synchronization
import Testing
import TrafficConfig

@testable import Changes

/// What happens between the DestinationRule and the VirtualService.
@Suite struct ProofTests {
  private static let host = "reviews.default.svc.cluster.local"
  private static let plan = Samples.plan(
    Samples.change(nil, Samples.destinationRule(["v1", "v2", "v3"])),
    Samples.change(nil, Samples.virtualService([("v1", 80), ("v2", 20), ("v3", 0)])))

  private func bench(_ pods: [PodRecord?]) throws -> Bench {
    let bench = Bench()
    let service = ServiceRecord([
      "metadata": ["name": "reviews", "namespace": "default"], "spec": ["selector": ["app": "reviews"]],
    ])
    bench.cluster.state.withLock { state in
      state.services[ObjectKey(namespace: "default", name: "reviews")] = service
      state.pods = pods.compactMap(\.self)
    }
    return bench
  }

  private static func dump(_ names: [String]) -> String {
    let configs = names.map { #"{"@type":"x","cluster":{"name":"\#($0)"}}"# }.joined(separator: ",")
    return #"{"configs":[\#(configs)]}"#
  }

  private static func clusters(_ subsets: [String]) -> [String] {
    [""].appending(subsets).map { "outbound|9080|\($0)|\(host)" }
  }

  @Test func needsAreTheNewSubsetsThatGetTraffic() throws {
    let needs = SubsetNeed.after(step: 0, of: Self.plan.changes)
    #expect(needs.map(\.subset) == ["v1", "v2"])
    #expect(needs.allSatisfy { $0.host == Self.host && $0.service?.name == "reviews" })
    #expect(SubsetNeed.after(step: 1, of: Self.plan.changes).isEmpty)
    let known = Samples.plan(
      Samples.change(Samples.destinationRule(["v1", "v2"]), Samples.destinationRule(["v1", "v2"])),
      Samples.change(nil, Samples.virtualService([("v1", 80), ("v2", 20)])))
    #expect(SubsetNeed.after(step: 0, of: known.changes).isEmpty)
  }

  @Test func mirrorsCountAsTraffic() throws {
    var route = Samples.virtualService([("v1", 100)])
    route[["spec", "http", 0, "mirror"]] = ["host": "reviews", "subset": "v3"]
    let plan = Samples.plan(
      Samples.change(nil, Samples.destinationRule(["v1", "v2", "v3"])), Samples.change(nil, route))
    #expect(SubsetNeed.after(step: 0, of: plan.changes).map(\.subset) == ["v1", "v3"])
  }

  @Test func waitsUntilTheConfigurationsHaveTheClusters() async throws {
    let bench = try bench([Samples.pod("a", version: "v1"), Samples.pod("b", version: "v2")])
    let asked = Counter()
    bench.cluster.state.withLock {
      $0.proxy = { cluster, _, port in
        guard port == ProxyAnswer.adminPort else { return nil }
        // The proxies take the rule only some time after it was written.
        let isThere = cluster[Samples.rule] != nil && asked.next() > 4
        return Self.dump(Self.clusters(isThere ? ["v1", "v2", "v3"] : []))
      }
    }
    let news = News()
    let entry = try await bench.apply(Self.plan, news: news).get()
    #expect(entry.note == "2 of 2 client proxies in all namespaces have the new subsets v1, v2.")
    #expect(news.waits.first == "0 of 2 client proxies in all namespaces have the new subsets v1, v2.")
    #expect(news.ends.first == entry.note)
    // The wait and its end are neighbours, so that one line can show both.
    let end = try #require(news.all.firstIndex(of: .done(text: entry.note ?? "")))
    #expect(news.all[end - 1] == .waiting(text: "0 of 2 client proxies in all namespaces have the new subsets v1, v2."))
  }

  @Test func putsBackWhenAProxyNeverTakesTheCluster() async throws {
    let bench = try bench([Samples.pod("a", version: "v1"), Samples.pod("b", version: "v2")])
    bench.cluster.state.withLock {
      $0.proxy = { cluster, pod, _ in
        Self.dump(Self.clusters(pod == "a" && cluster[Samples.rule] != nil ? ["v1", "v2"] : []))
      }
    }
    guard case .failure(.putBack(let cause, _, _)) = await bench.apply(Self.plan) else {
      Issue.record("applied")
      return
    }
    #expect(cause.contains("Only 1 of 2 client proxies"))
    #expect(bench.cluster.contents.isEmpty)
  }

  @Test func proxiesThatDoNotKnowTheHostAreNoClients() async throws {
    let bench = try bench([Samples.pod("a", version: "v1"), Samples.pod("b", version: "v2")])
    bench.cluster.state.withLock {
      $0.proxy = { cluster, pod, _ in
        pod == "b" ? Self.dump([]) : Self.dump(Self.clusters(cluster[Samples.rule] == nil ? [] : ["v1", "v2"]))
      }
    }
    #expect(try await bench.apply(Self.plan).get().note?.hasPrefix("1 of 1 client proxies") == true)
  }

  @Test func countsClusterUpdatesWhereTheConfigurationIsOutOfReach() async throws {
    let bench = try bench([Samples.pod("a", version: "v1"), Samples.pod("b", version: "v2")])
    bench.cluster.state.withLock {
      $0.proxy = { cluster, _, port in
        guard port == ProxyAnswer.statsPort else { return nil }
        return "# TYPE envoy_cluster_manager_cds_update_success counter\n"
          + "envoy_cluster_manager_cds_update_success{} \(cluster.contents.count)\n"
      }
    }
    #expect(
      try await bench.apply(Self.plan).get().note
        == "2 of 2 client proxies in all namespaces took the cluster update. 2 of 2 client proxies in all namespaces "
        + "took an update; their routes cannot be read: their admin interface does not answer.")
  }

  /// A policy leads to no later write, but whoever makes it wants to know whether the proxies took it.
  @Test(arguments: [true, false]) func aPolicyIsProvedByTheClusterUpdate(takesIt: Bool) async throws {
    let rule = Samples.destinationRule(["v1"])
    let bench = Bench([rule])
    bench.cluster.state.withLock { state in
      state.pods = ["a", "b"].compactMap { try? Samples.pod($0, version: "v1") }
      state.proxy = { cluster, _, port in
        guard port == ProxyAnswer.statsPort else { return nil }
        let count = takesIt && cluster[Samples.rule]?["spec"]?["trafficPolicy"] != nil ? 8 : 7
        return "envoy_cluster_manager_cds_update_success{} \(count)\n"
      }
    }
    var limited = rule
    limited[["spec", "trafficPolicy"]] = ["connectionPool": ["tcp": ["maxConnections": 3]]]
    let news = News()
    let plan = Samples.plan(Samples.edit(bench.cluster, Samples.rule, to: limited))
    let note = try await bench.apply(plan, news: news).get().note
    if takesIt {
      #expect(note == "2 of 2 client proxies in all namespaces took the cluster update.")
      #expect(news.ends.first == note)
    } else {
      #expect(
        note?.hasPrefix("Only 0 of 2 client proxies in all namespaces took the cluster update within 5 s") == true)
      #expect(news.all.contains { if case .unproven = $0 { true } else { false } })
    }
  }

  @Test func silentCountersAreToldHonestlyAndDoNotBlock() async throws {
    let bench = try bench([Samples.pod("a", version: "v1"), Samples.pod("b", version: "v2")])
    bench.cluster.state.withLock {
      $0.proxy = { _, _, port in
        port == ProxyAnswer.statsPort ? "envoy_cluster_manager_cds_update_success{} 7\n" : nil
      }
    }
    let news = News()
    let note = try await bench.apply(Self.plan, news: news).get().note
    let wanted =
      "Only 0 of 2 client proxies in all namespaces took the cluster update within 30 s; not waited longer, as a proxy "
      + "that does not know the host takes none."
    #expect(note?.hasPrefix(wanted) == true)
    #expect(news.waits.first == "0 of 2 client proxies in all namespaces took the cluster update.")
    #expect(news.ends.first == wanted)
  }

  @Test func settlesAndSaysSoWhereNoProxyCanBeAsked() async throws {
    let bench = try bench([Samples.pod("a", version: "v1"), Samples.pod("b", version: "v2")])
    let news = News()
    let note = try await bench.apply(Self.plan, news: news).get().note
    #expect(
      note?.contains("is not seen (no proxy's configuration can be asked from here); 3 s were waited instead.") == true)
    // The wait, and how it ended.
    #expect(news.waits.count == 1)
    #expect(news.ends.first.map { note?.hasPrefix($0) == true } == true)
  }

  @Test func aSubsetWithoutAReadyPodIsNotUsed() async throws {
    let bench = try bench([Samples.pod("a", version: "v1"), Samples.pod("b", version: "v2", ready: false)])
    guard case .failure(.putBack(let cause, _, _)) = await bench.apply(Self.plan) else {
      Issue.record("applied")
      return
    }
    #expect(cause.contains("No pod of subset v2") && cause.contains("within 30 s"))
    #expect(bench.cluster.contents.isEmpty)
  }

  @Test func goesOnAsSoonAsThePodIsReady() async throws {
    let ready = try Samples.pod("b", version: "v2")
    let bench = try bench([Samples.pod("a", version: "v1"), Samples.pod("b", version: "v2", ready: false)])
    let (cluster, pipeline) = (bench.cluster, bench.pipeline)
    let news = News()
    _ = try await pipeline.apply(Self.plan) { progress in
      news.add(progress)
      if case .waiting = progress, let ready { cluster.state.withLock { $0.pods[1] = ready } }
    }
    #expect(news.waits.first == "No pod of subset v2 of \(Self.host) is ready yet.")
    #expect(bench.cluster.contents.count == 2)
  }

  @Test func asksOnlyTheNamespaceWhereAllIsForbidden() async throws {
    let bench = try bench([Samples.pod("a", version: "v1"), Samples.pod("b", version: "v2")])
    bench.cluster.state.withLock {
      $0.podsForbiddenClusterWide = true
      $0.proxy = { cluster, _, _ in Self.dump(Self.clusters(cluster[Samples.rule] == nil ? [] : ["v1", "v2"])) }
    }
    #expect(
      try await bench.apply(Self.plan).get().note?.hasPrefix("2 of 2 client proxies in namespace default") == true)
  }

  @Test(arguments: [
    (clusters(["v1"]), true as Bool?), (clusters([]), false), ([], nil), (["outbound|80||other.host"], nil),
    (clusters(["v1"]) + ["outbound|81||\(host)"], false), (["inbound|9080||", "nonsense", "a|b|c|d|e"], nil),
  ])
  func readsClusters(names: [String], expected: Bool?) throws {
    let need = SubsetNeed(host: Self.host, subset: "v1", labels: [:])
    let clusters = try #require(ProxyAnswer.clusters(Array(Self.dump(names).utf8)))
    #expect(ProxyAnswer.hasSubset(need, in: clusters) == expected)
  }

  @Test(arguments: ["", "nonsense", "{}", "[]", "envoy_cluster_manager_cds_update_success{} x"])
  func junkTellsNothing(text: String) {
    #expect(ProxyAnswer.clusters(Array(text.utf8)) == nil)
    #expect(ProxyAnswer.updates(Array(text.utf8), of: ["cds"]) == nil)
  }

  @Test func looksOftenAtFirstAndAsLongAsAllowed() {
    let pauses = ChangeOptions().pauses
    let first: [Duration] = [50, 100, 200, 400, 500].map { .milliseconds($0) }
    #expect(Array(pauses.prefix(5)) == first)
    #expect((.seconds(30)..<(.seconds(31))).contains(pauses.reduce(.zero, +)))
  }

  @Test func theQuestionIsEscaped() {
    let path = ProxyAnswer.configDumpPath(host: "a.b")
    #expect(path.hasSuffix("name_regex=%5Eoutbound%5C%7C.*%5C%7Ca%5C.b%24"))
  }

  @Test(arguments: [(0, 5, 0), (3, 5, 3), (100, 4, 4)]) func samplesEvenly(count: Int, limit: Int, expected: Int) {
    let sample = ProxySample.spread(Array(0..<count), limit)
    #expect(sample.count == expected)
    #expect(Set(sample).count == expected && sample == sample.sorted())
    #expect(count <= limit || sample == [0, 25, 50, 75])
  }
}

extension Array {
  fileprivate func appending(_ other: [Element]) -> [Element] { self + other }
}
