import Cells
import Recording
import Settings
import Texts
import TrafficConfig

/// Everything that can happen to the dashboard.
public enum DashboardEvent: Sendable {
  case input(InputEvent)
  /// The time in seconds since 1970; about once a second, and before each event that needs to be dated.
  case tick(Double)
  /// A new look at the mesh.
  case mesh(MeshView)
  /// A look at the mesh to be kept, for going back to it.
  case kept(EncodedMoment)
  case context(DashboardContext)
  /// Where cards stood when the context was looked at last; follows the context.
  case recalled(KeptLayout)
  case connection(ConnectionState)
  /// The API server's answer to the dry run of a plan.
  case dryRun(DryRunReport)
  /// A step of the change that is being applied.
  case progress(ChangeProgress)
  /// The change is written; what the journal says of it.
  case changeFinished(JournalEntry)
  /// The change with this plan's id was refused or put back: what failed, on what, what next.
  case changeFailed(planID: String, message: String)
  case canaryNews(CanaryNews)
  case canaryEnded(CanaryOutcome)
  /// The plan that puts an earlier change back, to be shown before it is applied.
  case undoPlanned(ChangePlan)
  case undoRefused(message: String)
  /// What is configured in all namespaces, for what goes beyond those that are shown.
  case everywhere(MeshConfiguration)
  /// What can be chosen from; the note says why it may be incomplete.
  case choices(ChoiceSubject, [String], note: String?)
  /// The journal's entries, the oldest first.
  case journal([JournalEntry])
  case journalFailed(message: String)
  case objectEvents(EventsRequest, Result<[ObjectEvent], ReadingFailure>)
  case podLog(LogRequest, Result<PodLog, ReadingFailure>)
  /// What the operator's editor left.
  case edited(EditedText)
  case message(Severity, String)
  /// The user's settings were read again.
  case settings(Keymap, Language, ChartGlyphs)
  /// The name of the theme that is drawn with from now on.
  case theme(String)
}
