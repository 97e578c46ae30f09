import Cells
import Texts
import TrafficConfig

/// Draws a wizard: the form, and beside or below it what it would come to.
struct WizardPainter {
  var screen: WizardScreen
  var readOnlyReason: String?

  /// From this width on the effect stands beside the form.
  private static let wide = 110

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard area.height > 0 else { return }
    let places = places(in: area)
    canvas.clipped(to: area) { canvas in
      FormPainter(form: screen.form, width: places.form.width).draw(on: &canvas, in: places.form)
      if places.effect.width < area.width, places.effect.height > 0 {
        for y in area.y..<area.bottom { canvas.write("│", x: places.effect.x - 2, y: y, style: .border) }
      }
      let effect = places.effect
      canvas.write(TextLine.cut(effectLines(in: effect), to: effect.height, width: effect.width), in: effect)
    }
  }

  func place(at point: Point, in area: Rect) -> FormPlace? {
    let form = places(in: area).form
    return FormPainter(form: screen.form, width: form.width).place(at: point, in: form)
  }

  private func places(in area: Rect) -> (form: Rect, effect: Rect) {
    if area.width >= Self.wide {
      let left = min(84, area.width * 3 / 5)
      return (
        Rect(x: area.x, y: area.y, width: left, height: area.height),
        Rect(x: area.x + left + 3, y: area.y, width: area.width - left - 4, height: area.height)
      )
    }
    // Below, the effect takes what the form leaves, but always a line or two.
    let lines = FormPainter(form: screen.form, width: area.width).lines.count
    let least = area.height < 10 ? 1 : min(5, area.height / 3)
    let rows = max(least, area.height - lines - 1)
    let height = max(1, area.height - rows)
    return (
      Rect(x: area.x, y: area.y, width: area.width, height: height),
      Rect(x: area.x + 1, y: area.y + height, width: area.width - 2, height: area.height - height)
    )
  }

  /// What matters most first: the question, what cannot be, help for the field, the effect, how things stand.
  private func effectLines(in rect: Rect) -> [TextLine] {
    let width = rect.width
    if screen.isLeaving {
      return TextLine.wrapped(
        tr("? Throw away what you entered? y throws it away, n or Esc goes on."), width: width, .warning)
    }
    var lines: [TextLine] = []
    let isTight = rect.height < 3
    let isBeside = rect.height > 8
    if let readOnlyReason {
      lines += TextLine.wrapped(tr("! Nothing can be written: \(readOnlyReason)"), width: width, .warning)
    }
    var told: [TextLine] = []
    switch screen.outcome {
    case .incomplete: break
    case .refused(let text):
      if screen.form.isChanged || screen.form.isFinal {
        told = TextLine.wrapped("✗ " + text, width: width, screen.form.isFinal ? .error : .warning)
      }
    case .plan(let plan): told = effect(of: plan, width: width)
    }
    let help = help(width: width)
    if isTight, case .refused = screen.outcome, screen.form.isFinal { return lines + told }
    lines += isTight && !help.isEmpty ? Array(help.prefix(rect.height)) : help
    if isTight { return lines + told }
    if !lines.isEmpty, !told.isEmpty, isBeside { lines.append(TextLine()) }
    if isBeside, !told.isEmpty { lines.append(TextLine(tr("After this"), .heading)) }
    lines += told
    if !screen.status.isEmpty {
      if isBeside { lines.append(TextLine()) }
      lines += screen.status.flatMap { TextLine.wrapped($0.text, width: width, $0.spans.first?.style ?? .text) }
    }
    return lines
  }

  private func help(width: Int) -> [TextLine] {
    guard let field = screen.form.current, !field.help.isEmpty else { return [] }
    return TextLine.wrapped(field.help, width: width, .muted)
  }

  private func effect(of plan: ChangePlan, width: Int) -> [TextLine] {
    if plan.isEmpty { return TextLine.wrapped(tr("Nothing would change."), width: width, .muted) }
    var lines = TextLine.wrapped(plan.sentence, width: width)
    for finding in plan.findings {
      let isError = finding.level == .error
      lines += TextLine.wrapped(
        "\(isError ? "✗" : "!") \(finding.code) \(finding.message)", width: width, isError ? .error : .warning)
    }
    for notice in plan.notices { lines += TextLine.wrapped("! " + notice, width: width, .warning) }
    return lines
  }
}
