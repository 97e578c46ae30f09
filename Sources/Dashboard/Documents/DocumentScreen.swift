import MeshModel
import TrafficConfig

/// The objects of a service as they are written, one at a time.
struct DocumentScreen: Sendable {
  var service: ServiceID
  /// Only this object is shown; nil for all of the service.
  var alone: ObjectReference?
  /// The object that is shown; nil for the first.
  var shown: ObjectReference?
  /// The first line that is shown.
  var scroll = 0
  /// Why the last edit was not taken, with what was written, so that it is not lost.
  var problem: String?
  /// What was written in the editor and not taken; the next edit begins with it.
  var draft: String?

  init(service: ServiceID) { self.service = service }

  /// Of one object, whatever it is about.
  init(alone reference: ObjectReference) {
    service = ServiceID(namespace: reference.namespace, name: reference.name)
    alone = reference
  }
}
