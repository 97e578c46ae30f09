/// A context of the kubeconfig: which cluster, as whom, and where by default.
public struct KubeContext: Sendable, Hashable, Identifiable {
  public let name: String
  public let cluster: String
  public let user: String
  /// The namespace to use when the command line names none; nil means `default`.
  public let namespace: String?

  public var id: String { name }
}
