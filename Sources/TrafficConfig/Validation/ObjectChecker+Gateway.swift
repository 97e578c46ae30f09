import Documents

extension ObjectChecker {
  mutating func checkGateway(_ spec: DocumentNode) {
    if !NameRules.isLabel(reference.name) {
      error(["metadata", "name"], "invalid gateway name: \"\(reference.name)\"")
    }
    let servers = spec.elements("servers")
    if servers.isEmpty { error(["spec", "servers"], "gateway must have at least one server") }
    var portNames = Set<String>()
    for server in servers where server.value.object != nil {
      checkServer(server)
      guard let port = server["port"] else { continue }
      let name = port.value["name"]?.string ?? ""
      if !portNames.insert(name).inserted {
        error(
          port.path.appending("name"), "port names in servers must be unique: duplicate name \(name)")
      }
      let isRedirect = server["tls"]?["httpsRedirect"]?.value.bool == true
      if isRedirect, !GatewayProtocol(port.value["protocol"]?.string ?? "").isHTTP {
        warn(server.path.appending("tls"), "tls.httpsRedirect should only be used with http servers")
      }
    }
  }

  private mutating func checkServer(_ server: DocumentNode) {
    let hosts = server.elements("hosts")
    if hosts.isEmpty { error(server.path.appending("hosts"), "server config must contain at least one host") }
    for host in hosts { error(host, host.value.string.flatMap(Self.serverHost)) }
    let bind = server.text("bind") ?? ""
    checkBind(server, bind)
    if let tls = server["tls"] { checkServerTLS(tls) }
    guard let port = server["port"] else { return }
    let transport = GatewayProtocol(port.value["protocol"]?.string ?? "")
    if !transport.isKnown, port.has("protocol") {
      error(
        port.path.appending("protocol"),
        "invalid protocol \"\(transport.name)\", supported protocols are HTTP, HTTPS, HTTP2, GRPC, GRPC-WEB, MONGO, "
          + "REDIS, MYSQL, TCP, TLS")
    }
    let number = port.int("number") ?? 0
    if number > 0 || !bind.hasPrefix("unix://") {
      error(DocumentNode(value: .null, path: port.path.appending("number")), NameRules.port(number))
    }
    if let target = port.int("targetPort"), target > 0 {
      error(port.path.appending("targetPort"), "targetPort has no impact on Gateways")
    }
    if port.has("name"), port.text("name") == nil { error(port.path.appending("name"), "port name must be set") }
    if transport.isKnown, NameRules.port(number) == nil { checkTLSPresence(server, transport) }
  }

  private mutating func checkTLSPresence(_ server: DocumentNode, _ transport: GatewayProtocol) {
    guard let tls = server["tls"] else {
      if transport.isTLS { error(server.path, "server must have TLS settings for HTTPS/TLS protocols") }
      return
    }
    guard !transport.isTLS else { return }
    if !transport.isHTTP {
      error(tls.path, "server cannot have TLS settings for non HTTPS/TLS ports")
    } else {
      let mode = tls.text("mode") ?? "PASSTHROUGH"
      let files = ["caCertificates", "privateKey", "serverCertificate"].contains { tls.text($0) != nil }
      if files || (mode != "PASSTHROUGH" && mode != "AUTO_PASSTHROUGH") {
        error(tls.path, "server cannot have TLS settings for plain text HTTP ports")
      }
    }
  }

  private mutating func checkBind(_ server: DocumentNode, _ bind: String) {
    guard !bind.isEmpty else { return }
    let path = server.path.appending("bind")
    guard bind.hasPrefix("unix://") else {
      if !NameRules.isIP(bind) { error(path, "\(bind) is not a valid IP") }
      return
    }
    let address = bind.dropFirst("unix://".count)
    if address.isEmpty {
      error(path, "unix address must not be empty")
    } else if address.first != "@", address.first != "/" || address.last == "/" {
      error(path, "\(address) is not an absolute path to a file")
    }
    if let number = server["port"]?.int("number"), number != 0 {
      error(server.path.appending("port"), "port number must be 0 for unix domain socket: \(number)")
    }
  }

  /// `[namespace/]dnsName`.
  private static func serverHost(_ text: String) -> String? {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    if parts.count == 2, parts[0] != "*", parts[0] != ".", !NameRules.isLabel(parts[0]) {
      return "invalid namespace value \"\(parts[0])\" in \"\(text)\""
    }
    let name = parts.last ?? ""
    if NameRules.isIP(name) { return nil }
    if name != "*", !name.contains(".") { return "short names (non FQDN) are not allowed: \"\(name)\"" }
    if let problem = NameRules.wildcardDomain(name) { return problem }
    if name.hasPrefix("*"), name != "*", !name.hasPrefix("*.") {
      return "partial wildcard \"\(name)\" not allowed"
    }
    return nil
  }

