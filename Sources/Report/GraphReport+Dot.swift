import Cells
import MeshModel

extension GraphReport {
  /// The graph for Graphviz, with a box around each namespace.
  public static func dot(_ snapshot: MeshSnapshot) -> String {
    var lines = [
      "digraph vigla {", "  rankdir=LR;", "  node [shape=box, style=rounded, fontname=\"Helvetica\"];",
      "  edge [fontname=\"Helvetica\", fontsize=10];",
    ]
    let namespaces = Dictionary(grouping: snapshot.nodes) { $0.kind == .unknown ? "" : $0.namespace }
    for (number, namespace) in namespaces.keys.sorted().enumerated() {
      let nodes = namespaces[namespace] ?? []
      if namespace.isEmpty {
        lines += nodes.map { "  \(dot($0))" }
        continue
      }
      lines.append("  subgraph cluster_\(number) {")
      lines.append("    label=\(quoted(namespace));")
      lines += nodes.map { "    \(dot($0))" }
      lines.append("  }")
    }
    lines += snapshot.edges.map { "  \(dot($0))" }
    return lines.joined(separator: "\n") + "\n}\n"
  }

  private static func dot(_ node: MeshNode) -> String {
    var label = escaped(node.name)
    if node.kind == .app || node.kind == .workload, let version = node.version { label += "\\n" + escaped(version) }
    var attributes = ["label=\"\(label)\"", "color=\"\(colour(node.health.status))\""]
    switch node.kind {
    case .service: attributes.append("shape=hexagon, style=solid")
    case .serviceEntry: attributes.append("shape=cds, style=solid")
    case .unknown: attributes.append("shape=ellipse, style=dashed")
    case .app, .workload: break
    }
    return "\(quoted(node.id.text)) [\(attributes.joined(separator: ", "))];"
  }

  private static func dot(_ edge: MeshEdge) -> String {
    var label = escaped(edge.rateText)
    if let errors = edge.percentError, errors > 0 {
      label += "\\n\(NumberFormat.percent(errors, width: 0)) errors"
    }
    var attributes = ["label=\"\(label)\"", "color=\"\(colour(edge.health.status))\""]
    if edge.isIdle { attributes.append("style=dotted") }
    return "\(quoted(edge.source.text)) -> \(quoted(edge.target.text)) [\(attributes.joined(separator: ", "))];"
  }

  private static func colour(_ status: HealthStatus) -> String {
    switch status {
    case .healthy: "#2e7d32"
    case .degraded: "#b26a00"
    case .failure: "#c62828"
    case .notReady: "#1565c0"
    case .idle, .na: "#757575"
    }
  }

  /// A name in quotes.
  private static func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

  /// A name inside quotes: backslashes would be read as the start of an escape.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in TextWidth.sanitized(text) {
      if character == "\"" || character == "\\" { result.append("\\") }
      result.append(character)
    }
    return result
  }
}
