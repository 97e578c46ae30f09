/// From the bytes of a round of polls to the published snapshot, without the network.
enum PollingBenchmark {
  static func run() async throws -> [Table] {
    var table = Table(
      title: "A round of polls to a snapshot, in ms (at one round in 5 s, 3 % of a core are 150 ms)",
      columns: [
        "proxies", "MB a round", "first round", "later, wall", "later, CPU", "% of a core at 5 s", "nodes", "edges",
      ])
    for (services, proxies) in [(50, 50), (160, 200), (1_000, 1_000)] {
      let fixture = await MeshFixture(services: services, proxies: proxies)
      let start = Measurement.seconds
      var mesh = await HeldMesh(fixture)
      let first = Measurement.seconds - start
      var wall = Double.infinity
      var processor = Double.infinity
      var (nodes, edges) = (0, 0)
      for _ in 0..<12 {
        let (before, used) = (Measurement.seconds, Measurement.processorSeconds)
        guard let update = await mesh.round() else { break }
        wall = min(wall, Measurement.seconds - before)
        processor = min(processor, Measurement.processorSeconds - used)
        nodes = max(nodes, update.snapshot.nodes.count)
        edges = max(edges, update.snapshot.edges.count)
      }
      await mesh.stop()
      table.rows.append([
        "\(fixture.inventory.proxies.count)", Measurement.text(Double(fixture.bytes) / 1e6, 1),
        Measurement.milliseconds(first), Measurement.milliseconds(wall), Measurement.milliseconds(processor),
        Measurement.text(processor / MeshFixture.interval * 100, 2), "\(nodes)", "\(edges)",
      ])
    }
    return [table]
  }
}
