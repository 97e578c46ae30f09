import Documents
import FoundationEssentials

extension Kubeconfig {
  /// The plugin of a user; nil without one.
  func plugin(of user: Entry, named name: String, cluster: Entry) throws(KubeconfigError) -> ExecPlugin? {
    guard let exec = user.body["exec"], exec.object != nil else { return nil }
    let place = "The exec plugin of user \"\(name)\" in \(user.file)"
    guard let command = exec["command"]?.string, !command.isEmpty else {
      throw KubeconfigError(.malformed, "\(place) has no command.")
    }
    let version = exec["apiVersion"]?.string ?? ""
    guard ExecPlugin.apiVersions.contains(version) else {
      let has = version.isEmpty ? "no apiVersion" : "the apiVersion \"\(version)\""
      throw KubeconfigError(
        version.isEmpty ? .malformed : .unsupported,
        "\(place) has \(has): it needs \(ExecPlugin.apiVersions.joined(separator: " or ")). Update the plugin, then "
          + "have it write the kubeconfig again.")
    }
    if user.body["auth-provider"]?.object != nil {
      throw KubeconfigError(
        .malformed, "User \"\(name)\" in \(user.file) has both an exec plugin and an auth-provider. Remove one of them."
      )
    }
    return ExecPlugin(
      apiVersion: version, command: command.contains("/") ? FileAccess.resolve(command, from: user.directory) : command,
      arguments: try texts(exec["args"], "args", place).map(Secret.init),
      environment: environment.mapValues(Secret.init), added: try variables(exec["env"], place),
      installHint: exec["installHint"]?.string ?? "", interaction: try interaction(exec, version, place),
      clusterInfo: exec["provideClusterInfo"]?.bool == true ? Secret(try clusterInfo(cluster).serialized()) : nil,
      userName: name)
  }

  private func texts(_ list: JSONValue?, _ field: String, _ place: String) throws(KubeconfigError) -> [String] {
    let items = list?.array ?? []
    let texts = items.compactMap(\.string)
    guard texts.count == items.count else {
      throw KubeconfigError(.malformed, "\(place) has \(field) that are no texts: quote them.")
    }
    return texts
  }

  private func variables(_ list: JSONValue?, _ place: String) throws(KubeconfigError) -> [String: Secret] {
    var variables: [String: Secret] = [:]
    for item in list?.array ?? [] {
      guard let name = item["name"]?.string, !name.isEmpty, !name.contains("="), let value = item["value"]?.string
      else {
        throw KubeconfigError(.malformed, "\(place) has an entry of env without a name, or a value that is no text.")
      }
      variables[name] = Secret(value)
    }
    return variables
  }

  private func interaction(
    _ exec: JSONValue, _ version: String, _ place: String
  ) throws(KubeconfigError) -> ExecPlugin.Interaction {
    let text = exec["interactiveMode"]?.string ?? ""
    if let mode = ExecPlugin.Interaction(rawValue: text) { return mode }
    if text.isEmpty, version.hasSuffix("/v1beta1") { return .ifAvailable }
    throw KubeconfigError(
      .malformed,
      "\(place) needs an interactiveMode: Never, IfAvailable or Always\(text.isEmpty ? "" : ", not \(text)").")
  }

  /// The cluster as `spec.cluster` of an ExecCredential names it.
  private func clusterInfo(_ cluster: Entry) throws(KubeconfigError) -> JSONValue {
    var info: JSONObject = ["server": .string(cluster.body["server"]?.string ?? "")]
    for name in ["tls-server-name", "insecure-skip-tls-verify", "certificate-authority-data", "proxy-url"] {
      if let value = cluster.body[name], value != .null { info[name] = value }
    }
    if info["certificate-authority-data"] == nil, let path = cluster.body["certificate-authority"]?.string,
      !path.isEmpty
    {
      let file = FileAccess.resolve(path, from: cluster.directory)
      guard let bytes = FileAccess.read(file) else {
        throw KubeconfigError(.badCredentials, "Cannot read the certificate authority file \(file).")
      }
      info["certificate-authority-data"] = .string(Data(bytes).base64EncodedString())
    }
    if let value = cluster.body["disable-compression"], value != .null { info["disable-compression"] = value }
    for item in cluster.body["extensions"]?.array ?? []
    where item["name"]?.string == "client.authentication.k8s.io/exec" {
      info["config"] = item["extension"]
    }
    return .object(info)
  }
}
