import Cells
import MeshModel

/// Cells that several lists have in common.
enum TableParts {
  static func sign(_ health: Health) -> TableCell {
    TableCell(health.status.sign, health.status.style, key: .number(trouble(health)))
  }

  /// What comes first where trouble does: the worst health. Equals stand by name: by rates, rows would change places
  /// with their neighbours because of noise.
  static func trouble(_ health: Health) -> Double {
    switch health.status {
    case .failure: 4
    case .degraded: 3
    case .notReady: 2
    case .healthy: 1
    case .idle, .na: 0
    }
  }

  static func rate(_ totals: RequestTotals) -> TableCell {
    if totals.rate <= 0, totals.bytesPerSecond > 0 {
      return TableCell(Figures.byteRate(totals.bytesPerSecond), key: .number(totals.bytesPerSecond / 1024))
    }
    return TableCell(Figures.rate(totals.rate), totals.rate > 0 ? .text : .idle, key: .number(totals.rate))
  }

  static func errors(_ percent: Double?) -> TableCell {
    TableCell.figure(percent, Figures.percent(percent), (percent ?? 0) > 0 ? .error : .text)
  }

  static func latency(_ milliseconds: Double?) -> TableCell {
    TableCell.figure(milliseconds, Figures.milliseconds(milliseconds))
  }

  static func trend(_ history: History, isBad: Bool = false) -> TableCell {
    TableCell("", isBad ? .sparklineError : .sparkline, key: .figure(history.rates.last), trend: history.rates)
  }

  /// `2/3` ready pods.
  static func pods(_ ready: Int, _ wanted: Int) -> TableCell {
    TableCell(
      "\(ready)/\(wanted)", ready < wanted ? .degraded : wanted == 0 ? .muted : .text,
      key: .number(wanted == 0 ? 1 : Double(ready) / Double(wanted)))
  }

  /// `✗2 !1`, or nothing wrong.
  static func findings(_ count: FindingCount, exists: Bool = true) -> TableCell {
    let key = SortKey.number(Double(count.errors * 1000 + count.warnings))
    if count.errors > 0 {
      return TableCell("✗\(count.errors)" + (count.warnings > 0 ? " !\(count.warnings)" : ""), .failure, key: key)
    }
    if count.warnings > 0 { return TableCell("!\(count.warnings)", .degraded, key: key) }
    return exists ? TableCell("✓", .healthy, key: key) : TableCell(NumberFormat.missing, .muted, key: .number(-1))
  }
}
