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
  /// A change made before.
  case history
  /// An object as it is written.
  case document
  case proxies
  case themes
  /// Help and other texts that scroll.
  case list
  /// Any list of things with columns.
  case table
  /// Which columns a list shows.
  case columns
  /// A service or workload, closely.
  case detail

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
    case .history: "A change made before"
    case .document: "Objects as they are written"
    case .proxies: "A proxy"
    case .themes: "Themes"
    case .list: "Help"
    case .table: "Lists"
    case .columns: "Columns of a list"
    case .detail: "A service or workload"
    }
  }
}
