/// What beside the mesh's configuration decides over what its proxies run with.
struct EnvoyTranslationOptions: Sendable {
  /// The load, for the default entry route; see `MeshTopology.entries`.
  var entries: [EntryLoad]
  var gateway: DemoGateway
  /// Whether proxies encrypt between each other, as Istio's automatic mutual TLS does. Servers take plain text as well.
  var isMutualTLS = true
  /// By the `credentialName` of Gateways.
  var credentials: [String: TLSCredential]

  init(
    entries: [EntryLoad] = [], gateway: DemoGateway = .istioIngress, isMutualTLS: Bool = true,
    credentials: [String: TLSCredential] = [:]
  ) {
    self.entries = entries
    self.gateway = gateway
    self.isMutualTLS = isMutualTLS
    self.credentials = credentials
  }
}
