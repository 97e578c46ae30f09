import MeshModel
import Settings

/// Something that the palette offers.
struct Suggestion: Hashable, Sendable {
  enum Target: Hashable, Sendable {
    case action(Action)
    /// Nil for all namespaces.
    case namespace(String?)
    case closer(CloserScreen.Subject)
    case object(String)
    /// Find or hide in the graph by a text.
    case find(String)
    case hide(String)
    case source(TrafficSourceChoice)
  }

  /// What completion makes of the text.
  var text: String
  /// What it does, in a few words.
  var help: String
  var target: Target
  /// Why it cannot be used now; nil if it can.
  var obstacle: String?
}
