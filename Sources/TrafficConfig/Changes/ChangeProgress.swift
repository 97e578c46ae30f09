/// News of a change that is being made.
public enum ChangeProgress: Sendable, Hashable {
  /// A step begins; numbered from 1.
  case step(Int, of: Int, text: String)
  /// The resourceVersion is empty after a deletion.
  case wrote(ObjectReference, resourceVersion: String)
  /// The server warned of something in what it took.
  case warned(text: String)
  /// For what is waited, such as proxies that have not yet taken a cluster. Repeats with the newest text, which takes
  /// the place of the text before; `done` ends the wait, or `failed`.
  case waiting(text: String)
  /// How a wait ended, in the place of its last text; without a wait before it, how the whole change ended.
  case done(text: String)
  /// A wait ended without what it waited for; the change stands.
  case unproven(text: String)
  case failed(text: String)
}
