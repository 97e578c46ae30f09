import Documents
import MeshModel

extension GraphReport {
  /// The graph with the keys that `vigla graph -o json` promises. Rates are per second (bytes for TCP), percentages
  /// 0...100, latencies milliseconds; what is not known has no key.
  public static func json(_ snapshot: MeshSnapshot) -> JSONValue {
    var object: JSONObject = [
      "timestamp": .rounded(snapshot.timestamp),
      "windowSeconds": .rounded(snapshot.windowSeconds),
      "graphType": .string(snapshot.graphType.rawValue),
      "nodes": .array(snapshot.nodes.map(json)),
      "edges": .array(snapshot.edges.map(json)),
      "notices": .array(
        snapshot.notices.map { ["code": .string($0.code), "text": .string($0.text)] }),
    ]
    object["store"] = snapshot.store.map { ["name": .string($0.name), "place": .string($0.place)] }
    return .object(object)
  }

  private static func json(_ node: MeshNode) -> JSONValue {
    var object: JSONObject = [
      "id": .string(node.id.text), "kind": .string(node.kind.rawValue), "cluster": .string(node.cluster),
      "namespace": .string(node.namespace),
    ]
    object["workload"] = node.workload.map(JSONValue.string)
    object["app"] = node.app.map(JSONValue.string)
    object["version"] = node.version.map(JSONValue.string)
    object["service"] = node.service.map(JSONValue.string)
    object["isRoot"] = .bool(node.isRoot)
    object["isOutside"] = .bool(node.isOutside)
    object["health"] = .string(node.health.status.rawValue)
    object["badges"] = .array(node.badges.map { .string($0.rawValue) })
    object["replicas"] = node.replicas.map {
      ["desired": JSONValue($0.desired), "current": JSONValue($0.current), "available": JSONValue($0.available)]
    }
    return .object(object)
  }

  private static func json(_ edge: MeshEdge) -> JSONValue {
    var object: JSONObject = [
      "source": .string(edge.source.text), "target": .string(edge.target.text),
      "protocol": .string(edge.protocol.rawValue),
    ]
    object["rate"] = .measured(edge.rate)
    object["percentOfSource"] = .measured(edge.percentOfSource)
    object["percentError"] = .measured(edge.percentError)
    object["responses"] = responses(edge)
    object["latencyMs"] = edge.latency.flatMap(json)
    object["mtlsPercent"] = .measured(edge.mtlsPercent)
    if edge.trafficSource != .istio { object["trafficSource"] = .string(edge.trafficSource.rawValue) }
    object["configuredWeight"] = .measured(edge.configuredWeight)
    return .object(object)
  }

  private static func json(_ latency: Latency) -> JSONValue? {
    var object = JSONObject()
    object["p50"] = .measured(latency.p50)
    object["p95"] = .measured(latency.p95)
    object["p99"] = .measured(latency.p99)
    object["avg"] = .measured(latency.average)
    return object.isEmpty ? nil : .object(object)
  }

  /// Per code the shares of the flags and of the hosts, in percent of the edge's total, as in Kiali.
  private static func responses(_ edge: MeshEdge) -> JSONValue? {
    let total = edge.responses.values.reduce(0, +)
    guard total > 0, total.isFinite else { return nil }
    var flags: [String: [String: Double]] = [:]
    var hosts: [String: [String: Double]] = [:]
    for (key, rate) in edge.responses.sorted(by: { $0.key < $1.key }) {
      let percent = rate / total * 100
      flags[key.code, default: [:]][key.flags, default: 0] += percent
      if !key.host.isEmpty { hosts[key.code, default: [:]][key.host, default: 0] += percent }
    }
    return .object(
      JSONObject(
        flags.sorted { $0.key < $1.key }.map { code, shares in
          (code, ["flags": json(shares), "hosts": json(hosts[code] ?? [:])])
        }))
  }

  private static func json(_ shares: [String: Double]) -> JSONValue {
    .object(JSONObject(shares.sorted { $0.key < $1.key }.map { ($0.key, .rounded($0.value)) }))
  }
}
