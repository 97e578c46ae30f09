import Cells
import MeshModel
import Texts

/// Draws the whole screen.
struct StatePainter {
  var state: DashboardState
  var panes: Panes

  init(state: DashboardState, size: Size) {
    self.state = state
    panes = Panes(size, isExpanded: state.graph.isExpanded)
  }

  func draw(on canvas: inout Canvas) {
    guard !panes.isTooSmall else {
      let text = tr("Vigla needs \(Panes.least.width)x\(Panes.least.height); this is \(canvas.width)x\(canvas.height).")
      canvas.write(TextLine.wrapped(text, width: canvas.width), in: canvas.bounds)
      return
    }
    let header = state.header
    canvas.fill(panes.header, style: .header)
    canvas.write(header.line(width: panes.header.width), x: 0, y: 0, width: panes.header.width)
    if let screen = state.front {
      drawOver(screen, on: &canvas)
    } else {
      drawGraph(on: &canvas, isStale: header.isStale)
    }
    drawCanary(on: &canvas)
    // A message is news and goes by itself; the hint under it waits.
    state.tourPainter?.draw(on: &canvas, in: panes)
    Toasts.draw(state.toasts, on: &canvas, in: panes.toasts, isAtTop: panes.rules.isEmpty)
    drawFooter(on: &canvas)
  }

  // MARK: Graph

  private func drawGraph(on canvas: inout Canvas, isStale: Bool) {
    for y in panes.rules { canvas.hline(x: 0, y: y, width: canvas.width) }
    guard let view = state.shown, !state.graph.model.cards.isEmpty else {
      // The rule above the details would cut through the text.
      for y in panes.rules where y == panes.main.bottom {
        canvas.fill(Rect(x: 0, y: y, width: canvas.width, height: 1))
      }
      EmptyScreen(
        context: state.context, options: state.options, connection: state.connection, snapshot: state.shown?.snapshot,
        now: state.now, started: state.started, keys: state.emptyHints
      ).draw(on: &canvas, in: panes.body)
      return
    }
    drawPicture(on: &canvas)
    if let document = state.details(of: view, width: panes.details.width) {
      DetailPainter(document: document, scroll: state.graph.detailScroll).draw(on: &canvas, in: panes.details)
    }
    if let trouble = state.dataTrouble {
      let key = state.keys.key(.messages)
      let why = key.isEmpty ? "" : " " + tr("\(key) why") + " "
      let text = " ! " + trouble.fitted(max(0, panes.main.width - TextWidth.of(why) - 4)) + " "
      canvas.write(
        TextLine(text, .warning) + TextLine(why, .key), x: panes.main.x, y: panes.main.y, width: panes.main.width)
    }
    if isStale {
      for area in [panes.main, panes.details] { canvas.restyle(area) { $0 == .warning ? $0 : .stale } }
    }
  }

  /// The graph or the list, with what they leave out on the rule above.
  private func drawPicture(on canvas: inout Canvas) {
    let graph = state.graph
    var matches = graph.hits
    // What was found in a folded card marks that one.
    matches.cards.formUnion(matches.cards.compactMap { graph.part.folded[$0] })
    let reason = state.sightReason
    if !reason.isEmpty {
      let place = panes.main.inset(columns: 3)
      let lines = reason.flatMap { line in
        line.width <= place.width
          ? [line] : TextLine.wrapped(line.text, width: place.width, line.spans.last?.style ?? .text)
      }
      canvas.write(
        lines, in: Rect(x: place.x, y: place.y + place.height / 4, width: place.width, height: place.height * 3 / 4))
    } else if !graph.view.isDrawn {
      CardTable(
        graph: graph.sight.model, list: graph.list, selected: graph.selection?.card, matches: matches.cards,
        snapshot: state.shown?.snapshot, jump: graph.jump
      ).draw(on: &canvas, in: panes.main)
    } else if let inset = graph.inset {
      GraphPainter(
        model: inset.part.model, scene: inset.scene, selection: graph.selection, matches: matches,
        figure: graph.figure, scroll: inset.scroll, pane: panes.main, jump: graph.jump
      ).draw(on: &canvas)
    } else {
      GraphPainter(
        model: graph.part.model, scene: graph.scene, selection: graph.selection, matches: matches,
        figure: graph.figure, scroll: graph.scroll, pane: panes.main, showsMinimap: graph.showsMinimap,
        glyphs: state.glyphs, jump: graph.jump
      ).draw(on: &canvas)
    }
    // Where there is no rule, what is left out is told in the last row of the picture.
    let room = canvas.width - 2
    let sight = state.sightNews(width: room)
    canvas.write(sight, endingAt: canvas.width - 1, y: panes.rules.first ?? panes.main.bottom - 1)
    guard let rule = panes.rules.first else { return }
    let rest = sight.isEmpty ? room : room - sight.width - 2
    let news = state.viewNews(width: rest)
    if !news.isEmpty, rest > 0 { canvas.write(news, x: 1, y: rule, width: min(news.width, rest)) }
  }

