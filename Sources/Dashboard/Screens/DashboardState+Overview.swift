import Cells
import MeshModel
import Texts
import TrafficConfig

/// A namespace as the overview sums it up.
private struct NamespaceRow {
  var name: String
  var health = Health(.idle)
  var traffic = RequestTotals()
  var services = 0
  var workloads = 0
  var ready = 0
  var pods = 0
  var meshed = 0
  var cards: [GraphCard] = []
  /// What is wrong there, the worst first.
  var trouble: [(name: String, health: Health)] = []
  var objects = 0
  var findings = FindingCount()
  /// Of the requests that its services get; nil where nobody reports.
  var mtlsPercent: Double?
  var answering = 0
  var proxies = 0
}

extension DashboardState {
  func overviewModel() -> TableModel {
    guard let view = shown else { return TableModel(noun: "namespace", emptyReason: waitingReason) }
    let rows = namespaceRows(view)
    let policies = view.configuration.mutualTLS
    let snapshot = view.snapshot
    var model = TableModel(ids: rows.map(\.name), noun: "namespace", sort: .init(column: "health", isDescending: true))
    model.copied = { rows[$0].name }
    model.labels = { ["namespace": rows[$0].name, "health": rows[$0].health.status.word] }
    model.note = { place in
      let row = rows[place]
      guard let first = row.trouble.first else { return TextLine(tr("✓ \(row.name): nothing is wrong"), .muted) }
      let more = row.trouble.count > 1 ? tr(", and \(row.trouble.count - 1) more") : ""
      return TextLine(
        "\(first.health.status.sign) \(first.name): \(first.health.reason ?? first.health.status.word)\(more)",
        first.health.status.style)
    }
    model.columns = [
      TableColumn("health", "", name: tr("health"), width: 1...1, rank: 0) {
        TableParts.sign(rows[$0].health)
      },
      TableColumn("name", tr("NAMESPACE"), width: 12...40, rank: 0, isSearched: true) { TableCell(rows[$0].name) },
      TableColumn("rate", tr("REQ/S"), width: 7...7, isNumber: true, rank: 1) { TableParts.rate(rows[$0].traffic) },
      TableColumn("errors", tr("ERR"), width: 5...5, isNumber: true, rank: 2) {
        TableParts.errors(rows[$0].traffic.percentError)
      },
      TableColumn("trend", tr("TREND"), width: 10...40, isTrend: true, rank: 6) { place in
        let row = rows[place]
        return TableParts.trend(
          History(row.cards.flatMap { History.newest(of: $0, in: snapshot) }), isBad: row.health.status == .failure)
      },
      TableColumn("config", tr("CONFIG"), width: 6...6, rank: 3) {
        TableParts.findings(rows[$0].findings, exists: rows[$0].objects > 0)
      },
      TableColumn("mtls", tr("MTLS"), width: 12...12, rank: 4) { place in
        let written = policies.written(namespace: rows[place].name)
        let mode = written ?? .permissive
        return TableCell(
          written == nil ? "(\(mode.rawValue))" : mode.rawValue,
          mode == .disable ? .warning : written == nil ? .muted : .text, key: .text(mode.rawValue))
      },
      TableColumn(
        "encrypted", tr("TLS%"), name: tr("share of requests over mTLS"), width: 5...5, isNumber: true, rank: 7
      ) {
        let percent = rows[$0].mtlsPercent
        return TableCell.figure(percent, Figures.percent(percent), (percent ?? 100) < 100 ? .warning : .text)
      },
      TableColumn("services", tr("SVC"), name: tr("services"), width: 4...4, isNumber: true, rank: 5) {
        TableCell.count(rows[$0].services)
      },
      TableColumn("workloads", tr("WL"), name: tr("workloads"), width: 4...4, isNumber: true, rank: 8) {
        TableCell.count(rows[$0].workloads)
      },
      TableColumn("pods", tr("PODS"), width: 7...7, isNumber: true, rank: 5) {
        TableParts.pods(rows[$0].ready, rows[$0].pods)
      },
      TableColumn("proxied", tr("IN MESH"), name: tr("pods in the mesh"), width: 7...7, isNumber: true, rank: 9) {
        place in
        let row = rows[place]
        return TableCell(
          "\(row.meshed)/\(row.pods)", row.meshed < row.pods ? .warning : .text,
          key: .number(Double(row.meshed)))
      },
      TableColumn("proxies", tr("READ"), name: tr("proxies that answer"), width: 7...7, isNumber: true, rank: 10) {
        place in
        let row = rows[place]
        return TableCell(
          "\(row.answering)/\(row.proxies)", row.answering < row.proxies ? .warning : .text,
          key: .number(Double(row.answering)))
      },
    ]
    model.emptyReason = [TextLine(tr("There are no services, pods or objects in \(context.scope)."))]
    return model
  }

  private func namespaceRows(_ view: MeshView) -> [NamespaceRow] {
    var rows: [String: NamespaceRow] = [:]
    func change(_ namespace: String, _ change: (inout NamespaceRow) -> Void) {
      guard context.namespaces?.contains(namespace) ?? true else { return }
      change(&rows[namespace, default: NamespaceRow(name: namespace)])
    }
    for name in context.namespaces ?? [] { change(name) { _ in } }
    for service in view.snapshot.services { change(service.id.namespace) { $0.services += 1 } }
    for workload in view.snapshot.workloads {
      change(workload.id.namespace) { row in
        row.workloads += 1
        row.pods += workload.pods.count
        row.ready += workload.pods.count(where: \.isReady)
        row.meshed += workload.pods.count(where: \.isMeshed)
      }
    }
    for proxy in view.snapshot.proxies {
      change(proxy.namespace) { row in
        row.proxies += 1
        if proxy.state == .answering { row.answering += 1 }
      }
    }
    for card in graph.model.cards where card.hasNamespace && !card.isLingering {
      change(card.namespace) { row in
        row.cards.append(card)
        row.traffic = row.traffic + card.inbound
        row.health = row.health.worse(Health(card.health.status))
        if card.health.status >= .degraded { row.trouble.append((card.shownTitle, card.health)) }
      }
    }
    var encrypted: [String: (rate: Double, tls: Double)] = [:]
    let places = Dictionary(graph.model.cards.map { ($0.id, $0.namespace) }) { first, _ in first }
    for link in graph.model.links {
      guard let tls = link.mtlsPercent, let namespace = places[link.id.target] else { continue }
      let amount = link.rate + link.byteRate
      encrypted[namespace, default: (0, 0)].rate += amount
      encrypted[namespace, default: (0, 0)].tls += amount * tls / 100
    }
    for object in objectReferences(view.configuration) {
      change(object.namespace) { row in
        row.objects += 1
        for finding in findings[object] { row.findings.add(finding) }
      }
    }
    return rows.values.map { row in
      var row = row
      row.trouble.sort { ($1.health.status, $0.name) < ($0.health.status, $1.name) }
      if let sum = encrypted[row.name], sum.rate > 0 { row.mtlsPercent = sum.tls / sum.rate * 100 }
      return row
    }.sorted { $0.name < $1.name }
  }

  /// Why a list of the mesh is empty before there is a look at it.
  var waitingReason: [TextLine] {
    let advice = EmptyScreen(
      context: context, options: options, connection: connection, snapshot: shown?.snapshot, now: now,
      started: started, keys: []
    ).advice
    return [TextLine(advice.title, .title)] + advice.paragraphs.filter { !$0.isEmpty }
  }
}
