import Documents
import MeshModel
import Texts

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
    var sentences = [tr("\(lead): \(moves.joined(separator: ", ")).")]
    if changes.isEmpty { sentences.append(tr("Nothing to change.")) }
    sentences += review.creations
    if let location = split.location {
      let others = otherRoutes(location)
      if others > 0 { sentences.append(tr("\(others) other \(others == 1 ? tr("route") : tr("routes")) untouched.")) }
    }
    return sentences.joined(separator: " ")
  }

  private func otherRoutes(_ location: RouteLocation) -> Int {
    let object = configuration.virtualService(
      namespace: location.virtualService.namespace, name: location.virtualService.name)
    let count = RouteSection.allCases.reduce(0) { $0 + (object?.spec[$1.rawValue]?.array?.count ?? 0) }
    return max(0, count - 1)
  }

  private var review: PlanReview {
    PlanReview(configuration: configuration, service: service, changes: changes)
  }

  var findings: [ValidationMessage] { review.findings }

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

  var notices: [String] { review.ownership + readiness + load + review.reach(of: split, as: tr("split")) + notes }

  private var readiness: [String] {
    shares.filter { $0.weight > 0 && $0.row.readyPods == 0 && $0.row.host.hasSuffix(configuration.domain) }.map {
      share in
      let pods = share.row.pods == 0 ? tr("no pod") : tr("no ready pod (0 of \(share.row.pods))")
      return tr("\(share.row.version) has \(pods): its \(share.weight) % of the requests would fail with 503.")
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
      let pods = active.contains { $0.row.readyPods < $0.row.pods } ? tr("ready pods") : tr("pods")
      return tr(
        "\(share.row.version) runs \(share.row.readyPods) of the \(total) \(pods) of these versions but takes "
          + "\(share.weight) %: each of its pods will carry \(Percent.factor(factor)) times what a \(base.row.version) pod "
          + "carries.")
    }
  }
}

extension SplitEditor.Share {
  fileprivate var perPod: Double { Double(weight) / Double(max(1, row.readyPods)) }
}
