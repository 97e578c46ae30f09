/// The proxies: a list, or one of them with its clusters.
struct ProxiesScreen: Hashable, Sendable {
  /// The proxy's identity; nil selects the first.
  var selected: String?
  /// Shows the selected one closely.
  var isOpen = false
  /// The first line of the close look that is shown.
  var scroll = 0
}
