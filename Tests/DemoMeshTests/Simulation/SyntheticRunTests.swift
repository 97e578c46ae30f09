import MeshModel
import Testing

@testable import DemoMesh

@Suite("Simulated synthetic mesh")
struct SyntheticRunTests {
  @Test("traffic of all protocols flows, and both ends agree")
  func protocols() throws {
    let topology = MeshTopology.synthetic(count: 120, seed: 4)
    let mesh = try TestMesh(topology, rate: 150)
    mesh.engine.advance(to: 20)
    mesh.engine.setRate(0)
    mesh.engine.advance(to: 60)
    let rows = mesh.rows
    for name in ["http", "grpc"] {
      func count(_ reporter: String) -> Int {
        rows.filter { $0.labels["reporter"] == reporter && $0.labels["request_protocol"] == name }
          .reduce(0) { $0 + $1.count }
      }
      #expect(count("source") > 100)
      // The default policy retries what is UNAVAILABLE in gRPC, and the server counts every try.
      let retried = count("destination") - count("source")
      #expect(name == "grpc" ? retried >= 0 && retried < 20 : retried == 0)
    }
    #expect(
      rows.allSatisfy { ($0.labels["request_protocol"] == "grpc") == ($0.labels["grpc_response_status"] != "") })
    func bytes(_ reporter: MetricKey.Reporter) -> UInt64 {
      mesh.engine.pods.values.compactMap(\.proxy).flatMap(\.store.tcp).filter { $0.key.reporter == reporter }
        .reduce(0) { $0 + $1.sentBytes }
    }
    #expect(bytes(.source) > 1000)
    #expect(bytes(.source) == bytes(.destination))
  }

  @Test("TCP connections close with their server and open anew elsewhere")
  func tcp() throws {
    let topology = MeshTopology.synthetic(count: 120, seed: 4)
    let mesh = try TestMesh(topology, rate: 150)
    mesh.engine.advance(to: 20)
    let stores = topology.workloads.filter { workload in
      topology.services.contains {
        $0.ports[0].name.hasPrefix("tcp") && $0.namespace == workload.namespace
          && $0.selector["app"] == workload.app
      }
    }
    for store in stores { mesh.scale(store.name, to: 0) }
    mesh.engine.advance(to: 30)
    let series = mesh.engine.pods.values.compactMap(\.proxy).flatMap(\.store.tcp)
    #expect(series.contains { $0.closed > 0 && $0.sentBytes > 0 })
    #expect(series.contains { $0.key.flags.text == "UH" && $0.key.peer == MetricKey.noPeer })
  }

  @Test("a request does not become an avalanche", arguments: [50, 300, 1000])
  func hops(count: Int) throws {
    let mesh = try TestMesh(.synthetic(count: count))
    let entries = mesh.engine.topology.entries
    var hops = 0
    for number in 0..<100 {
      let entry = entries[number % entries.count]
      let answer = try mesh.get(entry.path, host: entry.host)
      hops += answer.hops.count
    }
    #expect(hops > 200 && hops < 2500)
  }
}
