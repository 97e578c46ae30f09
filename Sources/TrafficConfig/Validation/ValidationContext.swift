/// Which kinds of objects a configuration lists completely: what cannot be seen cannot be called missing.
public struct ValidationContext: Sendable, Hashable {
  public var services: Bool
  /// ServiceEntries, by their hosts.
  public var serviceEntries: Bool
  public var workloads: Bool
  public var gateways: Bool
  public var destinationRules: Bool
  /// The namespaces that could be read; nil means all.
  public var namespaces: Set<String>?
  /// The certificates that gateways can name, by namespace and name of their Secrets; nil where those are not given.
  public var credentials: [String: GatewayCredential]?

  public init(
    services: Bool, serviceEntries: Bool, workloads: Bool, gateways: Bool, destinationRules: Bool,
    namespaces: Set<String>? = nil, credentials: [String: GatewayCredential]? = nil
  ) {
    self.services = services
    self.serviceEntries = serviceEntries
    self.workloads = workloads
    self.gateways = gateways
    self.destinationRules = destinationRules
    self.namespaces = namespaces
    self.credentials = credentials
  }

  /// A kind counts as given if it was listed or, as in manifests, if there is one object of it. Subsets can be judged
  /// where services are.
  public init(inferredFrom configuration: MeshConfiguration) {
    let listed = configuration.listedKinds
    self.init(
      services: !configuration.services.isEmpty,
      serviceEntries: !configuration.externalHosts.isEmpty || listed.contains("ServiceEntry"),
      workloads: !configuration.workloads.isEmpty,
      gateways: !configuration.gateways.isEmpty || listed.contains(Gateway.kind),
      destinationRules: !configuration.destinationRules.isEmpty || !configuration.services.isEmpty,
      namespaces: configuration.namespaces)
  }

  func sees(_ namespace: String) -> Bool { namespaces?.contains(namespace) ?? true }
}
