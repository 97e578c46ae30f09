import Documents

extension Validator {
  /// What Istio says of the names of a Service's ports, by which it knows their protocols; nothing for other kinds, nor
  /// for the Services of the control plane and of gateways that Istio makes.
  public static func servicePorts(_ document: JSONValue) -> [ValidationMessage] {
    let reference = ObjectReference(document: document)
    let labels = document["metadata"]?["labels"]?.stringMap ?? [:]
    guard reference.kind == "Service", document["apiVersion"]?.string == "v1",
      !systemNamespaces.contains(reference.namespace), labels["istio"] == nil, labels["release"] != "istio",
      labels["gateway.istio.io/managed"] == nil
    else { return [] }
    let isExternal = document["spec"]?["type"]?.string == "ExternalName"
    return (document["spec"]?["ports"]?.array ?? []).enumerated().compactMap { index, port in
      let name = port["name"]?.string ?? ""
      if isExternal {
        guard name == "tcp" || !isProtocolKnown(port, name) else { return nil }
        return ValidationMessage(
          code: "IST0150", level: .warning, object: reference, path: "spec.ports[\(index)].name",
          message:
            "The port \"\(name)\" of an ExternalName Service catches all plain TCP traffic on its number; name it "
            + "after a protocol such as http or tls.")
      }
      guard !isProtocolKnown(port, name) else { return nil }
      return ValidationMessage(
        code: "IST0118", level: .info, object: reference, path: "spec.ports[\(index)].name",
        message:
          "The port name \"\(name)\" does not begin with a protocol, as in http-\(name.isEmpty ? "web" : name), and "
          + "there is no appProtocol: Istio has to guess.")
    }
  }

  /// Those that Istio injects nothing into.
  private static let systemNamespaces: Set<String> = [
    "kube-node-lease", "kube-public", "kube-system", "local-path-storage",
  ]
  private static let protocols: Set<String> = [
    "grpc", "grpc-web", "http", "http2", "http_proxy", "https", "mongo", "mysql", "redis", "tcp", "tls", "udp",
  ]
  /// Ports that are TCP whatever they are called: SMTP, DNS, MySQL, MongoDB.
  private static let plainPorts: Set<Int> = [25, 53, 3306, 27017]
  /// Kubernetes' own words for HTTP/2 and WebSocket.
  private static let standardProtocols: Set<String> = ["kubernetes.io/h2c", "kubernetes.io/ws", "kubernetes.io/wss"]

  private static func isProtocolKnown(_ port: JSONValue, _ name: String) -> Bool {
    if port["protocol"]?.string == "UDP" { return true }
    if let number = port["port"]?.int, plainPorts.contains(number) { return true }
    if let app = port["appProtocol"]?.string?.lowercased() {
      return protocols.contains(app) || standardProtocols.contains(app)
    }
    let lower = name.lowercased()
    if lower == "grpc-web" || lower.hasPrefix("grpc-web-") { return true }
    return protocols.contains(lower.split(separator: "-").first.map(String.init) ?? "")
  }
}