  private mutating func checkServerTLS(_ tls: DocumentNode) {
    let mode = tls.text("mode") ?? "PASSTHROUGH"
    checkVersions(tls)
    let files = ["serverCertificate", "privateKey", "caCertificates"].filter { tls.text($0) != nil }
    let credentials = ["credentialName"].filter { tls.text($0) != nil }
    let lists = ["credentialNames", "tlsCertificates"].filter { !tls.elements($0).isEmpty }
    if mode == "ISTIO_MUTUAL" {
      for name in files + credentials + lists {
        error(tls.path.appending(name), "ISTIO_MUTUAL TLS cannot have associated \(name)")
      }
      return
    }
    if mode == "PASSTHROUGH" || mode == "AUTO_PASSTHROUGH" {
      let given = files + credentials + lists + ["caCrl"].filter { tls.text($0) != nil }
      if !given.isEmpty { warn(tls.path, "\(mode) mode does not use certificates, they will be ignored") }
      return
    }
    for name in lists where tls.elements(name).count > 2 {
      error(tls.path.appending(name), "at most 2 entries are allowed")
    }
    let sources =
      credentials + lists
      + (tls.text("serverCertificate") != nil || tls.text("privateKey") != nil ? ["serverCertificate"] : [])
    if sources.count > 1 {
      error(tls.path, "only one source of certificates may be set, not \(sources.joined(separator: " and "))")
    }
    checkCertificates(tls, mode, hasCredential: !credentials.isEmpty || !lists.isEmpty)
  }

  private mutating func checkCertificates(_ tls: DocumentNode, _ mode: String, hasCredential: Bool) {
    let isMutual = mode == "MUTUAL" || mode == "OPTIONAL_MUTUAL"
    if tls.text("caCrl") != nil {
      let path = tls.path.appending("caCrl")
      if tls.text("credentialName") != nil {
        error(path, "CRL is not supported with credentialName. CRL has to be specified in the credential")
      }
      if mode == "SIMPLE" { error(path, "CRL is not supported with SIMPLE TLS") }
    }
    for entry in tls.elements("tlsCertificates") {
      for key in ["serverCertificate", "privateKey"] where entry.text(key) == nil {
        error(
          entry.path.appending(key),
          "\(mode) TLS requires a \(key == "privateKey" ? "private key" : "server certificate")")
      }
    }
    let hasList = !tls.elements("tlsCertificates").isEmpty
    if isMutual, !tls.has("caCertCredentialName"), tls.text("caCertificates") == nil, !hasCredential || hasList {
      error(tls.path, "MUTUAL TLS requires a client CA bundle")
    }
    guard !hasCredential else { return }
    let name = isMutual ? "MUTUAL" : "SIMPLE"
    if tls.text("serverCertificate") == nil { error(tls.path, "\(name) TLS requires a server certificate") }
    if tls.text("privateKey") == nil { error(tls.path, "\(name) TLS requires a private key") }
  }

  private mutating func checkVersions(_ tls: DocumentNode) {
    let suites = tls.elements("cipherSuites")
    if let version = tls.text("minProtocolVersion"), ["TLSV1_0", "TLSV1_1"].contains(version), suites.isEmpty {
      warn(
        tls.path.appending("minProtocolVersion"),
        "TLS version below TLSV1_2 require setting compatible ciphers as by default they no longer include compatible "
          + "ciphers")
    }
    var seen = Set<String>()
    for node in suites {
      guard let name = node.value.string else { continue }
      if !Self.cipherSuites.contains(name) {
        warn(node.path, "ignoring invalid cipher suite: \(name)")
      } else if !seen.insert(name).inserted {
        warn(node.path, "ignoring duplicate cipher suite: \(name)")
      }
    }
  }

  private static let cipherSuites: Set<String> = [
    "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-RSA-CHACHA20-POLY1305",
    "ECDHE-ECDSA-AES128-SHA", "ECDHE-RSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA", "ECDHE-RSA-AES256-SHA",
    "AES128-GCM-SHA256", "AES256-GCM-SHA384", "AES128-SHA", "AES256-SHA", "DES-CBC3-SHA",
    "ECDHE-RSA-DES-CBC3-SHA", "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256",
    "[ECDHE-ECDSA-AES128-GCM-SHA256|ECDHE-ECDSA-CHACHA20-POLY1305]",
    "[ECDHE-RSA-AES128-GCM-SHA256|ECDHE-RSA-CHACHA20-POLY1305]",
  ]
}
