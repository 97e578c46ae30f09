import MeshModel

extension GraphLink {
  /// Adds the figures of one edge of the snapshot.
  mutating func add(_ edge: MeshEdge) {
    let before = rate + byteRate
    if edge.protocol == .tcp {
      byteRate += edge.rate
    } else {
      rate += edge.rate
      errorRate += edge.errorRate
      if edge.protocol == .grpc {
        grpcRate += edge.rate
        grpcErrorRate += edge.errorRate
      }
    }
    ResponseKey.add(edge.responses, to: &responses)
    if let other = edge.latency, (other.p95 ?? 0) >= (latency?.p95 ?? 0) { latency = other }
    if let mtls = edge.mtlsPercent {
      let after = before + edge.rate
      mtlsPercent = mtlsPercent.map { after > 0 ? ($0 * before + mtls * edge.rate) / after : $0 } ?? mtls
    }
    health = health.worse(edge.health)
    date(edge.asOf)
  }
  /// Its figures are as old as the oldest of them.
  mutating func date(_ other: Double?) { asOf = [asOf, other].compactMap(\.self).min() }
}
