import Documents
import Kubernetes
import Texts
import TrafficConfig

/// Why a change was not made, or not wholly; says in what state the objects are.
public enum ChangeFailure: Error, Sendable, Hashable {
  /// An object is not what the plan was made for. Nothing was written. The lines show what changed; `by` names the
  /// field manager that wrote last, if the object tells.
  case changedSince(ObjectReference, diff: [DiffLine], by: String?)
  /// An undo, but the object was changed after the change that it takes back. Nothing was written.
  case movedOn(ObjectReference, diff: [DiffLine], by: String?)
  /// The object that the plan is about is gone, and another one has its name. Nothing was written.
  case otherObject(ObjectReference)
  /// The pipeline is applying a change. Nothing was written.
  case underWay
  /// The plan cannot be applied as it is. Nothing was written.
  case invalid(String)
  /// The server could not be asked or refused. Nothing was written.
  case refused(KubernetesError)
  /// The record of the change could not be written, so the change was not begun.
  case journal(JournalError)
  /// There is nothing to take back, and why.
  case nothingToUndo(String)
  /// It failed on the way, and everything is again as it was.
  case putBack(cause: String, steps: [String], exitCode: Int32)
  /// It failed on the way, and some objects could not be put back: which, and how they are now.
  case halfDone(cause: String, left: [String])

  /// Whether the objects are as they were before.
  public var leavesNothingChanged: Bool { if case .halfDone = self { false } else { true } }

  /// 5 conflict or validation, 4 not allowed, 3 unreachable, else 1.
  public var exitCode: Int32 {
    switch self {
    case .changedSince, .movedOn, .otherObject, .underWay, .invalid: 5
    case .refused(let error): error.exitCode
    case .putBack(_, _, let code): code
    case .journal, .nothingToUndo, .halfDone: 1
    }
  }
}

extension ChangeFailure: CustomStringConvertible {
  public var description: String { operatorText }

  /// What failed, on what, how things are now, and what to do next.
  public var operatorText: String {
    switch self {
    case .changedSince(let reference, _, let by):
      tr(
        "\(reference) changed since the plan was made\(Self.author(by)). Nothing was written. Look at what changed and "
          + "plan again.")
    case .movedOn(let reference, _, let by):
      tr(
        "\(reference) was changed after that change\(Self.author(by)), so it is not taken back. Nothing was written. "
          + "Make a new change instead.")
    case .otherObject(let reference):
      tr("\(reference) was deleted meanwhile, and another object of the same name is there now. Nothing was written.")
    case .underWay: tr("A change is under way. Nothing was written; try again when it is done.")
    case .invalid(let text): tr("\(text) Nothing was written.")
    case .refused(let error): tr("\(error.operatorText) Nothing was written.")
    case .journal(let error): tr("\(error.text). The change was not begun, as it could not be recorded.")
    case .nothingToUndo(let text): text
    case .putBack(let cause, let steps, _):
      tr("\(cause) \(steps.isEmpty ? "" : steps.joined(separator: " ") + " ")Everything is as it was before.")
    case .halfDone(let cause, let left):
      tr("\(cause) The change is half done: \(left.joined(separator: " ")) Put it right with `vigla undo` or by hand.")
    }
  }

  private static func author(_ by: String?) -> String { by.map { tr(" (by \($0))") } ?? "" }
}
