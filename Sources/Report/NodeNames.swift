import Cells
import MeshModel

/// Short names of the nodes of a snapshot, safe to print and each different from the others.
struct NodeNames {
  private let names: [NodeID: String]

  /// - Parameter isShort: without the namespace that most nodes are of, and without the word for a service; names that
  ///   would then be the same stay whole.
  init(_ snapshot: MeshSnapshot, isShort: Bool = false) {
    let known = snapshot.nodes.filter { $0.kind != .unknown }
    let sizes = Dictionary(known.map { ($0.namespace, 1) }, uniquingKeysWith: +)
    let main = isShort ? sizes.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key : nil
    let showsNamespace = sizes.count > 1
    var names: [NodeID: String] = [:]
    var owners: [String: [NodeID]] = [:]
    for node in snapshot.nodes {
      var whole = Self.name(of: node, showsNamespace: showsNamespace && node.namespace != main)
      if isShort, node.kind == .service, whole.hasSuffix(" service") { whole.removeLast(" service".count) }
      let name = TextWidth.sanitized(whole)
      names[node.id] = name
      owners[name, default: []].append(node.id)
    }
    let full = isShort && owners.contains { $0.value.count > 1 } ? NodeNames(snapshot) : nil
    for (name, ids) in owners where ids.count > 1 {
      if let full {
        for id in ids { names[id] = full[id] }
        continue
      }
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
