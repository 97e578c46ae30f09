import Cells
import MeshModel

/// Cells that several lists have in common.
enum TableParts {
  static func sign(_ health: Health, rate: Double) -> TableCell {
    TableCell(health.status.sign, health.status.style, key: .number(trouble(health, rate: rate)))
  }

  /// What comes first where trouble does: the worst health, then the busiest; rates count in coarse steps, so that a row
  /// does not change places with its neighbours because of noise.
  static func trouble(_ health: Health, rate: Double) -> Double {
    let rank: Double
    switch health.status {
    case .failure: rank = 3
    case .degraded: rank = 2
    case .notReady: rank = 1
    case .healthy, .idle, .na: rank = 0
    }
    let step = rate.isFinite && rate > 0 ? max(1, Double(rate.exponent) + 12) : 0
    return rank * 100 + step
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
