import Cells
import MeshModel
import Texts
import TrafficConfig

/// Draws the weights form.
struct WeightsPainter {
  var screen: WeightsScreen
  /// The service's card as it is now; nil if it is not in the picture.
  var card: GraphCard?
  /// Why nothing can be written.
  var readOnlyReason: String?
  /// The graph holds an older picture meanwhile.
  var isBesideFrozen = false
  /// Seconds since 1970.
  var now: Double = 0
  /// The key that takes back what was entered.
  var resetKey = ""
  /// The version under the cursor beside the busiest other.
  var comparison: VersionComparison?
  /// The key that sets for how long the shift is watched.
  var guardKey = ""

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard let route = screen.current, let dial = screen.dial else {
      canvas.write(tr("This service has no route whose weights could be set."), x: area.x + 2, y: area.y + 1)
      return
    }
    let layout = WeightsLayout(area: area, labels: route.targets.map(\.name), rows: dial.count)
    canvas.clipped(to: area) { canvas in
      drawRouteLine(route, on: &canvas, in: area)
      drawHeadings(layout, on: &canvas)
      for i in route.targets.indices { drawRow(i, route: route, dial: dial, layout, on: &canvas) }
      var y = area.y + layout.firstRow + dial.count * layout.rowHeight
      let sum = tr("sum ") + String(dial.weights.reduce(0, +)).leftPadded(3)
      canvas.write(sum, x: area.x + layout.new - 1, y: y, style: .muted)
      y += area.height >= 10 ? 2 : 1
      let rest = Rect(x: area.x + 1, y: y, width: layout.area.width - 2, height: area.bottom - y)
      canvas.write(notes(route, dial, width: rest.width, isShort: rest.height < 2), in: rest)
    }
  }

  private func drawRouteLine(_ route: WeightRoute, on canvas: inout Canvas, in area: Rect) {
    var line = TextLine(route.title, .heading)
    if !route.others.isEmpty { line.append("  " + route.others, .muted) }
    canvas.write(line, x: area.x + 2, y: area.y, width: area.width - 3)
  }

  private func drawHeadings(_ layout: WeightsLayout, on canvas: inout Canvas) {
    let (x, y) = (layout.area.x, layout.area.y + layout.firstRow - 1)
    canvas.write(tr("now"), x: x + layout.now, y: y, style: .muted)
    canvas.write(tr("new"), x: x + layout.new, y: y, style: .muted)
    if layout.rowHeight > 1, layout.barWidth > 16 {
      canvas.write("█", x: x + layout.bar, y: y, style: .barFilled)
      canvas.write(tr("new"), x: x + layout.bar + 2, y: y, style: .muted)
      canvas.write("━", x: x + layout.bar + 7, y: y, style: .barObserved)
      canvas.write(tr("seen"), x: x + layout.bar + 9, y: y, style: .muted)
    }
    for (column, text) in [(layout.seen, tr("seen")), (layout.rate, tr("rate")), (layout.errors, tr("errors"))] {
      if let column { canvas.write(text.leftPadded(6), x: x + column, y: y, style: .muted) }
    }
  }

  private func drawRow(
    _ i: Int, route: WeightRoute, dial: WeightDial, _ layout: WeightsLayout, on canvas: inout Canvas
  ) {
    let (x, y) = (layout.area.x, layout.area.y + layout.firstRow + i * layout.rowHeight)
    let isHere = i == screen.row
    let target = route.targets[i]
    let versions = rows(of: target)
    if isHere { canvas.write("▸", x: x + 1, y: y, style: .accent) }
    canvas.write(
      target.name, x: x + layout.label, y: y, style: isHere ? Style.text.bold : .text,
      maxWidth: layout.now - layout.label - 1, fit: .ends)
    canvas.write(String(route.weights[i]).leftPadded(3), x: x + layout.now, y: y, style: .muted)
    let isMoved = route.weights[i] != dial.weights[i]
    let style: Style = isHere ? .input : isMoved ? .accent : .text
    canvas.write(String(dial.weights[i]).leftPadded(3), x: x + layout.new, y: y, style: style)
    canvas.write(
      dial.locked[i] ? (layout.bar - layout.new > 8 ? tr("lock") : "L") : "", x: x + layout.new + 4, y: y,
      style: .warning,
      maxWidth: layout.bar - layout.new - 4)
    if layout.barWidth > 0 {
      canvas.bar(Double(dial.weights[i]) / 100, x: x + layout.bar, y: y, width: layout.barWidth)
    }
    drawObserved(versions, layout, x: x, y: y, on: &canvas)
  }

  private func drawObserved(
    _ versions: [CardRow], _ layout: WeightsLayout, x: Int, y: Int, on canvas: inout Canvas
  ) {
    let rate = versions.reduce(0) { $0 + $1.rate }
    let total = card?.rows.reduce(0) { $0 + $1.rate } ?? 0
    let errors = versions.reduce(0) { $0 + $1.rate * ($1.percentError ?? 0) / 100 }
    let seen = total > 0 ? rate / total * 100 : nil
    let style: Style = rate > 0 ? .text : .idle
    if let column = layout.seen {
      canvas.write(NumberFormat.percent(seen, width: 6), x: x + column, y: y, style: style)
      if layout.rowHeight > 1, layout.barWidth > 0, let seen {
        let filled = Bar.filled(seen / 100, width: layout.barWidth)
        canvas.write(
          filled.isEmpty ? "" : String(repeating: "━", count: TextWidth.of(filled)), x: x + layout.bar, y: y + 1,
          style: .barObserved)
      }
    }
    if let column = layout.rate {
      canvas.write(
        rate > 0 ? NumberFormat.rate(rate) : Figures.none.leftPadded(6), x: x + column, y: y, style: style)
    }
    if let column = layout.errors {
      let percent = rate > 0 ? errors / rate * 100 : nil
      canvas.write(
        NumberFormat.percent(percent, width: 6), x: x + column, y: y, style: (percent ?? 0) > 0 ? .error : style)
    }
    if let column = layout.sign {
      let health = versions.map(\.health).reduce(Health(.na)) { $0.worse($1) }
      let sign = versions.isEmpty ? HealthStatus.na : health.status
      canvas.write(sign.sign, x: x + column, y: y, style: sign.style)
    }
  }

  private func rows(of target: WeightRoute.Target) -> [CardRow] {
    card?.rows.filter { target.holds($0, of: screen.service) } ?? []
  }

  // MARK: What it means

  private func notes(_ route: WeightRoute, _ dial: WeightDial, width: Int, isShort: Bool) -> [TextLine] {
    var lines: [TextLine] = []
    if let problem = screen.problem { lines += TextLine.wrapped("✗ " + problem, width: width, .error) }
    if let reason = readOnlyReason {
      lines += TextLine.wrapped(tr("! Nothing can be written: \(reason)"), width: width, .warning)
    }
    if let obstacle = screen.obstacle ?? route.obstacle {
      lines += TextLine.wrapped("! " + obstacle, width: width, .warning)
    }
    let reset = resetKey.isEmpty ? "" : tr(" \(resetKey) goes back to what is live.")
    if let news = screen.news {
      lines += TextLine.wrapped("! " + news.text + (news.isAgainstEntered ? reset : ""), width: width, .warning)
    } else if screen.isDraft, let since = screen.draftedAt, !isShort {
      lines += TextLine.wrapped(
        tr("! A draft that you left \(Figures.age(now - since)) ago.") + reset, width: width, .warning)
    }
    if isBesideFrozen, !isShort {
      lines += TextLine.wrapped(tr("The graph is frozen; the figures here are live."), width: width, .muted)
    }
    lines += TextLine.wrapped(sentence(route, dial, isShort: isShort), width: width)
    if let minutes = screen.guardMinutes {
      let old = zip(route.targets, route.weights).map { "\($0.name) \($1)" }.joined(separator: ", ")
      lines += TextLine.wrapped(
        isShort
          ? tr("Guard: \(minutes) min")
          : tr(
            "Guard: watched for \(minutes) min after it; \(old) come back by themselves if what gains most fails 2 points "
              + "more than the others. \(guardKey) changes the time."), width: width, .accent)
    }
    if let comparison, !isShort {
      let isMore = comparison.errorDifference.isMore
      lines += TextLine.wrapped(comparison.errorSentence, width: width, isMore ? .warning : .muted)
    }
    if screen.routes.count > 1, !isShort {
      lines.append(TextLine(tr("What is seen counts the requests of all routes together."), .muted))
    }
    for notice in replicaNotices(route, dial) { lines += TextLine.wrapped("! " + notice, width: width, .warning) }
    return lines
  }

  private func sentence(_ route: WeightRoute, _ dial: WeightDial, isShort: Bool) -> String {
    let total = card?.traffic.rate ?? 0
    guard dial.weights != route.weights else {
      return total > 0
        ? tr("Now \(Figures.rate(total)) reach the service. Nothing is changed yet.") : tr("Nothing is changed yet.")
    }
    guard total > 0 else { return tr("No requests are seen now, so nothing can be foretold.") }
    let parts = zip(route.targets, dial.weights).filter { $0.1 > 0 || $0.0.percent > 0 }.map { target, weight in
      "\(target.name) \(weight > 0 ? Figures.rate(total * Double(weight) / 100) : tr("nothing"))"
    }
    if isShort { return tr("Then ") + parts.joined(separator: ", ") }
    let now = Figures.rate(total).replacingSuffix("/s", with: tr(" requests/s"))
    return tr("After this, of \(now) now: \(parts.joined(separator: ", ")).")
  }

  /// Versions whose pods would carry much more than those of the others, or that have none.
  private func replicaNotices(_ route: WeightRoute, _ dial: WeightDial) -> [String] {
    var loads: [(name: String, ready: Int, desired: Int, perPod: Double)] = []
    var notices: [String] = []
    for (target, weight) in zip(route.targets, dial.weights) {
      guard weight > 0, target.workloads.allSatisfy({ $0.namespace == screen.service.namespace }) else { continue }
      let (ready, desired) = (target.readyPods, target.pods)
      if ready == 0 {
        notices.append(tr("\(target.name) has no ready pod: its \(weight) % of the requests will fail with 503."))
      } else {
        loads.append((target.name, ready, desired, Double(weight) / Double(ready)))
      }
    }
    guard let least = loads.min(by: { $0.perPod < $1.perPod }) else { return notices }
    for load in loads where load.perPod > least.perPod * 1.5 && load.ready < load.desired {
      let times = Figures.fixed(load.perPod / least.perPod, 1)
      notices.append(
        tr(
          "\(load.name) has \(load.ready) ready \(load.ready == 1 ? tr("pod") : tr("pods")) of \(load.desired): each will carry "
        )
          + tr("\(times) times what one of \(least.name) carries."))
    }
    return notices
  }
}
