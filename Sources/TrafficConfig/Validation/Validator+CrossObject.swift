extension Validator {
  /// The kinds that validation checks; others it only takes for what they say.
  public static let kinds: Set<String> = [
    VirtualService.kind, DestinationRule.kind, Gateway.kind, "PeerAuthentication", "RequestAuthentication",
    "ServiceEntry", "Sidecar",
  ]

  /// What is wrong between objects, as Istio's analyzers tell it; the gravest first.
  ///
  /// - Parameters:
  ///   - context: which kinds are listed completely; nil takes what is there for given.
  ///   - objects: only messages about these; nil means all. Much cheaper for a few of many: planning asks for them with every key.
  public static func crossObject(
    _ configuration: MeshConfiguration, context: ValidationContext? = nil, only objects: Set<ObjectReference>? = nil
  ) -> [ValidationMessage] {
    var checker = CrossChecker(
      configuration: configuration, context: context ?? ValidationContext(inferredFrom: configuration))
    func isWanted(_ reference: ObjectReference) -> Bool { objects?.contains(reference) ?? true }
    for entry in configuration.entries where isWanted(entry.object.reference) {
      let object = entry.object
      checker.checkMeshHosts(entry)
      checker.checkReferences(object)
      checker.checkOrder(object)
      checker.checkDeprecated(object)
      checker.checkGatewayHosts(object)
      checker.checkHabits(object)
      checker.checkClaims(object)
      checker.checkAmbient(object)
      checker.checkExports(object.reference, object.exportTo)
    }
    for rule in configuration.destinationRules where isWanted(rule.reference) {
      checker.check(rule)
      checker.checkHabits(rule)
      checker.checkMutualTLS(rule)
      checker.checkAmbient(rule)
      checker.checkExports(rule.reference, rule.exportTo)
    }
    for gateway in configuration.gateways where isWanted(gateway.reference) { checker.check(gateway) }
    for object in configuration.othersByKind.values.joined() where isWanted(object.reference) { checker.check(object) }
    for service in configuration.services { checker.checkStatus(service) }
    checker.checkIngressSubsets()
    checker.checkGatewayConflicts()
    checker.checkSharedCertificates()
    checker.checkRivalRules()
    return checker.messages.filter { objects?.contains($0.object) ?? true }.sorted()
  }
}