  // MARK: Screens over it

  private func drawOver(_ screen: Screen, on canvas: inout Canvas) {
    let hasRules = panes.rules.count >= 2
    let titleRow = panes.body.y
    if hasRules {
      canvas.hline(x: 0, y: 1, width: canvas.width)
      canvas.hline(x: 0, y: panes.footer.y - 1, width: canvas.width)
    }
    let area = panes.form
    let heading: (left: TextLine, right: TextLine)
    switch screen {
    case .help(let scroll):
      heading = (TextLine(tr("Keys"), .title), TextLine())
      ListPainter.draw(state.helpLines(width: area.width - 2), scroll: scroll, on: &canvas, in: area.inset(columns: 1))
    case .table(let kind):
      let painter = state.tablePainter(kind)
      heading = (state.tableTitle(kind), painter.position(height: area.height, width: area.width))
      painter.draw(on: &canvas, in: area)
    case .columns(let columns):
      heading = (TextLine(tr("\(columns.kind.title): columns"), .title), TextLine())
      state.columnsPainter(columns).draw(on: &canvas, in: area)
    case .closer(let closer):
      let painter = state.closerPainter(closer)
      heading = (painter.reader.heading, TextLine())
      painter.draw(on: &canvas, in: area)
    case .weights(let weights):
      heading = weightsHeading(weights)
      WeightsPainter(
        screen: weights, card: state.liveCard(weights.service), readOnlyReason: state.context.readOnlyReason,
        isBesideFrozen: state.frozen != nil, now: state.now, resetKey: state.keys.key(.reset),
        comparison: state.comparison(in: weights), guardKey: state.keys.key(.guardShift)
      )
      .draw(on: &canvas, in: area)
    case .actions(let actions):
      let painter = state.actionsPainter(actions)
      let title = serviceTitle(actions.service, tr("What can be done"))
      let obstacle = painter.commonObstacle?.fitted(max(0, area.width - title.width - 4))
      heading = (title, obstacle.map { TextLine($0, .warning) } ?? TextLine(tr("in force now"), .muted))
      painter.draw(on: &canvas, in: area)
    case .wizard(let wizard):
      heading = (serviceTitle(wizard.service, wizard.title), TextLine(wizardNote(wizard), .muted))
      WizardPainter(screen: wizard, readOnlyReason: state.context.readOnlyReason).draw(on: &canvas, in: area)
    case .rules(let rules):
      heading = (
        serviceTitle(rules.service, tr("Rules: the first that takes a request decides")),
        TextLine(rules.object.map { "\($0)" } ?? "", .muted)
      )
      RulesPainter(screen: rules).draw(on: &canvas, in: area)
    case .change(let change):
      heading = (TextLine(tr("Change"), .title), TextLine(change.id, .muted))
      ListPainter.draw(
        state.changeLines(change, width: area.width - 2), scroll: change.scroll, on: &canvas,
        in: area.inset(columns: 1))
    case .document(let document):
      heading = drawDocument(document, on: &canvas, in: area)
    case .preview(let preview):
      heading = (TextLine(preview.title, .title), TextLine())
      state.previewPainter(preview).draw(on: &canvas, in: area, titleRow: titleRow)
    case .proxy(let proxy):
      heading = (
        TextLine(tr("Proxy"), .title),
        TextLine(tr("\(state.index(of: proxy) + 1) of \(state.shownProxies.count)"), .muted)
      )
      ListPainter.draw(
        state.proxyLines(proxy, width: area.width - 2), scroll: proxy.scroll, on: &canvas,
        in: area.inset(columns: 1))
    case .choice(let choice):
      heading = (TextLine(choice.subject.title, .title), TextLine(tr("type to narrow, Enter chooses"), .muted))
      ChoicePainter(screen: choice, context: state.context).draw(on: &canvas, in: area)
    case .themes(let themes):
      heading = (TextLine(tr("Themes"), .title), TextLine(tr("shown at once, kept by Enter"), .muted))
      state.themesPainter(themes).draw(on: &canvas, in: area)
    case .canary(let screen):
      let painter = state.canaryPainter(screen)
      heading = (painter?.title ?? TextLine(), painter?.state ?? TextLine())
      painter?.draw(on: &canvas, in: area)
    case .afterwards:
      heading = (TextLine(tr("Change"), .title), TextLine(state.run?.plan.title ?? "", .muted))
      if let run = state.run {
        AfterwardsPainter(
          run: run, now: state.now, utcOffset: state.context.utcOffsetSeconds, undoKey: state.keys.key(.undo)
        ).draw(on: &canvas, in: area)
      }
    }
    canvas.write(heading.left, x: 1, y: titleRow, width: canvas.width - 2)
    if heading.left.width + heading.right.width + 4 <= canvas.width {
      canvas.write(heading.right, endingAt: canvas.width - 1, y: titleRow)
    }
  }

