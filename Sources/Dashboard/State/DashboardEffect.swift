import TrafficConfig

/// What the dashboard wants done outside; it never does anything itself.
public enum DashboardEffect: Sendable {
  case quit
  /// Give the terminal back to the shell until continued.
  case suspend
  /// Draw everything anew.
  case repaint
  /// Poll now.
  case refreshNow
  case setOptions(ViewOptions)
  /// Read the admin interface of one proxy at each poll from now on; nil of none.
  case inspectProxy(String?)
  /// Ask the API server what it would say to the plan; answered by `DashboardEvent.dryRun`.
  case dryRun(ChangePlan)
  /// Write the plan; answered by `progress` and then `changeFinished` or `changeFailed`.
  case apply(ChangePlan)
  /// Plan the undoing of a journal entry, nil for the newest; answered by `undoPlanned` or `undoRefused`.
  case planUndo(String?)
  /// Read what is configured in all namespaces, once; answered by `everywhere`, or by `message` if that is not allowed.
  case lookEverywhere
  /// Keep where cards stand for a later session.
  case keepLayout(KeptLayout)
  /// Read the journal; answered by `journal` or `journalFailed`.
  case readJournal
  /// Give the terminal to the operator's editor with the text; answered by `edited`, or by `message` if there is none.
  case edit(EditedText)
}
