import Documents
import Testing

@testable import DemoMesh

@Suite("Kubernetes API: watch")
struct ControlPlaneWatchTests {
  private static let path = "\(TestCluster.istio)/virtualservices"

  @Test("A watch from a list's revision tells every change since, in order")
  func changes() async throws {
    try await TestCluster.run { cluster async throws in
      let list = try await cluster.get(Self.path)
      let version = try #require(list.json.at("metadata.resourceVersion")?.string)
      try await cluster.send("POST", Self.path, TestCluster.virtualService())
      try await cluster.send(
        "PATCH", "\(Self.path)/reviews", ["spec": ["exportTo": ["."]]], type: "application/merge-patch+json")
      try await cluster.send("DELETE", "\(Self.path)/reviews")
      var events: [JSONValue] = []
      try await cluster.watch("\(Self.path)?watch=1&resourceVersion=\(version)&timeoutSeconds=5") { event in
        events.append(event)
        return events.count < 3
      }
      #expect(events.map { $0["type"] } == ["ADDED", "MODIFIED", "DELETED"])
      let versions = events.compactMap { $0.at("object.metadata.resourceVersion")?.string.flatMap { Int($0) } }
      #expect(versions == versions.sorted())
      #expect(events[2].at("object.spec.exportTo") == ["."])
    }
  }

  @Test("Without a revision the watch begins with what is there")
  func initial() async throws {
    try await TestCluster.read { cluster async throws in
      var names: [String] = []
      try await cluster.watch("/api/v1/namespaces/default/pods?watch=true&timeoutSeconds=5") { event in
        #expect(event["type"] == "ADDED")
        names.append(event["object"]?.objectName ?? "")
        return names.count < 6
      }
      #expect(Set(names).count == 6)
    }
  }

  @Test("timeoutSeconds ends the stream cleanly, after a bookmark if one was asked for")
  func timeout() async throws {
    try await TestCluster.read { cluster async throws in
      var events: [JSONValue] = []
      let end = try await cluster.watch(
        "\(Self.path)?watch=1&timeoutSeconds=1&allowWatchBookmarks=true&resourceVersion=\(cluster.plane.store.revision)"
      ) { event in
        events.append(event)
        return true
      }
      #expect(end.status == 200)
      #expect(end.isEnded)
      #expect(events.map { $0["type"] } == ["BOOKMARK"])
      #expect(events.first?.at("object.kind") == "VirtualService")
      #expect(events.first?.at("object.spec") == nil)
    }
  }

  @Test("A revision that is forgotten: status 200, one ERROR line with 410, end")
  func tooOld() async throws {
    try await TestCluster.read { cluster async throws in
      var events: [JSONValue] = []
      let end = try await cluster.watch("\(Self.path)?watch=1&resourceVersion=1") { event in
        events.append(event)
        return true
      }
      #expect(end.status == 200)
      #expect(end.isEnded)
      #expect(events.count == 1)
      #expect(events.first?["type"] == "ERROR")
      #expect(events.first?.at("object.code") == 410)
      #expect(events.first?.at("object.reason") == "Expired")
      #expect(events.first?.at("object.message")?.string?.hasPrefix("too old resource version: 1 (") == true)
    }
  }

  @Test("History is bounded: a revision falls out of it")
  func boundedHistory() async throws {
    var options = ControlPlaneOptions.test
    options.historyLimit = 10
    try await TestCluster.run(options) { cluster async throws in
      let start = cluster.plane.store.revision
      for number in 0..<30 {
        try await cluster.send(
          "POST", "/api/v1/namespaces/default/configmaps",
          ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": .string("c\(number)")]])
      }
      var first: JSONValue?
      try await cluster.watch("/api/v1/configmaps?watch=1&resourceVersion=\(start)") { event in
        first = event
        return false
      }
      #expect(first?["type"] == "ERROR")
    }
  }

  @Test("A label selector turns a change that no longer matches into DELETED with the new revision")
  func selector() async throws {
    try await TestCluster.run { cluster async throws in
      var body = TestCluster.virtualService()
      body.setMetadata("labels", ["a": "b"])
      let made = try await cluster.send("POST", Self.path, body).json
      let patched = try await cluster.send(
        "PATCH", "\(Self.path)/reviews", ["metadata": ["labels": ["a": "c"]]], type: "application/merge-patch+json")
      var event: JSONValue?
      try await cluster.watch(
        "\(Self.path)?watch=1&resourceVersion=\(made.resourceVersion)&labelSelector=a%3Db&timeoutSeconds=5"
      ) {
        event = $0
        return false
      }
      #expect(event?["type"] == "DELETED")
      #expect(event?["object"]?.resourceVersion == patched.json.resourceVersion)
      #expect(event?["object"]?.labels == ["a": "b"])
    }
  }

  @Test("One name, tables with their columns told once, and an initial list that is marked as ended")
  func forms() async throws {
    try await TestCluster.run { cluster async throws in
      try await cluster.send("POST", Self.path, TestCluster.virtualService())
      try await cluster.send("POST", Self.path, TestCluster.virtualService(name: "other"))
      var named: [JSONValue] = []
      try await cluster.watch("\(Self.path)/other?watch=1&timeoutSeconds=1") {
        named.append($0)
        return true
      }
      #expect(named.map { $0["object"]?.objectName } == ["other"])
      var tables: [JSONValue] = []
      try await cluster.watch(
        "\(Self.path)?watch=1&timeoutSeconds=5", accept: "application/json;as=Table;v=v1;g=meta.k8s.io"
      ) {
        tables.append($0)
        return tables.count < 2
      }
      #expect(tables[0].at("object.columnDefinitions")?.array?.count == 4)
      #expect(tables[1].at("object.columnDefinitions") == .null)
      var last: JSONValue?
      try await cluster.watch(
        "\(Self.path)?watch=1&sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan"
      ) {
        last = $0
        return $0["type"] != "BOOKMARK"
      }
      #expect(last?.at("object.metadata.annotations")?["k8s.io/initial-events-end"] == "true")
    }
  }

  @Test("A client that leaves is forgotten")
  func leaving() async throws {
    try await TestCluster.run { cluster async throws in
      try await cluster.watch("/api/v1/namespaces?watch=1") { _ in false }
      while cluster.plane.store.watcherCount > 0 { await Task.yield() }
      #expect(cluster.plane.store.watcherCount == 0)
    }
  }

  @Test("A revision that is no number")
  func garbage() async throws {
    try await TestCluster.read { cluster async throws in
      #expect(try await cluster.get("\(Self.path)?watch=1&resourceVersion=x").status == 500)
    }
  }
}
