import Cells
import GraphLayout
import MeshModel

extension GraphReport {
  /// The graph as a drawing, if it fits the width, and as a table of its edges.
  ///
  /// - Parameter width: columns of the output.
  public static func text(_ snapshot: MeshSnapshot, width: Int) -> String {
    let names = NodeNames(snapshot)
    var lines = [
      "\(snapshot.graphType.rawValue) graph, \(counts(snapshot)), \(window(snapshot)) s window\(source(snapshot))", "",
    ]
    if snapshot.nodes.isEmpty { return lines[0] + "\nNo traffic was seen.\n" }
    lines += GraphText(snapshot: snapshot, names: names).drawing(width: width)
    lines.append("")
    return lines.joined(separator: "\n") + "\n" + table(snapshot, names).text
  }

  private static func counts(_ snapshot: MeshSnapshot) -> String {
    let (nodes, edges) = (snapshot.nodes.count, snapshot.edges.count)
    return "\(nodes) node\(nodes == 1 ? "" : "s"), \(edges) edge\(edges == 1 ? "" : "s")"
  }

  private static func window(_ snapshot: MeshSnapshot) -> String {
    let seconds = snapshot.windowSeconds
    return NumberFormat.fixed(seconds, decimals: seconds == seconds.rounded() ? 0 : 1)
  }

  private static func source(_ snapshot: MeshSnapshot) -> String {
    snapshot.sourceWords.map { ", source: \($0)" } ?? ""
  }

  private static func table(_ snapshot: MeshSnapshot, _ names: NodeNames) -> TableReport {
    TableReport(
      columns: [
        .init("source"), .init("target"), .init("protocol"), .init("rate", isNumber: true),
        .init("share", isNumber: true), .init("errors", isNumber: true), .init("p50", isNumber: true),
        .init("p95", isNumber: true), .init("p99", isNumber: true), .init("mtls", isNumber: true),
        .init("weight", isNumber: true), .init("health"),
      ],
      rows: snapshot.edges.map { edge in
        [
          .text(names[edge.source]), .text(names[edge.target]), .text(edge.protocol.rawValue),
          .number(edge.rate, shown: edge.rateText), .percent(edge.percentOfSource), .percent(edge.percentError),
          .milliseconds(edge.latency?.p50), .milliseconds(edge.latency?.p95), .milliseconds(edge.latency?.p99),
          .percent(edge.mtlsPercent), .percent(edge.configuredWeight), .health(edge.health.status),
        ]
      }, whenEmpty: "No edges.")
  }
}
