import MeshModel
import Texts

/// What to tell of traffic that is read from `/clusters`: what it cannot show, and what never reaches a cluster.
struct ClusterNotices: Sendable {
  /// Of the proxies that have no `istio_*` metrics, sorted by id.
  private let mine: [ProxyRecord]
  private let count: Int

  init(_ records: some Collection<ProxyRecord>) {
    mine = records.filter { $0.source == .clusters }.sorted { $0.target.id < $1.target.id }
    count = records.count
  }

  func notices() -> [Notice] {
    guard !mine.isEmpty else { return [] }
    let whose = mine.count == count ? tr("No proxy has") : tr("\(mine.count) of \(count) proxies have no")
    var notices = [
      Notice(
        code: "source-clusters", level: .info,
        text: tr(
          "Source: clusters. \(whose) istio_* metrics, so traffic is read from Envoy's /clusters: without latency, "
            + "mutual TLS, and callers that have no proxy."))
    ]
    let bare = mine.filter { record in record.admin.clusters.allSatisfy { $0.counters == nil } }
    let busy = bare.filter { record in record.admin.clusters.contains { $0.hosts.contains { $0.requests > 0 } } }
    if !busy.isEmpty {
      notices.append(
        Notice(
          code: "attempts", level: .info,
          text:
            tr(
              "\(names(busy)) keep no cluster statistics: attempts count as requests, so retries count too, and what a "
                + "circuit breaker refuses is not seen.")))
    }
    notices += [
      notice("faults-injected", \.abortsInjected, tr("answered by injected faults")),
      notice("no-route", \.noRoute, tr("that no route matched")),
      notice("no-cluster", \.noCluster, tr("whose route leads to a cluster that does not exist")),
    ].compactMap(\.self)
    notices += retries
    for record in mine where record.admin.history.sums.asyncRequests ?? 0 > 0 && !record.admin.mirrorTargets.isEmpty {
      let targets = record.admin.mirrorTargets.map { ClusterName($0).shortText }.joined(separator: ", ")
      notices.append(
        Notice(
          code: "mirrored", level: .info,
          text: tr("\(name(record)) sends copies of requests to \(targets) (mirroring): they count there like calls.")))
    }
    return notices
  }

  /// Where the figures of an edge are fewer than what its servers see.
  private var retries: [Notice] {
    let told = mine.flatMap { record in
      record.admin.history.retries.filter { ClusterFlows.isCall(ClusterName($0.key)) }.sorted { $0.key < $1.key }.map {
        tr("\(name(record)) tried again \(PlainNumber.decimal($0.value)) times for \(ClusterName($0.key).shortText)")
      }
    }
    guard !told.isEmpty else { return [] }
    let rest = told.count > 3 ? tr(", and \(told.count - 3) more") : ""
    return [
      Notice(
        code: "retries", level: .info,
        text: told.prefix(3).joined(separator: ", ") + rest + tr(" since Vigla looks: edges count calls, not attempts.")
      )
    ]
  }

  /// Requests that reach no cluster, so that no edge shows them.
  private func notice(
    _ code: String, _ path: KeyPath<ProxyCounters, Double?>, _ what: String
  ) -> Notice? {
    let told = mine.compactMap { record -> (name: String, count: Double)? in
      guard let count = record.admin.history.sums[keyPath: path], count > 0 else { return nil }
      return (name(record), count)
    }
    guard !told.isEmpty else { return nil }
    let parts = told.prefix(3).map { tr("\(PlainNumber.decimal($0.count)) by \($0.name)") }
    let rest = told.count > 3 ? tr(", and more by \(told.count - 3) others") : ""
    return Notice(
      code: code, level: .warning,
      text: tr(
        "Requests \(what), so that no edge shows them: \(parts.joined(separator: ", "))\(rest) since Vigla looks."))
  }

  private func name(_ record: ProxyRecord) -> String {
    record.target.workload ?? record.admin.info?.workloadName ?? record.target.id
  }

  private func names(_ records: [ProxyRecord]) -> String {
    let all = Array(Set(records.map(name))).sorted()
    return all.prefix(3).joined(separator: ", ") + (all.count > 3 ? tr(" and \(all.count - 3) more") : "")
  }
}
