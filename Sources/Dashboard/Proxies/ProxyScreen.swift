/// One proxy closely, with its clusters.
struct ProxyScreen: Hashable, Sendable {
  /// The proxy's identity.
  var id: String
  /// The first line that is shown.
  var scroll = 0
}
