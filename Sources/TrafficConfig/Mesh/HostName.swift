import MeshModel

/// Istio's arithmetic on host names: a `*` may stand in the first label only; names are case-sensitive.
public enum HostName {
  /// The full name of a short one: `reviews` in `default` is `reviews.default.svc.cluster.local`.
  ///
  /// What has a dot, is an IP address or a bare `*` stays as it is, so `reviews.prod` is NOT completed.
  public static func fqdn(_ host: String, namespace: String, domain: String = MeshDefaults.domain) -> String {
    if host.isEmpty || host == "*" || host.contains(".") || host.contains(":") { return host }
    return "\(host).\(namespace).svc.\(domain)"
  }

  public static func isWildcard(_ host: String) -> Bool { host.utf8.first == UInt8(ascii: "*") }

  /// Whether there is a name that both stand for.
  public static func overlaps(_ a: String, _ b: String) -> Bool {
    switch (isWildcard(a), isWildcard(b)) {
    case (true, true):
      a.utf8.count < b.utf8.count ? b.dropFirst().hasSuffix(a.dropFirst()) : a.dropFirst().hasSuffix(b.dropFirst())
    case (true, false): b.hasSuffix(a.dropFirst())
    case (false, true): a.hasSuffix(b.dropFirst())
    case (false, false): a == b
    }
  }

  /// Whether a pattern covers everything that a host stands for.
  public static func matches(_ host: String, pattern: String) -> Bool {
    guard isWildcard(pattern) else { return host == pattern }
    if isWildcard(host) {
      return host.utf8.count >= pattern.utf8.count && host.dropFirst().hasSuffix(pattern.dropFirst())
    }
    return host.hasSuffix(pattern.dropFirst())
  }

  /// Whether the first pattern is the more specific one: exact before wildcard, longer before shorter.
  public static func isMoreSpecific(_ a: String, than b: String) -> Bool {
    switch (isWildcard(a), isWildcard(b)) {
    case (false, true): true
    case (true, false): false
    default: a.utf8.count > b.utf8.count
    }
  }

  /// The service that a full name inside the cluster stands for.
  public static func service(
    _ host: String, domain: String = MeshDefaults.domain, cluster: String = MeshDefaults.cluster
  ) -> ServiceID? {
    guard host.hasSuffix(".svc.\(domain)") else { return nil }
    let parts = host.dropLast(domain.count + 5).split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty, parts[0] != "*" else { return nil }
    return ServiceID(cluster: cluster, namespace: String(parts[1]), name: String(parts[0]))
  }

  /// The name without a port: `reviews:9080` is `reviews`, `[::1]:80` is `::1`.
  public static func withoutPort(_ authority: String) -> String {
    if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
      return String(authority[authority.index(after: authority.startIndex)..<end])
    }
    guard let colon = authority.firstIndex(of: ":"), colon == authority.lastIndex(of: ":") else { return authority }
    return String(authority[..<colon])
  }
}
