/// News of a change that is being made.
public enum ChangeProgress: Sendable, Hashable {
  /// A step begins; numbered from 1.
  case step(Int, of: Int, text: String)
  case wrote(ObjectReference, resourceVersion: String)
  /// For what is waited, such as proxies that have not yet taken a cluster.
  case waiting(text: String)
  case done(text: String)
  case failed(text: String)
}
