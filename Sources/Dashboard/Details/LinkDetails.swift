import Cells
import MeshModel
import Texts

/// Writes the details of an edge.
struct LinkDetails {
  var link: GraphLink
  var model: GraphModel
  var snapshot: MeshSnapshot

  func document() -> DetailDocument {
    let source = model.card(link.id.source)?.shownTitle ?? link.id.source.text
    let target = model.card(link.id.target)?.shownTitle ?? link.id.target.text
    var heading = TextLine(link.health.status.sign + " ", link.health.status.style)
    heading.append(source + " → " + target, Style.title.bold)
    heading.append("  " + link.protocols.map(\.rawValue).sorted().joined(separator: ", "), .muted)
    if link.isLingering { heading.append("  " + tr("no traffic any more"), .muted) }
    let trend = Trend(
      history: History(of: link, in: snapshot), rate: link.rate, percentError: link.percentError,
      byteRate: link.byteRate)
    return DetailDocument(heading: heading, trend: trend, summary: summary, blocks: blocks)
  }

  private var facts: TextLine {
    var line = TextLine()
    if link.isCopies { line.append(tr("copies of other requests, by a mirror: no calls  "), .muted) }
    if let share = link.percentOfSource {
      line.append(Figures.percent(share))
      line.append(" " + tr("of what the caller sends") + "  ", .muted)
    }
    if let mtls = link.mtlsPercent {
      line.append("mTLS ", .muted)
      line.append(Figures.percent(mtls), mtls < 100 ? .warning : .text)
    } else if !link.isIdle {
      line.append(
        isFromClusters
          ? tr("from /clusters of the caller, which tells neither latency nor mTLS")
          : tr("mTLS unknown: the callee has no proxy that reports"), .muted)
    }
    return line
  }

  private var isFromClusters: Bool {
    snapshot.edges.contains { $0.trafficSource == .clusters && link.parts.contains($0.id) }
  }

  private var summary: [TextLine] {
    var lines: [TextLine] = []
    if link.health.status >= .notReady { lines.append(DetailDocument.health(link.health)) }
    if !link.responses.isEmpty { lines.append(DetailDocument.responseSummary(link.responses)) }
    if let line = DetailDocument.latency(link.latency) { lines.append(line) }
    lines.append(facts)
    if let line = DetailDocument.age(link.asOf, in: snapshot) { lines.append(line) }
    return lines
  }

  private var blocks: [DetailDocument.Block] {
    var latency = DetailDocument.latency(link.latency).map { [$0] } ?? []
    if !latency.isEmpty, link.parts.count > 1 {
      latency.append(TextLine(tr("of the slowest of \(link.parts.count) parts"), .muted))
    }
    let parts = link.parts.count < 2 ? [] : snapshot.edges.filter { link.parts.contains($0.id) }.map(partLine)
    return [
      DetailDocument.Block(title: tr("health"), lines: [DetailDocument.health(link.health)]),
      DetailDocument.Block(title: tr("responses"), lines: DetailDocument.responses(link.responses)),
      DetailDocument.Block(title: tr("latency"), lines: latency),
      DetailDocument.Block(
        title: tr("traffic"), lines: [facts] + [DetailDocument.age(link.asOf, in: snapshot)].compactMap(\.self)),
      DetailDocument.Block(title: tr("parts"), lines: parts),
    ]
  }

  private func partLine(_ edge: MeshEdge) -> TextLine {
    func name(_ id: NodeID) -> String {
      guard let node = snapshot.nodes.first(where: { $0.id == id }) else { return id.text }
      return node.kind == .service ? node.name : node.workload ?? node.name
    }
    let ends = "\(name(edge.source)) → \(name(edge.target))"
    var line = TextLine(ends.rightPadded(34) + " ")
    line.append(edge.protocol == .tcp ? Figures.byteRate(edge.rate) : NumberFormat.rate(edge.rate))
    if let percent = edge.percentError, percent > 0 {
      line.append("  " + Figures.percent(percent) + " " + tr("err"), .error)
    }
    return line
  }
}
