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
    let server = try server(of: cluster, named: context.cluster)
    var tls = try authority(of: cluster, named: context.cluster)
    try addClientCertificate(to: &tls, from: user, named: context.user)
    let credentials = try credentials(of: user, named: context.user, cluster: cluster)
    var proxy = try proxy(of: cluster, named: context.cluster)
    if proxy == nil { proxy = try ProxyEnvironment.proxy(for: server, environment: environment) }
    return ClusterConnection(
      server: server, contextName: wanted, clusterName: context.cluster, userName: context.user,
      namespace: context.namespace ?? "default", tls: tls, credentials: credentials,
      proxy: proxy,
      impersonation: try impersonation(of: user, named: context.user),
      mayCompress: cluster.body["disable-compression"]?.bool != true, reload: reload(wanted))
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

  private func reload(_ context: String) -> (@Sendable () -> ClusterConnection?)? {
    guard !files.isEmpty else { return nil }
    return { [self] in try? reloaded().connection(context: context) }
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

  private func proxy(of cluster: Entry, named name: String) throws(KubeconfigError) -> ProxyServer? {
    guard let text = cluster.body["proxy-url"]?.string, !text.isEmpty else { return nil }
    do throws(ProxyServer.Refusal) {
      return try ProxyServer(text)
    } catch {
      throw KubeconfigError(
        .unsupported, "The proxy-url of cluster \"\(name)\" in \(cluster.file) \(error.text).")
    }
  }

  private func impersonation(of user: Entry, named name: String) throws(KubeconfigError) -> Impersonation? {
    let groups = user.body["as-groups"]?.array?.compactMap(\.string) ?? []
    let uid = user.body["as-uid"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    var extra: [String: [String]] = [:]
    for (key, values) in user.body["as-user-extra"]?.object ?? [:] {
      extra[key] = values.array?.compactMap(\.string) ?? []
    }
    if let person = user.body["as"]?.string, !person.isEmpty {
      return Impersonation(user: person, uid: uid, groups: groups, extra: extra)
    }
    guard groups.isEmpty, uid == nil, extra.isEmpty else {
      throw KubeconfigError(
        .malformed,
        "User \"\(name)\" in \(user.file) has as-groups, as-uid or as-user-extra without the user to be: add `as`.")
    }
    return nil
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
    of user: Entry, named name: String, cluster: Entry
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
    if let plugin = try plugin(of: user, named: name, cluster: cluster) { return .exec(plugin) }
    if let provider = user.body["auth-provider"], provider.object != nil,
      user.body["client-certificate"] == nil, user.body["client-certificate-data"] == nil
    {
      let kind = provider["name"]?.string ?? "?"
      throw KubeconfigError(
        .unsupported,
        "User \"\(name)\" in \(user.file) logs in through the auth-provider \"\(kind)\", which Kubernetes itself has "
          + "given up. Replace it by \(Self.successor(of: kind)), or use a context with a token or a client certificate."
      )
    }
    return .none
  }

  /// What took the place of an auth-provider.
  private static func successor(of provider: String) -> String {
    switch provider {
    case "gcp": "the exec plugin gke-gcloud-auth-plugin (gcloud container clusters get-credentials writes it)"
    case "azure": "the exec plugin kubelogin (kubelogin convert-kubeconfig writes it)"
    case "oidc": "the exec plugin kubectl-oidc_login"
    default: "an exec plugin"
    }
  }
}
