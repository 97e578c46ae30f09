import Cells
import Texts
import TrafficConfig

/// Draws a canary: its steps, the figures of the version beside those of the others, and what the guard makes of them.
struct CanaryPainter {
  var run: CanaryRun
  var screen: CanaryScreen
  /// Seconds since 1970.
  var now: Double
  var utcOffset: Int

  var title: TextLine {
    TextLine(run.service.description, Style.title.bold)
      + TextLine(run.canary.shift == nil ? tr("  Canary of \(run.version)") : tr("  Watching \(run.version)"), .title)
  }

  var state: TextLine { TextLine(run.stateWord.text, run.stateWord.style) }

  func draw(on canvas: inout Canvas, in area: Rect) {
    let width = area.width - 3
    let question = questionLines(width: width)
    var lines = head(width: width, isShort: area.height < 12)
    // What matters most stays: the question, then what is going on, then as much of the history as there is room for.
    let room = max(0, area.height - question.count)
    lines = Array(lines.prefix(room))
    let history = self.history(width: width)
    if lines.count + 2 <= room, !history.isEmpty {
      lines.append(TextLine())
      lines += history.suffix(room - lines.count)
    }
    let inner = Rect(x: area.x + 1, y: area.y, width: area.width - 2, height: area.height)
    canvas.write(lines, in: inner)
    canvas.write(
      question, in: Rect(x: inner.x, y: area.bottom - question.count, width: inner.width, height: question.count))
  }

  // MARK: Head

  private func head(width: Int, isShort: Bool) -> [TextLine] {
    let gap = isShort ? [] : [TextLine()]
    let verdict = run.verdict(now: now)
    return stepLines(width: width) + gap + table(width: width) + gap
      + TextLine.wrapped(verdict.text, width: width, verdict.style)
      + (isShort ? [] : comparison(width: width) + TextLine.wrapped(rule, width: width, .muted))
  }

  /// What is more than chance, as of the newest look.
  private func comparison(width: Int) -> [TextLine] {
    guard let found = run.latest?.news.comparison else { return [] }
    let isMore = found.errorDifference.isMore
    return TextLine.wrapped(found.errorSentence, width: width, isMore ? .warning : .text)
      + (found.percentiles.contains { $0.difference != nil }
        ? TextLine.wrapped(found.latencySentence, width: width, .muted) : [])
  }

  private func stepLines(width: Int) -> [TextLine] {
    var line = TextLine()
    for (index, percent) in run.canary.steps.enumerated() {
      let isHere = index + 1 == run.step
      let isDone = index + 1 < run.step || run.outcome == .promoted
      line.append(isDone ? "✓ " : isHere ? "▸ " : "· ", isDone ? .healthy : isHere ? .accent : .idle)
      line.append("\(percent) %   ", isHere ? Style.text.bold : isDone ? .text : .muted)
    }
    var now = TextLine(tr("now "), .muted) + TextLine(weights, .text)
    if let left = run.timeLeft(now: self.now) {
      now.append("   ", .muted)
      let share = 1 - left / max(1, run.canary.plan.interval)
      let filled = Int((share * 20).rounded(.down))
      now.append(String(repeating: "█", count: filled), .barFilled)
      now.append(String(repeating: "░", count: 20 - filled), .barEmpty)
      now.append(tr(" \(Figures.duration(left.rounded())) left"), .text)
    }
    return [line.cut(to: width), now.cut(to: width)]
  }

  private var weights: String {
    if case .rolledBack = run.outcome { return Canary.words(run.canary.old) }
    return run.weightsNow
  }

