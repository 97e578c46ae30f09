import Cells
import Documents
import TrafficConfig

/// Draws a plan: a sentence, the diff, what the server and the checks say, and the buttons.
struct PreviewPainter {
  var screen: PreviewScreen
  /// Whether each object is still as the plan took it to be, by its resourceVersion; nil where that is not known.
  var lock: [ObjectReference: Bool]
  var readOnlyReason: String?
  /// Unchanged lines shown around changed ones.
  var context = 3

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard area.height > 2 else { return }
    canvas.clipped(to: area) { canvas in
      let notes = noteLines(width: area.width - 4)
      // The diff gives way to what must be read, but keeps a few lines.
      let noteRows = min(notes.count, max(0, area.height - 2 - min(6, diffLines.count)))
      let buttonY = area.bottom - 1
      let noteY = buttonY - noteRows - (noteRows > 0 && area.height > 12 ? 1 : 0)
      let diffArea = Rect(x: area.x, y: area.y, width: area.width, height: max(0, noteY - area.y))
      drawDiff(on: &canvas, in: diffArea)
      canvas.write(
        notes.prefix(noteRows), in: Rect(x: area.x + 1, y: noteY, width: area.width - 2, height: noteRows))
      drawButtons(on: &canvas, x: area.x + 1, y: buttonY, width: area.width - 2)
    }
  }

  /// Unchanged lines around changed ones for which a form of this height has room.
  static func context(height: Int) -> Int { height >= 30 ? 10 : 3 }

  /// How far the diff can be scrolled in an area.
  func mostScroll(in area: Rect) -> Int { max(0, diffLines.count - max(1, area.height - 6)) }

  // MARK: Diff

  private func drawDiff(on canvas: inout Canvas, in area: Rect) {
    let lines = diffLines
    let start = max(0, min(screen.scroll, lines.count - area.height))
    canvas.write(
      lines.dropFirst(start), in: Rect(x: area.x + 1, y: area.y, width: area.width - 2, height: area.height))
    let below = lines.count - start - area.height
    if below > 0, area.height > 0 {
      let text = " ▾ \(below) more lines "
      canvas.write(text, x: area.right - TextWidth.of(text) - 1, y: area.bottom - 1, style: .accent)
    }
    if start > 0 {
      let text = " ▴ \(start) "
      canvas.write(text, x: area.right - TextWidth.of(text) - 1, y: area.y, style: .accent)
    }
  }

  private var diffLines: [TextLine] {
    var lines: [TextLine] = []
    for (i, change) in screen.plan.changes.enumerated() {
      if i > 0 { lines.append(TextLine()) }
      lines.append(heading(change, step: i + 1))
      for line in change.diff(context: context) {
        switch line.kind {
        case .context: lines.append(TextLine("   " + line.text, .text))
        case .added: lines.append(TextLine(" + " + line.text, .added))
        case .removed: lines.append(TextLine(" - " + line.text, .removed))
        }
      }
    }
    return lines
  }

  private func heading(_ change: ObjectChange, step: Int) -> TextLine {
    var line = TextLine()
    if screen.plan.changes.count > 1 { line.append("\(step). ", .muted) }
    line.append(change.operation.rawValue + " ", .muted)
    line.append(change.reference.description, .heading)
    line.append("   server dry run ", .muted)
    line.spans += dryRunState(change).spans
    if let version = change.resourceVersion {
      line.append("   lock rv \(version) ", .muted)
      switch lock[change.reference] {
      case true?: line.append("✓", .healthy)
      case false?: line.append("✗ changed since", .failure)
      case nil: line.append("?", .muted)
      }
    }
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
      case .refused: return TextLine("✗ refused", .failure)
      case .conflict: return TextLine("✗ conflict", .failure)
      case .skipped: return TextLine("· not asked", .muted)
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
    if let readOnlyReason { add("!", "Nothing can be written: \(readOnlyReason)", .warning) }
    switch screen.dryRun {
    case .failed(let text): add("✗", text, .error)
    case .answered(let report):
      for step in report.steps {
        switch step.outcome {
        case .refused(let text): add("✗", "The server refuses \(step.reference): \(text)", .error)
        case .conflict(let text):
          add("✗", "\(step.reference) was changed meanwhile: \(text) Go back and plan anew.", .error)
        case .skipped(let text): add("·", "\(step.reference) not asked: \(text)", .muted)
        case .accepted: break
        }
      }
      for warning in report.warnings { add("!", "The server warns: \(warning)", .warning) }
    case .running: break
    }
    for finding in screen.plan.findings {
      let style: Style = finding.level == .error ? .error : finding.level == .warning ? .warning : .muted
      add(finding.level == .error ? "✗" : "!", "\(finding.code) \(finding.object): \(finding.message)", style)
    }
    for notice in screen.plan.notices { add("!", notice, .warning) }
    return lines
  }

  // MARK: Buttons

  private func drawButtons(on canvas: inout Canvas, x: Int, y: Int, width: Int) {
    let obstacle = screen.obstacle(readOnly: readOnlyReason, lock: lock)
    var line = TextLine()
    let isCancel = screen.focus == .cancel
    line.append(isCancel ? "[ Cancel ]" : "  Cancel  ", isCancel ? .buttonFocused : .button)
    line.append(" ")
    let name = screen.plan.undoOf == nil ? "Apply" : "Undo"
    let style: Style = obstacle != nil ? .disabled : isCancel ? .button : .buttonFocused
    line.append(isCancel ? "  \(name)  " : "[ \(name) ]", style)
    if let obstacle { line.append("  " + obstacle, .muted) }
    canvas.write(line, x: x, y: y, width: width)
  }
}
