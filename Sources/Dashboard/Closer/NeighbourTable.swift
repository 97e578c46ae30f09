import Cells
import MeshModel
import Texts

/// Callers or callees with all their figures, the busiest first.
struct NeighbourTable {
  struct Row: Hashable, Sendable {
    var name: String
    var rate: Double
    var byteRate: Double
    var percentError: Double?
    /// Of what all rows of the table have together, 0...100.
    var share: Double? = nil
    var latency: Latency?
    var mtlsPercent: Double?
    var responses: [ResponseKey: Double]
    var isIdle: Bool
  }

  var title: String
  private var rows: [Row]

  init(title: String, rows: [Row]) {
    self.title = title
    self.rows = rows
    let (requests, bytes) = rows.reduce((0.0, 0.0)) { ($0.0 + $1.rate, $0.1 + $1.byteRate) }
    for (i, row) in rows.enumerated() {
      if row.rate > 0 {
        self.rows[i].share = row.rate / requests * 100
      } else if row.byteRate > 0 {
        self.rows[i].share = row.byteRate / bytes * 100
      }
    }
  }

  func lines(width: Int) -> [TextLine] {
    guard !rows.isEmpty else { return [TextLine(title, .heading), TextLine(tr("nobody"), .muted)] }
    let isWide = width >= 76
    let isWider = width >= 110
    let figures = 8 + 7 + (isWide ? 7 + 8 : 0) + 8 + (isWide ? 8 + 7 : 0)
    let longest = max(TextWidth.of(title), rows.map { TextWidth.of($0.name) }.max() ?? 0)
    let name = max(12, min(longest, width - figures - (isWider ? 24 : 0)))
    var head = TextLine(title.rightPadded(name) + tr("req/s").leftPadded(8) + tr("err").leftPadded(7), .heading)
    if isWide { head.append(tr("share").leftPadded(7) + "p50".leftPadded(8), .heading) }
    head.append("p95".leftPadded(8), .heading)
    if isWide { head.append("p99".leftPadded(8) + "mTLS".leftPadded(7), .heading) }
    if isWider { head.append(tr("  responses"), .heading) }
    return [head]
      + rows.sorted { ($1.rate + $1.byteRate / 1024, $0.name) < ($0.rate + $0.byteRate / 1024, $1.name) }.map { row in
        let style: Style = row.isIdle ? .idle : .text
        var line = TextLine(TextFit.ends.fitting(row.name, width: name).rightPadded(name), style)
        let rate = row.rate > 0 || row.byteRate <= 0 ? Figures.rate(row.rate) : Figures.byteRate(row.byteRate)
        line.append(rate.leftPadded(8), style)
        line.append(Figures.percent(row.percentError).leftPadded(7), (row.percentError ?? 0) > 0 ? .error : style)
        if isWide {
          line.append(Figures.percent(row.share).leftPadded(7), style)
          line.append(Figures.milliseconds(row.latency?.p50).leftPadded(8), style)
        }
        line.append(Figures.milliseconds(row.latency?.p95).leftPadded(8), style)
        if isWide {
          line.append(Figures.milliseconds(row.latency?.p99).leftPadded(8), style)
          line.append(Figures.percent(row.mtlsPercent).leftPadded(7), (row.mtlsPercent ?? 100) < 100 ? .warning : style)
        }
        if isWider { line.spans += (TextLine("  ") + DetailDocument.responseSummary(row.responses)).spans }
        return line.cut(to: width)
      }
  }
}

extension NeighbourTable.Row {
  init(_ link: GraphLink, name: String) {
    self.init(
      name: name, rate: link.rate, byteRate: link.byteRate, percentError: link.percentError,
      latency: link.latency, mtlsPercent: link.mtlsPercent, responses: link.responses,
      isIdle: link.isIdle)
  }

  init(_ edge: MeshEdge, name: String) {
    let isTCP = edge.protocol == .tcp
    self.init(
      name: name, rate: isTCP ? 0 : edge.rate, byteRate: isTCP ? edge.rate : 0, percentError: edge.percentError,
      latency: edge.latency, mtlsPercent: edge.mtlsPercent, responses: edge.responses,
      isIdle: edge.rate <= 0)
  }
}