  /// The same columns whatever is known, so that nothing moves.
  private func table(width: Int) -> [TextLine] {
    let news = run.latest?.news
    let names = [run.version, tr("others")]
    let column = width < 50 ? 7 : 10
    let nameWidth = min(max(6, names.map { TextWidth.of($0) }.max() ?? 0), max(6, width - 4 * column))
    let percentiles = width < 70 ? ["p99"] : ["p50", "p95", "p99"]
    let labels = ([width < 50 ? tr("seen") : tr("requests"), tr("rate"), tr("errors")] + percentiles).map {
      $0.leftPadded(column)
    }
    var lines = [TextLine(String(repeating: " ", count: nameWidth) + labels.joined(), .muted)]
    for (name, figures) in zip(names, [news?.version, news?.others]) {
      let label = name.fitted(nameWidth).rightPadded(nameWidth)
      lines.append(row(label, figures, elapsed: news?.elapsed ?? 0, isWide: percentiles.count > 1, column: column))
    }
    return lines.map { $0.cut(to: width) }
  }

  private func row(_ name: String, _ figures: CanaryFigures?, elapsed: Double, isWide: Bool, column: Int) -> TextLine {
    var line = TextLine(name)
    guard let figures else {
      line.append(String(repeating: Figures.none.leftPadded(column), count: isWide ? 6 : 4), .idle)
      return line
    }
    let rate = elapsed > 0 ? figures.requests / elapsed : nil
    line.append(Figures.count(figures.requests).leftPadded(column))
    line.append(Figures.rate(rate).leftPadded(column))
    let percent = figures.percentError
    line.append(Figures.percent(percent).leftPadded(column), (percent ?? 0) > 0 ? .error : .text)
    let more = isWide ? [figures.latencies.quantile(0.5), figures.latencies.quantile(0.95)] : []
    for figure in more { line.append(Figures.milliseconds(figure).leftPadded(column)) }
    // What reaches back before the step is shown, since a step may be shorter than the window, but marked.
    let recent = figures.windowP99.map { "~" + Figures.milliseconds($0) }
    let p99 = figures.p99.map(Figures.milliseconds) ?? recent ?? Figures.none
    line.append(p99.leftPadded(column), figures.p99 == nil ? .muted : .text)
    return line
  }

  private var rule: String {
    let plan = run.canary.plan
    return tr(
      "Guard: with \(CanaryWords.requests(plan)) at least in a step, back to \(Canary.words(run.canary.old)) if "
        + "\(CanaryWords.limits(plan)).")
  }

  // MARK: History

  private func history(width: Int) -> [TextLine] {
    run.log.flatMap { entry -> [TextLine] in
      let clock = Figures.clock(entry.time, offset: utcOffset) + "  "
      let style: Style =
        switch entry.news.kind {
        case .rollback, .retry, .hold: .warning
        default: .text
        }
      return TextLine.wrapped(entry.news.text, width: width - clock.count, style).enumerated().map { i, line in
        TextLine(i == 0 ? clock : String(repeating: " ", count: clock.count), .muted) + line
      }
    }
  }

  // MARK: Question

  private func questionLines(width: Int) -> [TextLine] {
    guard let asked = screen.asked else { return [] }
    let (old, now) = (Canary.words(run.canary.old), run.weightsNow)
    let steps = run.canary.steps
    let isLast = run.step >= steps.count
    let text =
      switch asked {
      case .promote, .promoteAll:
        isLast
          ? tr("? End the last step now? The weights stay: \(now).")
          : asked == .promote
            ? tr("? Give \(run.version) \(steps[run.step]) % now, before the guard says so?")
            : tr("? Give \(run.version) \(steps.last ?? 100) % now, without the steps between?")
      case .abort: tr("? Put the old weights back now: \(old)?")
      case .leave: tr("? End here? The weights stay, and nobody watches them: \(now).")
      case .quit:
        tr(
          "? The canary ends with vigla. y puts the old weights back and quits (\(old)); e quits and the weights stay "
            + "(\(now)); Esc goes on.")
      }
    let keys = asked == .quit ? "" : tr(" y does it, Esc does not.")
    return TextLine.wrapped(text + keys, width: width, .warning)
  }
}
