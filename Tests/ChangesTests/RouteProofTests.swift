import Documents
import Kubernetes
import Testing
import TrafficConfig

@testable import Changes

/// What happens after a VirtualService was written.
@Suite struct RouteProofTests {
  private func bench(_ pods: Int = 3) throws -> Bench {
    let bench = Bench([Samples.virtualService([("v1", 100), ("v2", 0)])])
    let service = ServiceRecord([
      "metadata": ["name": "reviews", "namespace": "default"],
      "spec": ["selector": ["app": "reviews"], "ports": [["port": 9080]]],
    ])
    let names = (0..<pods).map { "pod-\($0)" }
    let list = try names.compactMap { try Samples.pod($0, version: "v1") }
    bench.cluster.state.withLock { state in
      state.services[ObjectKey(namespace: "default", name: "reviews")] = service
      state.pods = list
    }
    return bench
  }

  private func plan(_ bench: borrowing Bench, _ weights: [(String, Int)]) -> ChangePlan {
    Samples.plan(Samples.edit(bench.cluster, Samples.route, to: Samples.virtualService(weights)))
  }

  /// The routes that a proxy has with these weights, or with nothing of the object.
  private static func routes(_ weights: [(String, Int)]?, error: String? = nil) -> String {
    let host = "reviews.default.svc.cluster.local"
    let route: String
    if let weights {
      let clusters = weights.filter { $0.1 > 0 }.map {
        #"{"name":"outbound|9080|\#($0.0)|\#(host)","weight":\#($0.1)}"#
      }
      route = #"""
        {"match":{"prefix":"/"},"route":{"weighted_clusters":{"clusters":[\#(clusters.joined(separator: ","))]},
        "timeout":"0s","retry_policy":{"num_retries":2}},"metadata":{"filter_metadata":{"istio":{"config":
        "/apis/networking.istio.io/v1/namespaces/default/virtual-service/reviews"}}}}
        """#
    } else {
      route = #"{"match":{"prefix":"/"},"route":{"cluster":"outbound|9080||\#(host)"}}"#
    }
    let state = error.map { #","error_state":{"details":"\#($0)"}"# } ?? ""
    return #"""
      {"configs":[{"route_config":{"name":"9080","virtual_hosts":[{"name":"x","domains":["\#(host):9080","reviews"],
      "routes":[\#(route)]}]}\#(state)}]}
      """#
  }

  /// The weights of the object that the cluster holds now.
  private static func weights(_ cluster: FakeCluster) -> [(String, Int)]? {
    cluster[Samples.route].map { document in
      VirtualService(document: document).http[0].destinations.map { ($0.subset ?? "", $0.weight ?? 0) }
    }
  }

  @Test func theWriteIsDoneWhenAllProxiesShowIt() async throws {
    let bench = try bench()
    let looks = Counter()
    bench.cluster.state.withLock {
      $0.routes = { cluster, pod in
        // Three looks before the write; afterwards one pod is late.
        let isLate = looks.next() < 10 && pod == "pod-2"
        return Self.routes(isLate ? [("v1", 100)] : Self.weights(cluster))
      }
    }
    let news = News()
    let entry = try await bench.apply(plan(bench, [("v1", 80), ("v2", 20)]), news: news).get()
    #expect(entry.note == "3 of 3 client proxies in all namespaces have the new routes.")
    #expect(news.waits.first == "2 of 3 client proxies in all namespaces have the new routes.")
    #expect(news.ends.first == entry.note)
    let written = try #require(news.all.firstIndex(of: .wrote(Samples.route, resourceVersion: "102")))
    let proven = try #require(news.all.firstIndex(of: .done(text: entry.note ?? "")))
    #expect(written < proven)
  }

  @Test func aProxyThatNeverTakesItIsNamedAndTheWriteStands() async throws {
    let bench = try bench()
    bench.cluster.state.withLock {
      $0.routes = { cluster, pod in Self.routes(pod == "pod-1" ? [("v1", 100)] : Self.weights(cluster)) }
    }
    let news = News()
    let entry = try await bench.apply(plan(bench, [("v1", 80), ("v2", 20)]), news: news).get()
    let wanted =
      "Only 2 of 3 client proxies in all namespaces have the new routes within 30 s: pod-1 still sends v1 100 %."
    #expect(entry.note == wanted && entry.state == .applied)
    #expect(news.all.contains(.unproven(text: wanted)))
    #expect(Self.weights(bench.cluster)?.map(\.1) == [80, 20])
  }

  @Test func aRefusalEndsTheWaitWithItsReason() async throws {
    let bench = try bench(1)
    bench.cluster.state.withLock {
      $0.routes = { cluster, _ in
        let isWritten = Self.weights(cluster)?.first?.1 == 80
        return Self.routes([("v1", 100)], error: isWritten ? "missing ]: [" : nil)
      }
    }
    let entry = try await bench.apply(plan(bench, [("v1", 80), ("v2", 20)])).get()
    #expect(entry.note?.hasSuffix("have the new routes: pod-0 rejected them: missing ]: [.") == true)
    #expect(bench.clock.sleeps == 0)
  }

  @Test func aRefusalThatOnlyACounterTellsEndsTheWait() async throws {
    let bench = try bench(2)
    bench.cluster.state.withLock {
      $0.routes = { _, _ in Self.routes([("v1", 100)]) }
      $0.rejections = { cluster, _ in
        "http.x.rds.9080.update_rejected: \(Self.weights(cluster)?.first?.1 == 80 ? 4 : 3)\n"
      }
    }
    let entry = try await bench.apply(plan(bench, [("v1", 80), ("v2", 20)])).get()
    #expect(
      entry.note
        == "Only 0 of 2 client proxies in all namespaces have the new routes: pod-0 rejected the update, its log says "
        + "why; pod-1 rejected the update, its log says why.")
    #expect(bench.clock.sleeps < 8)
  }

  @Test func deletionAndItsUndoAreProvenToo() async throws {
    let bench = try bench()
    bench.cluster.state.withLock { $0.routes = { cluster, _ in Self.routes(Self.weights(cluster)) } }
    let removal = Samples.plan(Samples.change(bench.cluster[Samples.route], nil))
    let entry = try await bench.apply(removal).get()
    #expect(entry.note == "3 of 3 client proxies in all namespaces have the new routes.")
    let undo = try await bench.undoPlan().get()
    #expect(try await bench.apply(undo).get().note == entry.note)
    #expect(bench.cluster[Samples.route] != nil)
  }

  @Test func proxiesThatDoNotKnowTheHostAreNoClients() async throws {
    let bench = try bench()
    bench.cluster.state.withLock {
      $0.routes = { cluster, pod in pod == "pod-0" ? Self.routes(Self.weights(cluster)) : #"{"configs":[]}"# }
    }
    #expect(
      try await bench.apply(plan(bench, [("v1", 80), ("v2", 20)])).get().note?.hasPrefix("1 of 1 client") == true)
    bench.cluster.state.withLock { $0.routes = { _, _ in "{}" } }
    let news = News()
    let entry = try await bench.apply(plan(bench, [("v1", 70), ("v2", 30)]), news: news).get()
    #expect(entry.note == nil)
    #expect(
      news.ends.first == "No client proxy in all namespaces has routes to reviews.default.svc.cluster.local.")
  }

  @Test(arguments: [
    (KubernetesError.Reason.forbidden("no"), "running commands in their pods, RBAC's \"create pods/exec\", is not"),
    (.commandFailed(status: 1, message: "refused"), "their admin interface does not answer"),
    (.timeout(seconds: 2), "their admin interface does not answer in time"),
  ])
  func countersStandInWhereRoutesCannotBeRead(failure: KubernetesError.Reason, why: String) async throws {
    let bench = try bench()
    bench.cluster.state.withLock {
      $0.adminFailure = failure
      $0.proxy = { cluster, _, port in
        guard port == ProxyAnswer.statsPort else { return nil }
        return "envoy_cluster_manager_cds_update_success{} 7\n"
          + "envoy_http_rds_update_success{x=\"y\"} \(Self.weights(cluster)?.first?.1 == 80 ? 3 : 2)\n"
      }
    }
    let note = try await bench.apply(plan(bench, [("v1", 80), ("v2", 20)])).get().note
    #expect(
      note?.hasPrefix("3 of 3 client proxies in all namespaces took an update; their routes cannot be read: \(why)")
        == true)
    // The next write moves no counter.
    let news = News()
    let silent = try await bench.apply(plan(bench, [("v1", 70), ("v2", 30)]), news: news).get().note
    #expect(silent?.hasPrefix("3 of 3") == true)
    let still = try await bench.apply(plan(bench, [("v1", 60), ("v2", 40)]), news: news).get().note
    #expect(still?.hasPrefix("Only 0 of 3 client proxies in all namespaces took an update within 5 s") == true)
    #expect(news.all.contains(.unproven(text: still ?? "")))
  }

  @Test func saysWhyNothingIsSeen() async throws {
    let bench = try bench()
    let news = News()
    let entry = try await bench.apply(plan(bench, [("v1", 80), ("v2", 20)]), news: news).get()
    #expect(
      entry.note
        == "Whether the client proxies have the new routes is not seen: their admin interface does not answer.")
    #expect(news.all.contains(.unproven(text: entry.note ?? "")))
  }

  @Test func theQuestionIsForTheServicesPortOnly() {
    #expect(ProxyAnswer.routesPath(ports: [80, 9080]).hasSuffix("&name_regex=(.*:)%3F(80%7C9080)"))
    #expect(!ProxyAnswer.routesPath(ports: []).contains("name_regex"))
  }

  @Test func warningsOfTheServerReachPreviewAndNote() async throws {
    let bench = Bench([Samples.virtualService([("v1", 100)])])
    bench.cluster.state.withLock { $0.warnings = [#"unknown field "spec.typo""#] }
    var wanted = Samples.virtualService([("v1", 80), ("v2", 20)])
    wanted[["spec", "typo"]] = 1
    let plan = Samples.plan(Samples.edit(bench.cluster, Samples.route, to: wanted))
    let report = await bench.pipeline.dryRun(plan)
    // The server's words, and not the same once more in our own.
    #expect(report.warnings == [#"VirtualService default/reviews: unknown field "spec.typo""#])
    let news = News()
    let note = try await bench.apply(plan, news: news).get().note
    let text = #"VirtualService default/reviews: the server warns: unknown field "spec.typo"."#
    #expect(note?.contains(text) == true)
    #expect(news.all.contains(.warned(text: text)))
  }
}
