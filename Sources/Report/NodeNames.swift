import Cells
import MeshModel

/// Short names of the nodes of a snapshot, safe to print and each different from the others.
struct NodeNames {
  private let names: [NodeID: String]

  init(_ snapshot: MeshSnapshot) {
    let showsNamespace = Set(snapshot.nodes.lazy.filter { $0.kind != .unknown }.map(\.namespace)).count > 1
    var names: [NodeID: String] = [:]
    var owners: [String: [NodeID]] = [:]
    for node in snapshot.nodes {
      let name = TextWidth.sanitized(Self.name(of: node, showsNamespace: showsNamespace))
      names[node.id] = name
      owners[name, default: []].append(node.id)
    }
    for (name, ids) in owners where ids.count > 1 {
      for id in ids { names[id] = "\(name) (\(TextWidth.sanitized(id.text)))" }
    }
    self.names = names
  }

  /// The name; the id for a node that is not in the snapshot.
  subscript(id: NodeID) -> String { names[id] ?? TextWidth.sanitized(id.text) }

  private static func name(of node: MeshNode, showsNamespace: Bool) -> String {
    let place = showsNamespace && node.kind != .unknown ? ".\(node.namespace)" : ""
    switch node.kind {
    case .service: return "\(node.name)\(place) service"
    case .serviceEntry: return "\(node.name) external"
    case .app, .workload: return ([node.name + place] + [node.version].compactMap { $0 }).joined(separator: " ")
    case .unknown: return node.name
    }
  }
}
