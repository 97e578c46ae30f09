import Cells
import MeshModel
import Texts

/// The charts of a service or workload, and of its versions side by side.
struct ChartLines {
  var reader: CloserReader

  /// Columns of a version's charts at least.
  private static let leastWidth = 38

  private var snapshot: MeshSnapshot { reader.snapshot }

  /// - Parameter height: rows that are in sight, which the charts fill.
  func lines(width: Int, height: Int) -> [TextLine] {
    let history = reader.history
    guard !history.points.isEmpty, width > 16 else {
      return TextLine.wrapped(
        tr("Nothing is known of the time before: charts grow with each poll."), width: width, .muted)
    }
    var groups = groups(history)
    var rows: [[ChartGroup]] = []
    if groups.count * (Self.leastWidth + 2) <= width + 2 {
      Self.level(&groups[...])
      rows = [groups]
    } else {
      Self.level(&groups[1...])
      // All of it in the whole width, the versions below as many abreast as there is room for.
      rows = [[groups[0]]]
      let abreast = max(1, min(groups.count - 1, (width + 2) / (Self.leastWidth + 2)))
      for start in stride(from: 1, to: groups.count, by: abreast) {
        rows.append(Array(groups[start..<min(groups.count, start + abreast)]))
      }
    }
    guard rows.count > 1 else { return self.lines(groups, width: width, height: height) }
    let names = groups.dropFirst().map(\.name).joined(separator: ", ")
    var lines = self.lines(rows[0], width: width, height: height - 1)
    lines.append(TextLine(tr("▾ below: \(names)"), .accent).cut(to: width))
    for row in rows.dropFirst() { lines += self.lines(row, width: width, height: height) + [TextLine()] }
    return lines
  }

  private func lines(_ row: [ChartGroup], width: Int, height: Int) -> [TextLine] {
    var canvas = Canvas(width: width, height: max(4, min(height, 60)))
    let each = (width + 2) / row.count
    for (place, group) in row.enumerated() {
      group.draw(on: &canvas, in: Rect(x: place * each, y: 0, width: each - 2, height: canvas.height))
    }
    return canvas.textLines
  }

  /// Gives groups beside each other the same scale, so that heights can be compared.
  private static func level(_ groups: inout ArraySlice<ChartGroup>) {
    for metric in Set(groups.flatMap(\.metrics)) {
      let most = groups.map { $0.most(metric) }.max() ?? 0
      for place in groups.indices { groups[place].least[metric] = most }
    }
  }

  private func groups(_ history: History) -> [ChartGroup] {
    var all = reader.chartGroup(history)
    all.rate = reader.traffic.rate > 0 ? reader.traffic.rate : reader.traffic.bytesPerSecond
    all.percentError = reader.traffic.percentError
    all.latency = reader.latency
    all.restarts = reader.restarts
    guard case .service = reader.screen.subject, let card = reader.card, card.rows.count > 1 else { return [all] }
    all.title = TextLine(tr("all versions"), .title)
    let versions = card.rows.compactMap { row -> ChartGroup? in
      let history = reader.history(of: row, on: card)
      guard !history.points.isEmpty else { return nil }
      var group = reader.chartGroup(history)
      group.seconds = all.seconds
      group.metrics = all.metrics
      group.name = card.shownLabel(of: row)
      group.title = TextLine(group.name, .title) + TextLine("  " + row.shareText, .muted)
      group.rate = row.rate > 0 ? row.rate : row.byteRate
      group.percentError = row.isIdle ? nil : row.percentError
      group.latency = row.isIdle ? nil : row.latency
      group.restarts = all.restarts.filter { restart in row.workload.map { restart.pod.hasPrefix($0 + "-") } ?? false }
      return group
    }
    return versions.isEmpty ? [all] : [all] + versions
  }
}

extension CloserReader {
  /// The end of what is shown: the look on the screen, which may be one of earlier.
  private var chartEnd: Double { snapshot.timestamp }

  /// Seconds that charts and comparisons are over.
  var span: Double { screen.span ?? ChartSpan.holding(history) }

  func chartGroup(_ history: History) -> ChartGroup {
    ChartGroup(history, seconds: span, end: chartEnd, utcOffset: utcOffset, glyphs: charts)
  }

  /// What came through the service to a version; all that came to its workload where that is not known apart.
  func history(of row: CardRow, on card: GraphCard) -> History {
    guard let node = row.node else { return History([]) }
    let edges = card.serviceNode.map { service in
      snapshot.edges.filter { $0.source == service && $0.target == node }.compactMap { snapshot.edgeHistory[$0.id] }
    }
    if let edges, !edges.isEmpty { return History(edges) }
    return History(snapshot.nodeHistory[node].map { [$0] } ?? [])
  }

  /// The restarts that were seen of the proxies behind the subject.
  var restarts: [ChartGroup.Restart] {
    let pods = Set(workloads.flatMap { workload in workload.pods.map { "\(workload.id.namespace)/\($0.name)" } })
    return snapshot.proxies.compactMap { proxy in
      guard let time = proxy.restartedAt, pods.contains("\(proxy.namespace)/\(proxy.pod)") else { return nil }
      return ChartGroup.Restart(pod: proxy.pod, time: time)
    }
  }
}
