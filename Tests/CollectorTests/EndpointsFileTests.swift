import Testing

@testable import Collector

@Suite struct EndpointsFileTests {
  @Test func readsAList() throws {
    let file = try EndpointsFile(
      parsing: """
        - url: http://127.0.0.1:15090
          admin: http://127.0.0.1:15000
          workload: web-v1
          namespace: shop
          labels: {app: web, version: v1}
        - {url: "http://127.0.0.1:15091/stats/prometheus"}
        """)
    #expect(file.entries.count == 2)
    #expect(file.entries[0].labels == ["app": "web", "version": "v1"])
    #expect(file.entries[1].workload == nil)
  }

  @Test(arguments: [
    ("http://h:15090", "http://h:15090" + PollRequest.path), ("http://h:15090/", "http://h:15090" + PollRequest.path),
    ("http://h:1/stats/prometheus", "http://h:1" + PollRequest.path), ("http://h:1/m?a=b", "http://h:1/m?a=b"),
    ("https://h/metrics", "https://h/metrics" + PollRequest.path.dropFirst(17)),
  ]) func completesURLs(_ url: String, _ whole: String) { #expect(EndpointEntry(url: url).statsURL == whole) }

  @Test(arguments: [
    ("", "no YAML"), ("a: b", "must be a YAML list"), ("[]", "is empty"), ("- 5", "Endpoint 1: it must be"),
    ("- {workload: a}", "url is missing"), ("- {url: 127.0.0.1}", "must begin with http://"),
    ("- {url: 'http://a', port: 5}", "the key \"port\" is not known"), ("- {url: [a]}", "url must be a text"),
    ("- {url: 'http://a'}\n- {url: 'http://a'}", "Endpoint 2: http://a is listed twice"),
    ("- {url: 'http://a', labels: [x]}", "labels must be a mapping"),
    ("- {url: 'http://a', labels: {v: 5}}", "label v must be a text"), ("- {url: 'http://a'", "no YAML"),
  ]) func saysWhatIsWrong(_ text: String, _ message: String) {
    let error = #expect(throws: EndpointsFileError.self) { try EndpointsFile(parsing: text) }
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }

  @Test func isAMesh() async throws {
    let file = EndpointsFile(entries: [
      EndpointEntry(url: "http://a", workload: "web-v1", namespace: "shop", labels: ["app": "web"]),
      EndpointEntry(url: "http://b", workload: "web-v1", namespace: "shop", labels: ["app": "web"]),
      EndpointEntry(url: "http://c", workload: "db", namespace: "data"), EndpointEntry(url: "http://d"),
    ])
    let source = EndpointsMeshSource(file)
    var all = source.inventory(namespaces: nil).makeAsyncIterator()
    let inventory = try #require(await all.next())
    #expect(inventory.proxies.map(\.id) == ["http://a", "http://b", "http://c", "http://d"])
    #expect(inventory.configuration.workloads.map(\.id.description) == ["data/db", "shop/web-v1"])
    #expect(inventory.configuration.workloads.last?.pods.count == 2)
    #expect(inventory.namespaces == ["data", "shop"])
    var some = source.inventory(namespaces: ["shop"]).makeAsyncIterator()
    #expect(await some.next()?.proxies.map(\.id) == ["http://a", "http://b", "http://d"])
    await source.shutdown()
  }
}
