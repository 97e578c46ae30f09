import MeshModel
import TrafficConfig

/// The objects of a service as they are written, one at a time.
struct DocumentScreen: Sendable {
  var service: ServiceID
  /// The object that is shown; nil for the first.
  var shown: ObjectReference?
  /// The first line that is shown.
  var scroll = 0
  /// Why the last edit was not taken, with what was written, so that it is not lost.
  var problem: String?
  /// What was written in the editor and not taken; the next edit begins with it.
  var draft: String?
}
