extension ClusterConnection {
  /// Where a pod finds its service account.
  public static let serviceAccountDirectory = "/var/run/secrets/kubernetes.io/serviceaccount"

  /// The connection of a pod's own service account, or nil outside a cluster.
  ///
  /// - Throws: `KubeconfigError` if the environment says that this is a pod but no token is mounted.
  public static func inCluster(
    environment: [String: String], directory: String = serviceAccountDirectory
  ) throws(KubeconfigError) -> ClusterConnection? {
    guard let host = environment["KUBERNETES_SERVICE_HOST"], !host.isEmpty,
      let port = environment["KUBERNETES_SERVICE_PORT"].flatMap({ Int($0) })
    else { return nil }
    let tokenPath = directory + "/token"
    guard FileAccess.token(at: tokenPath) != nil else {
      throw KubeconfigError(
        .badCredentials,
        "This looks like a pod, but its service account has no token at \(tokenPath). "
          + "Set automountServiceAccountToken, or give a kubeconfig.")
    }
    let authority = directory + "/ca.crt"
    return ClusterConnection(
      server: ServerURL(isTLS: true, host: host.contains(":") ? "[\(host)]" : host, port: port),
      contextName: "in-cluster", clusterName: "in-cluster", userName: "service account",
      namespace: FileAccess.token(at: directory + "/namespace") ?? "default",
      tls: TLSMaterial(authority: FileAccess.exists(authority) ? .file(authority) : nil),
      credentials: .tokenFile(path: tokenPath, fallback: nil))
  }
}
