import Cells
import MeshModel
import Texts

/// Writes the details of a card that stands for the leaves of another one.
struct LeavesDetails {
  var card: GraphCard
  /// The card whose leaves they are.
  var owner: CardID
  /// All cards of the mesh.
  var model: GraphModel
  /// The cards that are folded, by the card that stands for them.
  var folded: [CardID: CardID]

  func document() -> DetailDocument {
    let areCallers = card.id.text.hasPrefix("callers")
    let ends = areCallers ? model.links(to: owner) : model.links(from: owner)
    let lines =
      ends.sorted { $0.rate > $1.rate }.compactMap { link -> TextLine? in
        let id = areCallers ? link.id.source : link.id.target
        guard folded[id] == card.id else { return nil }
        return DetailDocument.neighbour(model.card(id)?.shownTitle ?? id.text, link)
      }
    let title = model.card(owner)?.shownTitle ?? owner.text
    let relation = areCallers ? tr("call \(title) alone") : tr("are called by \(title) alone")
    return DetailDocument(
      heading: TextLine(card.signText + " ", card.health.status.style)
        + TextLine(tr("\(card.members) cards that \(relation)"), Style.title.bold),
      trend: Trend(
        history: History([]), rate: card.traffic.rate, percentError: card.traffic.percentError,
        byteRate: card.traffic.bytesPerSecond),
      summary: Array(lines.prefix(3)),
      blocks: [DetailDocument.Block(title: card.title, lines: lines)])
  }
}
