import Cells
import Documents
import Texts
import TrafficConfig

/// Draws a plan: a sentence, the diff, what the server and the checks say, and the buttons.
struct PreviewPainter {
  var screen: PreviewScreen
  /// Whether each object is still as the plan took it to be, by its resourceVersion; nil where that is not known.
  var lock: [ObjectReference: ObjectLock]
  var readOnlyReason: String?
  /// Unchanged lines shown around changed ones.
  var context = 3

  /// Where the parts are.
  private struct Places {
    var diff: Rect
    var notes: Rect
    var buttonY: Int
  }

  /// - Parameters:
  ///   - area: below the title.
  ///   - titleRow: the sentence begins there, beside the title.
  func draw(on canvas: inout Canvas, in area: Rect, titleRow: Int) {
    let sentence = sentenceLines(in: area)
    if let first = sentence.first {
      canvas.write(first, x: area.x + Self.indent, y: titleRow, width: area.width - Self.indent - 1)
    }
    canvas.write(
      sentence.dropFirst(), in: Rect(x: area.x + 1, y: titleRow + 1, width: area.width - 2, height: sentence.count))
    guard area.height > 2 else { return }
    let places = places(in: area)
    canvas.clipped(to: area) { canvas in
      drawDiff(on: &canvas, in: places.diff)
      canvas.write(noteLines(width: area.width - 4), in: places.notes)
      drawButtons(on: &canvas, x: area.x + 1, y: places.buttonY, width: area.width - 2)
    }
  }

  private func places(in area: Rect) -> Places {
    let top = area.y + max(0, sentenceLines(in: area).count - 1)
    let height = max(0, area.bottom - top)
    let notes = noteLines(width: area.width - 4).count
    // The diff gives way to what must be read, but keeps a few lines; fewer where nothing can be applied anyway.
    let diff = diffLines(width: area.width - 2).count
    let kept = min(isBlocked ? 1 : 6, diff)
    let noteRows = min(notes, max(0, height - 2 - kept))
    let buttonY = area.bottom - 1
    // A blank row looks better, where it costs no line of the diff.
    let noteY = buttonY - noteRows - (noteRows > 0 && height - 1 - noteRows > diff ? 1 : 0)
    return Places(
      diff: Rect(x: area.x, y: top, width: area.width, height: max(0, noteY - top)),
      notes: Rect(x: area.x + 1, y: noteY, width: area.width - 2, height: noteRows), buttonY: buttonY)
  }

  /// Columns before the sentence on the row of the title.
  private static let indent = 11

  /// The plan in words, over as many lines as it takes and the screen allows.
  private func sentenceLines(in area: Rect) -> [TextLine] {
    let most = area.height < 12 ? 2 : 4
    let width = area.width - 2
    let words = screen.plan.sentence.split(separator: " ").map(String.init)
    var lines: [String] = [""]
    for word in words {
      let last = lines.count - 1
      let room = last == 0 ? width - Self.indent + 1 : width
      let joined = lines[last].isEmpty ? word : lines[last] + " " + word
      if lines[last].isEmpty || TextWidth.of(joined) <= room { lines[last] = joined } else { lines.append(word) }
    }
    if lines.count > most {
      let rest = lines[(most - 1)...].joined(separator: " ")
      lines = lines.prefix(most - 1) + [rest.fitted(most == 1 ? width - Self.indent + 1 : width)]
    }
    return lines.map { TextLine($0) }
  }

  /// The button that lies there.
  func button(at point: Point, in area: Rect) -> PreviewScreen.Button? {
    guard area.height > 2, point.y == places(in: area).buttonY else { return nil }
    let x = point.x - area.x - 1
    if x >= 0, x < Self.cancelWidth { return .cancel }
    let start = Self.cancelWidth + 1
    return x >= start && x < start + TextWidth.of(screen.applyLabel) + 4 ? .apply : nil
  }

  private static let cancelWidth = 10

  /// Unchanged lines around changed ones for which a form of this height has room.
  static func context(height: Int) -> Int { height >= 30 ? 10 : 3 }

  /// How far the diff can be scrolled in an area.
  func mostScroll(in area: Rect) -> Int {
    max(0, diffLines(width: area.width - 2).count - max(1, places(in: area).diff.height))
  }

  // MARK: Diff

  private func drawDiff(on canvas: inout Canvas, in area: Rect) {
    let lines = diffLines(width: area.width - 2)
    let start = max(0, min(screen.scroll, lines.count - area.height))
    canvas.write(
      lines.dropFirst(start), in: Rect(x: area.x + 1, y: area.y, width: area.width - 2, height: area.height))
    let below = lines.count - start - area.height
    if below > 0, area.height > 0 {
      let text = tr(" ▾ \(below) more \(below == 1 ? tr("line") : tr("lines")) ")
      canvas.write(text, x: area.right - TextWidth.of(text) - 1, y: area.bottom - 1, style: .accent)
    }
    if start > 0 {
      let text = " ▴ \(start) "
      canvas.write(text, x: area.right - TextWidth.of(text) - 1, y: area.y, style: .accent)
    }
  }

