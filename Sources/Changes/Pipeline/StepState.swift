import Documents
import TrafficConfig

/// How far one step of a plan has come.
struct StepState: Sendable {
  let change: ObjectChange
  /// The object as it was when the change began; nil for a creation.
  let base: JSONValue?
  /// What the server stored; nil before, and for a deletion.
  var stored: JSONValue?
  var isTouched = false

  init(_ change: ObjectChange, base: JSONValue?) {
    self.change = change
    self.base = base
  }

  /// In the imperative, such as `create DestinationRule default/reviews`.
  var text: String { "\(change.operation.words) \(change.reference)" }

  /// The step as the journal keeps it, with what the server made of it.
  var journalled: JournalEntry.Change {
    JournalEntry.Change(
      reference: change.reference, apiVersion: change.apiVersion, before: base.map(Self.slim),
      after: (stored ?? change.after).map(Self.slim), resourceVersion: ObjectContent.version(stored),
      uid: ObjectContent.uid(stored ?? base))
  }

  /// Without the managed fields, which are long and of no use afterwards.
  private static func slim(_ document: JSONValue) -> JSONValue {
    var document = document
    document[["metadata", "managedFields"]] = nil
    return document
  }
}
