import Documents
import TrafficConfig

/// Finds the objects that resources were made from, by the metadata that Istio's pilot leaves in them.
enum ResourceOrigins {
  /// A part of a resource that was made from one object, such as a route or a cluster.
  struct Part: Hashable, Sendable {
    var object: ObjectReference
    var content: JSONValue
  }

  /// The objects whose parts a proxy refused, as far as can be told: those that the reason names, else all whose parts
  /// are new; sorted.
  static func suspects(_ refusal: XDSRefusal, reason: String) -> [ObjectReference] {
    let old = Set(refusal.running.flatMap(parts))
    let new = refusal.resources.flatMap(parts).filter { !old.contains($0) }
    let named = new.filter { part in
      let names: [String] = [part.content["name"]?.string ?? "", "/\(part.object.name)"]
      return names.contains { $0.count > 1 && reason.contains($0) }
    }
    return Set((named.isEmpty ? new : named).map(\.object)).sorted()
  }

  /// The parts of a resource, from the outermost on.
  static func parts(of resource: JSONValue) -> [Part] {
    switch resource {
    case .object(let members):
      var found: [Part] = []
      if let object = origin(of: resource) { found.append(Part(object: object, content: resource)) }
      for (key, value) in members where key != "metadata" { found += parts(of: value) }
      return found
    case .array(let elements): return elements.flatMap(parts)
    default: return []
    }
  }

  /// `/apis/networking.istio.io/v1/namespaces/NAMESPACE/KIND/NAME`.
  private static func origin(of resource: JSONValue) -> ObjectReference? {
    guard let path = resource.value("metadata", "filter_metadata", "istio", "config")?.string else { return nil }
    let parts = path.split(separator: "/").map(String.init)
    guard parts.count == 7, parts[3] == "namespaces" else { return nil }
    let kind = parts[5].split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    return ObjectReference(kind: kind, namespace: parts[4], name: parts[6])
  }
}
