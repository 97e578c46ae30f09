import MeshModel
import Settings

/// The list of what can be done to a service.
struct ActionsScreen: Sendable {
  /// A line of the list.
  struct Item: Hashable, Sendable {
    var action: Action
    var title: String
    /// What is in force now, in a few words.
    var inForce: String
    /// Why it cannot be opened; nil if it can.
    var obstacle: String?
  }

  var service: ServiceID
  /// The line under the cursor.
  var row = 0
}
