import Cells
import Texts

/// Changes the state for an event and says what is to be done outside: a pure function, the only way to change it.
///
/// - Complexity: a new look at the mesh costs O(its size), and a layout if cards or links came or went; everything else
///   is small.
public func update(_ state: inout DashboardState, _ event: DashboardEvent) -> [DashboardEffect] {
  Language.$current.withValue(state.language) {
    let effects = state.handle(event)
    if case .input(let input) = event, !input.isResize { return effects + state.attend() }
    state.settleTable()
    return effects + state.attend()
  }
}

extension InputEvent {
  fileprivate var isResize: Bool { if case .resize = self { true } else { false } }
}

extension DashboardState {
  fileprivate mutating func handle(_ event: DashboardEvent) -> [DashboardEffect] {
    switch event {
    case .input(let input): return handle(input)
    case .tick(let now): return tick(now) + readOn()
    case .mesh(let view): take(view)
    case .kept(let moment): kept.append(moment)
    case .context(let context): return take(context)
    case .recalled(let layout): recall(layout)
    case .connection(let connection):
      take(connection)
      return askForNamespaces()
    case .choices(let subject, let names, let note): take(subject, names, note: note)
    case .dryRun(let report): take(report)
    case .progress(let progress): take(progress)
    case .changeFinished(let entry): finishChange(entry)
    case .changeFailed(let planID, let message): failChange(planID: planID, message: message)
    case .canaryNews(let news): take(news)
    case .canaryEnded(let outcome): return endCanary(outcome)
    case .undoPlanned(let plan): return open(preview: plan)
    case .undoRefused(let message): tell(.error, message)
    case .everywhere(let configuration):
      self.everywhere = configuration
      refreshWizards()
    case .journal(let entries): take(journal: entries)
    case .objectEvents(let request, let result): take(result, for: request)
    case .podLog(let request, let result): take(result, for: request)
    case .journalFailed(let message): failJournal(message)
    case .edited(let text): return take(edited: text)
    case .message(let severity, let text): tell(severity, text)
    case .settings(let keymap, let language, let charts):
      self.charts = charts
      take(keymap: keymap, language: language)
    case .theme(let name): themes.current = name
    }
    return []
  }
}
