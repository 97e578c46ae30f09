import MeshModel
import Settings
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
  /// Let the program that makes the credentials ask the operator on the terminal; answered by `message` if it fails.
  case logIn
  case setOptions(ViewOptions)
  /// Read the admin interface of one proxy at each poll from now on; nil of none.
  case inspectProxy(String?)
  /// Read at the full rate what somebody looks at, and the rest of a large mesh rarely; everything until told.
  case attend(Attention)
  /// Put a text into the clipboard where the terminal's window is; `what` tells the operator what it is.
  case copy(String, what: String)
  /// Read the Events about some objects, once; answered by `objectEvents`.
  case readEvents(EventsRequest)
  /// Read the end of a container's log, once; answered by `podLog`.
  case readLog(LogRequest)
  /// Ask the API server what it would say to the plan; answered by `DashboardEvent.dryRun`.
  case dryRun(ChangePlan)
  /// Write the plan; answered by `progress` and then `changeFinished` or `changeFailed`.
  case apply(ChangePlan)
  /// Walk a canary through its steps, creating objects in an API version; answered by `canaryNews` and, as the last,
  /// `canaryEnded`.
  case startCanary(Canary, apiVersion: String)
  /// Tell the canary that runs what the operator wants.
  case tellCanary(CanaryEvent)
  /// Plan the undoing of a journal entry, nil for the newest; answered by `undoPlanned` or `undoRefused`.
  case planUndo(String?)
  /// Read what is configured in all namespaces, once; answered by `everywhere`, or by `message` if that is not allowed.
  case lookEverywhere
  /// Read the names of the kubeconfig's contexts; answered by `choices`.
  case listContexts
  /// Leave this mesh for that of another context; answered by `context`, or by `message` if it cannot be used.
  case switchContext(String)
  /// Read which namespaces can be looked at; answered by `choices`.
  case listNamespaces
  /// Read the traffic of this mesh from elsewhere; answered by `context` and `message`.
  case readFrom(TrafficSourceChoice)
  /// Collect other namespaces from now on; nil for all. Answered by `context`.
  case setNamespaces([String]?)
  /// Keep where cards stand for a later session.
  case keepLayout(KeptLayout)
  /// Read the journal; answered by `journal` or `journalFailed`.
  case readJournal
  /// Give the terminal to the operator's editor with the text; answered by `edited`, or by `message` if there is none.
  case edit(EditedText)
  /// Draw with the theme of this name; answered by `theme`, or by `message` if it cannot be read.
  case showTheme(String)
  /// Write the theme of this name into the user's settings; answered by `message`.
  case keepTheme(String)
  /// Remember that the tour was seen.
  case endTour
}
