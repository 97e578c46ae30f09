/// Where a key is pressed; the same key may mean different things in different places.
public enum KeyContext: String, CaseIterable, Sendable {
  /// Keys that work everywhere unless the place has another use for them.
  case global
  case graph
  case weights
  /// What can be done to a service.
  case actions
  /// A form to fill in; where a text can be typed, characters are part of it.
  case form
  /// The ordered rules of a service.
  case rules
  case preview
  /// The progress and the outcome of a change.
  case afterwards
  /// A version that gets more and more of a service's requests.
  case canary
  /// The changes made so far.
  case history
  /// An object as it is written.
  case document
  case proxies
  /// Help, messages and other texts that scroll.
  case list

  /// The heading in help and documentation.
  public var title: String {
    switch self {
    case .global: "Everywhere"
    case .graph: "Graph"
    case .weights: "Traffic weights"
    case .actions: "What can be done to a service"
    case .form: "Forms"
    case .rules: "Rules of a service"
    case .preview: "Preview of a change"
    case .afterwards: "After a change"
    case .canary: "Canary"
    case .history: "Changes so far"
    case .document: "Objects as they are written"
    case .proxies: "Proxies"
    case .list: "Help and messages"
    }
  }
}
