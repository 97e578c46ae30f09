import Cells

/// Changes the state for an event and says what is to be done outside: a pure function, the only way to change it.
///
/// - Complexity: a new look at the mesh costs O(its size), and a layout if cards or links came or went; everything else
///   is small.
public func update(_ state: inout DashboardState, _ event: DashboardEvent) -> [DashboardEffect] {
  switch event {
  case .input(let input): return state.handle(input)
  case .tick(let now):
    return state.tick(now)
  case .mesh(let view): state.take(view)
  case .context(let context): state.take(context)
  case .connection(let connection): state.take(connection)
  case .dryRun(let report): state.take(report)
  case .progress(let progress): state.take(progress)
  case .changeFinished(let entry): state.finishChange(entry)
  case .changeFailed(let planID, let message): state.failChange(planID: planID, message: message)
  case .canaryNews(let news): state.take(news)
  case .canaryEnded(let outcome): return state.endCanary(outcome)
  case .undoPlanned(let plan): return state.open(preview: plan)
  case .undoRefused(let message): state.tell(.error, message)
  case .everywhere(let configuration):
    state.everywhere = configuration
    state.refreshWizards()
  case .journal(let entries): state.take(journal: entries)
  case .journalFailed(let message): state.failJournal(message)
  case .edited(let text): return state.take(edited: text)
  case .message(let severity, let text): state.tell(severity, text)
  }
  return []
}