  private func diffLines(width: Int) -> [TextLine] {
    var lines: [TextLine] = []
    for (i, change) in screen.plan.changes.enumerated() {
      if i > 0 { lines.append(TextLine()) }
      lines += heading(change, step: i + 1, width: width)
      lines += change.diffOfSpecFirst(context: context).map(\.line)
    }
    return lines
  }

  /// The object and what speaks for or against the write: on one line if there is room, else on two.
  private func heading(_ change: ObjectChange, step: Int, width: Int) -> [TextLine] {
    var name = TextLine()
    if screen.plan.changes.count > 1 { name.append("\(step). ", .muted) }
    name.append(change.operation.words + " ", .muted)
    name.append(change.reference.description, .heading)
    for isShort in [false, true] {
      let checks = checks(change, isShort: isShort)
      if name.width + 3 + checks.width <= width { return [name + TextLine("   ") + checks] }
    }
    return [name.cut(to: width), TextLine("   ") + checks(change, isShort: true)]
  }

  private func checks(_ change: ObjectChange, isShort: Bool) -> TextLine {
    var line = TextLine((isShort ? "" : tr("server ")) + tr("dry run "), .muted)
    line.spans += dryRunState(change).spans
    let state = lock[change.reference]
    if let version = change.resourceVersion {
      line.append((isShort ? "  " : tr("   lock ")) + tr("rv \(version) "), .muted)
      if state == nil { line.append("?", .muted) }
    } else if state != nil {
      line.append(isShort ? "  " : "   ", .muted)
    }
    if let state { line.append(state.words.map { "✗ " + $0 } ?? "✓", state == .held ? .healthy : .failure) }
    return line
  }

  private func dryRunState(_ change: ObjectChange) -> TextLine {
    switch screen.dryRun {
    case .running: return TextLine("…", .muted)
    case .failed: return TextLine("✗", .failure)
    case .answered(let report):
      guard let step = report.steps.first(where: { $0.reference == change.reference }) else {
        return TextLine("?", .muted)
      }
      switch step.outcome {
      case .accepted: return TextLine("✓", .healthy)
      case .refused, .forbidden: return TextLine(tr("✗ refused"), .failure)
      case .conflict: return TextLine(tr("✗ conflict"), .failure)
      case .skipped: return TextLine(tr("· not asked"), .muted)
      }
    }
  }

  // MARK: Notes

  private func noteLines(width: Int) -> [TextLine] {
    var lines: [TextLine] = []
    func add(_ sign: String, _ text: String, _ style: Style) {
      for (i, line) in TextLine.wrapped(text, width: width - 3, style).enumerated() {
        lines.append(TextLine(i == 0 ? sign + " " : "  ", style) + line)
      }
    }
    if let readOnlyReason { add("!", tr("Nothing can be written: \(readOnlyReason)"), .warning) }
    if readOnlyReason == nil, screen.stale(lock) != nil, let obstacle {
      add("✗", obstacle.text, .error)
    }
    switch screen.dryRun {
    case .failed(let text): add("✗", text, .error)
    case .answered(let report):
      for step in report.steps {
        switch step.outcome {
        case .refused(let text), .forbidden(let text):
          add("✗", tr("The server refuses \(step.reference): \(text)"), .error)
        case .conflict(let text):
          add("✗", tr("\(step.reference) was changed meanwhile: \(text) Go back and plan anew."), .error)
        case .skipped(let text): add("·", tr("\(step.reference) not asked: \(text)"), .muted)
        case .accepted: break
        }
      }
      for warning in report.warnings { add("!", tr("The server warns: \(warning)"), .warning) }
    case .running: break
    }
    for finding in screen.plan.findings {
      let style: Style = finding.level == .error ? .error : finding.level == .warning ? .warning : .muted
      add(finding.level == .error ? "✗" : "!", "\(finding.code) \(finding.object): \(finding.message)", style)
    }
    for notice in screen.plan.notices { add("!", notice, .warning) }
    if readOnlyReason == nil, let confirmation = screen.confirmation { add("!", confirmation.reason, .warning) }
    return lines
  }

  // MARK: Buttons

  private func drawButtons(on canvas: inout Canvas, x: Int, y: Int, width: Int) {
    var line = TextLine()
    let isCancel = screen.focus == .cancel
    line.append(isCancel ? tr("[ Cancel ]") : tr("  Cancel  "), isCancel ? .buttonFocused : .button)
    line.append(" ")
    let name = screen.applyLabel
    let obstacle = obstacle
    let style: Style = obstacle != nil ? .disabled : isCancel ? .button : .buttonFocused
    line.append(isCancel ? "  \(name)  " : "[ \(name) ]", style)
    if let obstacle {
      line.append("  " + obstacle.short, .muted)
    } else if let word = screen.confirmation?.word {
      line.append(tr("  type "), .warning)
      line.append(word, .key)
      line.append(screen.isTyping ? ": " : tr(" to confirm"), .warning)
      if screen.isTyping { line.append(screen.typed.text + "█", .input) }
    }
    canvas.write(line, x: x, y: y, width: width)
  }

  private var obstacle: PreviewScreen.Obstacle? { screen.obstacle(readOnly: readOnlyReason, lock: lock) }

  /// Something speaks against the plan, beyond an answer that is still to come.
  private var isBlocked: Bool { obstacle != nil && screen.dryRun != .running || screen.stale(lock) != nil }
}
