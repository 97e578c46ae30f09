import Cells
import MeshModel
import Texts
import TrafficConfig

extension DashboardState {
  func servicesModel() -> TableModel {
    guard let view = shown else { return TableModel(noun: "service", emptyReason: waitingReason) }
    let services = view.snapshot.services
    let cards = Dictionary(
      graph.model.cards.compactMap { card in card.service.map { ($0, card) } }, uniquingKeysWith: { first, _ in first })
    let row = services.map { cards[$0.id] }
    let (snapshot, configuration, findings) = (view.snapshot, view.configuration, self.findings)
    var model = TableModel(
      ids: services.map(\.id.rowID), noun: "service", sort: .init(column: "health", isDescending: true))
    model.copied = { services[$0].id.description }
    model.labels = { place in
      services[place].selector.merging([
        "namespace": services[place].id.namespace, "name": services[place].id.name,
        "health": (row[place]?.health.status ?? .idle).word,
      ]) { $1 }
    }
    model.note = { place in
      guard let card = row[place] else {
        return TextLine(tr("· no traffic seen in \(Figures.duration(snapshot.windowSeconds))"), .muted)
      }
      if let reason = card.health.reason { return TextLine("\(card.signText) \(reason)", card.health.status.style) }
      if let worst = card.topError {
        let words = ResponseWords.flags(worst.flags).map { " (\(worst.flags): \($0))" } ?? ""
        return TextLine("\(ResponseWords.code(worst.code)) \(Figures.percent(worst.percent))\(words)", .warning)
      }
      return TextLine("\(card.signText) \(card.health.status.word)", .muted)
    }
    model.columns = [
      TableColumn("health", "", name: tr("health"), width: 1...1, rank: 0) {
        TableParts.sign(row[$0]?.health ?? Health(.idle))
      },
      TableColumn("name", tr("SERVICE"), width: 14...40, rank: 0, isSearched: true) { TableCell(services[$0].id.name) },
      TableColumn(
        "namespace", tr("NAMESPACE"), width: 10...30, rank: 4, isShown: context.namespaces?.count != 1, isSearched: true
      ) {
        TableCell(services[$0].id.namespace, .muted)
      },
      TableColumn("rate", tr("REQ/S"), width: 7...7, isNumber: true, rank: 1) {
        TableParts.rate(row[$0]?.traffic ?? RequestTotals())
      },
      TableColumn("errors", tr("ERR"), width: 5...5, isNumber: true, rank: 1) {
        TableParts.errors(row[$0]?.traffic.percentError)
      },
      TableColumn("p50", "P50", width: 6...6, isNumber: true, rank: 8) { TableParts.latency(row[$0]?.latency?.p50) },
      TableColumn("p95", "P95", width: 6...6, isNumber: true, rank: 2) { TableParts.latency(row[$0]?.latency?.p95) },
      TableColumn("p99", "P99", width: 6...6, isNumber: true, rank: 7) { TableParts.latency(row[$0]?.latency?.p99) },
      TableColumn("trend", tr("TREND"), width: 10...40, isTrend: true, rank: 3) { place in
        guard let card = row[place] else { return TableCell(NumberFormat.missing, .muted, key: SortKey.absent) }
        return TableParts.trend(History(History.newest(of: card, in: snapshot)))
      },
      TableColumn(
        "errorTrend", tr("ERRORS"), name: tr("trend of errors"), width: 10...30, isTrend: true, rank: 12, isShown: false
      ) { place in
        guard let card = row[place] else { return TableCell(NumberFormat.missing, .muted, key: SortKey.absent) }
        let errors = History(History.newest(of: card, in: snapshot)).errors
        return TableCell("", .sparklineError, key: .figure(errors.last), trend: errors)
      },
      TableColumn("config", tr("CONFIG"), width: 6...6, rank: 5) { place in
        let count = findings.count(about: services[place].id.host(domain: configuration.domain))
        return TableParts.findings(count ?? FindingCount(), exists: count != nil)
      },
      TableColumn("versions", tr("VER"), name: tr("versions"), width: 4...4, isNumber: true, rank: 9) {
        TableCell.count(configuration.workloads(of: services[$0]).count)
      },
      TableColumn("pods", tr("PODS"), width: 7...7, isNumber: true, rank: 6) { place in
        let pods = configuration.workloads(of: services[place]).flatMap(\.pods)
        return TableParts.pods(pods.count(where: \.isReady), pods.count)
      },
      TableColumn("ports", tr("PORTS"), width: 8...24, rank: 10) { place in
        TableCell(services[place].ports.map { "\($0.number)" }.joined(separator: " "), .muted)
      },
    ]
    model.emptyReason = [
      TextLine(tr("Kubernetes has no Service in \(context.scope), or it may not be listed.")),
      refusalHint,
    ]
    return model
  }
}

extension ServiceID {
  /// Unique among the services of all clusters.
  var rowID: String { "\(cluster)/\(namespace)/\(name)" }
}

extension WorkloadID {
  var rowID: String { "\(cluster)/\(namespace)/\(name)" }
}
