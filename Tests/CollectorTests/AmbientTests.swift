import MeshModel
import Testing

@testable import Collector

/// Pages of an ambient namespace, written after ztunnel's and a waypoint's: ztunnel counts connections at both ends and
/// ends its page with `# EOF`, the waypoint counts requests under a reporter of its own.
@Suite struct AmbientTests {
  private static let tunnel = "istio-system/ztunnel-x7k2p"
  private static let waypoint = "shop/waypoint-5d9f"

  private static func tcp(_ reporter: String, _ source: String, _ destination: String, _ bytes: Double) -> Sample {
    Sample(
      reporter: reporter, source: source, sourceNamespace: "shop", destination: destination,
      destinationNamespace: "shop", service: "reviews", requestProtocol: "tcp", security: "mutual_tls",
      metric: "tcp_sent_bytes_total", value: bytes)
  }

  private static func page(_ samples: [Sample]) -> String {
    "# HELP istio_tcp_sent_bytes The size of total bytes sent during response in case of a TCP connection.\n"
      + "# TYPE istio_tcp_sent_bytes counter\n" + samples.map(\.text).joined() + "# EOF\n"
  }

  /// A ztunnel and, if wanted, a waypoint that answers.
  private static func mesh(hasWaypoint: Bool) -> Mesh {
    let mesh = Mesh(hasWaypoint ? [tunnel, waypoint] : [tunnel])
    for i in mesh.inventory.proxies.indices {
      mesh.inventory.proxies[i].kind = mesh.inventory.proxies[i].id == waypoint ? .waypoint : .ztunnel
      if mesh.inventory.proxies[i].id == waypoint { mesh.inventory.proxies[i].workload = "waypoint" }
    }
    mesh.ledger.setProxies(mesh.inventory.proxies)
    return mesh
  }

  @Test func `A connection that ztunnel carries counts once, with mutual TLS`() {
    let mesh = Self.mesh(hasWaypoint: false)
    mesh.poll(Self.tunnel, at: 1_000, Self.page([]))
    mesh.poll(
      Self.tunnel, at: 1_010,
      Self.page(["source", "destination"].map { Self.tcp($0, "web-v1", "reviews-v1", 1_000) }))
    let flows = mesh.flows(at: 1_010)
    #expect(flows.count == 1)
    #expect(near(flows.first?.rate, 100) && near(flows.first?.mutualRate, 100))
  }

  @Test func `What a waypoint reports is not counted again as the connections to and from it`() {
    let mesh = Self.mesh(hasWaypoint: true)
    let hops = [
      Self.tcp("source", "web-v1", "waypoint", 5_000), Self.tcp("destination", "web-v1", "waypoint", 5_000),
      Self.tcp("source", "waypoint", "reviews-v1", 5_000), Self.tcp("destination", "waypoint", "reviews-v1", 5_000),
      Self.tcp("destination", "db-v1", "ratings-v1", 10),
    ]
    let requests = Sample(
      reporter: "waypoint", source: "web-v1", sourceNamespace: "shop", destination: "reviews-v1",
      destinationNamespace: "shop", value: 50)
    mesh.poll(Self.tunnel, at: 1_000, Self.page([]))
    mesh.poll(Self.waypoint, at: 1_000, [requests.counting(0)])
    mesh.poll(Self.tunnel, at: 1_010, Self.page(hops))
    mesh.poll(Self.waypoint, at: 1_010, [requests])
    let flows = mesh.flows(at: 1_010)
    #expect(flows.map(\.key.protocol) == [.tcp, .http])
    #expect(flows.map(\.key.source.workload) == ["db-v1", "web-v1"])
    #expect(near(flows.last?.rate, 5) && near(flows.last?.mutualRate, 5))
  }

  @Test func `Without a word from the waypoint the connections are all there is to show`() {
    let mesh = Self.mesh(hasWaypoint: false)
    mesh.poll(Self.tunnel, at: 1_000, Self.page([]))
    mesh.poll(Self.tunnel, at: 1_010, Self.page([Self.tcp("source", "web-v1", "waypoint", 5_000)]))
    #expect(mesh.flows(at: 1_010).count == 1)
  }
}