  private func weightsHeading(_ weights: WeightsScreen) -> (left: TextLine, right: TextLine) {
    let name = TextLine(weights.service.description, Style.title.bold)
    let isNarrow = panes.size.width < 60
    guard !weights.isDraft else {
      let word = isNarrow ? tr("  draft") : tr("  Traffic weights: draft")
      return (name + TextLine(word, .warning), TextLine(isNarrow ? "" : weights.object, .muted))
    }
    // Frozen is the picture of the graph alone.
    let right = isNarrow ? (state.frozen == nil ? "" : tr("live")) : weights.object
    return (name + TextLine(tr("  Traffic weights"), .title), TextLine(right, .muted))
  }

  private func serviceTitle(_ service: ServiceID, _ title: String) -> TextLine {
    TextLine(service.description, Style.title.bold) + TextLine("  " + title, .title)
  }

  private func wizardNote(_ wizard: WizardScreen) -> String {
    if case .plan(let plan) = wizard.outcome, !plan.isEmpty { return tr("not written yet") }
    if wizard.form.isChanged, case .incomplete = wizard.outcome { return tr("a field is wrong or empty") }
    return wizard.form.isChanged ? tr("nothing to write yet") : tr("as it is now")
  }

  private func drawDocument(
    _ document: DocumentScreen, on canvas: inout Canvas, in area: Rect
  ) -> (left: TextLine, right: TextLine) {
    let title =
      document.alone == nil ? TextLine(document.service.description, Style.title.bold) : TextLine(tr("Object"), .title)
    guard let text = state.objectText(document) else {
      canvas.write(tr("The object is not there any more."), x: area.x + 1, y: area.y, style: .warning)
      return (title, TextLine())
    }
    let lines = DocumentPainter(text: text, problem: document.problem).lines(width: area.width - 2)
    ListPainter.draw(lines, scroll: document.scroll, on: &canvas, in: area.inset(columns: 1))
    let all = state.documents(of: document)
    let place = (all.firstIndex(of: text.reference) ?? 0) + 1
    return (title + TextLine("  \(text.reference)", .title), TextLine(tr("\(place) of \(all.count)"), .muted))
  }

  /// The canary in one line over a rule where no toasts lie, or where there is none over the last line.
  private func drawCanary(on canvas: inout Canvas) {
    if case .canary? = state.front { return }
    guard let run = state.canary, !run.isSeen else { return }
    let y = panes.rules.isEmpty ? panes.footer.y - 1 : panes.rules[state.front == nil ? panes.rules.count / 2 : 0]
    let key = Keys(keymap: state.keymap, context: .graph).key(.canary)
    let line = run.strip(now: state.now, key: state.front == nil ? key : "", width: canvas.width - 2)
    canvas.write(line, x: 1, y: y, width: canvas.width - 2)
  }

  // MARK: Footer

  private func drawFooter(on canvas: inout Canvas) {
    if let palette = state.palette {
      PalettePainter(palette: palette, suggestions: state.suggestions(for: palette.text))
        .draw(on: &canvas, above: panes.footer)
    } else if let kind = state.frontTable, state.table(kind).isFiltering {
      state.filterPrompt(kind).draw(on: &canvas, in: panes.footer)
    } else if let prompt = state.graphPrompt {
      prompt.draw(on: &canvas, in: panes.footer)
    } else {
      Footer(hints: state.footerHints, status: state.footerStatus).draw(on: &canvas, in: panes.footer)
    }
  }
}
