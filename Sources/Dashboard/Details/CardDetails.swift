import Cells
import MeshModel
import Texts

/// Writes the details of a card.
struct CardDetails {
  var card: GraphCard
  var model: GraphModel
  var snapshot: MeshSnapshot
  var split: SplitReading?
  /// What configuration applies, one line each.
  var configuration: [TextLine]
  /// Columns of the pane.
  var width: Int

  func document() -> DetailDocument {
    DetailDocument(heading: heading, trend: trend, summary: summary, blocks: blocks)
  }

  private var heading: TextLine {
    var line = TextLine(card.signText + " ", card.isDoubtful ? .warning : card.health.status.style)
    line.append(card.title, Style.title.bold)
    line.append("  " + card.kind.word + (card.kind.hasNamespace ? "  " + card.namespace : ""), .muted)
    if card.rows.count > 1 {
      let busy = card.rows.count { !$0.isIdle }
      line.append(
        width < 100
          ? "  " + tr("\(busy)/\(card.rows.count) versions")
          : "  " + tr("\(busy) of \(card.rows.count) versions with traffic"), .muted)
    } else if card.isLingering {
      line.append("  " + tr("no traffic any more"), .muted)
    }
    return line
  }

  private var trend: Trend {
    Trend(
      history: History(of: card, in: snapshot), rate: card.traffic.rate, percentError: card.traffic.percentError,
      byteRate: card.traffic.bytesPerSecond)
  }

  // MARK: Low panes

  private var summary: [TextLine] {
    var lines = quietLines
    if card.health.status >= .notReady { lines.append(DetailDocument.health(card.health)) }
    if let line = DetailDocument.age(card.asOf, in: snapshot) { lines.append(line) }
    if let line = unreadLines(isNarrow: false).first { lines.append(line) }
    if let line = breakerLines.first { lines.append(line) }
    if let line = outsideLine { lines.append(line) }
    if let split, split.disagrees, let line = split.lines.first { lines.append(line) }
    let inbound = model.links(to: card.id).sorted { $0.rate > $1.rate }
    let outbound = model.links(from: card.id).sorted { $0.rate > $1.rate }
    if let line = callLine(tr("in"), inbound, name: { $0.id.source }) { lines.append(line) }
    if let line = callLine(tr("out"), outbound, name: { $0.id.target }) { lines.append(line) }
    if let line = DetailDocument.latency(card.latency) { lines.append(line) }
    if let split, !split.disagrees, let line = split.lines.first { lines.append(line) }
    return lines
  }

  /// Why nothing is known of a service without traffic.
  private var quietLines: [TextLine] {
    guard let service = card.service, card.traffic.isZero || card.isLingering else { return [] }
    return QuietReasons(service: service.name, namespace: service.namespace, snapshot: snapshot).lines
  }

  /// That the health of a gateway in another namespace is not all that there is to say of it.
  private var outsideLine: TextLine? {
    guard card.isForeign, card.isGateway || card.badges.contains(.gateway) else { return nil }
    return TextLine(tr("404s and other answers of its own are not counted here; with -A they are"), .muted)
  }

  private func callLine(_ label: String, _ links: [GraphLink], name: (GraphLink) -> CardID) -> TextLine? {
    guard !links.isEmpty else { return nil }
    var line = TextLine(label.rightPadded(3) + " ", .muted)
    for (i, link) in links.prefix(3).enumerated() {
      if i > 0 { line.append("   ") }
      line.append(title(of: name(link)) + " ")
      line.append(EdgeFigure.rate.text(link).leftPadded(6), link.isIdle ? .idle : .text)
      if links.count > 1, let percent = link.percentError, percent > 0 {
        line.append(" " + Figures.percent(percent) + " " + tr("err"), .error)
      }
    }
    if links.count > 3 { line.append("   " + tr("and \(links.count - 3) more"), .muted) }
    if links.count == 1, let link = links.first {
      line.append("   ")
      line.spans += DetailDocument.responseSummary(link.responses).spans
    }
    return line
  }

  private func title(of id: CardID) -> String { model.card(id)?.shownTitle ?? id.text }

  // MARK: High panes

