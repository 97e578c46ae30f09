import Documents
import MeshModel

/// What PeerAuthentications say together: the workload's own policy, else its namespace's, else the mesh's, else
/// permissive; of several at one level the oldest counts. After Istio's reference of PeerAuthentication.
public struct MutualTLSPolicies: Sendable {
  /// One PeerAuthentication.
  private struct Policy: Sendable {
    var selector: [String: String]
    /// Nil where it is left to the level above.
    var mode: MutualTLS?
    /// It says something else of single ports.
    var hasPorts = false
  }

  /// By namespace, the oldest first.
  private var policies: [String: [Policy]] = [:]
  private let root: @Sendable (String) -> String

  /// - Parameters:
  ///   - documents: objects of any kind; only PeerAuthentications count.
  ///   - root: the root namespace for workloads of a namespace.
  public init(_ documents: [JSONValue], root: @escaping @Sendable (String) -> String) {
    self.root = root
    let mine = documents.filter { $0["kind"]?.string == "PeerAuthentication" }.sorted { Self.age($0) < Self.age($1) }
    for document in mine {
      let namespace = document["metadata"]?["namespace"]?.string ?? ""
      let mode = document["spec"]?["mtls"]?["mode"]?.string.flatMap { MutualTLS(rawValue: $0.lowercased()) }
      let selector = document["spec"]?["selector"]?["matchLabels"]?.stringMap ?? [:]
      let hasPorts = document["spec"]?["portLevelMtls"]?.object?.isEmpty == false
      policies[namespace, default: []].append(Policy(selector: selector, mode: mode, hasPorts: hasPorts))
    }
  }

  private static func age(_ document: JSONValue) -> (String, String) {
    let metadata = document["metadata"]
    return (metadata?["creationTimestamp"]?.string ?? "~", metadata?["name"]?.string ?? "")
  }

  /// What a policy of the namespace or of the mesh says; nil where none does.
  public func written(namespace: String) -> MutualTLS? {
    let levels = namespace == root(namespace) ? [namespace] : [namespace, root(namespace)]
    for level in levels {
      if let mode = policies[level]?.first(where: { $0.selector.isEmpty })?.mode { return mode }
    }
    return nil
  }

  /// What the workloads of a namespace accept unless a policy of their own says otherwise.
  public func mode(namespace: String) -> MutualTLS { written(namespace: namespace) ?? .permissive }

  /// What a workload accepts.
  public func mode(namespace: String, labels: [String: String]) -> MutualTLS {
    own(namespace, labels)?.mode ?? mode(namespace: namespace)
  }

  /// Whether that is so on all of its ports.
  public func isUniform(namespace: String, labels: [String: String]) -> Bool {
    own(namespace, labels)?.hasPorts != true
  }

  private func own(_ namespace: String, _ labels: [String: String]) -> Policy? {
    policies[namespace]?.first { policy in
      !policy.selector.isEmpty && policy.selector.allSatisfy { labels[$0.key] == $0.value }
    }
  }
}

extension MeshConfiguration {
  /// What its PeerAuthentications say.
  public var mutualTLS: MutualTLSPolicies {
    MutualTLSPolicies(otherObjects) { [rootNamespace, rootNamespaces] in rootNamespaces[$0] ?? rootNamespace }
  }
}
