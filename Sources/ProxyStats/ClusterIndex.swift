import MeshModel

/// Finds the cluster that a sample is of, under Istio's and under Envoy's own tag rules.
struct ClusterIndex {
  private struct Candidate {
    var name: String
    /// What of the cluster's name stands in the metric's: everything behind the first dot, and a final `_`.
    var rest: String
  }

  private var whole: [String: String] = [:]
  private var byHead: [String: [Candidate]] = [:]

  init(_ clusters: [ProxyCluster]) {
    for cluster in clusters {
      let name = cluster.name.text
      // Statistics have no colons in their names; Istio's end with a semicolon that its tag rules cut at.
      let statName = cluster.statName.replacing(":", with: "_")
      let bare = statName.hasSuffix(";") ? String(statName.dropLast()) : statName
      whole[bare] = name
      guard let dot = statName.firstIndex(of: ".") else { continue }
      let rest = String(statName[statName.index(after: dot)...].map { Self.isPlain($0) ? $0 : "_" }) + "_"
      byHead[String(statName[..<dot]), default: []].append(Candidate(name: name, rest: rest))
    }
    for head in byHead.keys { byHead[head]?.sort { $0.rest.count > $1.rest.count } }
  }

  /// The cluster's name and the counter's, for a metric's name behind `envoy_cluster_`; nil for copies of counters and
  /// clusters that are not known.
  func find(_ metric: Substring, _ sample: EnvoySample) -> (cluster: String, counter: Substring)? {
    guard let label = sample["cluster_name"] else { return nil }
    for candidate in byHead[label] ?? [] where metric.hasPrefix(candidate.rest) {
      let counter = metric.dropFirst(candidate.rest.count)
      if EnvoyCounters.isKnown(counter) { return (candidate.name, counter) }
    }
    return whole[label].flatMap { EnvoyCounters.isKnown(metric) ? ($0, metric) : nil }
  }

  private static func isPlain(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber) || character == "_"
  }
}
