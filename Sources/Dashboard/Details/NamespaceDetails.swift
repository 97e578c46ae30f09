import Cells
import MeshModel
import Texts

/// Writes the details of a namespace that is folded into one card.
struct NamespaceDetails {
  var card: GraphCard
  /// All cards of the mesh.
  var model: GraphModel
  /// The cards of the picture, with the links between namespaces.
  var part: GraphModel

  func document() -> DetailDocument {
    DetailDocument(
      heading: heading,
      trend: Trend(
        history: History([]), rate: card.traffic.rate, percentError: card.traffic.percentError,
        byteRate: card.traffic.bytesPerSecond),
      summary: trouble.prefix(2) + [calls],
      blocks: [
        DetailDocument.Block(title: tr("trouble"), lines: trouble),
        DetailDocument.Block(title: tr("in"), lines: neighbours(part.links(to: card.id), \.id.source)),
        DetailDocument.Block(title: tr("out"), lines: neighbours(part.links(from: card.id), \.id.target)),
      ].filter { !$0.lines.isEmpty })
  }

  private var members: [GraphCard] { model.cards.filter { $0.hasNamespace && $0.place == card.title } }

  private var heading: TextLine {
    let count = Figures.count(Double(card.members))
    return TextLine(card.signText + " ", card.health.status.style) + TextLine(card.title, Style.title.bold)
      + TextLine("  " + tr("namespace") + "  " + (card.members == 1 ? tr("1 card") : tr("\(count) cards")), .muted)
  }

  /// The members that are not well, the worst first, each with its reason.
  private var trouble: [TextLine] {
    let bad = members.filter { $0.health.status == .failure || $0.health.status == .degraded }
      .sorted { ($1.health.status, $1.traffic.rate) < ($0.health.status, $0.traffic.rate) }
    if bad.isEmpty {
      return [TextLine(card.members == 1 ? tr("The one card is well.") : tr("All \(card.members) are well."), .muted)]
    }
    return bad.map { member in
      TextLine(member.signText + " " + member.shownTitle + "  ", member.health.status.style)
        + TextLine(member.health.reason ?? member.health.status.word)
    }
  }

  private var calls: TextLine {
    TextLine(tr("inside") + " ", .muted) + TextLine(Figures.rate(card.selfRate))
      + TextLine("   " + tr("in") + " ", .muted)
      + TextLine(Figures.rate(card.inbound.rate)) + TextLine("   " + tr("out") + " ", .muted)
      + TextLine(Figures.rate(card.outbound.rate))
  }

  private func neighbours(_ links: [GraphLink], _ name: (GraphLink) -> CardID) -> [TextLine] {
    links.sorted { $0.rate > $1.rate }.map { link in
      let id = name(link)
      return DetailDocument.neighbour(part.card(id)?.shownTitle ?? id.text, link)
    }
  }
}
