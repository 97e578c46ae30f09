/// What the path of a request below `/api` or `/apis` names.
struct RequestPath: Sendable, Hashable {
  var group = ""
  var version = ""
  /// Empty for a cluster-wide request.
  var namespace = ""
  /// The plural; empty for a discovery request.
  var resource = ""
  /// Empty for a collection.
  var name = ""
  var subresource = ""
  /// What follows the subresource, such as a proxied path; without a leading slash.
  var rest: [String] = []
  /// The proxied path ended with a slash.
  var endsWithSlash = false

  /// Reads a percent-encoded path; nil if it is not below `/api/VERSION` or `/apis/GROUP/VERSION`.
  init?(_ rawPath: String) {
    endsWithSlash = rawPath.hasSuffix("/")
    var parts = rawPath.split(separator: "/").map { PercentCoding.decoded($0) }
    guard let root = parts.first else { return nil }
    parts.removeFirst()
    switch root {
    case "api":
      guard let version = parts.first else { return nil }
      self.version = version
      parts.removeFirst()
    case "apis":
      guard parts.count >= 2 else { return nil }
      (group, version) = (parts[0], parts[1])
      parts.removeFirst(2)
    default: return nil
    }
    if parts.first == "namespaces", parts.count >= 3, !Self.namespaceSubresources.contains(parts[2]) {
      namespace = parts[1]
      parts.removeFirst(2)
    }
    guard !parts.isEmpty else { return }
    resource = parts.removeFirst()
    if !parts.isEmpty { name = parts.removeFirst() }
    if !parts.isEmpty { subresource = parts.removeFirst() }
    rest = parts
    if resource == "namespaces", group.isEmpty { namespace = name }
  }

  private static let namespaceSubresources: Set<String> = ["status", "finalize"]
}
