/// Where a key is pressed; the same key may mean different things in different places.
public enum KeyContext: String, CaseIterable, Sendable {
  /// Keys that work everywhere unless the place has another use for them.
  case global
  case graph
  case weights
  case preview
  /// The progress and the outcome of a change.
  case afterwards
  case proxies
  /// Help, messages and other texts that scroll.
  case list

  /// The heading in help and documentation.
  public var title: String {
    switch self {
    case .global: "Everywhere"
    case .graph: "Graph"
    case .weights: "Traffic weights"
    case .preview: "Preview of a change"
    case .afterwards: "After a change"
    case .proxies: "Proxies"
    case .list: "Help and messages"
    }
  }
}
