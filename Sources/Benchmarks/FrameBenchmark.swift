import Cells
import Dashboard
import MeshModel

/// What a frame costs: update, layout if one is needed, render, and the search for the cells that changed.
enum FrameBenchmark {
  static func run() async throws -> [Table] {
    var table = Table(
      title: "A frame, in ms (budget: 8 at 200 services, 16 at 1,000)",
      columns: [
        "services", "screen", "nodes", "edges", "first, with layout", "one service more", "new data", "key",
        "render alone",
      ])
    for services in [10, 200, 1_000] {
      let fixture = await MeshFixture(services: services)
      var mesh = await HeldMesh(fixture)
      var views: [MeshView] = []
      // As many rounds as give rates that differ, and no restart of the counters among them.
      for _ in 1..<fixture.pages.count {
        if let update = await mesh.round() {
          views.append(MeshView(snapshot: update.snapshot, configuration: update.configuration))
        }
      }
      await mesh.stop()
      guard let last = views.last else { continue }
      for size in [Size(width: 80, height: 24), Size(width: 200, height: 60)] {
        table.rows.append(
          [
            "\(services)", "\(size.width)x\(size.height)", "\(last.snapshot.nodes.count)",
            "\(last.snapshot.edges.count)",
          ]
            + measure(views, size).map { Measurement.milliseconds($0) })
      }
    }
    return [table]
  }

  /// Seconds of the kinds of frames, in the order of the columns.
  private static func measure(_ views: [MeshView], _ size: Size) -> [Double] {
    guard let last = views.last else { return [] }
    let isLarge = last.snapshot.nodes.count > 500
    let runs = isLarge ? 5 : 30
    let empty = DashboardState(
      context: DashboardContext(name: "bench"), size: size, now: last.snapshot.timestamp - 100)
    let blank = render(empty, size: size)

    let first = Measurement.best(of: runs) {
      var state = empty
      _ = update(&state, .mesh(last))
      _ = changedCells(render(state, size: size), blank)
    }

    let smaller = MeshView(snapshot: last.snapshot.withoutLastCallee, configuration: last.configuration)
    var before = empty
    _ = update(&before, .mesh(smaller))
    let shown = render(before, size: size)
    let grown = Measurement.best(of: runs) {
      var state = before
      _ = update(&state, .mesh(last))
      _ = changedCells(render(state, size: size), shown)
    }

    var state = empty
    _ = update(&state, .mesh(last))
    var canvas = render(state, size: size)
    var turn = 0
    let data = Measurement.best(of: runs * 2) {
      turn += 1
      _ = update(&state, .mesh(views[turn % views.count]))
      let next = render(state, size: size)
      _ = changedCells(next, canvas)
      canvas = next
    }
    let keys: [Key] = [.right, .down, .left, .up]
    let key = Measurement.best(of: runs * 2) {
      turn += 1
      _ = update(&state, .input(.key(keys[turn % keys.count])))
      let next = render(state, size: size)
      _ = changedCells(next, canvas)
      canvas = next
    }
    let drawn = Measurement.best(of: runs * 2) { canvas = render(state, size: size) }
    return [first, grown, data, key, drawn]
  }

  private static func changedCells(_ canvas: Canvas, _ before: Canvas) -> Int {
    (0..<canvas.height).reduce(0) { $0 + (canvas.changedColumns(row: $1, since: before)?.count ?? 0) }
  }
}

extension MeshSnapshot {
  /// The same without one node that only receives, and without the edges to it.
  fileprivate var withoutLastCallee: MeshSnapshot {
    let sources = Set(edges.map(\.source))
    guard let gone = nodes.last(where: { !sources.contains($0.id) })?.id else { return self }
    var smaller = self
    smaller.nodes.removeAll { $0.id == gone }
    smaller.edges.removeAll { $0.target == gone }
    return smaller
  }
}
