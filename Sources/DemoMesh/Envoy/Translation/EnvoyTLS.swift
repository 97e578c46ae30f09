import Documents

/// TLS contexts of listeners and clusters. The proxy's own certificate and the mesh's root are the bootstrap's static
/// secrets.
enum EnvoyTLS {
  /// The secret with the proxy's own certificate.
  static let identitySecret = "default"
  /// The secret with what peers' certificates are checked against.
  static let rootSecret = "ROOTCA"

  private static let identity: JSONValue = [["name": .string(identitySecret)]]

  /// A check of the peer's certificate by the mesh's root, and of its names.
  private static func peer(names: [JSONValue]) -> JSONValue {
    let check = names.map { name -> JSONValue in ["san_type": "URI", "matcher": name] }
    return [
      "default_validation_context": names.isEmpty ? [:] : ["match_typed_subject_alt_names": .array(check)],
      "validation_context_sds_secret_config": ["name": .string(rootSecret)],
    ]
  }

  /// What a server's proxy asks of the proxies of clients.
  ///
  /// - Parameter domain: the trust domain of the clients.
  static func meshServer(domain: String) -> JSONValue {
    server(
      [
        "alpn_protocols": ["istio-http/1.1", "istio", "h2", "http/1.1"],
        "tls_certificate_sds_secret_configs": identity,
        "combined_validation_context": peer(names: [["prefix": .string("spiffe://\(domain)/")]]),
      ], requiresClient: true)
  }

  /// What a client's proxy does towards the proxies of servers.
  ///
  /// - Parameter protocols: offered by name; nil leaves it to Envoy to name what it is about to speak.
  static func meshClient(principals: [String], sni: String, protocols: [String]?) -> JSONValue {
    let common = EnvoyJSON.fields([
      "alpn_protocols": protocols.map { .array($0.map(JSONValue.string)) },
      "tls_certificate_sds_secret_configs": identity,
      "combined_validation_context": peer(names: principals.map { ["exact": .string($0)] }),
    ])
    return client(common, sni: sni)
  }

  static func client(_ common: JSONValue, sni: String?) -> JSONValue {
    EnvoyJSON.named(
      "envoy.transport_sockets.tls",
      EnvoyJSON.message(
        "extensions.transport_sockets.tls.v3.UpstreamTlsContext",
        ["common_tls_context": common, "sni": sni.map(JSONValue.string)]))
  }

  static func server(_ common: JSONValue, requiresClient: Bool) -> JSONValue {
    EnvoyJSON.named(
      "envoy.transport_sockets.tls",
      EnvoyJSON.message(
        "extensions.transport_sockets.tls.v3.DownstreamTlsContext",
        ["common_tls_context": common, "require_client_certificate": .bool(requiresClient)]))
  }

  static func certificate(_ credential: TLSCredential) -> JSONValue {
    [
      "certificate_chain": ["inline_string": .string(credential.certificateChain)],
      "private_key": ["inline_string": .string(credential.privateKey)],
    ]
  }

  static let plain = EnvoyJSON.named(
    "envoy.transport_sockets.raw_buffer",
    EnvoyJSON.message("extensions.transport_sockets.raw_buffer.v3.RawBuffer"))

  /// The listener filter that tells TLS from plain text.
  static let inspector = EnvoyJSON.named(
    "envoy.filters.listener.tls_inspector",
    EnvoyJSON.message("extensions.filters.listener.tls_inspector.v3.TlsInspector"))
}
