import Documents
import TrafficConfig

/// The filter chains of a gateway's port for TLS: one for each server, chosen by the name that the client asks for.
struct EnvoyGatewayTLS {
  let scope: EnvoyScope
  let gateway: EnvoyGateway
  /// Of the pod.
  let port: Int

  func chains(_ servers: [EnvoyGateway.Server]) -> [(chain: JSONValue, routes: JSONValue)] {
    var taken: Set<String> = []
    return servers.compactMap { entry in
      guard let socket = socket(entry) else { return nil }
      // Two chains for one name would be refused, with all of the listener.
      let names = entry.dnsNames.filter { taken.insert($0).inserted }
      guard !names.isEmpty else {
        gateway.refuse(entry, "hosts", "another server has the port and these hosts already")
        return nil
      }
      let server = entry.server
      let name = "https.\(server.port).\(server.portName).\(entry.gateway.name).\(entry.gateway.namespace)"
      var match = JSONObject([("transport_protocol", "tls")])
      if !names.contains("*") { match.append("server_names", .array(names.map(JSONValue.string))) }
      let chain: JSONValue = [
        "name": .string(name), "filter_chain_match": .object(match),
        "filters": [gateway.manager(port, name).filter], "transport_socket": socket,
      ]
      let routes = EnvoyOutbound.configuration(
        name, hosts: gateway.virtualHosts([entry], isEntry: false), scope: scope, ignoresPort: true)
      return (chain, routes)
    }
  }

  /// The TLS that a server speaks; nil if it cannot, after saying why.
  private func socket(_ entry: EnvoyGateway.Server) -> JSONValue? {
    guard let tls = entry.server.tls else {
      gateway.refuse(entry, "tls", "HTTPS needs a certificate")
      return nil
    }
    let raw = entry.raw["tls"] ?? [:]
    switch tls.mode {
    case "ISTIO_MUTUAL":
      if scope.options.isMutualTLS { return EnvoyTLS.meshServer(domain: scope.configuration.domain) }
      gateway.refuse(entry, "tls.mode", "the mesh has no certificates, as mutual TLS is off")
      return nil
    case "SIMPLE", "MUTUAL", "OPTIONAL_MUTUAL": break
    default:
      gateway.refuse(
        entry, "tls.mode", "\(tls.mode) passes on what it cannot read; the demo's gateway decrypts: use SIMPLE")
      return nil
    }
    for name in ["serverCertificate", "privateKey", "caCertificates", "tlsCertificates"] where raw[name] != nil {
      gateway.refuse(entry, "tls.\(name)", "names files in the gateway's pod, which has none here; use credentialName")
    }
    var credentials: [TLSCredential] = []
    for name in tls.credentialNames {
      if let credential = scope.options.credentials[name] {
        credentials.append(credential)
      } else {
        gateway.refuse(entry, "tls.credentialName", "there is no TLS secret \"\(name)\"")
      }
    }
    guard !credentials.isEmpty else { return nil }
    let authority = credentials.lazy.compactMap(\.caCertificates).first
    if tls.mode != "SIMPLE", authority == nil {
      gateway.refuse(entry, "tls.credentialName", "the secret lacks ca.crt, which clients' certificates are checked by")
      return nil
    }
    return EnvoyTLS.server(
      common(credentials, authority: tls.mode == "SIMPLE" ? nil : authority, raw),
      requiresClient: tls.mode == "MUTUAL")
  }

  private func common(_ credentials: [TLSCredential], authority: String?, _ raw: JSONValue) -> JSONValue {
    let names = raw["subjectAltNames"]?.strings ?? []
    let versions = ["TLSV1_0": "TLSv1_0", "TLSV1_1": "TLSv1_1", "TLSV1_2": "TLSv1_2", "TLSV1_3": "TLSv1_3"]
    let ciphers = raw["cipherSuites"]?.strings ?? []
    func version(_ name: String) -> JSONValue? { raw[name]?.string.flatMap { versions[$0] }.map(JSONValue.string) }
    let parameters = EnvoyJSON.fields([
      "tls_minimum_protocol_version": version("minProtocolVersion") ?? "TLSv1_2",
      "tls_maximum_protocol_version": version("maxProtocolVersion"),
      "cipher_suites": ciphers.isEmpty ? nil : .array(ciphers.map(JSONValue.string)),
    ])
    let spki = raw["verifyCertificateSpki"]
    let hash = raw["verifyCertificateHash"]
    let validation = authority.map { authority in
      EnvoyJSON.fields([
        "trusted_ca": ["inline_string": .string(authority)],
        "match_typed_subject_alt_names": names.isEmpty
          ? nil
          : .array(
            names.map { ["san_type": .string($0.contains("://") ? "URI" : "DNS"), "matcher": ["exact": .string($0)]] }),
        "verify_certificate_spki": spki, "verify_certificate_hash": hash,
      ])
    }
    return EnvoyJSON.fields([
      "tls_params": parameters, "alpn_protocols": ["h2", "http/1.1"],
      "tls_certificates": .array(credentials.map(EnvoyTLS.certificate)), "validation_context": validation,
    ])
  }
}
