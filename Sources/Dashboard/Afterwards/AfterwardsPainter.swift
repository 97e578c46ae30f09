import Cells
import Texts
import TrafficConfig

/// Draws what became of a change: the steps, and whether the traffic shows it.
struct AfterwardsPainter {
  var run: ChangeRun
  var now: Double
  var utcOffset: Int
  /// The key for undoing, as the footer writes it.
  var undoKey: String

  func draw(on canvas: inout Canvas, in area: Rect) {
    let lines = self.lines(width: area.width - 4)
    let shown = lines.suffix(max(0, area.height))
    canvas.write(shown, in: Rect(x: area.x + 1, y: area.y, width: area.width - 2, height: area.height))
  }

  func lines(width: Int) -> [TextLine] {
    var lines = run.steps.flatMap { step in
      let (sign, style) = look(step.kind)
      return dated(sign, style, step.time, step.text, textStyle(step.kind), width: width)
    }
    lines += proof(width: width)
    lines.append(TextLine())
    lines += TextLine.wrapped(next, width: width, .muted)
    return lines
  }

  /// A sign, a time of day, and the text beside them over as many lines as it takes.
  private func dated(
    _ sign: String, _ style: Style, _ time: Double, _ text: String, _ textStyle: Style, width: Int
  ) -> [TextLine] {
    let clock = " " + Figures.clock(time, offset: utcOffset) + "  "
    let indent = TextWidth.of(sign + clock)
    return TextLine.wrapped(text, width: width - indent, textStyle).enumerated().map { i, line in
      i == 0
        ? TextLine(sign, style) + TextLine(clock, .muted) + line
        : TextLine(String(repeating: " ", count: indent)) + line
    }
  }

  private func look(_ kind: ChangeRun.Step.Kind) -> (String, Style) {
    switch kind {
    case .underway: ("…", .muted)
    case .done: ("✓", .healthy)
    case .failed: ("✗", .failure)
    case .note: ("!", .warning)
    }
  }

  private func textStyle(_ kind: ChangeRun.Step.Kind) -> Style {
    switch kind {
    case .failed: .error
    case .note: .warning
    case .underway, .done: .text
    }
  }

  /// Whether the observed split has come to agree with the new weights.
  private func proof(width: Int) -> [TextLine] {
    guard run.outcome == .written, let target = run.target else { return [] }
    if let obstacle = target.obstacle {
      return TextLine.wrapped(tr("The observed split is not compared: \(obstacle)"), width: width, .muted)
    }
    guard let agreement = run.agreement, agreement.requests > 0 else {
      if let silence = run.silence { return dated("!", .warning, now, silence, .warning, width: width) }
      return dated("…", .muted, now, tr("waiting for the first requests after it"), .text, width: width)
    }
    let told = agreement.rows.filter { $0.configured > 0 || $0.observed > 0 }
    let shares = told.map { Figures.fixed($0.observed, 1) }.joined(separator: " / ")
    let names = told.map(\.label).joined(separator: " / ")
    let observed = tr("observed \(names): \(shares) over \(Figures.count(agreement.requests)) requests")
    var lines: [TextLine]
    switch agreement.verdict {
    case .tooFew: lines = dated("…", .muted, now, observed + tr(", too few to tell"), .text, width: width)
    case .agrees: lines = dated("✓", .healthy, now, observed + tr(": agrees"), .text, width: width)
    case .disagrees: lines = dated("…", .muted, now, observed + tr(": does not agree yet"), .warning, width: width)
    }
    if let writtenAt = run.writtenAt, agreement.verdict == .disagrees, now - writtenAt > 60 {
      lines += TextLine.wrapped(
        tr(
          "Not agreed after a minute. Likely: another VirtualService or a gateway that bypasses this one, callers without "
            + "a proxy, or connections that hold on to a version."), width: width, .warning)
    }
    return lines
  }

  private var next: String {
    switch run.outcome {
    case .underway: tr("Esc leaves it running in the background.")
    case .failed: tr("Nothing is left half done unless it says so above. Esc goes back.")
    case .written:
      tr("\(undoKey) \(undoing), after a preview. Esc goes back") + (isCompared ? tr("; the comparison goes on.") : ".")
    }
  }

  private var isCompared: Bool { run.target.map { $0.obstacle == nil } ?? false }

  /// What undoing would do to the objects.
  private var undoing: String {
    let kinds = Set(run.plan.changes.map(\.operation))
    let count = run.plan.changes.count
    switch (kinds.first, kinds.count, count) {
    case (.create, 1, 1): return tr("removes the new object again")
    case (.create, 1, _): return tr("removes the \(count) new objects again")
    case (.delete, 1, 1): return tr("creates the object again")
    case (.delete, 1, _): return tr("creates the \(count) objects again")
    case (_, _, 1): return tr("puts the old object back")
    default: return tr("puts the \(count) objects back as they were")
    }
  }
}
