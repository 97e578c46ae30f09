import Cells
import Dashboard
import Terminal

/// The memory that a mesh takes up once the window is full: collector, snapshot and dashboard, without the network.
enum MemoryBenchmark {
  static func run() async throws -> [Table] {
    Heap.keepSmall()
    var table = Table(
      title: "Memory by mesh size, in MB",
      columns: ["services", "proxies", "collector and snapshot", "dashboard", "KB a proxy"])
    for services in [10, 50, 200, 1_000] {
      let fixture = await MeshFixture(services: services)
      let start = Measurement.residentBytes
      var mesh = await HeldMesh(fixture)
      var newest = await mesh.round()
      for _ in 0..<10 { newest = await mesh.round() }
      let collected = Measurement.residentBytes
      var state = DashboardState(
        context: DashboardContext(name: "bench"), size: Size(width: 200, height: 60),
        now: newest?.snapshot.timestamp ?? 0)
      if let newest {
        _ = update(&state, .mesh(MeshView(snapshot: newest.snapshot, configuration: newest.configuration)))
      }
      let drawn = render(state, size: Size(width: 200, height: 60))
      let all = Measurement.residentBytes
      precondition(drawn.width == 200)
      await mesh.stop()
      let proxies = fixture.inventory.proxies.count
      table.rows.append([
        "\(services)", "\(proxies)", Measurement.text(Double(collected - start) / 1e6, 1),
        Measurement.text(Double(all - collected) / 1e6, 1),
        Measurement.text(Double(all - start) / 1e3 / Double(proxies)),
      ])
    }
    return [table, await afterManyPolls()]
  }

  /// What grows with time alone would show here.
  private static func afterManyPolls() async -> Table {
    var table = Table(
      title: "Resident memory after many polls, in MB", columns: ["services", "proxies", "100", "1,000", "10,000"])
    for services in [10, 50] {
      let fixture = await MeshFixture(services: services)
      var mesh = await HeldMesh(fixture)
      var sizes: [String] = []
      var polls = 0
      for goal in [100, 1_000, 10_000] {
        while polls < goal {
          _ = await mesh.round()
          polls += 1
        }
        sizes.append(Measurement.text(Double(Measurement.residentBytes) / 1e6, 1))
      }
      await mesh.stop()
      table.rows.append(["\(services)", "\(fixture.inventory.proxies.count)"] + sizes)
    }
    return table
  }
}
