import Documents
import MeshModel

/// What to say about a planned shift.
struct ShiftReport {
  let configuration: MeshConfiguration
  let service: ServiceInfo
  let split: RouteSplit
  let shares: [SplitEditor.Share]
  let changes: [ObjectChange]
  let notes: [String]

  /// `reviews.default: v1 80→70, v2 20→30. 1 other route untouched.`
  var sentence: String {
    var lead = "\(service.id)"
    if let summary = split.matchSummary { lead += " (\(summary))" }
    let moves = zip(shares, Percent.whole(shares.map(\.row.percent))).filter { share, _ in
      share.weight > 0 || share.row.percent > 0
    }.map { share, now in "\(share.row.version) \(now)→\(share.weight)" }
    var sentences = ["\(lead): \(moves.joined(separator: ", "))."]
    if changes.isEmpty { sentences.append("Nothing to change.") }
    for change in changes {
      switch (change.operation, change.reference.kind) {
      case (.create, _): sentences.append("Creates \(change.reference).")
      case (_, DestinationRule.kind): sentences.append("Adds \(addedSubsets(change)) to \(change.reference).")
      default: break
      }
    }
    if let location = split.location {
      let others = otherRoutes(location)
      if others > 0 { sentences.append("\(others) other \(others == 1 ? "route" : "routes") untouched.") }
    }
    return sentences.joined(separator: " ")
  }

  private func otherRoutes(_ location: RouteLocation) -> Int {
    let object = configuration.virtualService(
      namespace: location.virtualService.namespace, name: location.virtualService.name)
    let count = RouteSection.allCases.reduce(0) { $0 + (object?.spec[$1.rawValue]?.array?.count ?? 0) }
    return max(0, count - 1)
  }

  private func addedSubsets(_ change: ObjectChange) -> String {
    let before = change.before?[["spec", "subsets"]]?.array?.count ?? 0
    let names = (change.after?[["spec", "subsets"]]?.array ?? []).dropFirst(before).compactMap { $0["name"]?.string }
    return "\(names.count == 1 ? "subset" : "subsets") \(names.joined(separator: ", "))"
  }

  /// The mesh as it would be.
  private var changed: MeshConfiguration {
    var virtualServices = configuration.virtualServices
    var rules = configuration.destinationRules
    for change in changes {
      virtualServices.removeAll { $0.reference == change.reference }
      rules.removeAll { $0.reference == change.reference }
      guard let document = change.after else { continue }
      if change.reference.kind == VirtualService.kind { virtualServices.append(VirtualService(document: document)) }
      if change.reference.kind == DestinationRule.kind { rules.append(DestinationRule(document: document)) }
    }
    return configuration.replacing(virtualServices: virtualServices, destinationRules: rules)
  }

  var findings: [ValidationMessage] {
    let objects = Set(changes.map(\.reference))
    let known = Set(Validator.crossObject(configuration, only: objects))
    let across = Validator.crossObject(changed, only: objects).filter { !known.contains($0) }
    let alone = changes.flatMap { change in
      // An old error would have the write refused all the same; old warnings are no news.
      let old = Set(change.before.map(Validator.webhook) ?? [])
      return (change.after.map(Validator.webhook) ?? []).filter { $0.level == .error || !old.contains($0) }
    }
    return (alone + across).sorted()
  }

  /// What each version would get of the requests that reach this route.
  ///
  /// - Parameter observed: the requests of the whole service, whichever route they took: how many of them came by this
  ///   one is not seen. So rates are told only where no other route shares the service's requests.
  func forecast(_ observed: [String: RequestTotals]) -> [VersionForecast] {
    let total = observed.isEmpty || sharesTraffic ? nil : observed.values.reduce(0) { $0 + $1.rate }
    return shares.filter { $0.weight > 0 || $0.row.percent > 0 || observed[$0.row.version] != nil }.map { share in
      VersionForecast(
        version: share.row.version, percentBefore: share.row.percent, percent: Double(share.weight),
        rateBefore: total.map { _ in observed[share.row.version]?.rate ?? 0 },
        rateAfter: total.map { $0 * Double(share.weight) / 100 })
    }
  }

  var notices: [String] { ownership + readiness + load + reach + notes }

  private var ownership: [String] {
    changes.compactMap { change in
      change.before.flatMap(Ownership.detect).map { "\($0.name) manages \(change.reference): \($0.expectation)" }
    }
  }

  private var readiness: [String] {
    shares.filter { $0.weight > 0 && $0.row.readyPods == 0 && $0.row.host.hasSuffix(configuration.domain) }.map {
      share in
      let pods = share.row.pods == 0 ? "no pod" : "no ready pod (0 of \(share.row.pods))"
      return "\(share.row.version) has \(pods): its \(share.weight) % of the requests would fail with 503."
    }
  }

  /// A version that gets more than its pods' share is told against the version with most ready pods.
  private var load: [String] {
    let active = shares.filter { $0.weight > 0 && $0.row.readyPods > 0 }
    let total = active.reduce(0) { $0 + $1.row.readyPods }
    return active.compactMap { share in
      let others = active.filter { $0.row.version != share.row.version }
      guard Double(share.weight) > share.row.percent,
        let base = others.max(by: { $0.row.readyPods < $1.row.readyPods })
      else { return nil }
      let factor = share.perPod / base.perPod
      guard factor >= 1.5 else { return nil }
      let pods = active.contains { $0.row.readyPods < $0.row.pods } ? "ready pods" : "pods"
      return "\(share.row.version) runs \(share.row.readyPods) of the \(total) \(pods) of these versions but takes "
        + "\(share.weight) %: each of its pods will carry \(Percent.factor(factor)) times what a \(base.row.version) pod "
        + "carries."
    }
  }

  /// Which traffic does not follow this route.
  private var reach: [String] {
    let splits = configuration.splits(ofService: service.id)
    if !split.isOnMesh {
      return [
        "Only traffic through \(split.entryPoints.joined(separator: ", ")) follows this route; calls from inside the "
          + "mesh do not."
      ]
    }
    let others = splits.filter { $0.location != nil && !$0.isOnMesh && $0.refusal == nil }
    let objects = Set(others.compactMap { $0.location?.virtualService }).sorted()
    return objects.map { object in
      let gateways = Set(others.filter { $0.location?.virtualService == object }.flatMap(\.entryPoints)).sorted()
      return "Traffic through \(gateways.joined(separator: ", ")) does not follow this split: \(object) routes it."
    }
  }
}

extension SplitEditor.Share {
  fileprivate var perPod: Double { Double(weight) / Double(max(1, row.readyPods)) }
}
