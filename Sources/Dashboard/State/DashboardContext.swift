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
  /// Whether each write wants the context's name typed.
  public var isProtected: Bool
  /// Whether the API server's certificate is not verified, so that anybody may be at the other end.
  public var isInsecure: Bool
  /// What may not be written although other things may.
  public var refusals: [WriteRefusal] = []
  /// The API version in which new objects of networking.istio.io are written.
  public var networkingVersion: String
  /// Who works here, as changes with an expiry name them.
  public var user: String
  /// Seconds east of UTC, for times of day.
  public var utcOffsetSeconds: Int

  public init(
    name: String, namespaces: [String]? = nil, hasAPI: Bool = true, readOnlyReason: String? = nil,
    isProtected: Bool = false, isInsecure: Bool = false, networkingVersion: String = "networking.istio.io/v1",
    user: String = "",
    utcOffsetSeconds: Int = 0
  ) {
    self.name = name
    self.namespaces = namespaces
    self.hasAPI = hasAPI
    self.readOnlyReason = readOnlyReason
    self.isProtected = isProtected
    self.isInsecure = isInsecure
    self.networkingVersion = networkingVersion
    self.user = user
    self.utcOffsetSeconds = utcOffsetSeconds
  }

  /// Why objects cannot be written; nil where they can.
  ///
  /// - Parameters:
  ///   - kinds: of the objects that the change takes at least.
  ///   - namespace: where they are; nil where that is not known yet.
  func writeObstacle(_ kinds: Set<String> = ["VirtualService"], in namespace: String?) -> String? {
    if let readOnlyReason { return readOnlyReason }
    return refusals.first { refusal in
      kinds.contains(refusal.kind) && (refusal.namespace == nil || refusal.namespace == namespace)
    }?.reason
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
