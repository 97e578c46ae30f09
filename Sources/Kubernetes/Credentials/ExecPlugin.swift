/// A program that makes credentials, as `exec` of a kubeconfig's user describes it (client.authentication.k8s.io).
public struct ExecPlugin: Sendable, Hashable {
  /// Whether the program talks with the user.
  public enum Interaction: String, Sendable, Hashable {
    case never = "Never"
    /// It gets the terminal where there is one, and does without it elsewhere.
    case ifAvailable = "IfAvailable"
    case always = "Always"
  }

  /// The group's versions that are spoken.
  static let apiVersions = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"]

  /// One of `apiVersions`.
  public var apiVersion: String
  /// A path, or a bare name that PATH is searched for.
  public var command: String
  public var arguments: [Secret]
  /// All that the program gets: what this one has, and over it what the kubeconfig adds.
  public var environment: [String: Secret]
  /// What the kubeconfig says about where to get the program.
  public var installHint: String
  public var interaction: Interaction
  /// `spec.cluster` of what the program is told, as JSON; nil if the kubeconfig does not ask for it.
  public var clusterInfo: Secret?
  /// The kubeconfig's name of the user, for messages.
  public var userName: String
  /// Values that may be credentials themselves and that no message may show.
  var redaction: Redaction

  public init(
    apiVersion: String, command: String, arguments: [Secret] = [], environment: [String: Secret] = [:],
    added: [String: Secret] = [:], installHint: String = "", interaction: Interaction = .ifAvailable,
    clusterInfo: Secret? = nil, userName: String = ""
  ) {
    self.apiVersion = apiVersion
    self.command = command
    self.arguments = arguments
    self.environment = environment.merging(added) { $1 }
    self.installHint = installHint
    self.interaction = interaction
    self.clusterInfo = clusterInfo
    self.userName = userName
    redaction = Redaction(environment: added, arguments: arguments)
  }

  /// How messages name it.
  var text: String { "exec plugin \"\(command)\"" + (userName.isEmpty ? "" : " of user \"\(userName)\"") }
}

extension ExecPlugin: CustomStringConvertible, CustomReflectable {
  public var description: String { text }
  public var customMirror: Mirror { Mirror(self, children: ["command": command]) }
}
