import Texts
import TrafficConfig

/// A plan before anything is written.
struct PreviewScreen: Sendable {
  enum DryRun: Hashable, Sendable {
    case running
    case answered(DryRunReport)
    case failed(String)
  }

  enum Button: Hashable, Sendable { case cancel, apply }

  /// Why a plan cannot be applied now.
  struct Obstacle: Hashable, Sendable {
    /// In a few words, to stand beside the buttons.
    var short: String
    /// A sentence: what, and what next.
    var text: String

    init(_ short: String, _ text: String) {
      self.short = short
      self.text = text
    }
  }

  var plan: ChangePlan
  /// What begins with the plan and goes on by itself; nil for a plan that is all.
  var canary: Canary?
  var dryRun = DryRun.running
  /// Cancel, until the operator moves on.
  var focus = Button.cancel
  /// What was typed to confirm.
  var typed = TextInput()
  /// Keys go into the confirmation.
  var isTyping = false
  /// The first line of the diff that is shown.
  var scroll = 0

  /// What has to be typed before it is written; nil where a key suffices.
  let confirmation: ChangeConfirmation?

  /// - Parameter protectedContext: the name of the context if it is protected.
  init(_ plan: ChangePlan, canary: Canary? = nil, protectedContext: String? = nil) {
    self.plan = plan
    self.canary = canary
    confirmation = plan.confirmation(protectedContext: protectedContext)
  }

  /// What kind of plan it is, for the screen's title.
  var title: String { isRedo ? tr("Redo") : plan.undoOf == nil ? tr("Preview") : tr("Undo") }
  /// What the button that writes is called.
  var applyLabel: String {
    if let canary, canary.shift == nil { return tr("Start") }
    return plan.undoOf == nil || isRedo ? tr("Apply") : tr("Undo")
  }
  var isConfirmed: Bool { confirmation.map { $0.word == typed.text.trimmed } ?? true }

  /// The plan takes back an undo.
  private var isRedo: Bool { plan.undoOf != nil && plan.title.hasPrefix(tr("Redo")) }

  /// Why the plan cannot be applied now; nil if it can.
  ///
  /// - Parameter lock: whether each object is still as the plan took it to be.
  func obstacle(readOnly: String?, lock: [ObjectReference: ObjectLock]) -> Obstacle? {
    if let readOnly { return Obstacle(tr("read-only"), readOnly) }
    if let (object, state) = stale(lock), let words = state.words {
      return Obstacle(words, tr("\(object) was \(words) this preview: go back and preview anew."))
    }
    if plan.isEmpty { return Obstacle(tr("nothing to change"), tr("There is nothing to change.")) }
    if plan.hasErrors { return Obstacle(tr("not valid"), tr("Validation finds errors.")) }
    switch dryRun {
    case .running: return Obstacle(tr("no dry run yet"), tr("The server has not answered the dry run yet."))
    case .failed(let text): return Obstacle(tr("dry run failed"), text)
    case .answered(let report):
      return report.isAccepted ? nil : Obstacle(tr("refused"), report.refusal ?? tr("The server refuses it."))
    }
  }

  /// The first object that is not as the plan took it to be.
  func stale(_ lock: [ObjectReference: ObjectLock]) -> (ObjectReference, ObjectLock)? {
    lock.filter { $0.value != .held }.min { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
