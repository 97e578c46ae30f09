import Texts

/// Where the dashboard is looking and what it may do there: told by whoever made the connection.
public struct DashboardContext: Hashable, Sendable {
  /// The kubeconfig context, or the name of the endpoints file.
  public var name: String
  /// The namespaces asked for; nil means all of them.
  public var namespaces: [String]?
  /// Whether there is a Kubernetes API at all; with a list of proxy endpoints there is none.
  public var hasAPI: Bool
  /// Why nothing may be written, such as `--read-only`; nil where writing is allowed.
  public var readOnlyReason: String?
  /// The user marked the context as one where writes want extra care.
  public var isProtected: Bool
  /// The API version in which new objects of networking.istio.io are written.
  public var networkingVersion: String
  /// Who works here, as changes with an expiry name them.
  public var user: String
  /// Seconds east of UTC, for times of day.
  public var utcOffsetSeconds: Int

  public init(
    name: String, namespaces: [String]? = nil, hasAPI: Bool = true, readOnlyReason: String? = nil,
    isProtected: Bool = false,
    networkingVersion: String = "networking.istio.io/v1", user: String = "",
    utcOffsetSeconds: Int = 0
  ) {
    self.name = name
    self.namespaces = namespaces
    self.hasAPI = hasAPI
    self.readOnlyReason = readOnlyReason
    self.isProtected = isProtected
    self.networkingVersion = networkingVersion
    self.user = user
    self.utcOffsetSeconds = utcOffsetSeconds
  }

  /// What the header says after the context's name.
  var scope: String {
    guard let namespaces else { return tr("all namespaces") }
    switch namespaces.count {
    case 0: return tr("no namespace")
    case 1...2: return namespaces.joined(separator: ", ")
    default: return tr("\(namespaces.count) namespaces")
    }
  }
}
