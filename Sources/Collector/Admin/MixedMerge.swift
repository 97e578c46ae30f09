import MeshModel

/// Puts flows that were read from `/clusters` beside those of `istio_*`, so that no request counts twice.
enum MixedMerge {
  /// The word of `istio_*` stands for an edge that it tells of by name. Where a callee only knows that somebody without
  /// a name called, and a caller's `/clusters` tells who, that part of the nameless requests is the caller's.
  static func merge(_ istio: ReporterMerge.Result, clusters: ReporterMerge.Result) -> ReporterMerge.Result {
    guard !clusters.active.isEmpty || !clusters.idle.isEmpty else { return istio }
    let told = Set(istio.active.map { Hop($0.key) })
    let mine = clusters.active.filter { !$0.key.destination.workload.isKnown || !told.contains(Hop($0.key)) }
    var explained: [Place: (rate: Double, recent: Double)] = [:]
    for flow in mine where flow.key.destination.workload.isKnown {
      explained[Place(flow.key.destination), default: (0, 0)].rate += flow.rate
      explained[Place(flow.key.destination), default: (0, 0)].recent += flow.recentRate
    }
    var nameless: [Place: (rate: Double, recent: Double)] = [:]
    for flow in istio.active where isNameless(flow.key) {
      nameless[Place(flow.key.destination), default: (0, 0)].rate += flow.rate
      nameless[Place(flow.key.destination), default: (0, 0)].recent += flow.recentRate
    }
    var result = ReporterMerge.Result(active: mine, idle: clusters.idle)
    for flow in istio.active {
      guard isNameless(flow.key), let known = explained[Place(flow.key.destination)],
        let all = nameless[Place(flow.key.destination)]
      else {
        result.active.append(flow)
        continue
      }
      if let rest = flow.scaled(by: rest(all.rate, known.rate), recent: rest(all.recent, known.recent)) {
        result.active.append(rest)
      }
    }
    result.active.sort { $0.key < $1.key }
    result.idle = (istio.idle + result.idle).sorted()
    return result
  }

  /// What part of `all` is left without `known`. The two were counted at different moments, so a twentieth is nothing.
  private static func rest(_ all: Double, _ known: Double) -> Double {
    guard all > 0 else { return 0 }
    let rest = 1 - known / all
    return rest < 0.05 ? 0 : rest
  }

  private static func isNameless(_ key: FlowKey) -> Bool {
    key.protocol != .tcp && !key.source.workload.isKnown && !key.source.namespace.isKnown && !key.source.app.isKnown
      && key.destination.workload.isKnown
  }

  /// A workload, whatever labels each side gives it.
  private struct Place: Hashable {
    var namespace: String
    var workload: String

    init(_ end: FlowKey.End) {
      namespace = end.namespace
      workload = end.workload
    }
  }

  private struct Hop: Hashable {
    var source: Place
    var destination: Place

    init(_ key: FlowKey) {
      source = Place(key.source)
      destination = Place(key.destination)
    }
  }
}

extension FlowTraffic {
  /// A part of the flow; nil for none.
  fileprivate func scaled(by factor: Double, recent: Double) -> FlowTraffic? {
    guard factor > 0 else { return nil }
    var part = self
    part.rate *= factor
    part.recentRate *= recent
    part.histogram = histogram?.scaled(by: factor)
    part.witnessedRate *= factor
    part.mutualRate *= factor
    return part
  }
}
