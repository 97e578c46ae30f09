import DemoMesh
import Foundation
import GraphLayout
import MeshModel

/// The layout engine alone on the calls of synthetic meshes; beside it, where it is installed, Graphviz' dot.
enum LayoutBenchmark {
  static func run() async throws -> [Table] {
    var table = Table(
      title: "Laying out a graph, in ms (budget: not slower than dot)",
      columns: ["nodes", "edges", "afresh", "one node more", "crossings", "dot", "times as fast"])
    for count in [10, 20, 50, 100, 200, 500, 1_000] {
      let (nodes, edges) = graph(services: count)
      let runs = count > 200 ? 5 : 30
      var drawing = GraphDrawing<ServiceID>()
      let fresh = Measurement.best(of: runs) { drawing = LayoutEngine.layout(nodes: nodes, edges: edges) }
      let smaller = LayoutEngine.layout(nodes: Array(nodes.dropLast()), edges: edges)
      let warm = Measurement.best(of: runs) {
        _ = LayoutEngine.layout(nodes: nodes, edges: edges, previous: smaller)
      }
      let dot = dotSeconds(nodes, edges, runs: count > 200 ? 2 : 5)
      table.rows.append([
        "\(drawing.nodes.count)", "\(drawing.edges.count)", Measurement.milliseconds(fresh),
        Measurement.milliseconds(warm), "\(drawing.crossings)", dot.map { Measurement.milliseconds($0, 0) } ?? "-",
        dot.map { Measurement.text($0 / fresh, 1) } ?? "-",
      ])
    }
    return [table]
  }

  private static func graph(services: Int) -> ([LayoutNode<ServiceID>], [LayoutEdge<ServiceID>]) {
    let topology = MeshTopology.synthetic(count: services)
    let known = Set(topology.services.map(\.id))
    var edges: Set<LayoutEdge<ServiceID>> = []
    for workload in topology.workloads {
      let source = ServiceID(namespace: workload.namespace, name: workload.app ?? workload.name)
      for call in workload.behaviour.stages.flatMap(\.calls) {
        let parts = call.host.split(separator: ".")
        let target = ServiceID(
          namespace: parts.count > 1 ? String(parts[1]) : workload.namespace, name: String(parts[0]))
        if known.contains(source), known.contains(target) {
          edges.insert(LayoutEdge(source: source, target: target, labelWidth: 8))
        }
      }
    }
    let nodes = topology.services.map { LayoutNode(id: $0.id, width: 24, height: 4, group: $0.namespace) }
    return (nodes, Array(edges))
  }

  /// Seconds that dot takes as a program, its start included; nil where there is none.
  private static func dotSeconds(
    _ nodes: [LayoutNode<ServiceID>], _ edges: [LayoutEdge<ServiceID>], runs: Int
  ) -> Double? {
    let candidates = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/dot" }
    guard let program = candidates.first(where: FileManager.default.isExecutableFile) else { return nil }
    let names = Dictionary(uniqueKeysWithValues: nodes.enumerated().map { ($0.element.id, "n\($0.offset)") })
    let lines = nodes.map { "\(names[$0.id] ?? "") [shape=box,fixedsize=true,width=2.4,height=0.8]" }
    let arrows = edges.map { "\(names[$0.source] ?? "") -> \(names[$0.target] ?? "")" }
    let text = "digraph {rankdir=LR;splines=ortho\n" + (lines + arrows).joined(separator: "\n") + "\n}\n"
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("vigla-bench-\(getpid()).dot")
    guard (try? Data(text.utf8).write(to: file)) != nil else { return nil }
    defer { try? FileManager.default.removeItem(at: file) }
    var best: Double?
    for _ in 0..<runs {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: program)
      process.arguments = ["-Tplain", "-o", "/dev/null", file.path]
      process.standardError = FileHandle.nullDevice
      let start = Measurement.seconds
      guard (try? process.run()) != nil else { return nil }
      process.waitUntilExit()
      guard process.terminationStatus == 0 else { return nil }
      best = min(best ?? .infinity, Measurement.seconds - start)
    }
    return best
  }
}
