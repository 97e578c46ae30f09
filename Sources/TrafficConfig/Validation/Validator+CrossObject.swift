extension Validator {
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
    func isWanted(_ object: some IstioObject) -> Bool { objects?.contains(object.reference) ?? true }
    for entry in configuration.entries where isWanted(entry.object) {
      let object = entry.object
      checker.checkMeshHosts(entry)
      checker.checkReferences(object)
      checker.checkOrder(object)
      checker.checkDeprecated(object)
      checker.checkGatewayHosts(object)
      checker.checkHabits(object)
    }
    for rule in configuration.destinationRules where isWanted(rule) {
      checker.check(rule)
      checker.checkHabits(rule)
    }
    for gateway in configuration.gateways where isWanted(gateway) { checker.check(gateway) }
    checker.checkIngressSubsets()
    checker.checkGatewayConflicts()
    checker.checkSharedCertificates()
    checker.checkRivalRules()
    return checker.messages.filter { objects?.contains($0.object) ?? true }.sorted()
  }
}
