import Documents

extension Kubeconfig {
  /// The connection of a context.
  ///
  /// - Parameter context: the value of `--context`, or nil for the current one. Without any kubeconfig, a pod's service
  ///   account is used.
  /// - Throws: `KubeconfigError` if a name is not defined, or asks for what this version cannot do.
  public func connection(context name: String? = nil) throws(KubeconfigError) -> ClusterConnection {
    guard let wanted = name ?? currentContext else { return try connectionWithoutContext() }
    guard let context = contexts.first(where: { $0.name == wanted }) else {
      let known = contexts.map(\.name).sorted().joined(separator: ", ")
      throw KubeconfigError(
        .unknownName,
        "The kubeconfig has no context \"\(wanted)\"; it has \(known.isEmpty ? "none" : known). "
          + "Choose one with --context.")
    }
    guard let cluster = clusters[context.cluster] else {
      throw KubeconfigError(
        .malformed, "Context \"\(wanted)\" names cluster \"\(context.cluster)\", which the kubeconfig does not define.")
    }
    let user: Entry
    if context.user.isEmpty {
      user = Entry(body: .object([:]), directory: "/", file: cluster.file)
    } else if let entry = users[context.user] {
      user = entry
    } else {
      throw KubeconfigError(
        .malformed, "Context \"\(wanted)\" names user \"\(context.user)\", which the kubeconfig does not define.")
    }
    var tls = try authority(of: cluster, named: context.cluster)
    try addClientCertificate(to: &tls, from: user, named: context.user)
    let credentials = try credentials(of: user, named: context.user, hasCertificate: tls.clientCertificate != nil)
    let server = try server(of: cluster, named: context.cluster)
    let proxy = try proxy(of: cluster, named: context.cluster)
    return ClusterConnection(
      server: server, contextName: wanted, clusterName: context.cluster,
      userName: context.user, namespace: context.namespace ?? "default", tls: tls, credentials: credentials,
      proxy: proxy ?? ProxyEnvironment.proxy(for: server, environment: environment), reloadCredentials: reload(wanted))
  }

  private func connectionWithoutContext() throws(KubeconfigError) -> ClusterConnection {
    if files.isEmpty, let connection = try ClusterConnection.inCluster(environment: environment) { return connection }
    if files.isEmpty {
      if let list = environment["KUBECONFIG"], !list.isEmpty {
        throw KubeconfigError(.missing, "KUBECONFIG names no file that exists: \(list).")
      }
      throw KubeconfigError(
        .missing,
        "No kubeconfig found: set KUBECONFIG or --kubeconfig, or try `vigla demo`, which needs no cluster.")
    }
    throw KubeconfigError(
      .missing, "The kubeconfig names no current context. Choose one with --context or `kubectl config use-context`.")
  }

  private func reload(_ context: String) -> (@Sendable () -> Credentials?)? {
    guard !files.isEmpty else { return nil }
    return { [self] in (try? reloaded().connection(context: context))?.credentials }
  }

  private func server(of cluster: Entry, named name: String) throws(KubeconfigError) -> ServerURL {
    guard let text = cluster.body["server"]?.string, !text.isEmpty else {
      throw KubeconfigError(.malformed, "Cluster \"\(name)\" in \(cluster.file) has no server.")
    }
    guard let url = ServerURL(text) else {
      throw KubeconfigError(
        .malformed, "Cluster \"\(name)\" in \(cluster.file) has a server that is no http or https URL.")
    }
    return url
  }

  private func proxy(of cluster: Entry, named name: String) throws(KubeconfigError) -> ServerURL? {
    guard let text = cluster.body["proxy-url"]?.string, !text.isEmpty else { return nil }
    guard let url = ServerURL(text), text.hasPrefix("http://") else {
      throw KubeconfigError(
        .unsupported, "Cluster \"\(name)\" uses a proxy-url that is not http://, which this version cannot use.")
    }
    return url
  }

  private func authority(of cluster: Entry, named name: String) throws(KubeconfigError) -> TLSMaterial {
    var tls = TLSMaterial()
    tls.authority = try pem(
      in: cluster, data: "certificate-authority-data", file: "certificate-authority", of: "cluster \"\(name)\"")
    tls.skipsVerification = cluster.body["insecure-skip-tls-verify"]?.bool ?? false
    if let serverName = cluster.body["tls-server-name"]?.string, !serverName.isEmpty { tls.serverName = serverName }
    if tls.skipsVerification, tls.authority != nil {
      throw KubeconfigError(
        .malformed,
        "Cluster \"\(name)\" has both a certificate authority and insecure-skip-tls-verify. Remove one of them.")
    }
    return tls
  }

  private func addClientCertificate(
    to tls: inout TLSMaterial, from user: Entry, named name: String
  ) throws(KubeconfigError) {
    let owner = "user \"\(name)\""
    tls.clientCertificate = try pem(in: user, data: "client-certificate-data", file: "client-certificate", of: owner)
    tls.clientKey = try pem(in: user, data: "client-key-data", file: "client-key", of: owner)
    if (tls.clientCertificate == nil) != (tls.clientKey == nil) {
      let lacking = tls.clientKey == nil ? "a client certificate without a client key" : "a key without a certificate"
      throw KubeconfigError(.badCredentials, "User \"\(name)\" in \(user.file) has \(lacking).")
    }
  }

  private func pem(
    in entry: Entry, data: String, file: String, of owner: String
  ) throws(KubeconfigError) -> TLSMaterial.PEM? {
    if let text = entry.body[data]?.string, !text.isEmpty {
      guard let bytes = FileAccess.decodeBase64(text), let pem = String(validating: bytes, as: UTF8.self) else {
        throw KubeconfigError(.badCredentials, "The \(data) of \(owner) in \(entry.file) is not base64 of a PEM.")
      }
      return .inline(Secret(pem))
    }
    guard let path = entry.body[file]?.string, !path.isEmpty else { return nil }
    return .file(FileAccess.resolve(path, from: entry.directory))
  }

  private func credentials(
    of user: Entry, named name: String, hasCertificate: Bool
  ) throws(KubeconfigError) -> Credentials {
    if user.body["token"]?.number != nil {
      throw KubeconfigError(
        .badCredentials, "The token of user \"\(name)\" in \(user.file) reads as a number: quote it.")
    }
    let token = user.body["token"]?.string.flatMap { $0.isEmpty ? nil : Secret($0) }
    if let path = user.body["tokenFile"]?.string, !path.isEmpty {
      return .tokenFile(path: FileAccess.resolve(path, from: user.directory), fallback: token)
    }
    if let token { return .token(token) }
    if let basic = user.body["username"]?.string, !basic.isEmpty {
      return .basic(user: basic, password: Secret(user.body["password"]?.string ?? ""))
    }
    if hasCertificate { return .none }
    if let plugin = user.body["exec"], plugin.object != nil {
      throw KubeconfigError(
        .unsupported,
        "User \"\(name)\" logs in through the exec plugin \"\(plugin["command"]?.string ?? "?")\", which this version "
          + "cannot run. Use a context with a token or a client certificate, such as one made with "
          + "`kubectl create token`.")
    }
    if let provider = user.body["auth-provider"], provider.object != nil {
      throw KubeconfigError(
        .unsupported,
        "User \"\(name)\" logs in through the auth-provider \"\(provider["name"]?.string ?? "?")\", which this version "
          + "cannot use. Use a context with a token or a client certificate.")
    }
    return .none
  }
}
