import Documents
import TrafficConfig

/// One write to the API server.
public enum ObjectWrite: Sendable, Hashable {
  case create(ObjectReference, apiVersion: String, JSONValue)
  /// The document's resourceVersion is the lock.
  case replace(ObjectReference, apiVersion: String, JSONValue)
  /// Only if the object still has this resourceVersion.
  case delete(ObjectReference, apiVersion: String, resourceVersion: String?)

  public var reference: ObjectReference {
    switch self {
    case .create(let reference, _, _), .replace(let reference, _, _), .delete(let reference, _, _): reference
    }
  }
}
