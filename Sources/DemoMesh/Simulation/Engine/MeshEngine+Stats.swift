extension MeshEngine {
  /// The page of a pod's stats port; nil when nothing listens there.
  func stats(namespace: String, pod: String, port: Int, path: String, query: String) -> PodAnswer? {
    guard let proxy = pods["\(namespace)/\(pod)"]?.proxy else { return nil }
    switch (port, path) {
    case (15020, "/stats/prometheus"), (15020, "/metrics"):
      var answer = page(of: proxy, StatsQuery(query: query))
      if answer.status == 200 { answer.body = AgentStats.page(uptime: now - proxy.startedAt) + answer.body }
      return answer
    case (15090, "/stats/prometheus"): return page(of: proxy, StatsQuery(query: query))
    case (15021, "/healthz/ready"): return PodAnswer(body: [])
    case (15020, _), (15021, _), (15090, _): return PodAnswer(status: 404, contentType: "text/plain", body: [])
    default: return nil
    }
  }

  private func page(of proxy: SimulatedProxy, _ query: StatsQuery) -> PodAnswer {
    guard query.histogramBuckets == "cumulative" else {
      return refusal("unsupported histogram_buckets mode: only cumulative buckets are kept here\n")
    }
    var filter: StatsFilter?
    if let pattern = query.filter {
      guard let compiled = self.filter(pattern) else { return refusal("Invalid re2 regex") }
      filter = compiled
    }
    proxy.receive(now: now)
    let vitals = ProxyVitals(
      uptime: now - proxy.startedAt, configTime: options.epoch + proxy.configTime, configPushes: proxy.configPushes,
      configVersion: RandomSource.mixed(UInt64(proxy.generation.number)), activeClusters: proxy.generation.clusterCount,
      clustersAdded: proxy.mostClusters, activeListeners: 4 + proxy.generation.services.count,
      connections: proxy.openConnections, series: proxy.store.http.count + proxy.store.tcp.count)
    let body = StatsPageWriter.text(
      store: proxy.store, vitals: vitals, usedOnly: query.usedOnly, filter: filter, version: options.istioVersion)
    return PodAnswer(contentType: "text/plain; version=0.0.4", body: body)
  }

  /// Scrapers ask with the same few patterns again and again.
  private func filter(_ pattern: String) -> StatsFilter? {
    if let known = filters[pattern] { return known }
    guard let filter = try? StatsFilter(pattern, number: filterCount) else { return nil }
    filterCount += 1
    if filters.count >= 64 { filters.removeAll() }
    filters[pattern] = filter
    return filter
  }

  private func refusal(_ text: String) -> PodAnswer {
    PodAnswer(status: 400, contentType: "text/plain", body: Array(text.utf8))
  }
}
