import Documents
import Testing

@testable import DemoMesh

@Suite("Configuration of one proxy")
struct XDSNodeTests {
  private static let clusters = XDSSubscription(type: .clusters, names: [])
  private static let listeners = XDSSubscription(type: .listeners, names: [])
  private static let routes = XDSSubscription(type: .routes, names: ["9080"])

  private static func resources(clusters: [String], routes: String, listener: String = "a") -> EnvoyResources {
    EnvoyResources(
      listeners: [["name": "outbound", "content": .string(listener)]],
      clusters: clusters.map { ["name": .string($0)] }, routes: [["name": "9080", "content": .string(routes)]])
  }

  /// A proxy that takes what it gets.
  private struct Proxy {
    var node = XDSNode()
    var versions: [XDSSubscription: String] = [:]

    /// Asks once for a subscription.
    mutating func poll(_ subscription: XDSSubscription, takes: Bool = true) -> (XDSNode.Note, XDSResponse?) {
      let version = versions[subscription] ?? ""
      let note = node.note(subscription, version: version)
      let response = node.response(to: subscription, having: version)
      if let response {
        node.send(response, to: subscription)
        if takes { versions[subscription] = String(response.version) }
      }
      return (note, response)
    }

    /// Polls until there is nothing new, and gives the names of clusters and content of routes in their order.
    mutating func settle() -> [String] {
      var log: [String] = []
      // What a proxy says last may be news for a subscription that it asked for before.
      var quiet = 0
      while quiet < 2 {
        quiet += 1
        for subscription in [XDSNodeTests.clusters, XDSNodeTests.listeners, XDSNodeTests.routes] {
          guard let response = poll(subscription).1 else { continue }
          quiet = 0
          let texts = response.resources.map { $0["content"]?.string ?? $0["name"]?.string ?? "" }
          log.append("\(subscription.type.rawValue) \(texts.joined(separator: ","))")
        }
      }
      return log
    }
  }

  @Test("A new proxy gets everything, and nothing more while nothing changes")
  func first() {
    var proxy = Proxy()
    #expect(proxy.poll(Self.clusters).1 == nil, "nothing is known of it yet")
    proxy.node.want(Self.resources(clusters: ["v1"], routes: "v1"))
    #expect(proxy.settle() == ["clusters v1", "listeners a", "routes v1"])
    #expect(proxy.node.isSettled)
    proxy.node.want(Self.resources(clusters: ["v1"], routes: "v1"))
    #expect(proxy.settle() == [])
  }

  @Test("A change goes out make before break")
  func order() {
    var proxy = Proxy()
    proxy.node.want(Self.resources(clusters: ["v1", "v2"], routes: "v1 v2"))
    _ = proxy.settle()
    proxy.node.want(Self.resources(clusters: ["v2", "v3"], routes: "v2 v3"))
    #expect(!proxy.node.isSettled)
    #expect(proxy.poll(Self.routes).1 == nil, "routes wait for the clusters that they lead to")
    #expect(proxy.settle() == ["clusters v2,v3,v1", "routes v2 v3", "clusters v2,v3"])
    #expect(proxy.node.isSettled)
  }

  @Test("A newer wish while one is on its way replaces it")
  func overtaken() {
    var proxy = Proxy()
    proxy.node.want(Self.resources(clusters: ["v1"], routes: "v1"))
    _ = proxy.settle()
    proxy.node.want(Self.resources(clusters: ["v2"], routes: "v2"))
    #expect(proxy.poll(Self.clusters).1?.resources.count == 2)
    proxy.node.want(Self.resources(clusters: ["v3"], routes: "v3"))
    #expect(proxy.settle() == ["clusters v3,v2,v1", "routes v3", "clusters v3"])
  }

  @Test("A refusal is told once, holds the request and lets the rest go on")
  func refusal() throws {
    var proxy = Proxy()
    proxy.node.want(Self.resources(clusters: ["v1"], routes: "good"))
    _ = proxy.settle()
    proxy.node.want(Self.resources(clusters: ["v1"], routes: "bad"))
    let response = try #require(proxy.poll(Self.routes, takes: false).1)
    #expect(!proxy.node.isSettled)
    let (note, again) = proxy.poll(Self.routes, takes: false)
    guard case .refused(let refusal) = note else {
      Issue.record("\(note)")
      return
    }
    #expect(refusal.version == response.version)
    #expect(refusal.resources == [["name": "9080", "content": "bad"]])
    #expect(refusal.running == [["name": "9080", "content": "good"]])
    #expect(again == nil)
    #expect(proxy.node.isSettled)
    #expect(proxy.poll(Self.routes, takes: false) == (.nothing, nil))
    proxy.node.want(Self.resources(clusters: ["v1"], routes: "better"))
    #expect(proxy.settle() == ["routes better"])
  }

  @Test("A proxy that starts again gets everything again")
  func restart() {
    var proxy = Proxy()
    proxy.node.want(Self.resources(clusters: ["v1"], routes: "v1"))
    _ = proxy.settle()
    proxy.node.restart()
    proxy.versions = [:]
    #expect(proxy.settle() == ["clusters v1", "listeners a", "routes v1"])
    proxy.node.restart()
    proxy.node.want(Self.resources(clusters: ["v2"], routes: "v2", listener: "b"))
    proxy.versions = [:]
    #expect(proxy.settle() == ["clusters v2", "listeners b", "routes v2"], "nothing old is kept for it")
  }

  @Test("A route configuration that is not there is waited for, and nobody waits for it")
  func missingRoute() {
    var proxy = Proxy()
    proxy.node.want(Self.resources(clusters: ["v1"], routes: "v1"))
    _ = proxy.settle()
    let other = XDSSubscription(type: .routes, names: ["80"])
    #expect(proxy.poll(other).1 == nil)
    #expect(proxy.node.isSettled)
  }
}
