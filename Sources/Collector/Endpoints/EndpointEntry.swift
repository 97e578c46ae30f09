/// A proxy that is named by hand.
public struct EndpointEntry: Sendable, Hashable {
  /// The stats page, or just the address of the stats port.
  public var url: String
  /// The base of the admin interface, if it is another than that of `url`.
  public var admin: String?
  public var workload: String?
  public var namespace: String?
  /// Labels of the workload.
  public var labels: [String: String]

  public init(
    url: String, admin: String? = nil, workload: String? = nil, namespace: String? = nil, labels: [String: String] = [:]
  ) {
    self.url = url
    self.admin = admin
    self.workload = workload
    self.namespace = namespace
    self.labels = labels
  }

  /// The URL with the path and the filter that are not written: `http://10.0.0.1:15090` asks for that port's stats
  /// page.
  public var statsURL: String {
    guard !url.contains("?"), let scheme = url.firstRange(of: "://") else { return url }
    let rest = url[scheme.upperBound...]
    guard let slash = rest.firstIndex(of: "/") else { return url + PollRequest.path }
    if rest[slash...] == "/" { return url.dropLast() + PollRequest.path }
    guard let query = PollRequest.path.firstIndex(of: "?") else { return url }
    return url + PollRequest.path[query...]
  }

  /// The base of the admin interface. Envoy's own stats page is part of it, so without another word it is looked for
  /// beside the stats.
  var adminURL: String {
    let base = admin ?? String(url[..<authorityEnd])
    return base.hasSuffix("/") ? String(base.dropLast()) : base
  }

  /// The host of the URL, in brackets if it is an IPv6 address.
  var host: String {
    guard let scheme = url.firstRange(of: "://") else { return "" }
    let authority = url[scheme.upperBound..<authorityEnd]
    if authority.hasPrefix("["), let close = authority.firstIndex(of: "]") { return String(authority[...close]) }
    return String(authority.prefix { $0 != ":" })
  }

  private var authorityEnd: String.Index {
    guard let scheme = url.firstRange(of: "://") else { return url.endIndex }
    return url[scheme.upperBound...].firstIndex { $0 == "/" || $0 == "?" } ?? url.endIndex
  }
}
