import Cells
import Dashboard
import GraphLayout
import MeshModel
import TrafficConfig

/// The dashboard's graph pane for graphs of the corpus at three sizes of the terminal, as a page of documentation: the
/// same text in every run.
enum Pictures {
  private static let sizes = [
    Size(width: 80, height: 24), Size(width: 120, height: 40), Size(width: 200, height: 60),
  ]

  private static var graphs: [LayoutCorpus.Graph] {
    [
      LayoutCorpus.bookinfo, LayoutCorpus.onlineBoutique, LayoutCorpus.layered(20), LayoutCorpus.powerLaw(20),
      LayoutCorpus.cyclicMesh(20), LayoutCorpus.cyclicMesh(50), LayoutCorpus.powerLaw(100),
      LayoutCorpus.cyclicMesh(200), LayoutCorpus.cyclicMesh(1_000),
    ]
  }

  /// The page, in Markdown.
  static var page: String {
    var text = """
      # Pictures

      What the dashboard makes of graphs of the layout's corpus. Made by `vigla-bench pictures`; do not edit.


      """
    for graph in graphs {
      text += "## \(graph.name), \(graph.nodes.count) services, \(graph.edges.count) calls\n\n"
      for size in sizes {
        text += "\(size.width)x\(size.height):\n\n```text\n\(picture(of: graph, size))\n```\n\n"
      }
    }
    return text.trimmingSuffix(while: \.isNewline) + "\n"
  }

  private static func picture(of graph: LayoutCorpus.Graph, _ size: Size) -> String {
    var state = DashboardState(context: DashboardContext(name: "pictures"), size: size, now: 1_800_000_000)
    let view = MeshView(snapshot: snapshot(of: graph), configuration: MeshConfiguration())
    _ = update(&state, .connection(.connected))
    _ = update(&state, .mesh(view))
    return render(state, size: size).text.map { $0.trimmingSuffix(while: { $0 == " " }) }.joined(separator: "\n")
  }

  /// Each node as a service, ten to a team where there are many.
  private static func snapshot(of graph: LayoutCorpus.Graph) -> MeshSnapshot {
    let place = Dictionary(uniqueKeysWithValues: graph.nodes.enumerated().map { ($0.element.id, $0.offset) })
    func team(_ id: String) -> String {
      graph.nodes.count <= 20
        ? "default" : "team-\((place[id] ?? 0) * min(12, graph.nodes.count / 10) / graph.nodes.count + 1)"
    }
    func node(_ id: String) -> NodeID { NodeID("svc_Kubernetes_\(team(id))_\(id)") }
    func rate(_ number: Int) -> Double { Double(number * 37 % 90 + 10) / 2 }
    let nodes = graph.nodes.enumerated().map { number, item in
      MeshNode(
        id: node(item.id), kind: .service, namespace: team(item.id), service: item.id,
        health: Health(number % 17 == 11 ? .degraded : .healthy), inbound: RequestTotals(rate: rate(number)))
    }
    let calls = graph.edges.sorted { ($0.source, $0.target) < ($1.source, $1.target) }
    let edges = calls.enumerated().map { number, edge in
      MeshEdge(
        id: EdgeID(source: node(edge.source), target: node(edge.target), protocol: .http), rate: rate(number),
        health: Health(.healthy))
    }
    return MeshSnapshot(
      timestamp: 1_800_000_000, windowSeconds: 30, nodes: nodes.sorted { $0.id < $1.id },
      edges: edges.sorted { $0.id < $1.id },
      proxies: [ProxyStatus(id: "a", namespace: "default", pod: "a", state: .answering)])
  }
}

extension StringProtocol {
  fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> String {
    var end = endIndex
    while end > startIndex, isDropped(self[index(before: end)]) { end = index(before: end) }
    return String(self[..<end])
  }
}
