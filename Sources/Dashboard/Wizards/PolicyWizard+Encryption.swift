import Documents
import Texts
import TrafficConfig

/// How clients' proxies encrypt, and the tunnel that they go through.
extension PolicyWizard {
  // MARK: TLS

  private static var modes: [FieldOption] {
    [
      FieldOption("", tr("leave as it is")), FieldOption("automatic", tr("as Istio chooses")), FieldOption("DISABLE"),
      FieldOption("SIMPLE"), FieldOption("MUTUAL"), FieldOption("ISTIO_MUTUAL"),
    ]
  }

  /// The mode once the form is written; nil where Istio chooses.
  private func mode(_ answers: FormAnswers) -> ClientTLSPolicy.Mode? {
    switch answers.choice("tls", default: "") {
    case "": policy(answers).tls?.mode
    case "automatic": nil
    case let chosen: ClientTLSPolicy.Mode(rawValue: chosen)
    }
  }

  func encryptionFields(_ now: ClientTLSPolicy?, _ answers: FormAnswers) -> [FormField] {
    var fields: [FormField] = [
      .heading(tr("TLS towards the pods")),
      .choice(
        "tls", tr("Mode"), Self.modes, "", inForce: now?.mode.rawValue ?? tr("as Istio chooses"),
        help: tr("A mode overrides automatic mutual TLS: where the pods demand another, requests fail with 503.")),
    ]
    let mode = mode(answers)
    func file(_ id: String, _ label: String, _ value: String?, isOptional: Bool, _ help: String) -> FormField {
      .text(id, label, .path, value ?? "", inForce: value ?? "", isOptional: isOptional, help: help)
    }
    if mode == .simple || mode == .mutual {
      let hasCredential =
        !answers.text("credentialName").isEmpty
        || !answers.isEdited("credentialName")
          && now?.credentialName != nil
      fields.append(
        .text(
          "credentialName", tr("Secret"), .objectName, now?.credentialName ?? "", inForce: now?.credentialName ?? "",
          help: tr(
            "Holds certificates in the place of files; sidecars need a workloadSelector for it, gateways do not.")))
      if !hasCredential {
        if mode == .mutual {
          fields += [
            file(
              "clientCertificate", tr("Client certificate"), now?.clientCertificate, isOptional: false,
              tr("A file in the proxies' containers, such as /etc/certs/client.pem.")),
            file(
              "privateKey", tr("Private key"), now?.privateKey, isOptional: false,
              tr("The key of the certificate, a file in the proxies' containers.")),
          ]
        }
        fields.append(
          file(
            "caCertificates", tr("CA certificates"), now?.caCertificates, isOptional: true,
            tr("Whom the proxies trust. Empty: the server is not verified.")))
      }
      let names = (now?.subjectAltNames ?? []).joined(separator: ", ")
      fields.append(
        .text(
          "subjectAltNames", tr("Names of the server"), .any, names, inForce: names,
          help: tr("Commas between; the server's certificate must have one of them. Empty: the service's own.")))
    }
    if mode != .disable, mode != nil {
      fields.append(
        .text(
          "sni", tr("SNI"), .any, now?.sni ?? "", inForce: now?.sni ?? "",
          help: tr("The server name that is asked for at the handshake.")))
    }
    return fields
  }

  func setEncryption(_ answers: FormAnswers, _ request: inout PolicyRequest) {
    switch answers.choice("tls", default: "") {
    case "": break
    case "automatic": request.encryption = .automatic
    case let mode: request.encryption = ClientTLSPolicy.Mode(rawValue: mode).map { .mode($0) }
    }
    guard let mode = mode(answers) else { return }
    let now = policy(answers).tls
    /// What was typed; what was emptied is removed.
    func text(_ setting: PolicyRequest.Setting, _ old: String?) -> String? {
      guard answers.isEdited(setting.rawValue) else { return nil }
      let typed = answers.optionalText(setting.rawValue)
      if typed == nil, old != nil { request.clears.insert(setting) }
      return typed
    }
    if mode != .disable { request.sni = text(.sni, now?.sni) }
    guard mode == .simple || mode == .mutual else { return }
    request.credentials.credentialName = text(.credentialName, now?.credentialName)
    let names = now?.subjectAltNames ?? []
    request.credentials.subjectAltNames =
      text(.subjectAltNames, names.isEmpty ? nil : names.joined(separator: ", ")).map(Self.list)
    guard request.credentials.credentialName == nil else { return }
    request.credentials.caCertificates = text(.caCertificates, now?.caCertificates)
    guard mode == .mutual else { return }
    request.credentials.clientCertificate = text(.clientCertificate, now?.clientCertificate)
    request.credentials.privateKey = text(.privateKey, now?.privateKey)
  }

  // MARK: Tunnel

  /// As it is written for the service or the version.
  private func tunnel(_ answers: FormAnswers) -> JSONValue? {
    guard let rule = facts.rule?.document else { return nil }
    let wide = rule[["spec", "trafficPolicy", "tunnel"]]
    guard let name = target(answers).subset else { return wide }
    let subset = facts.versions.first { $0.name == name }?.subset ?? name
    let own = rule[["spec", "subsets"]]?.array?.first { $0["name"]?.string == subset }
    return own?[["trafficPolicy", "tunnel"]] ?? wide
  }

  /// Istio takes none for one port only.
  func tunnelFields(_ answers: FormAnswers) -> [FormField] {
    guard target(answers).port == nil else { return [] }
    let now = tunnel(answers)
    let (host, port) = (now?["targetHost"]?.string ?? "", now?["targetPort"]?.int)
    let method = now?["protocol"]?.string ?? "CONNECT"
    let inForce = now == nil ? tr("none") : tr("\(method) to \(host):\(FieldText.number(port))")
    var fields: [FormField] = [
      .heading(tr("Tunnel")),
      .choice(
        "tunnel", tr("Through a proxy"),
        [
          FieldOption("", tr("leave as it is")), FieldOption("none", tr("none")), FieldOption("CONNECT"),
          FieldOption("POST"),
        ], "", inForce: inForce,
        help: tr("Connections go to the service, which is asked to tunnel them on; for TCP and TLS routes.")),
    ]
    if ["CONNECT", "POST"].contains(answers.choice("tunnel", default: "")) {
      fields += [
        .text(
          "tunnelHost", tr("leads to"), .address, host, inForce: host, isOptional: false,
          help: tr("A full host name or an address, such as example.com.")),
        .text(
          "tunnelPort", tr("at the port"), .whole(1...65535), FieldText.number(port), inForce: FieldText.number(port),
          isOptional: false),
      ]
    }
    return fields
  }

  func setTunnel(_ answers: FormAnswers, _ request: inout PolicyRequest) {
    guard request.port == nil else { return }
    switch answers.choice("tunnel", default: "") {
    case "": break
    case "none":
      if tunnel(answers) != nil { request.removesTunnel = true }
    case let method:
      request.tunnel = PolicyRequest.Tunnel(
        method: method, host: answers.text("tunnelHost"), port: answers.whole("tunnelPort") ?? 0)
    }
  }
}
