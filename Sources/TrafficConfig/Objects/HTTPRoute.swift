import Documents
import Texts

/// One entry of a VirtualService's `http` list.
public struct HTTPRoute: Sendable, Hashable {
  public var name: String?
  /// Any of them suffices; empty means every request.
  public var matches: [HTTPMatch]
  public var destinations: [RouteDestination]
  public var redirect: HTTPRedirect?
  public var directResponse: HTTPDirectResponse?
  /// The VirtualService that decides in this one's place.
  public var delegate: Delegate?
  public var rewrite: HTTPRewrite?
  /// Seconds; nil means no limit.
  public var timeout: Double?
  public var retries: HTTPRetry?
  public var fault: FaultInjection?
  public var mirrors: [MirrorPolicy]
  public var headers: HeaderOperations

  public struct Delegate: Sendable, Hashable {
    public var name: String
    /// Nil means the namespace of the object that delegates.
    public var namespace: String?
  }

  init(_ value: JSONValue) {
    name = value["name"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    matches = value["match"]?.array?.map(HTTPMatch.init) ?? []
    destinations = value["route"]?.array?.map(RouteDestination.init) ?? []
    redirect = HTTPRedirect(value["redirect"])
    directResponse = HTTPDirectResponse(value["directResponse"])
    if let name = value["delegate"]?["name"]?.string {
      delegate = Delegate(name: name, namespace: value["delegate"]?["namespace"]?.string)
    }
    rewrite = HTTPRewrite(value["rewrite"])
    timeout = value["timeout"]?.string.flatMap(DurationText.seconds)
    retries = HTTPRetry(value["retries"])
    fault = FaultInjection(value["fault"])
    mirrors = MirrorPolicy.all(ofRoute: value)
    headers = HeaderOperations(value["headers"])
  }

  /// Takes every request that no earlier route took.
  public var isCatchAll: Bool { matches.isEmpty || matches.contains(where: \.isCatchAll) }

  /// The matches in words, such as `header end-user = jason`; nil for a catch-all.
  public var matchSummary: String? {
    isCatchAll ? nil : matches.map { $0.conditions.joined(separator: tr(" and ")) }.joined(separator: tr(", or "))
  }
}
