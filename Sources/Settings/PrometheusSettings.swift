/// Where a Prometheus is and how it lets one in. Secrets are never in the settings: files and environment variables hold
/// them.
public struct PrometheusSettings: Hashable, Sendable {
  /// Nil for a service of the cluster, which is looked for.
  public var url: String?
  /// A file with a bearer token, and the name of an environment variable with one.
  public var tokenFile: String?
  public var tokenVariable: String?
  /// For basic authentication, with its password likewise.
  public var user: String?
  public var passwordFile: String?
  public var passwordVariable: String?
  /// PEM files: authorities to trust, a client certificate, its key.
  public var authorityFile: String?
  public var certificateFile: String?
  public var keyFile: String?
  public var skipsVerification = false
  /// Whose series are asked for, where several share a store: the header `X-Scope-OrgID`.
  public var tenant: String?
  /// Labels that series must have.
  public var labels: [String: String] = [:]

  public init() {}

  /// The names of the fields in a settings file, in the order of the documentation.
  static let names = [
    "url", "token-file", "token-env", "user", "password-file", "password-env", "ca", "cert", "key", "insecure",
    "tenant", "labels",
  ]

  /// The field of a name that holds a text.
  static let texts: [String: WritableKeyPath<PrometheusSettings, String?> & Sendable] = [
    "url": \.url, "token-file": \.tokenFile, "token-env": \.tokenVariable, "user": \.user,
    "password-file": \.passwordFile, "password-env": \.passwordVariable, "ca": \.authorityFile,
    "cert": \.certificateFile, "key": \.keyFile, "tenant": \.tenant,
  ]
}
