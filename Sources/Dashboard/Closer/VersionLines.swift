import Cells
import MeshModel
import Texts
import TrafficConfig

/// The versions of a service beside each other: what they do, whether they differ beyond chance, and how long their
/// requests take.
struct VersionLines {
  var reader: CloserReader

  func lines(width: Int) -> [TextLine] {
    guard let card = reader.card, let service = reader.service, !card.rows.isEmpty else {
      return TextLine.wrapped(tr("No request to a version of it was seen."), width: width, .muted)
    }
    var lines = table(card, width: width)
    let names = comparedNames(card)
    guard names.count > 1 else {
      lines += [TextLine()]
      return lines
        + TextLine.wrapped(tr("Only one version has requests: there is nothing to compare."), width: width, .muted)
        + distribution(card, service, width: width)
    }
    for name in names.dropFirst() { lines += [TextLine()] + comparison(name, with: names[0], service, width: width) }
    return lines + distribution(card, service, width: width)
  }

  // MARK: What they do

  private func table(_ card: GraphCard, width: Int) -> [TextLine] {
    let isWide = width >= 60
    let (name, share, err) = width < 50 ? (7, 9, 6) : (12, 12, 7)
    var head =
      tr("VERSION").rightPadded(name) + tr("share").leftPadded(share) + tr("req/s").leftPadded(8)
      + tr("err").leftPadded(err)
    if isWide { head += "p50".leftPadded(8) }
    head += "p95".leftPadded(8)
    if isWide { head += "p99".leftPadded(8) }
    return [TextLine(head, .heading).cut(to: width)]
      + card.rows.map { row in
        let style: Style = row.isIdle ? .idle : .text
        var line = TextLine(card.shownLabel(of: row).rightPadded(name), style)
        line.append(row.shareText.leftPadded(share) + row.rateText.leftPadded(8), style)
        let percent = row.isIdle ? nil : row.percentError
        line.append(Figures.percent(percent).leftPadded(err), (percent ?? 0) > 0 ? .error : style)
        let latency = row.isIdle ? nil : row.latency
        let figures = isWide ? [latency?.p50, latency?.p95, latency?.p99] : [latency?.p95]
        for figure in figures { line.append(Figures.milliseconds(figure).leftPadded(8), style) }
        return line.cut(to: width)
      }
  }

  // MARK: Comparison

  /// The busiest version, with which the others are compared, then those in the card's order. Without copies: nobody waits
  /// for their answers.
  private func comparedNames(_ card: GraphCard) -> [String] {
    let rows = card.rows.filter { !$0.isIdle && !$0.isCopies && $0.rate > 0 }
    guard let base = rows.max(by: { $0.rate < $1.rate }) else { return [] }
    return [base.versionName] + rows.filter { $0 != base }.map(\.versionName)
  }

  private func comparison(_ name: String, with other: String, _ service: ServiceID, width: Int) -> [TextLine] {
    guard
      let compared = reader.snapshot.compared(
        name, with: other, of: service, since: reader.snapshot.timestamp - reader.span)
    else {
      return [TextLine(tr("\(name) beside \(other)"), .heading)]
        + TextLine.wrapped(tr("They had no requests in the same time yet."), width: width, .muted)
    }
    return ComparisonLines(comparison: compared).lines(width: width, window: reader.snapshot.windowSeconds)
  }

  // MARK: Distribution

  /// The buckets of the proxies' histograms as bars, the versions beside each other.
  private func distribution(_ card: GraphCard, _ service: ServiceID, width: Int) -> [TextLine] {
    let figures = reader.snapshot.canaryFigures(of: service, since: -.infinity)
    let columns = card.rows.compactMap { row -> (name: String, buckets: LatencyBuckets)? in
      guard let found = figures[row.versionName]?.latencies, !found.isEmpty else { return nil }
      return (card.shownLabel(of: row), found)
    }
    let labels = Set(columns.flatMap { $0.buckets.buckets.map { Bounds($0) } }).sorted {
      ($0.upper, $0.lower) < ($1.upper, $1.lower)
    }
    let labelWidth = max(9, labels.map { TextWidth.of($0.text) }.max() ?? 0)
    // So many beside each other as have room for a bar.
    let fitting = min(columns.count, max(1, (width - labelWidth) / 18))
    guard !columns.isEmpty, width >= labelWidth + 12 else { return [] }
    let each = min(50, (width - labelWidth) / fitting)
    var head = TextLine(tr("LATENCY").rightPadded(labelWidth), .heading)
    for column in columns.prefix(fitting) {
      head.append(
        "  " + tr("\(column.name), \(Figures.count(column.buckets.total)) requests").rightPadded(each - 2), .heading)
    }
    return [TextLine(), head]
      + labels.map { bounds in
        var line = TextLine(bounds.text.leftPadded(labelWidth), .muted)
        for column in columns.prefix(fitting) {
          let count = column.buckets.buckets.first { Bounds($0) == bounds }?.count ?? 0
          let share = count / max(1, column.buckets.total)
          line.append("  " + NumberFormat.percent(share * 100) + " ")
          line.append(Bar.filled(share, width: each - 9).rightPadded(each - 8), .barFilled)
        }
        return line.cut(to: width)
      }
      + [
        TextLine(
          tr("over \(Figures.duration(reader.snapshot.windowSeconds.rounded())), in the proxies' own buckets"), .muted
        ).cut(
          to: width)
      ]
  }

  private struct Bounds: Hashable {
    var lower: Double
    var upper: Double

    init(_ bucket: LatencyBuckets.Bucket) {
      lower = bucket.lower
      upper = bucket.upper
    }

    var text: String {
      upper.isFinite
        ? "\(VersionComparison.figure(lower))–\(VersionComparison.figure(upper)) ms"
        : "> \(VersionComparison.figure(lower)) ms"
    }
  }
}
