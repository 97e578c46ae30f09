/// Why no connection could be made out of the kubeconfig. The text never holds a credential.
public struct KubeconfigError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong.
  public enum Reason: Sendable, Hashable {
    /// The named file does not exist or cannot be read.
    case unreadable
    /// Not YAML, or not a kubeconfig.
    case malformed
    /// No kubeconfig anywhere, and not running in a cluster.
    case missing
    /// A context, cluster or user that is named but not defined.
    case unknownName
    /// Valid, but asks for something that this version cannot do.
    case unsupported
    /// A certificate, key or token file that cannot be used.
    case badCredentials
  }

  public let reason: Reason
  /// What failed and what to do next, one sentence or two.
  public let text: String

  public init(_ reason: Reason, _ text: String) {
    self.reason = reason
    self.text = DisplayText.sanitised(text)
  }

  public var description: String { text }

  /// 2 where the command line names something that does not exist, else 3: the cluster cannot be reached.
  public var exitCode: Int32 { reason == .unknownName ? 2 : 3 }
}
