extension Validator {
  /// What is wrong between objects, as Istio's analyzers tell it; the gravest first.
  ///
  /// - Parameters:
  ///   - context: which kinds are listed completely; nil takes what is there for given.
  ///   - objects: only messages about these; nil means all. Much cheaper for a few of many.
  public static func crossObject(
    _ configuration: MeshConfiguration, context: ValidationContext? = nil, only objects: Set<ObjectReference>? = nil
  ) -> [ValidationMessage] {
    var checker = CrossChecker(
      configuration: configuration, context: context ?? ValidationContext(inferredFrom: configuration))
    func isWanted(_ object: some IstioObject) -> Bool { objects?.contains(object.reference) ?? true }
    for object in configuration.virtualServices where isWanted(object) {
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
    checker.checkMeshHosts()
    checker.checkIngressSubsets()
    checker.checkGatewayConflicts()
    checker.checkSharedCertificates()
    checker.checkRivalRules()
    return checker.messages.filter { objects?.contains($0.object) ?? true }.sorted()
  }
}