  private var blocks: [DetailDocument.Block] {
    var blocks = [
      DetailDocument.Block(title: tr("why"), lines: quietLines),
      DetailDocument.Block(title: tr("health"), lines: healthLines),
    ]
    blocks.append(DetailDocument.Block(title: tr("breakers"), lines: breakerLines))
    if let split { blocks.append(DetailDocument.Block(title: tr("split"), lines: split.lines)) }
    if card.rows.count > 1 || card.rows.contains(where: { $0.replicas != nil }) {
      let head = TextLine(tr("            share    rate   err     p95  pods"), .muted)
      blocks.append(DetailDocument.Block(title: tr("versions"), lines: [head] + card.rows.map(versionLine)))
    }
    blocks.append(DetailDocument.Block(title: tr("responses"), lines: DetailDocument.responses(card.responses)))
    if let line = DetailDocument.latency(card.latency) {
      blocks.append(DetailDocument.Block(title: tr("latency"), lines: [line]))
    }
    for (name, links, isInbound) in [
      (tr("in"), model.links(to: card.id), true), (tr("out"), model.links(from: card.id), false),
    ] {
      let lines = links.sorted { $0.rate > $1.rate }.map { link in
        DetailDocument.neighbour(title(of: isInbound ? link.id.source : link.id.target), link)
      }
      blocks.append(DetailDocument.Block(title: name, lines: lines))
    }
    blocks.append(DetailDocument.Block(title: tr("mesh"), lines: meshLines))
    blocks.append(DetailDocument.Block(title: tr("config"), lines: configuration))
    return blocks
  }

  /// What the workloads behind the card are and how they are in the mesh, one line each.
  private var meshLines: [TextLine] {
    let service = card.service.flatMap { id in snapshot.services.first { $0.id == id } }
    let mine = snapshot.workloads.filter { workload in
      workload.id.namespace == card.namespace
        && (service?.selects(workload.labels) ?? false || card.kind == .workload && workload.id.name == card.title)
    }
    var lines: [TextLine] = []
    if let service, service.isHeadless {
      lines.append(TextLine(tr("headless: clients choose pods themselves, weights may not apply"), .warning))
    } else if let name = service?.externalName {
      lines.append(TextLine(tr("stands for \(name)")))
    }
    return lines + mine.prefix(6).map(MeshWords.line)
  }

  /// What callers keep from the service at the moment.
  private var breakerLines: [TextLine] {
    card.service.map { BreakerReading(service: $0, snapshot: snapshot).lines } ?? []
  }

  private var healthLines: [TextLine] {
    var lines = [DetailDocument.health(card.health)] + [DetailDocument.age(card.asOf, in: snapshot)].compactMap(\.self)
    for row in card.rows
    where card.rows.count > 1 && row.health.status >= .notReady && card.health(of: row) != card.health {
      lines.append(TextLine(card.shownLabel(of: row) + " ", .muted) + DetailDocument.health(row.health))
    }
    if let line = outsideLine { lines.append(line) }
    return lines + unreadLines(isNarrow: true)
  }

  /// Which of its proxies do not tell, for how long, and why: on one line, or on two for narrow columns.
  private func unreadLines(isNarrow: Bool) -> [TextLine] {
    card.unread.prefix(3).enumerated().flatMap { i, proxy in
      let age = proxy.age.map { tr("not read for \(Figures.age($0))") } ?? tr("never read")
      let more = i == 2 && card.unread.count > 3 ? ", " + tr("and \(card.unread.count - 3) more") : ""
      let name = TextLine("? ", .warning) + TextLine(tr("proxy \(proxy.pod) \(age)"), .warning)
      let reason = (proxy.failure ?? "") + more
      return isNarrow
        ? [name, TextLine("  " + reason, .warning)] : [name + TextLine(tr(": ") + reason, .warning)]
    }
  }

  private func versionLine(_ row: CardRow) -> TextLine {
    let style: Style = row.isIdle ? .idle : .text
    var line = TextLine(card.shownLabel(of: row).rightPadded(7) + " ", style)
    line.append(row.shareText.leftPadded(CardColumns.shareWidth) + "  ", style)
    line.append(row.rateText.leftPadded(CardColumns.rateWidth) + " ", style)
    let percent = row.isIdle ? nil : row.percentError
    line.append(NumberFormat.percent(percent), (percent ?? 0) > 0 ? .error : style)
    line.append("  " + NumberFormat.milliseconds(row.isIdle ? nil : row.latency?.p95) + "  ", style)
    if let replicas = row.replicas {
      let isShort = replicas.available < replicas.desired
      line.append("\(replicas.available)/\(replicas.desired)", isShort ? .degraded : style)
    }
    return line
  }
}

extension GraphCard.Kind {
  var word: String {
    switch self {
    case .service: tr("service")
    case .workload: tr("workload")
    case .serviceEntry: tr("external service")
    case .egress: tr("leaves the mesh")
    case .unknown: tr("callers without a proxy")
    case .namespace: tr("namespace")
    case .leaves: tr("group of cards")
    }
  }

  var hasNamespace: Bool { self == .service || self == .workload || self == .serviceEntry }
}
